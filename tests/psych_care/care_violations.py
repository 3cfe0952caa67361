"""How the constraints of beds, incentives, doubts and money are violated (test_constraints)."""

from datetime import date

from tests.psych_care import factories as make

EARLIER = date(2001, 1, 1)
DAY = date(2026, 2, 25)


def _of(factory, **values):
    return lambda p: factory(person=p, **values)


def _twice(factory, **values):
    def make_both(person):
        group = make.GuardianshipFactory(person=person, started_on=date(2025, 1, 1))
        return [factory(person=person, guardianship=group, **values) for _ in "12"]

    return make_both


def _bed_visited_twice(person):
    bed = make.HomeBedFactory(person=person)
    return [make.BedVisitFactory(bed=bed) for _ in "12"]


def _doubted_twice(person):
    visit = make.VisitFactory(person=person)
    return [make.DoubtFactory(person=person, visit=visit) for _ in "12"]


CARE_VIOLATIONS = {
    "home_bed_one_open": lambda p: [make.HomeBedFactory(person=p) for _ in "12"],
    "home_bed_closes_after_opening": _of(make.HomeBedFactory, closed_on=EARLIER, close_reason="wish"),
    "home_bed_closed_with_reason": _of(make.HomeBedFactory, closed_on=date(2026, 3, 2)),
    "bed_visit_once_a_day": _bed_visited_twice,
    "loss_one_open": lambda p: [make.LossFactory(person=p) for _ in "12"],
    "loss_ends_after_start": _of(make.LossFactory, ended_on=EARLIER),
    "guardian_check_once_a_quarter": _twice(make.GuardianCheckFactory),
    "guardian_check_quarter_in_order": _of(make.GuardianCheckFactory, until_on=EARLIER),
    "guardian_check_after_the_quarter": _of(make.GuardianCheckFactory, checked_on=date(2025, 12, 31)),
    "guardian_check_amount_not_negative": _of(make.GuardianCheckFactory, amount=-1),
    "guardian_review_once_a_year": _twice(make.GuardianReviewFactory),
    "guardian_review_year_plausible": _of(make.GuardianReviewFactory, year=1999),
    "doubt_once_a_rule": _doubted_twice,
    "doubt_rule_known": _of(make.DoubtFactory, rule="magic"),
    "doubt_state_known": _of(make.DoubtFactory, state="magic"),
    "doubt_answered_with_day": _of(make.DoubtFactory, state="confirmed"),
    "doubt_called_back_with_outcome": _of(make.DoubtFactory, state="called_back"),
    "care_rule_days_positive": lambda p: make.CareRuleFactory(bed_days=0),
    "care_rule_counts_plausible": lambda p: make.CareRuleFactory(same_notes=1),
    "care_rule_incentive_not_negative": lambda p: make.CareRuleFactory(incentive=-1),
    "care_training_audience_known": lambda p: make.CareTrainingFactory(audience="magic"),
    "care_training_somebody_came": lambda p: make.CareTrainingFactory(person_times=0),
    "care_income_kind_known": lambda p: make.CareIncomeFactory(kind="magic"),
    "care_income_amount_positive": lambda p: make.CareIncomeFactory(amount=0),
    "care_spending_amount_positive": lambda p: make.CareSpendingFactory(amount=0),
    "care_meeting_once_a_day": lambda p: [make.CareMeetingFactory() for _ in "12"],
    "care_meeting_next_is_later": lambda p: make.CareMeetingFactory(next_on=DAY.replace(year=2025)),
}
