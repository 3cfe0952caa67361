"""Entitlements: granted, changed, suspended, resumed, re-certified, stopped. Every change is a dated row with its audit row."""

from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from registry import audit
from registry.models import Person
from registry.services.days import check_not_before, check_not_future
from relief.amounts import Standards, facts_of, running_amount
from relief.choices import AmountReason, AmountRule, Cycle, ReviewResult, StopReason
from relief.models import Entitlement, EntitlementAmount, Recertification, Suspension
from relief.months import months_after, next_month


def grant(*, case, by) -> Entitlement:
    """Inside the transaction of the approval. What is paid once ends with its one month."""
    application, programme, visit = case.application, case.programme, case.visit
    month = case.rule.first_paid_month(case.day)
    once = {"until_month": next_month(month), "stopped_on": case.day, "stop_reason": StopReason.PAID_ONCE}
    entitlement = Entitlement(
        person=application.person,
        household=application.bundle.household if programme.is_for_households else None,
        community=application.person.community,
        programme=programme,
        application=application,
        granted_on=case.day,
        granted_by=by,
        from_month=month,
        review_due_on=review_due(case.rule, case.day),
        **(once if programme.cycle == Cycle.ONCE else {}),
    )
    entitlement.validate_constraints()
    entitlement.save()
    _begin_amount(
        entitlement,
        by,
        from_month=month,
        amount=application.proposed_amount,
        quantity=application.proposed_quantity,
        members=visit.members if visit and programme.is_for_households else 1,
        income_per_head=visit.income_per_head if visit else None,
    )
    audit.record(by=by, action="grant", obj=entitlement, changes=audit.first_values(entitlement))
    return entitlement


def review_due(rule, day: date) -> date | None:
    return months_after(day, rule.review_months) if rule and rule.review_months else None


def _begin_amount(entitlement: Entitlement, by, **values) -> EntitlementAmount:
    row = EntitlementAmount(entitlement=entitlement, entered_by=by, **values)
    row.full_clean(exclude=["entitlement", "entered_by"])
    row.save()
    changes = audit.first_values(row)
    audit.record(by=by, action="add", obj=row, changes=changes, person_id=entitlement.person_id)
    return row


def amount_for(
    entitlement: Entitlement, *, from_month: date, members: int, income_per_head: Decimal | None, amount: Decimal | None
) -> Decimal:
    """What the entitlement comes to from the month: by the rule, or `amount` where the programme leaves it open."""
    programme = entitlement.programme
    if programme.amount_rule in (AmountRule.ASSESSED, AmountRule.CLAIM):
        if amount is None:
            raise ValidationError({"amount": _("Enter the amount.")})
        return amount
    facts = facts_of(entitlement.person, entitlement.household, from_month)
    standard = Standards(programme, from_month).of(facts)
    thought = EntitlementAmount(members=members, income_per_head=income_per_head)
    computed = running_amount(programme, standard, thought)
    if computed is None:
        raise ValidationError(_("There is no standard in force for this applicant."))
    return computed


@transaction.atomic
def change_amount(
    *,
    entitlement: Entitlement,
    from_month: date,
    reason: str,
    by,
    members: int = 1,
    income_per_head: Decimal | None = None,
    amount: Decimal | None = None,
    note: str = "",
) -> EntitlementAmount:
    """A new amount from the month on; of the same month, the row is corrected. ValidationError where nothing is left."""
    entitlement = _locked_running(entitlement)
    check_not_before(from_month, entitlement.from_month, _("It is drawn since %(first)s."), "from_month")
    worth = amount_for(
        entitlement, from_month=from_month, members=members, income_per_head=income_per_head, amount=amount
    )
    if worth <= 0:
        raise ValidationError(_("It comes to nothing: stop the entitlement, with the reason."))
    values = {"amount": worth, "members": members, "income_per_head": income_per_head, "reason": reason, "note": note}
    row = entitlement.amounts.filter(from_month=from_month).first()
    if row is None:
        return _begin_amount(entitlement, by, from_month=from_month, **values)
    before = audit.snapshot(row)
    for name, value in values.items():
        setattr(row, name, value)
    row.entered_by, row.entered_at = by, timezone.now()
    row.save()
    changes = audit.differences(before, row)
    audit.record(by=by, action="change", obj=row, changes=changes, person_id=entitlement.person_id)
    return row


