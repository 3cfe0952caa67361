from datetime import date

import pytest
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from rehab import panel
from tests.rehab.factories import AnswerFactory, NeedFactory, RehabFileFactory, ScreeningFactory, ServiceFactory


@pytest.fixture
def shown(clerk, person):
    def call(staff=clerk):
        request = RequestFactory().get("/")
        request.user = staff
        return panel.context(request, person)

    return call


def main_action(context):
    return context["actions"][0]["url"].split("?")[0]


def test_the_main_action_follows_the_state(shown, person):
    assert main_action(shown()) == reverse("rehab:screening-add", args=[person.pk])
    need = NeedFactory(person=person)
    assert main_action(shown()) == reverse("rehab:file-open", args=[person.pk])
    file = RehabFileFactory(person=person)
    assert main_action(shown()) == reverse("rehab:service-add", args=[person.pk])
    file.closed_on, file.close_reason = date(2026, 2, 1), "goals_reached"
    file.save()
    need.closed_on, need.close_reason = date(2026, 2, 1), "met"
    need.save()
    assert main_action(shown()) == reverse("rehab:screening-add", args=[person.pk])


def test_who_only_reads_and_who_has_left_get_no_action(shown, person, reviewer):
    assert shown(reviewer)["actions"] == []
    person.left_on = date(2026, 2, 1)
    assert shown()["actions"] == []


def test_history_does_not_cost_queries(shown, person):
    ScreeningFactory(person=person, screened_on=date(2025, 1, 1))
    shown()
    with CaptureQueriesContext(connection) as first:
        shown()
    NeedFactory(person=person)
    for day in range(1, 11):
        ServiceFactory(person=person, served_on=date(2026, 2, day))
    with CaptureQueriesContext(connection) as second:
        context = shown()
    assert len(first) == len(second) <= 5
    assert [service.served_on.day for service in context["services"]] == [10, 9, 8, 7, 6]


def test_the_panel_stands_on_the_persons_page(at, person, finance):
    RehabFileFactory(person=person)
    AnswerFactory(person=person)
    ServiceFactory(person=person, content="步态训练")
    assert "步态训练" in at("registry:person-detail", person.pk).content.decode()
