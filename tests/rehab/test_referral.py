from datetime import date

import pytest
from django.core.exceptions import ValidationError

from registry.models import AuditEntry
from registry.services.people import leave_register
from rehab.models import Need, Referral
from rehab.services import referrals
from rehab.services.screenings import end_need
from rehab.worklists import UNANSWERED
from tests.rehab.factories import CentreFactory, NeedFactory, ReferralFactory

TODAY = date(2026, 3, 18)
FINISH = {"on": "2026-03-12", "result": "met", "answer": "已完成装配"}


@pytest.fixture
def need(person):
    return NeedFactory(person=person)


@pytest.fixture
def referral(person, need):
    return ReferralFactory(person=person, need=need)


def steps(at, referral) -> set[str]:
    return {action.url.split("/")[-2] for action in at("rehab:referral-detail", referral.pk).context["actions"]}


def test_a_person_is_referred_to_a_centre_of_the_district(at, person, need):
    centre, elsewhere = CentreFactory(), CentreFactory(area_id="341721")
    entry = {"need": need.pk, "sent_on": "2026-03-10", "reason": "需专科评估"}
    assert at("rehab:referral-add", person.pk, data=entry | {"centre": elsewhere.pk}).status_code == 422
    assert at("rehab:referral-add", person.pk, data=entry | {"centre": centre.pk}).status_code == 302
    referral = Referral.objects.get()
    assert (referral.state, referral.need, referral.community_id) == ("sent", need, "341702001008")
    assert at("rehab:referral-add", person.pk, data=entry | {"centre": centre.pk}).status_code == 422


def test_only_the_steps_of_its_state_are_offered_and_taken(at, referral):
    assert steps(at, referral) == {"accept", "decline", "withdraw"}
    assert at("rehab:referral-step", referral.pk, "finish", data=FINISH).status_code == 403
    at("rehab:referral-step", referral.pk, "accept", data={"on": "2026-02-10"})
    assert steps(at, referral) == {"finish", "withdraw"}
    at("rehab:referral-step", referral.pk, "finish", data=FINISH)
    assert steps(at, referral) == set()
    assert at("rehab:referral-step", referral.pk, "nonsense").status_code == 404


def test_what_was_met_ends_with_the_referral(at, referral, need):
    at("rehab:referral-step", referral.pk, "accept", data={"on": "2026-02-10"})
    at("rehab:referral-step", referral.pk, "finish", data=FINISH)
    need.refresh_from_db()
    referral.refresh_from_db()
    assert (need.closed_on, need.close_reason) == (date(2026, 3, 12), "met")
    assert (referral.state, referral.finished_on, referral.result) == ("done", date(2026, 3, 12), "met")
    actions = AuditEntry.objects.filter(object_type="rehab.referral").values_list("action", flat=True)
    assert sorted(actions) == ["accept", "finish"]


def test_what_was_not_met_stays_open(at, referral, need):
    at("rehab:referral-step", referral.pk, "accept", data={"on": "2026-02-10"})
    at("rehab:referral-step", referral.pk, "finish", data=FINISH | {"result": "not_met"})
    assert Need.objects.get().closed_on is None


def test_a_declined_one_opens_the_need_again_that_was_ended_meanwhile(clerk, referral, need):
    end_need(need=need, on=date(2026, 2, 5), reason="transferred", by=clerk)
    referral.refresh_from_db()
    referrals.decline(referral=referral, on=date(2026, 2, 20), answer="床位已满", by=clerk)
    assert not Need.objects.open_on(date(2026, 2, 19)).exists()
    again = Need.objects.open_on(date(2026, 2, 20)).get()
    assert (again.category, again.screening) == (need.category, need.screening)


def test_two_answers_at_once_are_one(clerk, referral):
    other = Referral.objects.get(pk=referral.pk)
    referrals.accept(referral=referral, on=date(2026, 2, 10), by=clerk)
    with pytest.raises(ValidationError):
        referrals.decline(referral=other, on=date(2026, 2, 11), answer="床位已满", by=clerk)
    assert Referral.objects.get().state == "accepted"


@pytest.mark.parametrize("day", ["2026-02-01", "2026-03-19"])
def test_no_answer_before_sending_or_after_today(at, referral, day):
    assert at("rehab:referral-step", referral.pk, "accept", data={"on": day}).status_code == 422
    assert Referral.objects.get().state == "sent"


def test_without_an_answer_for_15_days_it_is_overdue(at, clerk, referral):
    Referral.objects.update(sent_on=date(2026, 3, 3))
    assert UNANSWERED.count(clerk, TODAY) == (1, 0)
    assert at("rehab:referral-list", query="?state=late").context["count"] == "0"
    Referral.objects.update(sent_on=date(2026, 3, 2))
    assert UNANSWERED.count(clerk, TODAY) == (1, 1)
    assert at("rehab:referral-list", query="?state=late").context["count"] == "1"
    referral.refresh_from_db()
    referrals.accept(referral=referral, on=TODAY, by=clerk)
    assert UNANSWERED.count(clerk, TODAY) == (0, 0)


def test_who_leaves_the_register_is_referred_no_more(clerk, referral):
    leave_register(by=clerk, person=referral.person, on=date(2026, 3, 1), reason="moved")
    referral.refresh_from_db()
    assert (referral.state, referral.finished_on) == ("withdrawn", date(2026, 3, 1))


def test_a_closed_centre_is_offered_no_more(at, person, manager):
    centre = CentreFactory()
    at("rehab:centre-close", centre.pk, data={"on": "2026-03-01"}, user=manager)
    choices = at("rehab:referral-add", person.pk).context["form"].fields["centre"].queryset
    assert centre not in choices
