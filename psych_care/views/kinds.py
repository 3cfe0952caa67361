"""Each kind of record about a patient: its form, its words. The views of `records` are the same for all."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from psych_care import models
from psych_care.forms import care, register, support, visits


@dataclass(frozen=True)
class Kind:
    """`saved` holds %(name)s, the patient's."""

    key: str
    model: type
    form: type
    add: Any
    edit: Any
    saved: Any


KINDS = {
    kind.key: kind
    for kind in (
        Kind(
            "visit",
            models.Visit,
            visits.VisitForm,
            _("Enter a visit"),
            _("Correct the visit"),
            _("Visit of %(name)s saved."),
        ),
        Kind(
            "guardianship",
            models.Guardianship,
            support.GuardianshipForm,
            _("Enter the guardianship"),
            _("Change the guardianship"),
            _("Guardianship of %(name)s saved."),
        ),
        Kind(
            "prescription",
            models.Prescription,
            support.PrescriptionForm,
            _("Enter a prescription"),
            _("Change the prescription"),
            _("Prescription of %(name)s saved."),
        ),
        Kind(
            "hospital-stay",
            models.HospitalStay,
            support.HospitalStayForm,
            _("Enter a hospital stay"),
            _("Change the hospital stay"),
            _("Hospital stay of %(name)s saved."),
        ),
        Kind("aid", models.Aid, support.AidForm, _("Enter aid"), _("Correct the aid"), _("Aid for %(name)s saved.")),
        Kind(
            "lock-up",
            models.LockUp,
            support.LockUpForm,
            _("Enter a person found locked up"),
            _("Correct the finding"),
            _("The finding about %(name)s is saved."),
        ),
        Kind(
            "incident",
            models.Incident,
            support.IncidentForm,
            _("Enter an incident"),
            _("Correct the incident, or review it"),
            _("Incident of %(name)s saved."),
        ),
        Kind(
            "search",
            models.SearchStep,
            register.SearchForm,
            _("Enter a search"),
            _("Correct the search"),
            _("Search for %(name)s saved."),
        ),
        Kind(
            "home-bed",
            models.HomeBed,
            care.HomeBedForm,
            _("Open a home bed"),
            _("Change or close the home bed"),
            _("Home bed of %(name)s saved."),
        ),
        Kind(
            "guardian-check",
            models.GuardianCheck,
            care.GuardianCheckForm,
            _("Enter the quarter's check of the guardian"),
            _("Correct the quarter's check"),
            _("Check of the guardian of %(name)s saved."),
        ),
        Kind(
            "guardian-review",
            models.GuardianReview,
            care.GuardianReviewForm,
            _("Enter the year's review of the guardian"),
            _("Correct the year's review"),
            _("Review of the guardian of %(name)s saved."),
        ),
    )
}
