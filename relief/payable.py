"""Whom a month is for, and why somebody is left out: one query, so that everyone is in exactly one of the two.

`Plan` holds what a preparation looks at; its queries feed INSERT … SELECT (relief.services.preparation).
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property

from django.db.models import Case, CharField, Exists, FilteredRelation, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.utils import timezone

from registry.models import Area, HouseholdMember
from registry.models.people import LeftReason
from registry.querysets import open_during
from relief.choices import Cycle
from relief.models import (
    Account,
    CashPayee,
    Entitlement,
    EntitlementAmount,
    Exclusion,
    PaymentLine,
    PaymentRule,
    PaymentRun,
    Suspension,
)
from relief.months import months_after
from relief.payment_choices import AbsenceReason, Method


@dataclass(frozen=True)
class Plan:
    """A run, the rule of its day, and the first month that this desk paid at all."""

    run: PaymentRun
    rule: PaymentRule
    since: date

    @classmethod
    def of(cls, run: PaymentRun) -> "Plan":
        runs = PaymentRun.objects.live().exclude(pk=run.pk)
        first = runs.order_by("month").values_list("month", flat=True).first()
        return cls(run, PaymentRule.on(run.prepared_on), min(first or run.month, run.month))

    @cached_property
    def _last_runs(self) -> list[PaymentRun]:
        return list(PaymentRun.objects.live().filter(month=self.last_month, pk__lt=self.run.pk))

    @cached_property
    def last_prepared_on(self) -> date:
        """What was entered from this day on, the run of the month before did not know."""
        return max((run.prepared_on for run in self._last_runs), default=self.last_month)

    def covered_last_month(self) -> Q:
        """On a line: some run of the month before was for its community and programme."""
        covered = Q(pk__in=[])
        for run in self._last_runs:
            # A subquery: an update may not join.
            place = Q(community__in=Area.objects.inside(run.area_id))
            covered |= place & Q(programme=run.programme_id) if run.programme_id else place
        return covered

    @cached_property
    def nothing_before(self) -> bool:
        return not self.last_lines().exists()

    @property
    def last_month(self) -> date:
        return months_after(self.run.month, -1)

    @cached_property
    def back_months(self) -> list[date]:
        """The months before the run's that late approvals are paid for, the newest first."""
        months = (months_after(self.run.month, -n) for n in range(1, self.rule.back_months + 1))
        return [month for month in months if month >= self.since]

    def entitlements(self) -> Q:
        """On an amount's row: those of the run's area and programme."""
        mine = Q(entitlement__person__community__code__inside=self.run.area_id)
        return mine & Q(entitlement__programme=self.run.programme_id) if self.run.programme_id else mine

    def last_lines(self) -> QuerySet[PaymentLine]:
        """What was paid for the month before, here and by an earlier run."""
        lines = PaymentLine.objects.of_months_own().for_month(self.last_month).inside(self.run.area_id)
        lines = lines.filter(run__lt=self.run.pk)
        return lines.filter(programme=self.run.programme_id) if self.run.programme_id else lines


def payable(plan: Plan, month: date) -> QuerySet[EntitlementAmount]:
    """One row of an amount for each entitlement that the month is for, with `held`: why it is left out, or "".

    `account` is the payee's present one.
    """
    rows = EntitlementAmount.objects.holding_in(month).filter(drawn_in(plan, month))
    account = FilteredRelation(
        "entitlement__person__accounts", condition=Q(entitlement__person__accounts__until_on__isnull=True)
    )
    return rows.annotate(account=account).annotate(method=_method(), held=_held(plan, month))


def drawn_in(plan: Plan, month: date) -> Q:
    """On an amount's row: the run's own, paid in the month, neither ended nor suspended."""
    suspended = Suspension.objects.holding_in(month).filter(entitlement=OuterRef("entitlement"))
    return (
        plan.entitlements()
        & open_during("entitlement__from_month", "entitlement__until_month", month)
        & ~Q(Exists(suspended))
        & (~Q(entitlement__programme__cycle=Cycle.YEARLY) | Q(entitlement__from_month__month=month.month))
    )


def _in_cash() -> Exists:
    return Exists(CashPayee.objects.present().filter(person=OuterRef("entitlement__person")))


def _method() -> Case:
    return Case(
        When(~Q(entitlement__programme__quantity_unit=""), then=Value(Method.KIND.value)),
        When(_in_cash(), then=Value(Method.CASH.value)),
        default=Value(Method.CARD.value),
        output_field=CharField(),
    )


