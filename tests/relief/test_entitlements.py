"""What is drawn: changed, suspended, stopped from the month after, re-certified, followed by a successor."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from registry.services.households import leave_household
from registry.services.people import leave_register
from relief.models import Entitlement
from relief.services import entitlements as services
from tests.factories import HouseholdFactory, MemberFactory, PersonFactory
from tests.relief.factories import AmountFactory, EntitlementFactory, StandardFactory, SuspensionFactory, programme

MARCH, APRIL = date(2026, 3, 1), date(2026, 4, 1)


@pytest.fixture
def drawn(person):
    return EntitlementFactory(person=person, review_due_on=date(2026, 4, 2))


@pytest.fixture
def family(chiyang):
    """A head and a daughter who draw the allowance: 450 − 200 a head."""
    head = MemberFactory(person=PersonFactory(full_name="方桂英", community=chiyang))
    MemberFactory(person=PersonFactory(full_name="方小明", community=chiyang), household=head.household, kinship="30")
    allowance = programme("allowance")
    StandardFactory(programme=allowance, tier="urban", amount=450)
    entitlement = EntitlementFactory(person=head.person, household=head.household, programme=allowance, amount="none")
    AmountFactory(entitlement=entitlement, amount=500, members=2, income_per_head=200)
    return entitlement


@pytest.mark.parametrize(
    ("on", "until"),
    [
        ("2026-03-18", "2026-04-01"),
        ("2026-02-28", "2026-03-01"),
        ("2025-12-31", "2026-01-01"),
        ("2024-02-29", "2026-01-01"),
    ],
)
def test_it_stops_from_the_month_after(drawn, clerk, on, until):
    """The last began after its end: it never held."""
    services.stop(entitlement=drawn, on=date.fromisoformat(on), reason="voluntary", by=clerk)
    drawn.refresh_from_db()
    assert drawn.until_month == date.fromisoformat(until)


def test_nothing_stops_twice(drawn, clerk):
    services.stop(entitlement=drawn, on=date(2026, 3, 1), reason="voluntary", by=clerk)
    with pytest.raises(ValidationError, match="stopped already"):
        services.stop(entitlement=drawn, on=date(2026, 3, 18), reason="missing", by=clerk)
    drawn.refresh_from_db()
    assert drawn.stop_reason == "voluntary"


@pytest.mark.parametrize(
    ("left", "stopped"), [("died", "died"), ("moved", "moved"), ("duplicate", "left"), ("other", "left")]
)
def test_leaving_the_register_stops_what_is_drawn(drawn, clerk, left, stopped):
    leave_register(by=clerk, person=drawn.person, on=date(2026, 3, 5), reason=left)
    drawn.refresh_from_db()
    assert (drawn.stop_reason, drawn.until_month) == (stopped, APRIL)


def test_leaving_the_register_withdraws_what_was_applied_for(desk, severe, clerk):
    application = desk.receive(severe)
    leave_register(by=clerk, person=severe, on=date(2026, 3, 18), reason="died")
    application.refresh_from_db()
    assert application.state == "withdrawn"


def test_a_changed_income_makes_a_new_amount_and_keeps_the_old(family, clerk):
    services.change_amount(
        entitlement=family, from_month=APRIL, reason="income", by=clerk, members=2, income_per_head=Decimal("310.50")
    )
    assert [row.amount for row in family.amounts.all()] == [Decimal(500), Decimal("279.00")]
    assert family.amount_on(MARCH).amount == 500
    assert family.amount_on(APRIL).amount == Decimal("279.00")


def test_a_second_change_in_the_month_corrects_the_first(family, clerk):
    for income in (300, 310):
        services.change_amount(
            entitlement=family, from_month=APRIL, reason="income", by=clerk, members=2, income_per_head=Decimal(income)
        )
    assert [row.amount for row in family.amounts.all()] == [Decimal(500), Decimal(280)]


def test_income_over_the_standard_is_stopped_not_set_to_nothing(family, clerk):
    with pytest.raises(ValidationError, match="stop the entitlement"):
        services.change_amount(
            entitlement=family, from_month=APRIL, reason="income", by=clerk, members=2, income_per_head=Decimal(450)
        )


def test_a_suspended_month_is_not_payable_and_the_next_is(drawn, clerk):
    services.suspend(entitlement=drawn, from_month=MARCH, reason="lead", by=clerk)
    services.resume(entitlement=drawn, from_month=APRIL, by=clerk)
    assert not Entitlement.objects.payable_in(MARCH).exists()
    assert Entitlement.objects.payable_in(APRIL).get() == drawn
    assert Entitlement.objects.drawn_in(MARCH).get() == drawn


def test_resuming_what_is_not_suspended(drawn, clerk):
    with pytest.raises(ValidationError, match="not suspended"):
        services.resume(entitlement=drawn, from_month=APRIL, by=clerk)


def test_recertifying_sets_the_next_day(drawn, clerk):
    drawn.programme.rules.update(review_months=12)
    services.recertify(entitlement=drawn, on=date(2026, 3, 18), result="continues", by=clerk)
    drawn.refresh_from_db()
    assert drawn.review_due_on == date(2027, 3, 1)


def test_failing_the_recertification_stops(drawn, clerk):
    services.recertify(entitlement=drawn, on=date(2026, 3, 18), result="failed", by=clerk)
    drawn.refresh_from_db()
    assert (drawn.stop_reason, drawn.until_month) == ("review_failed", APRIL)


def test_a_member_who_leaves_asks_for_a_new_amount(family, clerk):
    day = date(2026, 3, 18)
    family.amounts.update(entered_at="2026-01-05T09:00:00+08:00")
    assert not Entitlement.objects.with_changed_household(day).exists()
    leave_household(by=clerk, member=family.household.members.last(), on=date(2026, 3, 10))
    assert Entitlement.objects.with_changed_household(day).get() == family
    services.change_amount(
        entitlement=family, from_month=APRIL, reason="household", by=clerk, members=1, income_per_head=Decimal(200)
    )
    assert not Entitlement.objects.with_changed_household(day).exists()


def test_a_child_who_is_born_asks_for_a_new_amount(family):
    family.amounts.update(entered_at="2026-01-05T09:00:00+08:00")
    child = PersonFactory(birth_on=date(2026, 3, 2), registered_on=date(2026, 3, 9), community=family.community)
    MemberFactory(person=child, household=family.household, kinship="30", from_on=date(2026, 3, 9))
    assert Entitlement.objects.with_changed_household(date(2026, 3, 18)).exists()


def test_when_the_payee_dies_another_member_draws_on(family, clerk):
    leave_register(by=clerk, person=family.person, on=date(2026, 3, 5), reason="died")
    orphaned = Entitlement.objects.without_successor().get()
    other = family.household.members.present().get().person
    successor = services.succeed(entitlement=orphaned, person=other, by=clerk)
    assert (successor.from_month, successor.household) == (APRIL, family.household)
    assert successor.amounts.get().amount == Decimal(250)
    assert not Entitlement.objects.without_successor().exists()


def test_a_household_of_one_leaves_no_successor_behind(clerk, chiyang):
    head = MemberFactory(household=HouseholdFactory(community=chiyang))
    EntitlementFactory(person=head.person, household=head.household, programme=programme("allowance"))
    leave_register(by=clerk, person=head.person, on=date(2026, 3, 5), reason="died")
    assert not Entitlement.objects.without_successor().exists()


def test_the_pages_do_what_the_services_do(at, drawn):
    page = reverse("relief:entitlement-detail", args=[drawn.pk])
    data = {"from_month": "2026-04", "reason": "lead", "note": ""}
    assert at("relief:entitlement-suspend", drawn.pk, data=data).url == page
    assert "▲" in at("relief:entitlement-detail", drawn.pk).content.decode()
    assert at("relief:entitlement-resume", drawn.pk, data={"from_month": "2026-04"}).url == page
    data = {"on": "2026-03-18", "reason": "voluntary", "note": "本人申请"}
    assert at("relief:entitlement-stop", drawn.pk, data=data).url == page
    drawn.refresh_from_db()
    assert (drawn.stop_note, drawn.until_month) == ("本人申请", APRIL)


def test_the_changed_ones_are_on_the_list(at, drawn):
    SuspensionFactory(entitlement=drawn, from_month=MARCH)
    for state, shown in (
        ("running", True),
        ("suspended", True),
        ("stopped", False),
        ("due", False),
        ("changed", False),
    ):
        page = at("relief:entitlement-list", query=f"?state={state}").content.decode()
        assert (drawn.person.full_name in page) == shown, state
