"""Every constraint of relief is violated once, past all forms: the database itself refuses."""

from datetime import date

import pytest

from relief import models
from tests.constraints import assert_refused, declared_names
from tests.factories import PersonFactory
from tests.relief import factories as make
from tests.relief import matching_violations
from tests.relief.payment_violations import PAYMENT_VIOLATIONS

EARLIER, LATER, MID_MONTH = date(2001, 1, 1), date(2026, 6, 1), date(2026, 3, 15)


def _programme(**values):
    return models.Programme.objects.create(
        **{
            "code": "another",
            "name": "另一项",
            "department": "federation",
            "unit": "person",
            "cycle": "monthly",
            "amount_rule": "standard",
            "opened_on": date(2020, 1, 1),
        }
        | values
    )


def _rule(**values):
    return models.ProgrammeRule.objects.create(
        **{"programme": make.programme(), "effective_from": date(2025, 1, 1)} | values
    )


def _exclusion(**values):
    return models.Exclusion.objects.create(
        **{
            "prevailing": make.programme("old_age"),
            "excluded": make.programme("orphan"),
            "effective_from": date(2025, 1, 1),
        }
        | values
    )


def _needs_itself(person):
    programme = make.programme()
    models.Programme.objects.filter(pk=programme.pk).update(needs=programme)


def _same_account(person):
    make.AccountFactory(person=person, number=make.CARD)
    make.AccountFactory(person=PersonFactory(), number=make.CARD)


def _income(**values):
    visit = make.VisitFactory()
    return models.VisitIncome.objects.create(**{"visit": visit, "source": "wages", "monthly_amount": 100} | values)


def _property(**values):
    visit = make.VisitFactory()
    return models.VisitProperty.objects.create(**{"visit": visit, "kind": "vehicle", "value": 100} | values)


def _matching(**values):
    return models.Matching.objects.create(application=make.ApplicationFactory(), **values)


def _income_twice(person):
    row = _income()
    _income(visit=row.visit)


def _property_twice(person):
    row = _property()
    _property(visit=row.visit)


def _amount(**values):
    return make.AmountFactory(entitlement=make.EntitlementFactory(amount="none"), **values)


