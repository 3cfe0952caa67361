"""Campaign, assessment, plan, review, closing, opening again: each step through its page."""

from datetime import date

import pytest

from registry.models import AuditEntry
from rehab.models import Assessment, Campaign, Plan, PlanReview, RehabFile, Screening
from rehab.worklists import NOT_ASKED, REVIEWS, WITHOUT_PLAN
from tests.rehab.factories import (
    AnswerFactory,
    CampaignFactory,
    PlanFactory,
    PlannedServiceFactory,
    RehabFileFactory,
    ScreeningFactory,
    ServiceFactory,
)

TODAY = date(2026, 3, 18)
PLAN = {
    "goals": "独立行走",
    "made_on": "2026-02-01",
    "made_by_name": "舒明",
    "review_on": "2026-05-01",
    "times_training": "6",
}
REVIEW = {"reviewed_on": "2026-03-10", "result": "continue", "next_review_on": "2026-06-10", "note": "按计划进行"}


@pytest.fixture
def file(person):
    return RehabFileFactory(person=person)


def test_a_screening_belongs_to_its_campaign(at, person):
    campaign = CampaignFactory()
    elsewhere = CampaignFactory(area_id="341702002")
    entry = {"screened_on": "2026-03-10", "screened_by": "舒明", "categories": ["training"], "priority": "1"}
    assert at("rehab:screening-add", person.pk, data=entry | {"campaign": elsewhere.pk}).status_code == 422
    at("rehab:screening-add", person.pk, data=entry | {"campaign": campaign.pk})
    screening = Screening.objects.get()
    assert (screening.campaign, screening.priority) == (campaign, 1)
    page = at("rehab:campaign-detail", campaign.pk).content.decode()
    assert f"campaign={campaign.pk}&amp;area=341702001008" in page
    listed = at("rehab:screening-list", query=f"?campaign={campaign.pk}&priority=1")
    assert listed.context["count"] == "1"
    assert at("rehab:screening-list", query="?priority=2").context["count"] == "0"


def test_a_campaign_may_lie_ahead_and_is_of_my_area(at):
    at("rehab:campaign-add", data={"title": "秋季筛查", "started_on": "2026-09-01", "ended_on": "2026-10-31"})
    assert Campaign.objects.get().area_id == "341702001"
    refused = at("rehab:campaign-add", data={"title": "倒序", "started_on": "2026-09-01", "ended_on": "2026-08-31"})
    assert refused.status_code == 422


def test_an_assessment_lies_within_the_file(at, file):
    entry = {"kind": "first", "assessor_name": "舒明", "barthel_index": "60", "conclusion": "中度依赖"}
    assert at("rehab:assessment-add", file.pk, data=entry | {"assessed_on": "2026-01-19"}).status_code == 422
    at("rehab:assessment-add", file.pk, data=entry | {"assessed_on": "2026-01-20"})
    assert Assessment.objects.get().barthel_index == 60
    assert "中度依赖" in at("rehab:file-detail", file.pk).content.decode()


def test_a_plan_names_what_is_planned(at, file):
    assert at("rehab:plan-make", file.pk, data=PLAN | {"times_training": ""}).status_code == 422
    at("rehab:plan-make", file.pk, data=PLAN)
    plan = Plan.objects.get()
    assert [(one.category, one.times) for one in plan.planned.all()] == [("training", 6)]


def test_planning_again_closes_the_old_plan_on_that_day(at, file):
    old = PlanFactory(file=file)
    at("rehab:plan-make", file.pk, data=PLAN)
    old.refresh_from_db()
    assert (old.closed_on, old.close_reason) == (date(2026, 2, 1), "replanned")
    assert Plan.objects.open_on(date(2026, 1, 31)).get() == old
    assert Plan.objects.open_on(TODAY).get() != old


def test_a_plan_before_the_present_one_is_refused(at, file):
    PlanFactory(file=file, made_on=date(2026, 2, 2))
    assert at("rehab:plan-make", file.pk, data=PLAN).status_code == 422
    assert Plan.objects.count() == 1


@pytest.mark.parametrize("review_on", ["2026-02-01", "2026-01-31", ""])
def test_the_review_lies_after_the_plan(at, file, review_on):
    assert at("rehab:plan-make", file.pk, data=PLAN | {"review_on": review_on}).status_code == 422