def _held(plan: Plan, month: date) -> Case:
    """The gravest reason first; the account is asked for only where one is paid to."""
    by_hand = ~Q(entitlement__programme__quantity_unit="") | Q(_in_cash())
    return reasons(_of_person(plan, month), When(by_hand, then=Value("")), _of_account(plan))


def reasons(*parts: dict | When) -> Case:
    """The first that holds; "" where none does."""
    cases = []
    for part in parts:
        cases += [part] if isinstance(part, When) else [When(q, then=Value(one.value)) for one, q in part.items()]
    return Case(*cases, default=Value(""), output_field=CharField())


def _of_person(plan: Plan, month: date) -> dict:
    day = plan.run.prepared_on
    left = Q(entitlement__person__left_on__lte=day)
    return {
        AbsenceReason.DEAD: left & Q(entitlement__person__left_reason=LeftReason.DIED),
        AbsenceReason.MOVED: left & Q(entitlement__person__left_reason=LeftReason.MOVED),
        AbsenceReason.LEFT: left,
        AbsenceReason.REVIEW_OVERDUE: Q(entitlement__review_due_on__lte=day),
        AbsenceReason.EXCLUDED: _excluded(month),
    }


def _excluded(month: date) -> Q:
    """By a programme that the person draws in the month, alone or with the household: the matrix of the month's first day."""
    prevailing: dict[int, list[int]] = {}
    for excluded, by in Exclusion.objects.holding_on(month).values_list("excluded", "prevailing"):
        prevailing.setdefault(excluded, []).append(by)
    found = Q(pk__in=[])
    for excluded, by in prevailing.items():
        drawn = Entitlement.objects.drawn_in(month).filter(programme__in=by)
        found |= Q(entitlement__programme=excluded) & _drawn_by(drawn, month)
    return found


def _drawn_by(drawn: QuerySet[Entitlement], month: date) -> Q:
    """By the person, or by a household that the person belongs to: each way by its own index."""
    person = OuterRef("entitlement__person")
    at_home = HouseholdMember.objects.holding_on(month).filter(person=person)
    by_household = at_home.filter(Exists(drawn.filter(household=OuterRef("household"))))
    return Q(Exists(drawn.filter(person=person))) | Q(Exists(by_household))


def _of_account(plan: Plan) -> dict:
    rest_begins = datetime.combine(plan.run.prepared_on - timedelta(days=plan.rule.account_rest_days), time())
    earlier = Account.objects.filter(person=OuterRef("entitlement__person"), until_on__isnull=False)
    entered_lately = Q(account__entered_at__gte=timezone.make_aware(rest_begins))
    by_guardian = Q(account__guardian__isnull=False)
    return {
        AbsenceReason.NO_ACCOUNT: Q(account__pk__isnull=True),
        AbsenceReason.ACCOUNT_CHANGED: entered_lately & Q(Exists(earlier)),
        AbsenceReason.ACCOUNT_HOLDER: Q(account__guardian__until_on__lte=plan.run.prepared_on),
        AbsenceReason.ACCOUNT_SHARED: by_guardian & Q(Exists(_others_of_the_number())),
    }


def _others_of_the_number() -> QuerySet[Account]:
    """Payees of the same number, of whom nothing tells that one guardian holds it for both, or holds it as their own."""
    guardian_of_both = Q(guardian__id_digest=OuterRef("account__guardian__id_digest")) | Q(
        guardian__guardian=OuterRef("account__guardian__guardian")
    )
    guardians_own = Q(guardian__isnull=True) & (
        Q(person__id_digest=OuterRef("account__guardian__id_digest"))
        | Q(person=OuterRef("account__guardian__guardian"))
    )
    same = Account.objects.present().filter(number_digest=OuterRef("account__number_digest"))
    told = Case(When(guardian_of_both | guardians_own, then=Value(1)), default=Value(0), output_field=IntegerField())
    return same.exclude(pk=OuterRef("account__pk")).annotate(told=told).filter(told=0)


def without_amount(plan: Plan, month: date) -> QuerySet[Entitlement]:
    """Drawn in the month, and nobody said how much."""
    known = EntitlementAmount.objects.filter(entitlement=OuterRef("pk"), from_month__lte=month)
    rows = Entitlement.objects.payable_in(month).filter(person__community__code__inside=plan.run.area_id)
    if plan.run.programme_id:
        rows = rows.filter(programme=plan.run.programme_id)
    return rows.filter(~Exists(known))
