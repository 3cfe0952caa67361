"""Surveys: drawn with a seed from a frozen frame, answered behind the gate, told beside the register."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from psych_care import survey_results
from psych_care.models import SurveyHousehold
from psych_care.services import surveys
from registry.models import AuditEntry
from tests.factories import HouseholdFactory, MemberFactory, PersonFactory
from tests.psych_care import card_factories as make
from tests.psych_care import factories as psych

pytestmark = pytest.mark.usefixtures("english")

TODAY = date(2026, 3, 18)
ANSWERS = {
    "answered_on": "2026-03-10",
    "respondent": "guardian",
    "patients": 2,
    "supervised": 2,
    "medicated": 1,
    "improved": 1,
    "participating": 0,
    "satisfaction": "satisfied",
    "aid_known": "True",
    "version": 1,
}


def patients_in(community: str, count: int) -> list:
    people = [PersonFactory(community_id=community) for _ in range(count)]
    for person in people:
        psych.PatientFactory(person=person)
    return people


@pytest.fixture
def survey(areas):
    return make.SurveyFactory(seed=7, streets_a_district=1, households_a_street=3)


@pytest.fixture
def drawn(survey, psychiatric_worker):
    patients_in("341702001008", 6)
    patients_in("341702002001", 6)
    surveys.draw(survey=survey, on=TODAY, by=psychiatric_worker)
    return survey


def sample(survey) -> set[int]:
    return set(SurveyHousehold.objects.filter(survey=survey).values_list("person", flat=True))


def test_so_many_households_of_so_many_streets(drawn):
    streets = {code[:9] for code in drawn.households.values_list("community", flat=True)}
    assert (len(streets), drawn.households.count()) == (1, 3)


def test_drawn_again_it_is_the_same(drawn):
    again = surveys.sample_of(drawn)
    assert {person for people in again.values() for person in people} == sample(drawn)


def test_the_frame_is_frozen_with_the_draw(drawn):
    before = surveys.sample_of(drawn)
    patients_in("341702001008", 4)
    patients_in("341702002001", 4)
    drawn.refresh_from_db()
    assert surveys.sample_of(drawn) == before


def test_the_same_seed_the_same_sample_another_seed_another():
    frame = {"341702": {f"34170200{n}": list(range(100 * n, 100 * n + 40)) for n in range(1, 7)}}

    def drawn(seed):
        return surveys.draw_sample(frame, seed=seed, streets=2, households=10)

    assert drawn(1) == drawn(1)
    assert len({str(drawn(seed)) for seed in range(5)}) == 5
    assert [len(people) for people in drawn(1).values()] == [10, 10]


def test_a_household_is_drawn_once(survey, psychiatric_worker):
    home, (first, second) = HouseholdFactory(community_id="341702001008"), patients_in("341702001008", 2)
    MemberFactory(household=home, person=first)
    MemberFactory(household=home, person=second, kinship="10")
    frame = surveys.households_by_street("341702001", TODAY)
    assert frame == {"341702": {"341702001": [first.pk]}}


def test_a_sample_is_drawn_once(drawn, psychiatric_worker):
    with pytest.raises(ValidationError, match="already"):
        surveys.draw(survey=drawn, on=TODAY, by=psychiatric_worker)
    assert drawn.households.count() == 3
    assert AuditEntry.objects.filter(action="draw").count() == 1


def test_nobody_to_be_drawn(survey, psychiatric_worker):
    with pytest.raises(ValidationError, match="no patient"):
        surveys.draw(survey=survey, on=TODAY, by=psychiatric_worker)
    survey.refresh_from_db()
    assert survey.drawn_on is None


def test_planned_drawn_and_no_longer_changed(at, survey):
    patients_in("341702001008", 2)
    assert at("survey-edit", survey.pk).status_code == 200
    assert at("survey-draw", survey.pk, data={}).status_code == 302
    assert at("survey-edit", survey.pk).status_code == 403
    page = at("survey-detail", survey.pk)
    assert [fact.kind for fact in page.context["facts"]][-1] == "met"


def test_a_sample_that_was_tampered_with_is_told(at, drawn):
    drawn.households.first().delete()
    assert [fact.kind for fact in at("survey-detail", drawn.pk).context["facts"]][-1] == "short"


def test_answers_are_entered_behind_the_gate(at, client_inside, patient, survey):
    row = make.HouseholdFactory(survey=survey, person=patient.person)
    other = make.HouseholdFactory(survey=survey, person=patients_in("341702001008", 1)[0])
    assert "open" in at("survey-answer", other.pk).url
    assert at("survey-answer", row.pk, data=ANSWERS | {"supervised": 3}).status_code == 422
    assert at("survey-answer", row.pk, data=ANSWERS | {"satisfaction": ""}).status_code == 422
    assert at("survey-answer", row.pk, data=ANSWERS).status_code == 302
    row.refresh_from_db()
    assert (row.patients, row.aid_known, row.entered_by is not None) == (2, True, True)


def test_survey_and_register_side_by_side(psychiatric_worker, patient, survey):
    make.AnsweredFactory(survey=survey, person=patient.person)
    psych.GuardianshipFactory(person=patient.person)
    psych.VisitFactory(person=patient.person, course="markedly_improved", takes_part=False)
    patients_in("341702001009", 1)
    lines = survey_results.lines_of(survey, psychiatric_worker, TODAY)
    told = [(one.survey.numerator, one.survey.denominator) for one in lines]
    known = [(one.register.numerator, one.register.denominator) for one in lines if one.register]
    assert told == [(2, 2), (1, 2), (1, 2), (0, 2), (1, 1), (1, 1)]
    assert known == [(1, 2), (1, 2), (1, 1), (0, 1)]


def test_shares_are_rounded_half_up():
    assert str(survey_results.Share(57_408, 69_243).percent) == "82.9"
    assert str(survey_results.Share(1, 16).percent) == "6.3"
    assert survey_results.Share(0, 0).percent is None


def test_results_are_for_psychiatric_workers_only(as_user, clerk, manager, auditor, drawn):
    for staff in (clerk, manager, auditor):
        assert as_user(staff).get(reverse("psych_care:survey-detail", args=[drawn.pk])).status_code == 403


def test_the_page_costs_the_same_for_more_households(at, survey, django_assert_max_num_queries):
    survey.households_a_street = 10
    survey.save()
    people = patients_in("341702001008", 10)
    surveys.draw(survey=survey, on=TODAY, by=None)
    assert survey.households.count() == len(people)
    with django_assert_max_num_queries(22):
        at("survey-detail", survey.pk)
