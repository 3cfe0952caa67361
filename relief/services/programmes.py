from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from registry import audit
from registry.services.days import check_not_before
from relief.choices import AmountReason
from relief.matching_jobs import request_matching
from relief.models import Entitlement, EntitlementAmount, Exclusion, ProgrammeRule, Standard
from relief.months import month_of
from relief.previews import Line, of_standard


@transaction.atomic
def add_rule(*, rule: ProgrammeRule, by) -> ProgrammeRule:
    """A new dated row: nobody is stopped by it; who is not let in any more is found by the next re-certification."""
    rule.save()
    audit.record(by=by, action="add", obj=rule, changes=audit.first_values(rule))
    request_matching(by=by)
    return rule


@transaction.atomic
def add_standard(*, standard: Standard, by) -> int:
    """A new dated row, and from its month a new amount for each entitlement that it changes; returns how many.

    Whoever would get nothing any more keeps the old amount until somebody has looked: stopping is a decision of its own.
    """
    standard.save()
    audit.record(by=by, action="add", obj=standard, changes=audit.first_values(standard))
    month = month_of(standard.effective_from)
    changed = [
        line for line in of_standard(Entitlement.objects.running(), standard).lines if line.change and line.after
    ]
    rows = [_follow(line, month, by) for line in changed]
    EntitlementAmount.objects.filter(
        from_month=month, entitlement__in=[line.entitlement.pk for line in changed]
    ).delete()
    EntitlementAmount.objects.bulk_create(rows, batch_size=500)
    audit.record_many(
        by=by,
        events=[
            audit.Event("add", row, audit.first_values(row), person_id=line.entitlement.person_id)
            for row, line in zip(rows, changed, strict=True)
        ],
    )
    request_matching(by=by)
    return len(rows)


def _follow(line: Line, month: date, by) -> EntitlementAmount:
    return EntitlementAmount(
        entitlement=line.entitlement,
        from_month=month,
        amount=line.after,
        quantity=line.row.quantity,
        members=line.row.members,
        income_per_head=line.row.income_per_head,
        reason=AmountReason.STANDARD,
        entered_by=by,
    )


@transaction.atomic
def add_exclusion(*, exclusion: Exclusion, by) -> Exclusion:
    exclusion.save()
    audit.record(by=by, action="add", obj=exclusion, changes=audit.first_values(exclusion))
    request_matching(by=by)
    return exclusion


@transaction.atomic
def end_exclusion(*, exclusion: Exclusion, on: date, by) -> None:
    check_not_before(on, exclusion.effective_from, _("It is in force since %(first)s."))
    if not Exclusion.objects.filter(pk=exclusion.pk, effective_until__isnull=True).update(effective_until=on):
        raise ValidationError(_("This exclusion has ended already."))
    audit.record(by=by, action="end", obj=exclusion, changes={"effective_until": [None, str(on)]})
    request_matching(by=by)
