"""The register's services: keyword-only, atomic, with the actor and an audit row."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from psych_care import rules
from psych_care.care_choices import BedEnd
from psych_care.choices import EndReason, State
from psych_care.models import Guardianship, HomeBed, HospitalStay, Loss, Patient, Prescription
from psych_care.services import cards
from psych_care.workflows import REGISTER
from registry import audit
from registry.models.people import LeftReason
from registry.records.days import community_on
from registry.services.days import check_not_before

END_REASON = {LeftReason.MOVED: EndReason.MOVED, LeftReason.DIED: EndReason.DIED}


def diagnose(*, patient: Patient, by, on: date, diagnosis: str, diagnosed_by: str) -> None:
    REGISTER.check("diagnose", patient)
    check_not_before(on, patient.clue_on, _("The clue came on %(first)s; nothing of the file can be earlier."))
    REGISTER.take("diagnose", record=patient, by=by, diagnosed_on=on, diagnosis=diagnosis, diagnosed_by=diagnosed_by)


def put_on_file(*, patient: Patient, by, on: date, consent_by: str) -> None:
    """From that day on the person counts as on file, and the first visit is due two weeks later."""
    REGISTER.check("put_on_file", patient)
    community_on(patient.person, on)
    check_not_before(on, patient.diagnosed_on, _("The diagnosis is of %(first)s; the file cannot begin earlier."))
    REGISTER.take(
        "put_on_file",
        record=patient,
        by=by,
        registered_on=on,
        consent_by=consent_by,
        first_due_on=rules.first_contact(on),
    )


def take_under_care(*, patient: Patient, by, on: date) -> None:
    REGISTER.check("take_under_care", patient)
    check_not_before(on, patient.registered_on, _("The file begins on %(first)s; this cannot be earlier."))
    REGISTER.take("take_under_care", record=patient, by=by, under_care_on=on)


@transaction.atomic
def lose(*, patient: Patient, by, on: date, reason: str) -> None:
    """From that day on the person is searched for, step by step."""
    REGISTER.check("lose", patient)
    check_not_before(on, patient.registered_on, _("The file begins on %(first)s; this cannot be earlier."))
    community = community_on(patient.person, on)
    REGISTER.take("lose", record=patient, by=by)
    loss = Loss.objects.create(person=patient.person, community=community, lost_on=on, known=reason)
    audit.record(by=by, action="add", obj=loss, changes=audit.first_values(loss))


@transaction.atomic
def find(*, patient: Patient, by, on: date) -> None:
    """Whoever was lost before care began is under care from the day they were found."""
    REGISTER.check("find", patient)
    check_not_before(on, patient.registered_on, _("The file begins on %(first)s; this cannot be earlier."))
    loss = Loss.objects.filter(person=patient.person_id, ended_on__isnull=True).first()
    if loss:
        check_not_before(on, loss.lost_on, _("Lost since %(first)s; this cannot be earlier."))
    since = {} if patient.under_care_on else {"under_care_on": on}
    REGISTER.take("find", record=patient, by=by, **since)
    if loss:
        _end_row(loss, "lost_on", "ended_on", on, by)


@transaction.atomic
def end_file(*, patient: Patient, by, on: date, reason: str) -> None:
    """With the file end the guardianship, the prescriptions, the stay in hospital, the home bed and the search."""
    REGISTER.check("end_file", patient)
    check_not_before(
        on, patient.registered_on or patient.clue_on, _("The file begins on %(first)s; this cannot be earlier.")
    )
    REGISTER.take("end_file", record=patient, by=by, ended_on=on, end_reason=reason)
    for model, begun, ended in (
        (Guardianship, "started_on", "ended_on"),
        (Prescription, "from_on", "until_on"),
        (HospitalStay, "admitted_on", "discharged_on"),
        (HomeBed, "opened_on", "closed_on"),
        (Loss, "lost_on", "ended_on"),
    ):
        for row in model.objects.filter(person=patient.person_id, **{f"{ended}__isnull": True}):
            _end_row(row, begun, ended, on, by)
    cards.end_with_file(person_id=patient.person_id, on=on, reason=reason, by=by)


def _end_row(row, begun: str, ended: str, on: date, by) -> None:
    before = audit.snapshot(row)
    setattr(row, ended, max(on, getattr(row, begun)))
    if isinstance(row, HospitalStay):
        row.handed_over_to = row.handed_over_to or "—"
    if isinstance(row, HomeBed):
        row.close_reason = BedEnd.FILE_ENDED
    row.version += 1
    row.save()
    audit.record(by=by, action="end", obj=row, changes=audit.differences(before, row))


def end_for_leaver(*, person, on: date, reason: str, by) -> None:
    """Leave hook of the register."""
    for patient in Patient.objects.filter(person=person).exclude(state=State.ENDED):
        day = max(on, patient.registered_on or patient.clue_on)
        end_file(patient=patient, by=by, on=day, reason=END_REASON.get(reason, EndReason.MOVED))
