"""Recoveries: opened, planned in instalments, paid or deducted, settled. `next_due_on` follows each line."""

from datetime import date, timedelta
from decimal import ROUND_DOWN, Decimal

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from registry import audit
from registry.services.days import check_not_before, check_not_future, months_after
from relief.amounts import CENT
from relief.models import Instalment, Recovery, Repayment


@transaction.atomic
def open_recovery(*, recovery: Recovery, by) -> Recovery:
    """Due at once, within the days of the setting, until there is a plan."""
    recovery.decided_by = by
    recovery.next_due_on = _without_plan(recovery)
    recovery.validate_constraints()
    recovery.save()
    audit.record(by=by, action="open_recovery", obj=recovery, changes=audit.first_values(recovery))
    return recovery


def _without_plan(recovery: Recovery) -> date:
    return recovery.decided_on + timedelta(days=settings.RECOVERY_DUE_DAYS)


def _locked(recovery: Recovery) -> Recovery:
    recovery = Recovery.objects.select_for_update(of=("self",)).get(pk=recovery.pk)
    if recovery.settled_on:
        raise ValidationError(_("This recovery is settled."))
    return recovery


def outstanding(recovery: Recovery) -> Decimal:
    paid = recovery.repayments.aggregate(total=Sum("amount"))["total"] or Decimal(0)
    return recovery.amount - paid


@transaction.atomic
def plan(*, recovery: Recovery, instalments: int, first_due_on: date, by) -> None:
    """What is outstanding in equal instalments a month apart, the last with what is over; the plan before is replaced."""
    recovery = _locked(recovery)
    check_not_before(first_due_on, recovery.decided_on, _("It was decided on %(first)s."), "first_due_on")
    left = outstanding(recovery)
    part = (left / instalments).quantize(CENT, ROUND_DOWN)
    if part <= 0:
        raise ValidationError({"instalments": _("These are more instalments than there are cents.")})
    recovery.instalments.planned().update(replaced_on=timezone.localdate())
    amounts = [part] * (instalments - 1) + [left - part * (instalments - 1)]
    rows = [
        Instalment(recovery=recovery, due_on=months_after(first_due_on, number), amount=amount)
        for number, amount in enumerate(amounts)
    ]
    Instalment.objects.bulk_create(rows)
    _set_due(recovery)
    changes = {"instalments": [None, instalments], "due_on": [None, str(first_due_on)], "amount": [None, str(left)]}
    audit.record(by=by, action="plan", obj=recovery, changes=changes)


@transaction.atomic
def repay(*, repayment: Repayment, by) -> None:
    """Not more than is outstanding; with the last of it the recovery is settled."""
    recovery = _locked(repayment.recovery)
    check_not_future(repayment.paid_on, "paid_on")
    check_not_before(repayment.paid_on, recovery.decided_on, _("It was decided on %(first)s."), "paid_on")
    left = outstanding(recovery)
    if repayment.amount > left:
        raise ValidationError({"amount": _("Only %(left)s yuan are outstanding.") % {"left": left}})
    repayment.entered_by = by
    repayment.save()
    audit.record(
        by=by, action="repay", obj=repayment, changes=audit.first_values(repayment), person_id=recovery.person_id
    )
    _set_due(recovery)


def _set_due(recovery: Recovery) -> None:
    left = outstanding(recovery)
    if left == 0:
        last = recovery.repayments.order_by("-paid_on").first()
        values = {"settled_on": last.paid_on, "next_due_on": None}
    else:
        values = {"next_due_on": _first_open(recovery, left)}
    Recovery.objects.filter(pk=recovery.pk).update(version=F("version") + 1, **values)


def _first_open(recovery: Recovery, left: Decimal) -> date:
    """The instalment from whose day on something of the plan is outstanding: of the last ones `left` is."""
    due = _without_plan(recovery)
    for row in recovery.instalments.planned().order_by("-due_on"):
        if left <= 0:
            break
        due, left = row.due_on, left - row.amount
    return due
