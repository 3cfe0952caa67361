"""The hub of psychiatric care: figures that open their lists, and quick entry."""

from datetime import date

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from psych_care.models import (
    Aid,
    CardQuota,
    CareIncome,
    CareMeeting,
    CareTraining,
    DesignatedHospital,
    Doubt,
    DrugCard,
    GuardianCheck,
    Guardianship,
    HomeBed,
    HospitalStay,
    Incident,
    LockUp,
    Loss,
    Patient,
    Prescription,
    Survey,
    Visit,
)
from psych_care.section import PSYCH
from registry.permissions import Permission, requires
from registry.records.choosing import Purpose, choose_page
from registry.records.filters import OPEN

PURPOSES = {
    "visit": Purpose(_("Enter a visit"), "psych_care:visit-add", "psych_care:choose-for-visit"),
    "clue": Purpose(_("Enter a clue"), "psych_care:patient-add", "psych_care:choose-for-clue"),
    "lock-up": Purpose(_("Enter a person found locked up"), "psych_care:lock-up-add", "psych_care:choose-for-lock-up"),
    "drug-card": Purpose(
        _("Propose for a drug-relief card"), "psych_care:drug-card-add", "psych_care:choose-for-drug-card"
    ),
    "incident": Purpose(_("Enter an incident"), "psych_care:incident-add", "psych_care:choose-for-incident"),
    "home-bed": Purpose(_("Open a home bed"), "psych_care:home-bed-add", "psych_care:choose-for-home-bed"),
    "guardian-check": Purpose(
        _("Enter the quarter's check of the guardian"),
        "psych_care:guardian-check-add",
        "psych_care:choose-for-guardian-check",
    ),
}


@require_safe
@requires(Permission.VIEW_PSYCH)
def home(request):
    may_edit = request.user.can(Permission.EDIT_PSYCH)
    context = {
        "title": PSYCH.label,
        "groups": _groups(request.user),
        "links": [{"label": _("Psychiatric care by street"), "url": reverse("psych_care:board")}],
        "may_edit": may_edit,
        "purposes": PURPOSES.values() if may_edit else (),
    }
    return render(request, "records/hub.html", context)


def _groups(staff) -> list[dict]:
    """Each figure opens the list behind it, which is as long."""
    today = timezone.localdate()
    year = today.replace(month=1, day=1)
    return [
        {"title": _("The register"), "figures": [*_register_figures(staff, today)]},
        {"title": _("Care"), "figures": [*_care_figures(staff, today, year)]},
        {"title": _("Behind the care"), "figures": [*_running_figures(staff, today, year)]},
        {"title": _("Drug-relief cards and surveys"), "figures": [*_card_figures(staff, today)]},
    ]


def _figure(label, value, list_name: str, unit="", **query) -> dict:
    url = reverse(f"psych_care:{list_name}-list") + (f"?{urlencode(query)}" if query else "")
    return {"label": label, "value": value, "unit": unit, "url": url}


def _register_figures(staff, today: date):
    patients = Patient.objects.visible_to(staff)
    due = patients.overdue_on(today)
    yield _figure(_("Clues to be diagnosed"), patients.filter(state="clue").count(), "patient", state="clue")
    yield _figure(_("Under care"), patients.filter(state="under_care").count(), "patient", state="under_care")
    yield _figure(_("Lost, being searched for"), patients.filter(state="lost").count(), "patient", state="lost")
    yield _figure(_("Next contact overdue"), due.count(), "patient", due="overdue")


def _care_figures(staff, today: date, year: date):
    lapsed = Prescription.objects.visible_to(staff).in_force_on(today).with_supply().filter(lasts_until__lte=today)
    open_boards = LockUp.objects.visible_to(staff)
    yield _figure(
        _("Visits this year"), Visit.objects.visible_to(staff).made_during(year, today).count(), "visit", start=year
    )
    yield _figure(_("Guardianships"), Guardianship.objects.visible_to(staff).count(), "guardianship")
    yield _figure(_("Medicine run out"), lapsed.count(), "medicine", lapsed="yes")
    yield _figure(
        _("Found locked up, not yet assessed"), open_boards.filter(state="found").count(), "lock-up", state="found"
    )
    incidents = Incident.objects.visible_to(staff).happened_during(year, today)
    yield _figure(_("Incidents this year"), incidents.count(), "incident", start=year)
    aid = Aid.objects.visible_to(staff).given_during(year, today)
    yield _figure(_("Times aid was given this year"), aid.count(), "aid", start=year)


def _running_figures(staff, today: date, year: date):
    trained = CareTraining.objects.visible_to(staff).filter(held_on__gte=year)
    income = CareIncome.objects.visible_to(staff).filter(received_on__gte=year)
    meetings = CareMeeting.objects.visible_to(staff).filter(held_on__gte=year)
    yield _figure(_("Home beds open"), HomeBed.objects.visible_to(staff).open_on(today).count(), "home-bed", state=OPEN)
    yield _figure(
        _("Searches for lost patients"), Loss.objects.visible_to(staff).open_on(today).count(), "loss", state=OPEN
    )
    stays = HospitalStay.objects.visible_to(staff).in_hospital_on(today)
    yield _figure(_("In hospital"), stays.count(), "hospital-stay", now="yes")
    payable = GuardianCheck.objects.visible_to(staff).payable()
    yield _figure(_("Guardian incentives proposed"), payable.count(), "guardian-check", payable="yes")
    doubts = Doubt.objects.visible_to(staff).unsettled()
    yield _figure(_("Doubted visits, not settled"), doubts.count(), "doubt", state="unsettled")
    yield _figure(_("Trainings this year"), trained.count(), "training", start=year)
    yield _figure(_("Incomes and donations this year"), income.count(), "income", start=year)
    yield _figure(_("Meetings of the leading group this year"), meetings.count(), "meeting", start=year)


def _card_figures(staff, today: date):
    cards = DrugCard.objects.visible_to(staff)
    quotas = CardQuota.objects.visible_to(staff).of_year(today.year)
    hospitals = DesignatedHospital.objects.visible_to(staff).open_on(today)
    yield _figure(_("Candidates to be decided"), cards.waiting().count(), "drug-card", standing="waiting")
    yield _figure(_("Valid drug-relief cards"), cards.valid().count(), "drug-card", standing="valid")
    yield _figure(_("Cards to be reviewed"), cards.to_be_reviewed_by(today).count(), "drug-card", standing="review")
    yield _figure(_("Quotas of this year"), quotas.count(), "card-quota", year=today.year)
    yield _figure(_("Designated hospitals"), hospitals.count(), "designated-hospital", state=OPEN)
    yield _figure(_("Surveys"), Survey.objects.visible_to(staff).count(), "survey")


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.EDIT_PSYCH)
def choose_person(request, purpose):
    return choose_page(request, PSYCH, PURPOSES[purpose])
