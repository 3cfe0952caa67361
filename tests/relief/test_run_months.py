"""Twelve months and more of random events: every month ties with the one before, and an oracle in plain Python agrees."""

from collections import defaultdict
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random

import pytest
from django.utils import timezone

from relief.identity import identity_of
from relief.models import Account, Entitlement, EntitlementAmount, PaymentLine, PaymentRule, Suspension
from relief.months import months_after
from relief.services import entitlements as services
from relief.services.bank import clear_for_repayment
from relief.services.preparation import CHUNK
from tests.factories import PersonFactory
from tests.relief.factories import AccountFactory, EntitlementFactory
from tests.relief.runs import HEAD, lines, returned, take_in

FIRST, MONTHS, PEOPLE, REST_DAYS = date(2027, 9, 1), 14, 24, 7


class District:
    """People and what happens to them; `expected` tells whom a month is for, from the rows and in Python alone."""

    def __init__(self, pay, seed, communities, clock):
        self.pay, self.rng, self.communities, self.clock = pay, Random(seed), communities, clock
        self.rows = [self.arrive(FIRST) for _n in range(PEOPLE)]

    def money(self):
        return Decimal(self.rng.randrange(1, 20_000)) / 100

    def arrive(self, month):
        person = PersonFactory(community=self.rng.choice(self.communities), registered_on=date(2024, 1, 1))
        if self.rng.random() < 0.8:
            self.open_account(person)
        return EntitlementFactory(
            person=person, amount=self.money(), from_month=month, granted_on=timezone.localdate() - timedelta(days=1)
        )

    def open_account(self, person):
        Account.objects.present().filter(person=person).update(until_on=timezone.localdate())
        AccountFactory(person=person, from_on=timezone.localdate(), entered_at=timezone.now())

    def happen(self, month):
        """Between the run of the month before and the month's own."""
        for entitlement in Entitlement.objects.running().filter(person__left_on__isnull=True).select_related("person"):
            event = self.rng.choice(EVENTS)
            if event:
                getattr(self, event)(entitlement, month)
        for _n in range(self.rng.randrange(3)):
            # Some are approved late, for months whose runs are made already.
            self.rows.append(self.arrive(max(FIRST, months_after(month, -self.rng.randrange(3)))))

    def change(self, entitlement, month):
        EntitlementAmount.objects.update_or_create(
            entitlement=entitlement,
            from_month=month,
            defaults={"amount": self.money(), "reason": "income", "entered_at": timezone.now()},
        )

    def stop(self, entitlement, month):
        services.stop(entitlement=entitlement, on=timezone.localdate(), reason="voluntary", by=None)

    def suspend(self, entitlement, month):
        if not entitlement.suspensions.filter(until_month=None).exists() and entitlement.from_month <= month:
            services.suspend(entitlement=entitlement, from_month=month, reason="lead", by=None)

    def resume(self, entitlement, month):
        row = entitlement.suspensions.filter(until_month=None).first()
        if row and row.from_month < month:
            services.resume(entitlement=entitlement, from_month=month, by=None)

    def die(self, entitlement, month):
        person = entitlement.person
        person.left_on, person.left_reason = timezone.localdate(), "died"
        person.save()
        self.stop(entitlement, month)

    def move(self, entitlement, month):
        entitlement.person.community = self.rng.choice(self.communities)
        entitlement.person.save()

    def account(self, entitlement, month):
        self.open_account(entitlement.person)

    def review(self, entitlement, month):
        due = self.rng.choice([None, timezone.localdate() - timedelta(days=1)])
        Entitlement.objects.filter(pk=entitlement.pk).update(review_due_on=due)

    def payable(self, entitlement, month, today) -> Decimal | None:
        """The amount, or None: asked in Python, row by row."""
        e = Entitlement.objects.select_related("person").get(pk=entitlement.pk)
        if month < e.from_month or (e.until_month and month >= e.until_month):
            return None
        for one in Suspension.objects.filter(entitlement=e):
            if one.from_month <= month and (one.until_month is None or one.until_month > month):
                return None
        if e.person.left_on or (e.review_due_on and e.review_due_on <= today):
            return None
        accounts = [*Account.objects.filter(person=e.person)]
        present = [one for one in accounts if one.until_on is None]
        if not present:
            return None
        age = today - timezone.localtime(present[0].entered_at).date()
        if len(accounts) > 1 and age <= timedelta(days=REST_DAYS):
            return None
        rows = [row for row in EntitlementAmount.objects.filter(entitlement=e) if row.from_month <= month]
        return max(rows, key=lambda row: row.from_month).amount


EVENTS = [None] * 6 + ["change", "stop", "suspend", "resume", "resume", "die", "move", "account", "review", "review"]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_fourteen_months_of_random_events(pay, chiyang, qiupu, frozen_time, seed):
    PaymentRule.objects.create(effective_from=date(2024, 1, 1), account_rest_days=REST_DAYS, back_months=3)
    begin(frozen_time, FIRST, day=3)
    district, due = District(pay, seed, [chiyang, qiupu], frozen_time), defaultdict(Decimal)
    assert CHUNK > PEOPLE
    for number in range(MONTHS):
        month = months_after(FIRST, number)
        begin(frozen_time, month, day=3)
        if number:
            district.happen(month)
        begin(frozen_time, month, day=20 if district.rng.random() < 0.5 else 9)
        today = timezone.localdate()
        for entitlement in district.rows:
            for back in range(4):
                wanted = months_after(month, -back)
                if wanted >= FIRST and (entitlement.person_id, wanted) not in due:
                    amount = district.payable(entitlement, wanted, today)
                    if amount is not None:
                        due[entitlement.person_id, wanted] = amount
        run = prepared(pay, month, district.rng)
        identity = identity_of(run)
        assert identity.unexplained == 0, [*run.absences.unexplained(), *run.lines.unexplained()]
        assert identity.holds, identity
        check_lines(due)
        bank(pay, run, district.rng)


def begin(clock, month, day):
    clock.move_to(timezone.make_aware(datetime(month.year, month.month, day, 9)))


def prepared(pay, month, rng):
    """Now and then a run is cancelled first, and prepared anew."""
    run = pay.prepare(month)
    if rng.random() < 0.2:
        pay.take(run, "cancel", pay.manager, reason="重做")
        run = pay.prepare(month)
    return run


def check_lines(due):
    """Nobody twice, nobody missed, to the cent."""
    own = PaymentLine.objects.of_months_own()
    paid = {(line.person_id, line.benefit_month): line.amount for line in own}
    assert own.count() == len(paid)
    assert paid == due
    assert own.totals()["money"] == sum(due.values())


def bank(pay, run, rng):
    """Some come back; some of those are confirmed, and paid again by the next run."""
    for line in PaymentLine.objects.to_correct():
        if rng.random() < 0.5 and line.person.accounts.present().exists():
            clear_for_repayment(line=line, by=pay.manager)
    if not lines(run).exists():
        return
    pay.lead(run)
    back = [line for line in lines(run) if rng.random() < 0.1]
    take_in(pay, run, HEAD + "".join(map(returned, back or [lines(run).first()])), timezone.localdate(), True)
    again = PaymentLine.objects.live().filter(kind="repaid")
    assert again.count() == again.values("repays").distinct().count()
    assert all(line.amount == line.repays.amount for line in again.select_related("repays"))
