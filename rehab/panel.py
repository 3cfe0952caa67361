"""The rehabilitation panel of a person's page."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registry.permissions import Permission
from rehab.children import is_young
from rehab.models import (
    ChildAid,
    ChildReport,
    DeviceApplication,
    DeviceLoan,
    Need,
    Referral,
    RehabFile,
    SatisfactionAnswer,
    Screening,
    ServiceRecord,
)

LAST_SERVICES = 5


@dataclass(frozen=True)
class Action:
    label: Any
    url_name: str


SCREEN = Action(_("Screen"), "rehab:screening-add")
OPEN_FILE = Action(_("Open a file"), "rehab:file-open")
SERVE = Action(_("Enter a service"), "rehab:service-add")
REPORT = Action(_("Report a young child"), "rehab:child-report-add")
AID = Action(_("Apply for child rehab aid"), "rehab:child-aid-add")
DEVICE = Action(_("Apply for a device"), "rehab:device-add")
REFER = Action(_("Refer"), "rehab:referral-add")
ASK = Action(_("Ask about satisfaction"), "rehab:satisfaction-add")


def context(request, person) -> dict:
    """Ten queries, whatever the person's history."""
    staff = request.user
    screening = Screening.objects.visible_to(staff).filter(person=person).first()
    needs = list(
        Need.objects.visible_to(staff).filter(person=person).open_on(timezone.localdate()).order_by("found_on", "pk")
    )
    file = RehabFile.objects.visible_to(staff).filter(person=person).first()
    services = list(ServiceRecord.objects.visible_to(staff).filter(person=person)[:LAST_SERVICES])
    may_edit = staff.can(Permission.EDIT_REHAB) and person.left_on is None
    return {
        "person": person,
        "screening": screening,
        "needs": needs,
        "file": file,
        "services": services,
        "referrals": Referral.objects.visible_to(staff).filter(person=person).ongoing().select_related("centre"),
        "devices": DeviceApplication.objects.visible_to(staff).filter(person=person).for_list()[:LAST_SERVICES],
        "loans": DeviceLoan.objects.visible_to(staff).filter(person=person).not_returned().for_list(),
        "reports": ChildReport.objects.visible_to(staff).filter(person=person).waiting(),
        "aids": ChildAid.objects.visible_to(staff).filter(person=person).ongoing(),
        "answer": SatisfactionAnswer.objects.visible_to(staff).filter(person=person).first(),
        "may_edit": may_edit,
        "actions": _actions(screening, needs, file, person) if may_edit else [],
    }


def _actions(screening, needs, file, person) -> list[dict]:
    """What may be done, the most pressing first."""
    has_open_file = bool(file and file.closed_on is None)
    if not screening:
        order = [SCREEN, SERVE]
    elif has_open_file:
        order = [SERVE, SCREEN, DEVICE, REFER, ASK]
    else:
        order = [OPEN_FILE, SERVE, SCREEN] if needs else [SCREEN, OPEN_FILE, SERVE]
    if is_young(person.birth_on, timezone.localdate()):
        order = [*order, REPORT, AID]
    back = urlencode({"next": reverse("registry:person-detail", args=[person.pk])})
    return [{"label": a.label, "url": f"{reverse(a.url_name, args=[person.pk])}?{back}"} for a in order]
