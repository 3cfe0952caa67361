from datetime import date

import pytest

from rehab.models import SatisfactionAnswer
from tests.rehab.factories import AnswerFactory, ServiceFactory

ENTRY = {"score": "4", "answered_on": "2026-03-10", "respondent": "relative", "remark": "希望多来"}


def test_entering_an_answer(at, person):
    assert at("rehab:satisfaction-add", person.pk, data=ENTRY).status_code == 302
    answer = SatisfactionAnswer.objects.get()
    assert (answer.person, answer.score, answer.respondent) == (person, 4, "relative")


def test_no_answer_is_kept(at, person):
    at("rehab:satisfaction-add", person.pk, data=ENTRY | {"score": "0"})
    assert SatisfactionAnswer.objects.count() == 1
    assert not SatisfactionAnswer.objects.valid().exists()


@pytest.mark.parametrize("changes", [{"score": ""}, {"score": "6"}, {"answered_on": "2026-03-19"}, {"respondent": ""}])
def test_answers_that_are_refused(at, person, changes):
    assert at("rehab:satisfaction-add", person.pk, data=ENTRY | changes).status_code == 422
    assert not SatisfactionAnswer.objects.exists()


def test_the_same_voice_twice_on_a_day_is_rejected(at, person):
    AnswerFactory(person=person, answered_on=date(2026, 3, 10), respondent="relative")
    assert at("rehab:satisfaction-add", person.pk, data=ENTRY).status_code == 422
    assert at("rehab:satisfaction-add", person.pk, data=ENTRY | {"respondent": "person"}).status_code == 302


def test_the_page_shows_what_the_answer_was_about(at, person):
    answer = AnswerFactory(person=person, score=2)
    ServiceFactory(person=person, served_on=date(2026, 3, 3), content="步态训练")
    ServiceFactory(person=person, served_on=date(2026, 3, 6), content="之后的服务")
    response = at("rehab:satisfaction-detail", answer.pk)
    assert "步态训练" in response.content.decode()
    assert "之后的服务" not in response.content.decode()
    assert response.context["satisfied"] is False


def test_correcting_an_answer(at, person):
    answer = AnswerFactory(person=person, score=2)
    assert at("rehab:satisfaction-edit", answer.pk, data=ENTRY | {"version": 1}).status_code == 302
    answer.refresh_from_db()
    assert (answer.score, answer.version) == (4, 2)
