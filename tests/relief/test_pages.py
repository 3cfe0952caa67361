"""The pages of an application as a clerk, a reviewer and an approver meet them; lists and panel cost the same for ten."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from relief.models import Application, Bundle, HomeVisit, Programme
from tests.factories import PersonFactory
from tests.relief.conftest import DAY
from tests.relief.factories import AccountFactory, ApplicationFactory, EntitlementFactory, programme

RECEIVE = {"received_on": "2026-03-18", "agent_name": "", "circumstances": "独居", "papers": "身份证", "kin_of": ""}
VISIT = {
    "visited_on": "2026-03-18",
    "first_visitor": "汪春梅",
    "second_visitor": "章华",
    "members": "2",
    "findings": "",
    "income_wages": "400",
    "property_home": "80000",
    "property_compliant": "on",
}


def page(at, application, user=None):
    return at("relief:application-detail", application.pk, user=user).content.decode()


def test_from_the_counter_to_the_bank_card(at, desk, severe, reviewer, approver):
    desk.standard("nursing_subsidy", 110)
    data = RECEIVE | {"programmes": [programme().pk]}
    assert at("relief:application-receive", severe.pk, data=data).status_code == 302
    application = Application.objects.get()
    assert application.bundle.household_size == 2
    at("relief:application-step", application.pk, "accept", data={})
    at("relief:application-match", application.pk, data={"matched_on": "2026-03-18", "result": "clear", "note": ""})
    at("relief:visit-add", application.bundle_id, data=VISIT)
    assert HomeVisit.objects.get().income_per_head == 200
    at("relief:application-first-review", application.pk, data={})
    at("relief:application-step", application.pk, "post", data={})
    desk.clock.shift(7 * DAY)
    at("relief:application-review-step", application.pk, "review", data={}, user=reviewer)
    at("relief:application-approval-step", application.pk, "approve", data={}, user=approver)
    application.refresh_from_db()
    assert application.state == "approved"
    assert application.entitlement.from_month == date(2026, 4, 1)
    assert reverse("relief:entitlement-detail", args=[application.entitlement.pk]) in page(
        at, application, user=reviewer
    )


def test_two_programmes_are_one_bundle(at, severe):
    data = RECEIVE | {"programmes": [programme().pk, programme("allowance").pk]}
    at("relief:application-receive", severe.pk, data=data)
    assert Bundle.objects.count() == 1
    assert Application.objects.count() == 2


def test_one_that_is_worked_on_already_takes_none(at, desk, severe):
    desk.receive(severe)
    data = RECEIVE | {"programmes": [programme("allowance").pk, programme().pk]}
    assert at("relief:application-receive", severe.pk, data=data).status_code == 422
    assert Application.objects.count() == 1


def test_the_visitors_are_two(at, desk, severe):
    application = desk.to(desk.receive(severe), "matched")
    answer = at("relief:visit-add", application.bundle_id, data=VISIT | {"second_visitor": "汪春梅"})
    assert answer.status_code == 422
    assert not HomeVisit.objects.exists()


def test_what_cannot_be_done_is_told_on_the_page(at, desk, severe, reviewer):
    desk.standard("nursing_subsidy", 110)
    application = desk.to(desk.receive(severe), "on_notice")
    client_answer = at("relief:application-review-step", application.pk, "review", data={}, user=reviewer)
    assert client_answer.status_code == 302
    application.refresh_from_db()
    assert application.state == "on_notice"


def test_a_get_takes_no_step(at, desk, severe):
    application = desk.receive(severe)
    assert at("relief:application-step", application.pk, "accept").status_code == 302
    application.refresh_from_db()
    assert application.state == "submitted"


@pytest.mark.parametrize("name", ["approve", "review", "visit", "magic"])
def test_the_desk_has_no_door_to_the_judges(at, desk, severe, name):
    application = desk.receive(severe)
    assert at("relief:application-step", application.pk, name, data={}).status_code == 404


def test_each_sees_the_buttons_that_are_theirs(at, desk, severe, reviewer, finance):
    application = desk.receive(severe)
    accept = reverse("relief:application-step", args=[application.pk, "accept"])
    assert accept in page(at, application)
    assert accept not in page(at, application, user=reviewer)
    assert accept not in page(at, application, user=finance)


def test_findings_stand_on_the_page(at, desk, person):
    application = desk.receive(person)
    assert "■" in page(at, application)


@pytest.mark.parametrize(("name", "make"), [("application", ApplicationFactory), ("entitlement", EntitlementFactory)])
def test_a_list_costs_the_same_for_ten(at, chiyang, name, make):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            assert at(f"relief:{name}-list").status_code == 200
        return len(queries)

    make(person=PersonFactory(community=chiyang))
    cost()
    once = cost()
    for _ in range(9):
        make(person=PersonFactory(community=chiyang))
    assert cost() == once


def test_the_panel_tells_what_is_drawn_and_where_it_goes(at, person):
    EntitlementFactory(person=person)
    account = AccountFactory(person=person)
    text = at("registry:person-detail", person.pk).content.decode()
    assert programme().name in text
    assert account.number[-4:] in text
    assert account.number not in text


def test_who_may_not_reveal_is_not_led_there(at, person, auditor):
    account = AccountFactory(person=person)
    text = at("registry:person-detail", person.pk, user=auditor).content.decode()
    assert reverse("relief:account-reveal", args=[account.pk]) not in text


@pytest.mark.parametrize(
    ("key", "state", "role"),
    [("relief-desk", "submitted", "clerk"), ("relief-approve", "reviewed", "approver")],
)
def test_worklists_hold_what_waits_for_me(at, request, severe, key, state, role):
    ApplicationFactory(person=severe, state=state)
    text = at("registry:worklist", key, user=request.getfixturevalue(role)).content.decode()
    assert severe.full_name in text


def test_the_reviewers_list_waits_for_the_notice(at, desk, severe, reviewer):
    desk.standard("nursing_subsidy", 110)
    desk.to(desk.receive(severe), "on_notice")
    assert severe.full_name not in at("registry:worklist", "relief-review", user=reviewer).content.decode()
    desk.clock.shift(7 * DAY)
    assert severe.full_name in at("registry:worklist", "relief-review", user=reviewer).content.decode()


def test_an_application_may_be_received_for_every_open_programme(at, person):
    page = at("relief:application-receive", person.pk).content.decode()
    assert page.count('name="programmes"') == Programme.objects.open_on(timezone.localdate()).count() > 10
