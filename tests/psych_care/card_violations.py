"""A violation of each constraint of drug-relief cards and surveys."""

from datetime import date

from tests.psych_care import card_factories as make

EARLIER = date(2001, 1, 1)


def _card(factory=make.CardFactory, **values):
    return lambda p: factory(person=p, **values)


def _twice(factory, **values):
    return lambda p: [factory(**values) for _ in "12"]


def _card_twice(p):
    for _ in "12":
        make.CandidateFactory(person=p)


def _same_actor(p):
    from tests.factories import StaffFactory

    staff = StaffFactory(area_id="341702")
    make.DiagnosedFactory(person=p, found_by=staff, diagnosed_by=staff)


def _place_twice(p):
    card, quota = make.CardFactory(person=p), make.QuotaFactory()
    for _ in "12":
        make.CardPlaceFactory(card=card, quota=quota)


def _follow_twice(p):
    card = make.FollowedCardFactory(person=p)
    for _ in "12":
        make.FollowUpFactory(card=card, person=p)


def _confirm_twice(p):
    card = make.FollowedCardFactory(person=p)
    for _ in "12":
        make.ConfirmationFactory(card=card, person=p)


def _household_twice(p):
    survey = make.SurveyFactory()
    for _ in "12":
        make.HouseholdFactory(survey=survey, person=p)


CARD_VIOLATIONS = {
    "card_quota_once_a_year": _twice(make.QuotaFactory),
    "card_quota_year_plausible": lambda p: make.QuotaFactory(year=1900),
    "card_quota_not_overdrawn": lambda p: make.QuotaFactory(places=2, shared_out=2, used=1),
    "card_quota_money_not_negative": lambda p: make.QuotaFactory(city_money=-1),
    "designated_hospital_once": _twice(make.HospitalFactory, name="市二院"),
    "designated_hospital_closes_later": lambda p: make.HospitalFactory(closed_on=EARLIER),
    "drug_card_one_open": _card_twice,
    "drug_card_state_known": _card(state="magic"),
    "drug_card_diagnosis_known": _card(diagnosis="magic"),
    "drug_card_end_has_reason": _card(state="stopped", ended_on=date(2026, 3, 1)),
    "drug_card_issued_with_number": _card(number=None),
    "drug_card_issued_after_diagnosis": _card(issued_on=date(2026, 2, 9)),
    "drug_card_diagnosed_after_found": _card(make.DiagnosedFactory, diagnosed_on=EARLIER),
    "drug_card_ends_later": _card(make.CandidateFactory, state="refused", ended_on=EARLIER, end_reason="not_poor"),
    "drug_card_by_different_people": _same_actor,
    "card_place_once": _place_twice,
    "card_place_given_back_later": lambda p: make.CardPlaceFactory(
        card=make.CardFactory(person=p), quota=make.QuotaFactory(), given_back_on=EARLIER
    ),
    "card_follow_up_once_a_day": _follow_twice,
    "card_follow_up_by_trained_doctor": lambda p: make.FollowUpFactory(person=p, doctor_trained_on=date(2026, 3, 2)),
    "card_follow_up_codes_known": lambda p: make.FollowUpFactory(person=p, adherence="magic"),
    "intake_confirmed_once_a_day": _confirm_twice,
    "intake_confirmed_in_known_role": lambda p: make.ConfirmationFactory(person=p, role="magic"),
    "psych_survey_once": _twice(make.SurveyFactory, title="调研"),
    "psych_survey_ends_later": lambda p: make.SurveyFactory(ends_on=EARLIER),
    "psych_survey_draws_something": lambda p: make.SurveyFactory(streets_a_district=0),
    "survey_household_once": _household_twice,
    "survey_household_answered_in_full": lambda p: make.AnsweredFactory(person=p, satisfaction=""),
    **{
        f"survey_household_{name}_in_patients": (lambda n: lambda p: make.AnsweredFactory(person=p, **{n: 3}))(name)
        for name in ("supervised", "medicated", "improved", "participating")
    },
}
