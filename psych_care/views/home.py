"""The hub of psychiatric care: figures that open their lists, and quick entry."""

from datetime import date

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from psych_care.models import Aid, Guardianship, Incident, LockUp, Patient, Prescription, Visit
from psych_care.section import PSYCH
from registry.permissions import Permission, requires
from registry.records.choosing import Purpose, choose_page

PURPOSES = {
    "visit": Purpose(_("Enter a visit"), "psych_care:visit-add", "psych_care:choose-for-visit"),
    "clue": Purpose(_("Enter a clue"), "psych_care:patient-add", "psych_care:choose-for-clue"),
    "lock-up": Purpose(_("Enter a person found locked up"), "psych_care:lock-up-add", "psych_care:choose-for-lock-up"),
    "incident": Purpose(_("Enter an incident"), "psych_care:incident-add", "psych_care:choose-for-incident"),
}


@require_safe
@requires(Permission.VIEW_PSYCH)
def home(request):
    may_edit = request.user.can(Permission.EDIT_PSYCH)
    context = {
        "title": PSYCH.label,
        "groups": _groups(request.user),
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
    ]


def _figure(label, value, list_name: str, unit="", **query) -> dict:
    url = reverse(f"psych_care:{list_name}-list") + (f"?{urlencode(query)}" if query else "")
    return {"label": label, "value": value, "unit": unit, "url": url}


def _register_figures(staff, today: date):
    patients = Patient.objects.visible_to(staff)
    due = patients.present().with_due_day().filter(due_on__lt=today)
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


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.EDIT_PSYCH)
def choose_person(request, purpose):
    return choose_page(request, PSYCH, PURPOSES[purpose])