VIOLATIONS = {
    "programme_department_known": lambda p: _programme(department="magic"),
    "programme_unit_known": lambda p: _programme(unit="magic"),
    "programme_cycle_known": lambda p: _programme(cycle="magic"),
    "programme_amount_rule_known": lambda p: _programme(amount_rule="magic"),
    "programme_needs_another": _needs_itself,
    "programme_closes_after_opening": lambda p: _programme(closed_on=EARLIER),
    "rule_one_a_day": lambda p: [_rule() for _ in "12"],
    "rule_ages_in_order": lambda p: _rule(min_age=60, max_age=50),
    "rule_grades_known": lambda p: _rule(max_grade=5),
    "rule_notice_days_plausible": lambda p: _rule(notice_days=91),
    "rule_first_month_known": lambda p: _rule(first_month="magic"),
    "rule_review_months_plausible": lambda p: _rule(review_months=0),
    "rule_money_positive": lambda p: _rule(deductible=-1),
    "rule_share_up_to_100": lambda p: _rule(ratio_percent=101),
    "relief_standard_once": lambda p: [make.StandardFactory() for _ in "12"],
    "relief_standard_tier_known": lambda p: make.StandardFactory(tier="magic"),
    "relief_standard_positive": lambda p: make.StandardFactory(amount=0),
    "exclusion_one_open": lambda p: [_exclusion() for _ in "12"],
    "exclusion_of_another": lambda p: _exclusion(excluded=make.programme("old_age")),
    "exclusion_ends_after_start": lambda p: _exclusion(effective_until=EARLIER),
    "account_one_present": lambda p: [make.AccountFactory(person=p) for _ in "12"],
    "account_of_one_payee": _same_account,
    "account_kind_known": lambda p: make.AccountFactory(person=p, kind="magic"),
    "account_ends_after_start": lambda p: make.AccountFactory(person=p, until_on=EARLIER),
    "bundle_household_size_plausible": lambda p: make.BundleFactory(person=p, household_size=0),
    "application_one_open": lambda p: [make.ApplicationFactory(person=p) for _ in "12"],
    "application_state_known": lambda p: make.ApplicationFactory(person=p, state="magic"),
    "application_decided_with_day": lambda p: make.ApplicationFactory(person=p, state="approved"),
    "application_decided_after_receipt": lambda p: make.ApplicationFactory(
        person=p, state="refused", decided_on=EARLIER
    ),
    "application_amount_positive": lambda p: make.ApplicationFactory(person=p, proposed_amount=0),
    "step_state_known": lambda p: models.Step.objects.create(application=make.ApplicationFactory(), to_state="magic"),
    "matching_result_known": lambda p: _matching(result="magic"),
    "matching_leads_told": lambda p: _matching(result="leads"),
    "claim_money_positive": lambda p: make.ClaimFactory(compliant_cost=0, insurance_paid=0, serious_illness_paid=0),
    "claim_paid_within_cost": lambda p: make.ClaimFactory(compliant_cost=19999),
    "visit_by_two": lambda p: make.VisitFactory(second_visitor="舒明"),
    "visit_members_plausible": lambda p: make.VisitFactory(members=0),
    "visit_income_once": _income_twice,
    "visit_income_source_known": lambda p: _income(source="magic"),
    "visit_income_positive": lambda p: _income(monthly_amount=0),
    "visit_property_once": _property_twice,
    "visit_property_kind_known": lambda p: _property(kind="magic"),
    "visit_property_positive": lambda p: _property(value=0),
    "notice_ends_after_start": lambda p: make.NoticeFactory(ends_on=date(2026, 3, 12)),
    "notice_taken_down_after_start": lambda p: make.NoticeFactory(taken_down_on=EARLIER),
    "notice_amount_positive": lambda p: make.NoticeFactory(amount=0),
    "objection_answered_with_outcome": lambda p: make.ObjectionFactory(answered_on=LATER),
    "objection_answered_after_raised": lambda p: make.ObjectionFactory(answered_on=EARLIER, outcome="upheld"),
    "objection_outcome_known": lambda p: make.ObjectionFactory(answered_on=LATER, outcome="magic"),
    "entitlement_one_open": lambda p: [make.EntitlementFactory(person=p) for _ in "12"],
    "entitlement_from_month_start": lambda p: make.EntitlementFactory(from_month=MID_MONTH, amount="none"),
    "entitlement_until_month_start": lambda p: make.EntitlementFactory(
        until_month=MID_MONTH, stopped_on=MID_MONTH, stop_reason="died"
    ),
    "entitlement_ends_after_start": lambda p: make.EntitlementFactory(
        until_month=EARLIER, stopped_on=EARLIER, stop_reason="died"
    ),
    "entitlement_stopped_with_reason": lambda p: make.EntitlementFactory(until_month=LATER),
    "entitlement_stop_reason_known": lambda p: make.EntitlementFactory(
        until_month=LATER, stopped_on=LATER, stop_reason="magic"
    ),
    "amount_one_a_month": lambda p: make.AmountFactory(entitlement=make.EntitlementFactory()),
    "amount_month_start": lambda p: _amount(from_month=MID_MONTH),
    "amount_positive": lambda p: _amount(amount=0),
    "amount_members_plausible": lambda p: _amount(members=0),
    "amount_reason_known": lambda p: _amount(reason="magic"),
    "suspension_one_open": lambda p: make.SuspensionFactory(entitlement=make.SuspensionFactory().entitlement),
    "suspension_month_start": lambda p: make.SuspensionFactory(from_month=MID_MONTH),
    "suspension_ends_after_start": lambda p: make.SuspensionFactory(until_month=EARLIER),
    "suspension_reason_known": lambda p: make.SuspensionFactory(reason="magic"),
    "recertified_once_a_day": lambda p: make.RecertificationFactory(
        entitlement=make.RecertificationFactory().entitlement
    ),
    "recertification_result_known": lambda p: make.RecertificationFactory(result="magic"),
    **PAYMENT_VIOLATIONS,
    **matching_violations.VIOLATIONS,
}


@pytest.mark.parametrize("name", VIOLATIONS)
def test_the_database_refuses(person, name):
    assert_refused(name, lambda: VIOLATIONS[name](person))


def test_no_constraint_is_left_out():
    assert declared_names("relief") == set(VIOLATIONS)
