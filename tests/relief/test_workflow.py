"""An application's way: nobody judges twice, the notice runs its days, and two clicks do what one does."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from registry.permissions import Role
from relief.models import Entitlement, Notice, Objection, Step
from relief.services import applications as services
from relief.workflow import APPLICATION
from tests.factories import StaffFactory
from tests.relief.conftest import DAY
from tests.relief.factories import EntitlementFactory, programme


@pytest.fixture
def reviewed(desk, severe):
    desk.standard("nursing_subsidy", 110)
    return desk.to(desk.receive(severe), "reviewed")


def test_the_whole_way_grants_from_the_month_after_the_approval(desk, reviewed):
    entitlement = desk.approve(reviewed)
    assert reviewed.state == "approved"
    assert reviewed.decided_on == date(2026, 3, 25)
    assert entitlement.from_month == date(2026, 4, 1)
    assert entitlement.review_due_on == date(2027, 3, 1)
    assert [row.amount for row in entitlement.amounts.all()] == [Decimal(110)]
    assert [step.action for step in reviewed.steps.all()] == [
        "receive", "accept", "match", "visit", "first_review", "post", "review", "approve"
    ]  # fmt: skip


def test_a_december_approval_pays_from_january(desk, severe):
    desk.standard("nursing_subsidy", 110)
    desk.clock.move_to("2026-12-20T09:00:00+08:00")
    application = desk.to(desk.receive(severe), "reviewed")
    assert desk.approve(application).from_month == date(2027, 1, 1)


def test_the_allowance_is_the_difference_times_the_members(desk, severe):
    desk.standard("allowance", 450, tier="urban")
    application = desk.to(desk.receive(severe, "allowance"), "first_reviewed", wages="300.50", support="49.50")
    assert application.proposed_amount == (Decimal(450) - Decimal(175)) * 2


def test_income_at_the_standard_stops_at_the_first_review(desk, severe):
    desk.standard("allowance", 450, tier="urban")
    application = desk.to(desk.receive(severe, "allowance"), "visited", wages=900)
    with pytest.raises(ValidationError, match="reaches the standard"):
        desk.first_review(application)
    application.refresh_from_db()
    assert application.state == "visited"


def test_one_visit_serves_the_whole_bundle(desk, severe):
    desk.standard("nursing_subsidy", 110)
    desk.standard("allowance", 450)
    application = desk.receive(severe, "nursing_subsidy", "allowance")
    for one in application.bundle.applications.all():
        desk.take(one, "accept")
        desk.match(one)
    desk.visit(application)
    assert {one.state for one in application.bundle.applications.all()} == {"visited"}
    assert application.bundle.visits.count() == 1


@pytest.mark.parametrize("judge", ["first_review", "review"])
def test_who_judged_before_does_not_approve(desk, severe, judge):
    desk.standard("nursing_subsidy", 110)
    everything = StaffFactory(area_id="341702", full_name="石全", role=list(Role.values))
    if judge == "first_review":
        desk.clerk = everything
    else:
        desk.reviewer = everything
    application = desk.to(desk.receive(severe), "reviewed")
    with pytest.raises(ValidationError, match="another person"):
        desk.approve(application, by=everything)
    assert not Entitlement.objects.exists()


def test_without_the_guard_one_person_would_decide_alone(desk, severe, monkeypatch):
    """The twin: roles alone do not keep the three judgements apart."""
    monkeypatch.setattr(services, "why_not", lambda application, name, by: "")
    desk.standard("nursing_subsidy", 110)
    everything = StaffFactory(area_id="341702", role=list(Role.values))
    desk.clerk = desk.reviewer = desk.approver = everything
    assert desk.to(desk.receive(severe), "approved").state == "approved"


def test_nobody_handles_their_kin(desk, severe):
    application = desk.receive(severe, kin_of=desk.clerk.full_name)
    with pytest.raises(ValidationError, match="own kin"):
        desk.take(application, "accept")


def test_a_step_asks_for_its_permission(desk, severe):
    with pytest.raises(PermissionDenied):
        desk.take(desk.receive(severe), "accept", by=desk.approver)


def test_refusing_asks_for_the_reason(desk, severe):
    application = desk.receive(severe)
    with pytest.raises(ValidationError, match="Say why"):
        desk.take(application, "refuse", reason=" ")
    desk.take(application, "refuse", reason="户籍不在本区")
    assert application.steps.last().reason == "户籍不在本区"
    assert application.decided_on == date(2026, 3, 18)


def test_correction_and_back(desk, severe):
    application = desk.receive(severe)
    desk.take(application, "ask_correction", reason="缺身份证复印件")
    desk.take(application, "complete")
    assert application.state == "submitted"


def test_a_second_click_takes_no_second_step(desk, severe):
    application, same = desk.receive(severe), None
    same = type(application).objects.get(pk=application.pk)
    desk.take(application, "accept")
    with pytest.raises(ValidationError, match="taken already"):
        desk.take(same, "accept")
    assert Step.objects.filter(application=application, action="accept").count() == 1


def test_approving_twice_grants_once(desk, reviewed):
    same = type(reviewed).objects.get(pk=reviewed.pk)
    desk.approve(reviewed)
    with pytest.raises(ValidationError):
        desk.approve(same)
    assert Entitlement.objects.count() == 1


def test_the_review_waits_for_the_seventh_day(desk, severe):
    desk.standard("nursing_subsidy", 110)
    application = desk.to(desk.receive(severe), "on_notice")
    desk.clock.shift(7 * DAY - 10 * 60 * 60)
    with pytest.raises(ValidationError, match="still runs"):
        desk.review(application)
    desk.clock.shift(10 * 60 * 60)
    desk.review(application)
    assert application.state == "reviewed"


def test_an_objection_takes_the_notice_down_and_asks_for_a_new_one(desk, severe):
    desk.standard("nursing_subsidy", 110)
    application = desk.to(desk.receive(severe), "on_notice")
    notice = application.notices.get()
    services.raise_objection(objection=Objection(notice=notice, content="家里有车"), by=desk.clerk)
    notice.refresh_from_db()
    assert notice.taken_down_on == date(2026, 3, 18)
    objection = notice.objections.get()
    services.answer_objection(objection=objection, outcome="dismissed", answer="车不是他家的", by=desk.clerk)
    application.refresh_from_db()
    assert application.state == "matched"
    desk.visit(application)
    desk.first_review(application)
    desk.post(application)
    assert Notice.objects.shown_on(date(2026, 3, 20)).count() == 1
    desk.clock.shift(7 * DAY)
    desk.review(application)
    assert application.state == "reviewed"


def test_what_publishes_nothing_goes_straight_to_the_review(desk, severe):
    programme("drug_relief").rules.update(notice_days=0)
    application = desk.to(desk.receive(severe, "drug_relief"), "visited")
    desk.first_review(application, amount=Decimal(600))
    with pytest.raises(ValidationError, match="publishes no notice"):
        desk.post(application)
    desk.review(application)
    assert application.state == "reviewed"


def test_what_is_published_does_not(desk, severe):
    desk.standard("nursing_subsidy", 110)
    application = desk.to(desk.receive(severe), "first_reviewed")
    with pytest.raises(ValidationError, match="Post the public notice first"):
        desk.review(application)


def test_the_exclusion_matrix_is_tested_again_at_the_approval(desk, reviewed, severe):
    EntitlementFactory(person=severe, programme=programme("destitute"))
    with pytest.raises(ValidationError, match="cannot be drawn along with"):
        desk.approve(reviewed)


def test_an_excluding_entitlement_that_ends_before_the_first_month_is_no_hindrance(desk, reviewed, severe):
    EntitlementFactory(
        person=severe,
        programme=programme("destitute"),
        until_month=date(2026, 4, 1),
        stopped_on=date(2026, 3, 20),
        stop_reason="excluded",
    )
    assert desk.approve(reviewed).from_month == date(2026, 4, 1)


def test_a_standard_changed_meanwhile_sends_it_back(desk, reviewed):
    desk.standard("nursing_subsidy", 120, effective_from=date(2026, 3, 20))
    with pytest.raises(ValidationError, match="send it back"):
        desk.approve(reviewed)


def test_a_certificate_cancelled_meanwhile_blocks(desk, reviewed, severe):
    severe.certificates.update(cancelled_on=date(2026, 3, 20), cancel_reason="recovered")
    with pytest.raises(ValidationError, match="No valid certificate"):
        desk.approve(reviewed)


def test_two_applications_for_one_programme(desk, severe):
    desk.receive(severe)
    with pytest.raises(ValidationError, match="worked on already"):
        desk.receive(severe)


def test_the_docs_draw_the_table(settings):
    drawn = (settings.BASE_DIR / "docs" / "relief.md").read_text(encoding="utf-8")
    assert f"```mermaid\n{APPLICATION.mermaid()}\n```" in drawn


def test_every_state_is_reached_and_left():
    reached = {step.target for step in APPLICATION.transitions} | {"submitted"}
    left = {state for step in APPLICATION.transitions for state in step.sources}
    assert reached == set(APPLICATION.states.values)
    assert set(APPLICATION.states.values) - left == {"approved", "refused", "withdrawn"}


def test_a_withdrawn_application_hangs_nowhere(desk, severe):
    desk.standard("nursing_subsidy", 110)
    application = desk.to(desk.receive(severe), "on_notice")
    desk.take(application, "withdraw")
    assert not Notice.objects.shown_on(date(2026, 3, 18)).exists()
