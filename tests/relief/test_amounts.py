"""What a grant comes to, by hand-made examples and by the rule of its day."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relief.amounts import Facts, Standards, claim_amount, difference
from relief.bank_accounts import luhn_holds
from relief.models import HomeVisit, MedicalClaim, ProgrammeRule
from relief.services import applications as services
from tests.relief.conftest import DAY
from tests.relief.factories import CARD, StandardFactory, VisitFactory, make_card, programme

MONEY = st.decimals(min_value=0, max_value=10**6, places=2)


def claim(cost, insurance=0, serious=0):
    return MedicalClaim(
        compliant_cost=Decimal(cost), insurance_paid=Decimal(insurance), serious_illness_paid=Decimal(serious)
    )


def rule(**values):
    return ProgrammeRule(**{name: Decimal(value) for name, value in values.items()})


@pytest.mark.parametrize(
    ("bill", "values", "already", "expected"),
    [
        (claim(30000, 15000, 5000), {"deductible": 1000, "ratio_percent": 70}, 0, "6300.00"),
        (claim(900), {"deductible": 1000, "ratio_percent": 70}, 0, "0.00"),
        (claim(30000), {"ratio_percent": 70, "yearly_cap": 20000}, 0, "20000"),
        (claim(30000), {"ratio_percent": 70, "yearly_cap": 20000}, "15000.50", "4999.50"),
        (claim(30000), {"ratio_percent": 70, "yearly_cap": 20000}, 20000, "0"),
        (claim("100.01"), {"ratio_percent": "50"}, 0, "50.01"),
    ],
)
def test_a_claim(bill, values, already, expected):
    assert claim_amount(bill, rule(**values), Decimal(already)) == Decimal(expected)


@given(cost=MONEY, already=MONEY, cap=MONEY)
def test_a_claim_never_passes_the_cap_nor_the_cost(cost, already, cap):
    amount = claim_amount(claim(cost), rule(ratio_percent=70, yearly_cap=cap), already)
    assert 0 <= amount <= cost
    assert amount + already <= max(cap, already)


@given(standard=MONEY, income=MONEY, members=st.integers(1, 30))
def test_a_difference_is_nothing_from_the_standard_on(standard, income, members):
    assert difference(standard, income, members) == max(standard - income, Decimal(0)) * members


def test_the_cap_counts_what_the_year_has_granted(desk, severe):
    programme("medical").rules.update(deductible=0, ratio_percent=70, yearly_cap=10000)
    for expected in (Decimal(8400), Decimal(1600)):
        application = desk.receive(severe, "medical")
        bill = MedicalClaim(application=application, treated_on=date(2026, 2, 1), compliant_cost=12000)
        services.save_claim(claim=bill, by=desk.clerk)
        desk.to(application, "approved")
        assert application.proposed_amount == expected


def test_a_claim_whose_year_is_used_up_is_refused_at_the_first_review(desk, severe):
    programme("medical").rules.update(ratio_percent=100, yearly_cap=1)
    application = desk.receive(severe, "medical")
    services.save_claim(
        claim=MedicalClaim(application=application, treated_on=date(2026, 2, 1), compliant_cost=5), by=desk.clerk
    )
    desk.to(application, "approved")
    desk.clock.shift(DAY)
    again = desk.receive(severe, "medical")
    services.save_claim(
        claim=MedicalClaim(application=again, treated_on=date(2026, 3, 1), compliant_cost=5), by=desk.clerk
    )
    desk.to(again, "visited")
    with pytest.raises(services.ValidationError, match="comes to nothing"):
        desk.first_review(again)


def test_the_narrowest_tier_wins(db):
    nursing = programme()
    for tier, amount in (("all", 50), ("grade_1", 110), ("grade_2", 60)):
        StandardFactory(programme=nursing, tier=tier, amount=amount)
    standards = Standards(nursing, date(2026, 3, 18))
    assert standards.of(Facts(40, 1, "")).amount == 110
    assert standards.of(Facts(40, 4, "")).amount == 50


def test_a_standard_holds_from_its_day_on(db):
    allowance = programme("allowance")
    StandardFactory(programme=allowance, amount=390, effective_from=date(2025, 1, 1))
    StandardFactory(programme=allowance, amount=450, effective_from=date(2026, 1, 1))
    facts = Facts(40, None, "urban")
    assert Standards(allowance, date(2025, 12, 31)).of(facts).amount == 390
    assert Standards(allowance, date(2026, 1, 1)).of(facts).amount == 450
    assert Standards(allowance, date(2024, 12, 31)).of(facts) is None


@pytest.mark.parametrize(
    ("age", "tier"), [(79, None), (80, "age_80"), (89, "age_80"), (90, "age_90"), (100, "age_100")]
)
def test_tiers_of_age(age, tier):
    assert (tier in Facts(age, None, "").tiers) == (tier is not None)


def test_income_per_head_is_half_up_to_the_cent(areas):
    visit = VisitFactory(members=3)
    visit.incomes.create(source="wages", monthly_amount=Decimal("100.00"))
    visit.incomes.create(source="support", monthly_amount=Decimal("0.01"))
    assert HomeVisit.objects.get().income_per_head == Decimal("33.34")


def test_luhn():
    assert luhn_holds(CARD)
    assert all(luhn_holds(make_card(n)) for n in range(50))
    assert not any(luhn_holds(CARD[:9] + str(digit) + CARD[10:]) for digit in range(10) if str(digit) != CARD[9])