def _locked_running(entitlement: Entitlement) -> Entitlement:
    locked = Entitlement.objects.select_for_update(of=("self",)).select_related("programme", "person", "household")
    entitlement = locked.get(pk=entitlement.pk)
    if entitlement.until_month is not None:
        raise ValidationError(_("This entitlement has been stopped already."))
    return entitlement


@transaction.atomic
def suspend(*, entitlement: Entitlement, from_month: date, reason: str, by, note: str = "") -> Suspension:
    entitlement = _locked_running(entitlement)
    check_not_before(from_month, entitlement.from_month, _("It is drawn since %(first)s."), "from_month")
    row = Suspension(entitlement=entitlement, from_month=from_month, reason=reason, note=note, entered_by=by)
    row.validate_constraints()
    row.save()
    changes = audit.first_values(row)
    audit.record(by=by, action="suspend", obj=row, changes=changes, person_id=entitlement.person_id)
    return row


@transaction.atomic
def resume(*, entitlement: Entitlement, from_month: date, by) -> None:
    """`from_month` is paid again; the months between are not paid for by this."""
    row = entitlement.suspensions.filter(until_month__isnull=True).first()
    if row is None:
        raise ValidationError(_("This entitlement is not suspended."))
    check_not_before(from_month, row.from_month, _("It is suspended since %(first)s."), "from_month")
    if not Suspension.objects.filter(pk=row.pk, until_month__isnull=True).update(until_month=from_month):
        raise ValidationError(_("This entitlement is not suspended."))
    changes = {"until_month": [None, str(from_month)]}
    audit.record(by=by, action="resume", obj=row, changes=changes, person_id=entitlement.person_id)


@transaction.atomic
def stop(*, entitlement: Entitlement, on: date, reason: str, by, note: str = "") -> None:
    """Not paid from the month after `on`, the day of what ended it. One that had not begun by then never held."""
    check_not_future(on)
    until = max(next_month(on), entitlement.from_month)
    stopped = Entitlement.objects.running().filter(pk=entitlement.pk)
    if not stopped.update(
        until_month=until, stopped_on=on, stop_reason=reason, stop_note=note, version=F("version") + 1
    ):
        raise ValidationError(_("This entitlement has been stopped already."))
    entitlement.refresh_from_db()
    changes = {"until_month": [None, str(until)], "stop_reason": ["", str(reason)]}
    audit.record(by=by, action="stop", obj=entitlement, changes=changes)


@transaction.atomic
def recertify(*, entitlement: Entitlement, on: date, result: str, by, note: str = "") -> Recertification:
    """Still entitled, until the next time is due; or not any more, and stopped with it. A new amount is entered beside."""
    check_not_future(on)
    entitlement = _locked_running(entitlement)
    check_not_before(on, entitlement.granted_on, _("It was granted on %(first)s."))
    row = Recertification(entitlement=entitlement, reviewed_on=on, reviewed_by=by, result=result, note=note)
    row.validate_constraints()
    row.save()
    changes = audit.first_values(row)
    audit.record(by=by, action="recertify", obj=row, changes=changes, person_id=entitlement.person_id)
    if result == ReviewResult.FAILED:
        stop(entitlement=entitlement, on=on, reason=StopReason.REVIEW_FAILED, by=by, note=note)
    else:
        _set_review_due(entitlement, on)
    return row


def _set_review_due(entitlement: Entitlement, on: date) -> None:
    due = review_due(entitlement.programme.rule_on(on), on)
    Entitlement.objects.filter(pk=entitlement.pk).update(review_due_on=due, version=F("version") + 1)


@transaction.atomic
def succeed(*, entitlement: Entitlement, person: Person, by) -> Entitlement:
    """Another member of the household draws on where the payee's entitlement ended."""
    last = entitlement.amounts.last()
    successor = Entitlement(
        person=person,
        household=entitlement.household,
        community=person.community,
        programme=entitlement.programme,
        granted_on=timezone.localdate(),
        granted_by=by,
        from_month=entitlement.until_month,
        review_due_on=entitlement.review_due_on,
    )
    successor.validate_constraints()
    successor.save()
    audit.record(by=by, action="grant", obj=successor, changes=audit.first_values(successor))
    members = max(last.members - 1, 1)
    worth = amount_for(
        successor,
        from_month=successor.from_month,
        members=members,
        income_per_head=last.income_per_head,
        amount=last.amount,
    )
    _begin_amount(
        successor,
        by,
        from_month=successor.from_month,
        amount=worth,
        members=members,
        income_per_head=last.income_per_head,
        reason=AmountReason.HOUSEHOLD,
    )
    return successor