def test_the_plan_tells_what_was_given_of_it(at, file):
    plan = PlanFactory(file=file)
    PlannedServiceFactory(plan=plan, times=2)
    ServiceFactory(person=file.person, served_on=date(2026, 1, 24))
    ServiceFactory(person=file.person, served_on=date(2026, 1, 25))
    rows = at("rehab:plan-detail", plan.pk).context["tables"][0].rows
    assert [cell.text for cell in rows[0][1:3]] == [2, 1]


def test_a_review_moves_the_next_one(at, file, clerk):
    plan = PlanFactory(file=file, review_on=date(2026, 3, 1))
    assert REVIEWS.count(clerk, TODAY) == (1, 1)
    at("rehab:plan-review", plan.pk, data=REVIEW)
    assert PlanReview.objects.get().plan == plan
    assert REVIEWS.count(clerk, TODAY) == (0, 0)
    assert Plan.objects.with_next_review().get().next_review_on == date(2026, 6, 10)


def test_a_review_that_reached_the_goals_ends_the_plan(at, file):
    plan = PlanFactory(file=file)
    at("rehab:plan-review", plan.pk, data=REVIEW | {"result": "reached", "next_review_on": ""})
    plan.refresh_from_db()
    assert (plan.closed_on, plan.close_reason) == (date(2026, 3, 10), "reached")
    assert at("rehab:plan-review", plan.pk).status_code == 403


def test_a_review_that_asks_for_a_new_plan_leads_to_it(at, file):
    plan = PlanFactory(file=file)
    answer = at("rehab:plan-review", plan.pk, data=REVIEW | {"result": "adjust", "next_review_on": ""})
    assert answer["Location"].startswith(f"/rehab/files/{file.pk}/plan/")


def test_closing_the_file_ends_its_plan(at, file):
    plan = PlanFactory(file=file)
    at("rehab:file-close", file.pk, data={"on": "2026-03-12", "reason": "declined"})
    plan.refresh_from_db()
    assert (plan.closed_on, plan.close_reason) == (date(2026, 3, 12), "file_closed")


def test_opening_again_keeps_the_gap_and_the_reason(at, person):
    closed = RehabFileFactory(person=person, closed_on=date(2026, 2, 1), close_reason="declined")
    assert at("rehab:file-reopen", closed.pk, data={"on": "2026-01-31", "reason": "本人重新申请"}).status_code == 422
    at("rehab:file-reopen", closed.pk, data={"on": "2026-03-01", "reason": "本人重新申请"})
    again = RehabFile.objects.get(reopens=closed)
    assert (again.opened_on, again.reopen_reason) == (date(2026, 3, 1), "本人重新申请")
    assert not RehabFile.objects.open_on(date(2026, 2, 15)).exists()
    entry = AuditEntry.objects.get(action="reopen")
    assert (entry.person_id, entry.reason) == (person.pk, "本人重新申请")


def test_an_open_file_is_not_opened_again(at, file):
    assert at("rehab:file-reopen", file.pk).status_code == 403


def test_files_without_a_plan_wait_for_one(file, clerk):
    assert WITHOUT_PLAN.count(clerk, TODAY) == (1, 1)
    assert WITHOUT_PLAN.items(clerk, TODAY, 1)[0].url.startswith(f"/rehab/files/{file.pk}/plan/")
    PlanFactory(file=file)
    assert WITHOUT_PLAN.count(clerk, TODAY) == (0, 0)


def test_after_closing_one_asks_about_satisfaction_once(person, clerk):
    closed = RehabFileFactory(person=person, closed_on=date(2026, 3, 1), close_reason="goals_reached")
    assert NOT_ASKED.count(clerk, TODAY) == (1, 1)
    AnswerFactory(person=person, answered_on=closed.closed_on)
    assert NOT_ASKED.count(clerk, TODAY) == (0, 0)


def test_of_who_moved_away_nobody_asks(person, clerk):
    RehabFileFactory(person=person, closed_on=date(2026, 3, 1), close_reason="moved")
    assert NOT_ASKED.count(clerk, TODAY) == (0, 0)


def test_old_screenings_have_the_usual_priority(person):
    assert ScreeningFactory(person=person).priority == 2
