"""Child rehab aid: its steps, its monthly settlements and yearly evaluations."""

from calendar import monthrange
from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from registry import audit
from registry.models import LeftReason
from registry.permissions import Permission
from registry.records.days import community_on
from registry.services.days import check_not_before, check_not_future
from registry.workflows import Transition, Workflow
from rehab.choices import AidEnd, AidState, ServicePlace
from rehab.models import AidSettlement, Centre, ChildAid, ChildReport, ServiceRecord

APPLIED, APPROVED, PLACED = AidState.APPLIED, AidState.APPROVED, AidState.PLACED
EDIT, APPROVE = Permission.EDIT_REHAB, Permission.APPROVE_REHAB
CHILD_AID = Workflow(
    "child-aid",
    AidState,
    (
        Transition("approve", (APPLIED,), APPROVED, pgettext_lazy("child aid", "Approve"), APPROVE),
        Transition("refuse", (APPLIED,), AidState.REFUSED, pgettext_lazy("child aid", "Refuse"), APPROVE),
        Transition("place", (APPROVED,), PLACED, pgettext_lazy("child aid", "Begin at an agency"), EDIT),
        Transition("end", (APPLIED, APPROVED, PLACED), AidState.ENDED, pgettext_lazy("child aid", "End"), EDIT),
    ),
)


def approve(*, aid: ChildAid, on: date, note: str, by) -> None:
    """Nobody approves what they entered."""
    _decide("approve", aid, on, note, by)


def refuse(*, aid: ChildAid, on: date, note: str, by) -> None:
    _decide("refuse", aid, on, note, by)


def _decide(step: str, aid: ChildAid, on: date, note: str, by) -> None:
    if aid.entered_by_id == by.pk:
        raise ValidationError(_("You entered this application: somebody else decides on it."))
    _check(aid, on)
    CHILD_AID.take(step, record=aid, by=by, decided_on=on, decision_note=note)


def place(*, aid: ChildAid, on: date, agency: Centre, by) -> None:
    _check(aid, on)
    CHILD_AID.take("place", record=aid, by=by, placed_on=on, agency=agency)


def end(*, aid: ChildAid, on: date, reason: str, by) -> None:
    _check(aid, on)
    CHILD_AID.take("end", record=aid, by=by, ended_on=on, end_reason=reason)


def _check(aid: ChildAid, on: date) -> None:
    check_not_future(on)
    last = aid.placed_on or aid.decided_on or aid.applied_on
    check_not_before(on, last, _("The last step was on %(first)s."))


STEPS = {"approve": approve, "refuse": refuse, "place": place, "end": end}


@transaction.atomic
def settle(*, aid: ChildAid, month: date, sessions: int, amount: Decimal, settled_on: date, by) -> AidSettlement:
    """`month` is any day of it. It counts as one service, given on its last day or today."""
    aid = ChildAid.objects.select_for_update(of=("self",)).select_related("person", "agency").get(pk=aid.pk)
    month = month.replace(day=1)
    if aid.placed_on is None or (aid.ended_on and month > aid.ended_on):
        raise ValidationError({"month": _("The child was not with an agency in this month.")})
    first = aid.placed_on.replace(day=1)
    check_not_before(month, first, _("The agency began on %(first)s."), "month")
    check_not_future(month, "month")
    try:
        with transaction.atomic():
            settlement = AidSettlement.objects.create(
                aid=aid,
                year=month.year,
                month=month.month,
                sessions=sessions,
                amount=amount,
                settled_on=settled_on,
                service=_service(aid, month, by),
            )
    except IntegrityError as error:
        raise ValidationError({"month": _("This month is settled already.")}) from error
    events = [audit.Event("add", one, audit.first_values(one)) for one in (settlement, settlement.service)]
    audit.record_many(by=by, events=events)
    return settlement


def _service(aid: ChildAid, month: date, by) -> ServiceRecord:
    last_day = month.replace(day=monthrange(month.year, month.month)[1])
    days = [last_day, timezone.localdate(), *([aid.ended_on] if aid.ended_on else [])]
    served_on = max(min(days), aid.placed_on)
    return ServiceRecord.objects.create(
        person=aid.person,
        community=community_on(aid.person, served_on),
        category=aid.category,
        served_on=served_on,
        place=ServicePlace.INSTITUTION,
        provider_name=aid.agency.name,
        entered_by=by,
    )


@transaction.atomic
def screen_early(*, report: ChildReport, on: date, result: str, note: str, by) -> None:
    check_not_before(on, report.found_on, _("The child was found on %(first)s."))
    before = audit.snapshot(report)
    waiting = ChildReport.objects.waiting().filter(pk=report.pk)
    values = {"screened_on": on, "screening_result": result, "note": note}
    if not waiting.update(**values, version=F("version") + 1):
        raise ValidationError(_("The early screening is already entered."))
    report.refresh_from_db()
    audit.record(by=by, action="change", obj=report, changes=audit.differences(before, report))


@transaction.atomic
def end_aids_of(*, person, on: date, reason: str, by) -> None:
    """Leave hook of the register."""
    why = AidEnd.DIED if reason == LeftReason.DIED else AidEnd.LEFT
    for aid in ChildAid.objects.ongoing().filter(person=person):
        last = aid.placed_on or aid.decided_on or aid.applied_on
        end(aid=aid, on=max(on, last), reason=why, by=by)
