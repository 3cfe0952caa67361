"""Who is paid by a run, who is not, and why: each in exactly one bucket, to the cent."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from relief.choices import AmountReason, StopReason
from relief.identity import identity_of
from relief.models import CashPayee, Entitlement, EntitlementAmount, PaymentLine, PaymentRule
from relief.payable import Plan
from relief.services import entitlements
from relief.services.preparation import write_chunk
from relief.services.runs import explain
from tests.factories import GuardianFactory, MemberFactory, PersonFactory
from tests.relief.factories import (
    AccountFactory,
    CashPayeeFactory,
    EntitlementFactory,
    SuspensionFactory,
    make_card,
    programme,
)
from tests.relief.runs import APRIL, MARCH, MAY, lines, reasons

DAY = 24 * 60 * 60
APRIL_5, MAY_5 = 18 * DAY, 30 * DAY


def test_a_payee_gets_one_line_with_what_it_rests_on(pay, chiyang):
    entitlement = pay.payee(chiyang, "85.50")
    run = pay.prepare()
    line = lines(run).get()
    assert (line.person_id, line.programme_id) == (entitlement.person_id, entitlement.programme_id)
    assert (line.amount, line.account, line.method) == (Decimal("85.50"), entitlement.person.accounts.get(), "card")
    assert (line.payee_name, line.benefit_month, line.community_id) == ("汪德福", MARCH, chiyang.pk)
    assert (line.due_on, line.state, line.reason) == (date(2026, 3, 15), "open", "first_run")
    assert (run.line_count, run.money, run.state) == (1, Decimal("85.50"), "prepared")
    assert reasons(run) == []


def left(reason):
    def leave(entitlement):
        person = entitlement.person
        person.left_on, person.left_reason = date(2026, 3, 10), reason
        person.save()

    return leave


def overdue(entitlement):
    Entitlement.objects.filter(pk=entitlement.pk).update(review_due_on=date(2026, 3, 18))


def excluded(entitlement):
    EntitlementFactory(person=entitlement.person, programme=programme("destitute"))


def excluded_with_the_household(entitlement):
    """The household draws what excludes it; its payee is somebody else, who has an account."""
    head = MemberFactory()
    MemberFactory(person=entitlement.person, household=head.household, kinship="20")
    AccountFactory(person=head.person)
    EntitlementFactory(person=head.person, household=head.household, programme=programme("destitute"))


def without_account(entitlement):
    entitlement.person.accounts.all().delete()


def account_changed(entitlement):
    entitlement.person.accounts.update(until_on=date(2026, 3, 12))
    AccountFactory(person=entitlement.person, from_on=date(2026, 3, 12), entered_at=timezone.now())


def guardian_left(entitlement):
    guardian = GuardianFactory(person=entitlement.person, until_on=date(2026, 2, 1))
    entitlement.person.accounts.update(guardian=guardian)


def shared_by_strangers(entitlement):
    """Two guardians of two people, and one account."""
    card = make_card(77)
    entitlement.person.accounts.all().delete()
    for person in (entitlement.person, PersonFactory(community=entitlement.community)):
        AccountFactory(person=person, number=card, guardian=GuardianFactory(person=person, full_name="甲"))


def without_amount(entitlement):
    entitlement.amounts.all().delete()


@pytest.mark.parametrize(
    ("happen", "reason"),
    [
        (left("died"), "dead"),
        (left("moved"), "moved"),
        (left("cancelled"), "left"),
        (overdue, "review_overdue"),
        (excluded, "excluded"),
        (excluded_with_the_household, "excluded"),
        (without_account, "no_account"),
        (account_changed, "account_changed"),
        (guardian_left, "account_holder"),
        (shared_by_strangers, "account_shared"),
        (without_amount, "no_amount"),
    ],
)
def test_who_is_left_out_and_why(pay, chiyang, happen, reason):
    """The same person is paid when nothing of it happened: the first test."""
    entitlement, other = pay.payee(chiyang), pay.payee(chiyang, "70.00")
    happen(entitlement)
    run = pay.prepare()
    assert not lines(run).filter(entitlement=entitlement).exists()
    assert lines(run).filter(entitlement=other).count() == 1
    absence = run.absences.get(entitlement=entitlement)
    assert absence.reason == reason
    assert identity_of(run).holds


def test_an_account_may_rest_for_as_many_days_as_the_rule_says(pay, chiyang):
    account_changed(pay.payee(chiyang))
    PaymentRule.objects.create(effective_from=date(2026, 1, 1), account_rest_days=0)
    assert reasons(pay.prepare()) == ["account_changed"]
    PaymentRule.objects.update(effective_from=date(2026, 3, 19))
    assert reasons(pay.prepare(area="341702001")) == ["account_changed"]


def test_the_first_account_does_not_rest(pay, chiyang):
    entitlement = pay.payee(chiyang)
    entitlement.person.accounts.update(entered_at=timezone.now(), from_on=timezone.localdate())
    assert reasons(pay.prepare()) == []


def test_one_guardian_may_hold_the_account_of_two_wards(pay, chiyang):
    card = make_card(78)
    for _ward in range(2):
        entitlement = pay.payee(chiyang, account=False)
        guardian = GuardianFactory(person=entitlement.person, id_number="341799198001010019")
        AccountFactory(person=entitlement.person, number=card, guardian=guardian)
    run = pay.prepare()
    assert (run.line_count, reasons(run)) == (2, [])


def test_an_exclusion_is_asked_by_the_month(pay, chiyang):
    """It began to hold in April."""
    from relief.models import Exclusion

    entitlement = pay.payee(chiyang)
    excluded(entitlement)
    Exclusion.objects.filter(excluded=entitlement.programme).update(effective_from=APRIL)
    assert lines(pay.prepare()).filter(entitlement=entitlement).exists()
    assert not lines(pay.prepare(APRIL)).filter(entitlement=entitlement).exists()


def test_who_is_suspended_or_ended_is_not_asked_for(pay, chiyang):
    SuspensionFactory(entitlement=pay.payee(chiyang))
    pay.payee(chiyang, until_month=MARCH, stopped_on=date(2026, 2, 9), stop_reason="voluntary")
    pay.payee(chiyang, from_month=APRIL)
    run = pay.prepare()
    assert (run.line_count, reasons(run)) == (0, [])


def test_cash_and_goods_need_no_account(pay, chiyang):
    in_cash = pay.payee(chiyang, account=False)
    CashPayeeFactory(person=in_cash.person)
    rice = programme("disaster_rice")
    type(rice).objects.filter(pk=rice.pk).update(quantity_unit="吨", cycle="monthly")
    rice.refresh_from_db()
    goods = pay.payee(chiyang, "319.90", account=False, programme=rice)
    goods.amounts.update(quantity=Decimal("0.065"))
    run = pay.prepare()
    found = {line.entitlement_id: line for line in lines(run)}
    assert (found[in_cash.pk].method, found[in_cash.pk].account_id) == ("cash", None)
    assert (found[goods.pk].method, found[goods.pk].quantity) == ("kind", Decimal("0.065"))


def test_once_a_year_is_paid_in_its_month(pay, chiyang):
    study = programme("study")
    type(study).objects.filter(pk=study.pk).update(cycle="yearly")
    pay.payee(chiyang, programme=study, from_month=date(2025, 3, 1))
    pay.payee(chiyang, programme=study, from_month=date(2025, 9, 1))
    assert pay.prepare().line_count == 1
    assert reasons(pay.prepare(APRIL)) == ["not_due"]


def test_last_month_added_stopped_and_changed_make_this_month(pay, chiyang, qiupu, frozen_time):
    stays, changed, stopped, suspended, dies = (pay.payee(chiyang, f"{n}0.10") for n in range(5, 10))
    held = pay.payee(chiyang, account=False)
    first = pay.prepare()
    assert (first.line_count, first.money) == (5, Decimal("350.50"))
    frozen_time.shift(APRIL_5)
    EntitlementAmount.objects.create(
        entitlement=changed, from_month=APRIL, amount=Decimal("66.66"), reason=AmountReason.INCOME
    )
    entitlements.stop(entitlement=stopped, on=date(2026, 3, 28), reason=StopReason.VOLUNTARY, by=pay.manager)
    entitlements.suspend(entitlement=suspended, from_month=APRIL, reason="lead", by=pay.manager)
    dies.person.left_on, dies.person.left_reason = date(2026, 4, 2), "died"
    dies.person.save()
    AccountFactory(person=held.person)
    new = pay.payee(qiupu, "12.34", from_month=APRIL, granted_on=date(2026, 3, 30))
    run = pay.prepare(APRIL)
    assert dict(lines(run).filter(kind="regular").values_list("entitlement", "reason")) == {
        stays.pk: "",
        changed.pk: "income",
        held.pk: "held_before",
        new.pk: "granted",
    }
    assert dict(run.absences.values_list("entitlement", "reason")) == {
        stopped.pk: "stopped",
        suspended.pk: "suspended",
        dies.pk: "dead",
    }
    identity = identity_of(run)
    assert identity.holds
    assert (identity.last_month.lines, identity.last_month.money) == (5, Decimal("350.50"))
    assert (identity.added.lines, identity.added.money) == (2, Decimal("112.34"))
    assert (identity.stopped.lines, identity.stopped.money) == (3, Decimal("240.30"))
    assert (identity.changed.lines, identity.changed.money) == (1, Decimal("6.56"))
    assert (identity.this_month.lines, identity.this_month.money) == (4, Decimal("229.10"))
    # Left out in March for want of an account: paid back for it.
    assert (identity.back.lines, identity.back.money) == (1, Decimal("100.00"))
    assert run.money == Decimal("329.10")


def test_a_late_approval_is_paid_back_as_lines_of_their_months(pay, chiyang, frozen_time):
    pay.payee(chiyang)
    pay.prepare()
    frozen_time.shift(APRIL_5 + MAY_5)
    late = pay.payee(chiyang, "40.00", from_month=MARCH, granted_on=date(2026, 4, 20))
    run = pay.prepare(MAY)
    found = lines(run).filter(entitlement=late).order_by("benefit_month")
    assert [(one.benefit_month, one.kind) for one in found] == [(MARCH, "back"), (APRIL, "back"), (MAY, "regular")]
    assert found.first().due_on == date(2026, 3, 15)
    assert run.money == Decimal("320.00")


def test_nothing_is_paid_back_for_the_time_before_this_desk(pay, chiyang):
    pay.payee(chiyang)
    run = pay.prepare()
    assert set(lines(run).values_list("benefit_month", flat=True)) == {MARCH}


def test_months_are_paid_back_as_far_as_the_rule_says(pay, chiyang, frozen_time):
    PaymentRule.objects.create(effective_from=date(2026, 1, 1), back_months=1)
    pay.prepare()
    frozen_time.shift(APRIL_5 + MAY_5)
    pay.payee(chiyang, from_month=MARCH)
    run = pay.prepare(MAY)
    assert set(lines(run).values_list("benefit_month", flat=True)) == {APRIL, MAY}


def test_a_line_that_nothing_explains_is_told(pay, chiyang, frozen_time):
    entitlement = pay.payee(chiyang)
    pay.prepare()
    frozen_time.shift(APRIL_5)
    # Behind the services' back: no new row of an amount, and no reason.
    entitlement.amounts.update(amount=Decimal("500.00"), entered_at=timezone.now().replace(year=2025))
    run = pay.prepare(APRIL)
    line = lines(run).get()
    assert line.reason == "unexplained"
    assert not identity_of(run).holds
    explain(row=line, note="原额录入有误", by=pay.manager)
    assert identity_of(run).holds


def test_an_absence_that_nothing_explains_is_told(pay, chiyang, frozen_time):
    entitlement = pay.payee(chiyang)
    pay.prepare()
    frozen_time.shift(APRIL_5)
    Entitlement.objects.filter(pk=entitlement.pk).update(from_month=MAY)
    run = pay.prepare(APRIL)
    assert reasons(run) == ["unexplained"]
    assert not identity_of(run).holds


def test_who_moved_to_another_street_is_in_both_their_runs_in_one_place(pay, chiyang, qiupu, frozen_time):
    entitlement, _stays = pay.payee(chiyang), pay.payee(qiupu)
    pay.prepare(area="341702001")
    pay.prepare(area="341702002")
    frozen_time.shift(APRIL_5)
    entitlement.person.community = qiupu
    entitlement.person.save()
    old, new = pay.prepare(APRIL, area="341702001"), pay.prepare(APRIL, area="341702002")
    assert (reasons(old), old.line_count) == (["other_area"], 0)
    assert lines(new).get(entitlement=entitlement).reason == "moved_in"
    assert identity_of(old).holds
    assert identity_of(new).holds


def test_two_runs_of_a_month_pay_each_person_once(pay, chiyang, qiupu):
    here, there = pay.payee(chiyang), pay.payee(qiupu)
    street, district = pay.prepare(area="341702001"), pay.prepare()
    assert [line.entitlement_id for line in lines(street)] == [here.pk]
    assert [line.entitlement_id for line in lines(district)] == [there.pk]
    assert identity_of(street).holds
    assert identity_of(district).holds
    assert reasons(district) == []


def test_a_run_of_one_programme_leaves_the_others_alone(pay, chiyang):
    person = pay.payee(chiyang).person
    pay.payee(chiyang, person=person, programme=programme("old_age"))
    run = pay.prepare(programme=programme("old_age"))
    assert [line.programme.code for line in lines(run)] == ["old_age"]
    assert pay.prepare().line_count == 1


def test_a_chunk_written_twice_adds_nothing(pay, chiyang):
    pay.payee(chiyang)
    run = pay.prepare()
    assert write_chunk(Plan.of(run), 0, None) == 0
    assert lines(run).count() == 1


def test_without_the_constraint_a_chunk_written_twice_pays_twice(pay, chiyang):
    """The twin: what the database keeps from happening."""
    pay.payee(chiyang)
    run = pay.prepare()
    line = lines(run).get()
    line.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        line.save()
    PaymentLine.objects.update(state="void")
    assert write_chunk(Plan.of(run), 0, None) == 1


@pytest.mark.parametrize(
    ("month", "due_day", "due_on"),
    [
        (date(2028, 2, 1), 31, date(2028, 2, 29)),
        (date(2027, 2, 1), 30, date(2027, 2, 28)),
        (date(2026, 12, 1), 31, date(2026, 12, 31)),
        (date(2027, 1, 1), 10, date(2027, 1, 10)),
    ],
)
def test_the_due_day_of_short_and_long_months(pay, chiyang, month, due_day, due_on):
    pay.payee(chiyang)
    PaymentRule.objects.create(effective_from=date(2026, 1, 1), due_day=due_day)
    assert lines(pay.prepare(month)).get().due_on == due_on


def test_january_follows_december(pay, chiyang, frozen_time):
    pay.payee(chiyang)
    pay.prepare(date(2026, 12, 1))
    run = pay.prepare(date(2027, 1, 1))
    assert identity_of(run).last_month.lines == 1
    assert identity_of(run).holds
    assert lines(run).get().last_amount == Decimal("100.00")


def test_who_is_paid_in_cash_once_is_it_until_ended(pay, chiyang):
    cash = CashPayeeFactory(person=pay.payee(chiyang).person, until_on=date(2026, 3, 1))
    assert not CashPayee.objects.present().exists()
    assert lines(pay.prepare()).get().method == "card", cash
