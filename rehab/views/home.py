"""The hub of rehabilitation, and choosing the person to enter something for."""

from django.db.models import Count, Q
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from registry.permissions import Permission, requires
from registry.records.choosing import Purpose, choose_page
from rehab.models import (
    ChildAid,
    Coordinator,
    DeviceLoan,
    Funding,
    HealthStation,
    Need,
    Plan,
    Referral,
    RehabFile,
    RehabRoom,
    RehabStation,
    SatisfactionAnswer,
    Screening,
    ServiceRecord,
    Standard,
    StandardCode,
    Training,
)
from rehab.section import REHAB

LINKS = (
    (_("Community rehabilitation summary"), "rehab:summary"),
    (_("Files of a year"), "rehab:file-flow"),
    (_("Screening campaigns"), "rehab:campaign-list"),
    (_("Guidance centres"), "rehab:centre-list"),
    (_("Lectures and publicity"), "rehab:outreach-list"),
    (_("Applications for devices"), "rehab:device-list"),
    (_("Device catalogue"), "rehab:device-kind-list"),
    (_("Devices to lend"), "rehab:stock-list"),
    (_("Reports of young children"), "rehab:child-report-list"),
    (_("Children who leave the track within a year"), "rehab:children-leaving"),
)


@require_safe
@requires(Permission.VIEW_REHAB)
def home(request):
    may_edit = request.user.can(Permission.EDIT_REHAB)
    context = {
        "title": REHAB.label,
        "links": [{"label": label, "url": reverse(name)} for label, name in LINKS],
        "groups": _groups(request.user),
        "may_edit": may_edit,
        "purposes": PURPOSES.values() if may_edit else (),
    }
    return render(request, "records/hub.html", context)


def _groups(staff) -> list[dict]:
    """Each figure opens the list behind it, which is as long; one query a figure, rooms counted along with stations."""
    today = timezone.localdate()
    year, month = today.replace(month=1, day=1), today.replace(day=1)
    return [
        {"title": _("People"), "figures": [*_people_figures(staff, today, year, month)]},
        {"title": _("Places and staff"), "figures": [*_place_figures(staff, today, year)]},
    ]


def _figure(label, value, list_name: str, unit="", **query) -> dict:
    url = reverse(f"rehab:{list_name}-list") + (f"?{urlencode(query)}" if query else "")
    return {"label": label, "value": value, "unit": unit, "url": url}


def _people_figures(staff, today, year, month):
    needs = Need.objects.visible_to(staff).open_on(today)
    files = RehabFile.objects.visible_to(staff).open_on(today).count()
    screenings = Screening.objects.visible_to(staff).screened_during(year, today).count()
    services = ServiceRecord.objects.visible_to(staff).served_during(month, today).count()
    unanswered = Referral.objects.visible_to(staff).unanswered().count()
    answers = SatisfactionAnswer.objects.visible_to(staff).answered_during(year, today).count()
    yield _figure(_("Open needs"), needs.count(), "need", state="open")
    yield _figure(_("of them without a rehab file"), needs.without_file_on(today).count(), "need", state="waiting")
    yield _figure(_("Open rehab files"), files, "file", state="open")
    yield _figure(_("Referrals without an answer"), unanswered, "referral", state="sent")
    lent = DeviceLoan.objects.visible_to(staff).not_returned().count()
    yield _figure(_("Devices lent"), lent, "loan", state="open")
    aided = ChildAid.objects.visible_to(staff).placed().count()
    yield _figure(_("Children with an agency"), aided, "child-aid", state="placed")
    yield _figure(_("Open plans"), Plan.objects.visible_to(staff).open_on(today).count(), "plan", state="open")
    yield _figure(_("Screenings this year"), screenings, "screening", start=year)
    yield _figure(_("Services this month"), services, "service", start=month)
    yield _figure(_("Satisfaction answers this year"), answers, "satisfaction", start=year)


def _place_figures(staff, today, year):
    rooms = RehabRoom.objects.open_on(today).values("health_station")
    health = HealthStation.objects.visible_to(staff).open_on(today)
    counts = health.aggregate(n=Count("pk"), with_room=Count("pk", filter=Q(pk__in=rooms)))
    stations = RehabStation.objects.visible_to(staff).open_on(today).count()
    coordinators = Coordinator.objects.visible_to(staff).in_post_on(today).count()
    trainings = Training.objects.visible_to(staff).held_during(year, today).count()
    received = Funding.objects.visible_to(staff).received_during(year, today).total()
    standard = Standard.objects.holding_on(StandardCode.STATION_FLOOR_AREA, today).first()
    yield _figure(_("Health stations"), counts["n"], "health-station", state="open")
    yield _figure(_("of them with a rehab room"), counts["with_room"], "health-station", state="open", room="yes")
    yield _figure(_("Rehab stations"), stations, "station", state="open")
    yield _figure(_("Coordinators in post"), coordinators, "coordinator", state="open")
    yield _figure(_("Trainings this year"), trainings, "training", start=year)
    yield _figure(_("Funding this year"), received, "funding", _("yuan"), start=year)
    yield _figure(_("Smallest floor area of a rehab station (m²)"), standard and standard.value, "standard")


PURPOSES = {
    "service": Purpose(_("Enter a service"), "rehab:service-add", "rehab:choose-for-service"),
    "screening": Purpose(_("Screen a person"), "rehab:screening-add", "rehab:choose-for-screening"),
    "file": Purpose(_("Open a rehab file"), "rehab:file-open", "rehab:choose-for-file"),
    "referral": Purpose(_("Refer a person"), "rehab:referral-add", "rehab:choose-for-referral"),
    "device": Purpose(_("Apply for a device"), "rehab:device-add", "rehab:choose-for-device"),
    "loan": Purpose(_("Lend a device"), "rehab:loan-add", "rehab:choose-for-loan"),
    "child_report": Purpose(_("Report a young child"), "rehab:child-report-add", "rehab:choose-for-child-report"),
    "child_aid": Purpose(_("Apply for child rehab aid"), "rehab:child-aid-add", "rehab:choose-for-child-aid"),
    "satisfaction": Purpose(_("Ask about satisfaction"), "rehab:satisfaction-add", "rehab:choose-for-satisfaction"),
}


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.EDIT_REHAB)
def choose_person(request, purpose):
    return choose_page(request, REHAB, PURPOSES[purpose])
