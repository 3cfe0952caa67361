"""Every constraint of rehab is violated once, past all forms: the database itself refuses."""

from datetime import date

import pytest

from rehab import models
from tests.constraints import assert_refused, declared_names
from tests.rehab import factories as make

LATER, EARLIER = date(2026, 2, 1), date(2001, 1, 1)


def _attend_twice(person):
    row = make.AttendanceFactory()
    make.AttendanceFactory(training=row.training, coordinator=row.coordinator)


def _plan_twice(person):
    plan = make.PlanFactory(person=person)
    for _ in "12":
        make.PlannedServiceFactory(plan=plan)


def _review_twice(person):
    plan = make.PlanFactory(person=person)
    for _ in "12":
        make.PlanReviewFactory(plan=plan)


def _settle_twice(person):
    aid = make.PlacedAidFactory(person=person)
    for _ in "12":
        make.SettlementFactory(aid=aid)


def _evaluate_twice(person):
    aid = make.PlacedAidFactory(person=person)
    for _ in "12":
        make.EvaluationFactory(aid=aid)


VIOLATIONS = {
    "screening_once_a_day": lambda p: [make.ScreeningFactory(person=p) for _ in "12"],
    "screening_priority_known": lambda p: make.ScreeningFactory(person=p, priority=4),
    "campaign_ends_after_start": lambda p: make.CampaignFactory(ended_on=EARLIER),
    "rehab_file_reopened_with_reason": lambda p: make.RehabFileFactory(
        person=p, reopens=make.RehabFileFactory(person=p, closed_on=LATER, close_reason="declined")
    ),
    "assessment_once_a_day": lambda p: make.AssessmentFactory(file=make.AssessmentFactory(person=p).file),
    "assessment_barthel_range": lambda p: make.AssessmentFactory(person=p, barthel_index=101),
    "assessment_kind_known": lambda p: make.AssessmentFactory(person=p, kind="magic"),
    "plan_one_open": lambda p: make.PlanFactory(file=make.PlanFactory(person=p).file),
    "plan_reviewed_after_made": lambda p: make.PlanFactory(person=p, review_on=date(2026, 1, 25)),
    "plan_ends_after_made": lambda p: make.PlanFactory(person=p, closed_on=EARLIER, close_reason="reached"),
    "plan_ends_with_reason": lambda p: make.PlanFactory(person=p, closed_on=LATER),
    "plan_reason_known": lambda p: make.PlanFactory(person=p, closed_on=LATER, close_reason="magic"),
    "planned_service_once": _plan_twice,
    "planned_service_times_range": lambda p: make.PlannedServiceFactory(plan=make.PlanFactory(person=p), times=0),
    "planned_service_category_known": lambda p: make.PlannedServiceFactory(
        plan=make.PlanFactory(person=p), category="magic"
    ),
    "plan_review_once_a_day": _review_twice,
    "plan_review_names_the_next": lambda p: make.PlanReviewFactory(
        plan=make.PlanFactory(person=p), result="reached", next_review_on=LATER
    ),
    "plan_review_result_known": lambda p: make.PlanReviewFactory(
        plan=make.PlanFactory(person=p), result="magic", next_review_on=None
    ),
    "centre_name_once": lambda p: [make.CentreFactory(name="同名") for _ in "12"],
    "centre_closes_after_opening": lambda p: make.CentreFactory(closed_on=EARLIER),
    "centre_kind_known": lambda p: make.CentreFactory(kind="magic"),
    "referral_one_open_each": lambda p: make.ReferralFactory(person=p, centre=make.ReferralFactory(person=p).centre),
    "referral_result_known": lambda p: make.ReferralFactory(
        person=p, state="done", result="magic", answered_on=date(2026, 3, 2), finished_on=date(2026, 3, 2)
    ),
    "referral_state_has_its_days": lambda p: make.ReferralFactory(person=p, state="accepted"),
    "referral_answered_after_sent": lambda p: make.ReferralFactory(person=p, state="accepted", answered_on=LATER),
    "referral_finished_after_answered": lambda p: make.ReferralFactory(
        person=p, state="done", result="met", answered_on=date(2026, 3, 2), finished_on=date(2026, 3, 1)
    ),
    "referral_done_with_result": lambda p: make.ReferralFactory(
        person=p, state="done", answered_on=date(2026, 3, 2), finished_on=date(2026, 3, 2)
    ),
    "child_report_one_open_each": lambda p: [make.ChildReportFactory(person=p) for _ in "12"],
    "child_reported_after_found": lambda p: make.ChildReportFactory(person=p, reported_on=EARLIER),
    "child_screened_with_result": lambda p: make.ChildReportFactory(person=p, screened_on=date(2026, 3, 1)),
    "child_report_suspicion_known": lambda p: make.ChildReportFactory(person=p, suspected=9),
    "child_report_result_known": lambda p: make.ChildReportFactory(
        person=p, screened_on=date(2026, 3, 1), screening_result="magic"
    ),
    "child_aid_one_open": lambda p: [make.ChildAidFactory(person=p, guardian__full_name=n) for n in ("甲某", "乙某")],
    "child_aid_category_known": lambda p: make.ChildAidFactory(person=p, category="magic"),
    "child_aid_end_known": lambda p: make.ChildAidFactory(
        person=p, state="ended", ended_on=date(2026, 3, 1), end_reason="magic"
    ),
    "child_aid_state_has_its_days": lambda p: make.ChildAidFactory(person=p, state="placed"),
    "child_aid_decided_after_applied": lambda p: make.ChildAidFactory(person=p, state="refused", decided_on=LATER),
    "child_aid_placed_after_decided": lambda p: make.PlacedAidFactory(person=p, placed_on=date(2026, 2, 11)),
    "child_aid_ended_after_applied": lambda p: make.ChildAidFactory(
        person=p, state="ended", ended_on=LATER, end_reason="completed"
    ),
    "aid_settled_once_a_month": _settle_twice,
    "aid_month_plausible": lambda p: make.SettlementFactory(aid__person=p, month=13),
    "aid_sessions_range": lambda p: make.SettlementFactory(aid__person=p, sessions=0),
    "settlement_amount_positive": lambda p: make.SettlementFactory(aid__person=p, amount=0),
    "aid_evaluated_once_a_day": _evaluate_twice,
    "aid_evaluation_result_known": lambda p: make.EvaluationFactory(aid__person=p, result="magic"),
    "device_kind_once": lambda p: [make.DeviceKindFactory(name="同名") for _ in "12"],
    "device_group_known": lambda p: make.DeviceKindFactory(group="magic"),
    "device_life_range": lambda p: make.DeviceKindFactory(service_life_months=0),
    "device_cap_not_negative": lambda p: make.DeviceKindFactory(subsidy_cap=-1),
    "device_kind_closes_after_opening": lambda p: make.DeviceKindFactory(closed_on=EARLIER),
    "device_application_one_open_each": lambda p: make.DeviceApplicationFactory(
        person=p, kind=make.DeviceApplicationFactory(person=p).kind
    ),
    "device_state_has_its_days": lambda p: make.DeviceApplicationFactory(person=p, state="fitted"),
    "device_visited_after_fitted": lambda p: make.FittedDeviceFactory(person=p, state="visited", visited_on=LATER),
    "device_steps_after_applied": lambda p: make.DeviceApplicationFactory(person=p, step_on=EARLIER),
    "device_subsidy_within_price": lambda p: make.FittedDeviceFactory(person=p, subsidy=801),
    "stock_label_once": lambda p: make.StockItemFactory(
        station=(first := make.StockItemFactory()).station, label=first.label
    ),
    "stock_closes_after_opening": lambda p: make.StockItemFactory(closed_on=EARLIER),
    "loan_one_open": lambda p: make.LoanFactory(person=p, item=make.LoanFactory(person=p).item),
    "loan_due_after_lent": lambda p: make.LoanFactory(person=p, due_on=EARLIER),
    "loan_returned_after_lent": lambda p: make.LoanFactory(person=p, returned_on=EARLIER),
    "need_one_open_each": lambda p: [
        make.NeedFactory(person=p, found_on=date(2026, 1, day), category="device") for day in (1, 2)
    ],
    "need_ends_after_found": lambda p: make.NeedFactory(person=p, closed_on=EARLIER, close_reason="met"),
    "need_ends_with_reason": lambda p: make.NeedFactory(person=p, closed_on=LATER),
    "need_category_known": lambda p: make.NeedFactory(person=p, category="magic"),
    "need_reason_known": lambda p: make.NeedFactory(person=p, closed_on=LATER, close_reason="magic"),
    "rehab_file_one_open": lambda p: [make.RehabFileFactory(person=p) for _ in "12"],
    "rehab_file_closes_after_opening": lambda p: make.RehabFileFactory(
        person=p, closed_on=EARLIER, close_reason="died"
    ),
    "rehab_file_closed_with_reason": lambda p: make.RehabFileFactory(person=p, closed_on=LATER),
    "rehab_file_reason_known": lambda p: make.RehabFileFactory(person=p, closed_on=LATER, close_reason="magic"),
    "service_category_known": lambda p: make.ServiceFactory(person=p, category="magic"),
    "service_place_known": lambda p: make.ServiceFactory(person=p, place="moon"),
    "service_minutes_range": lambda p: make.ServiceFactory(person=p, duration_minutes=1441),
    "satisfaction_once_a_day": lambda p: [make.AnswerFactory(person=p) for _ in "12"],
    "satisfaction_score_known": lambda p: make.AnswerFactory(person=p, score=6),
    "satisfaction_respondent_known": lambda p: make.AnswerFactory(person=p, respondent="cat"),
    "health_station_name_once": lambda p: [make.HealthStationFactory(name="同名") for _ in "12"],
    "health_station_closes_after_opening": lambda p: make.HealthStationFactory(closed_on=EARLIER),
    "rehab_room_one_open": lambda p: make.RoomFactory(health_station=make.RoomFactory().health_station),
    "rehab_room_closes_after_opening": lambda p: make.RoomFactory(closed_on=EARLIER),
    "rehab_station_name_once": lambda p: [make.StationFactory(name="同名") for _ in "12"],
    "rehab_station_closes_after_opening": lambda p: make.StationFactory(closed_on=EARLIER),
    "floor_area_once_a_day": lambda p: make.FloorAreaFactory(rehab_station=make.FloorAreaFactory().rehab_station),
    "floor_area_positive": lambda p: make.FloorAreaFactory(floor_area_m2=0),
    "standard_once_a_day": lambda p: models.Standard.objects.create(
        code="station_floor_area", value=31, effective_from=date(2000, 1, 1)
    ),
    "standard_positive": lambda p: models.Standard.objects.create(
        code="station_floor_area", value=0, effective_from=LATER
    ),
    "standard_code_known": lambda p: models.Standard.objects.create(code="magic", value=1, effective_from=LATER),
    "coordinator_ends_after_start": lambda p: make.CoordinatorFactory(ended_on=EARLIER),
    "training_pass_mark_range": lambda p: make.TrainingFactory(pass_mark=101),
    "training_has_hours": lambda p: make.TrainingFactory(duration_hours=0),
    "attendance_once": _attend_twice,
    "attendance_mark_range": lambda p: make.AttendanceFactory(mark=101),
    "attendance_mark_needs_presence": lambda p: make.AttendanceFactory(attended=False, mark=80),
    "outreach_once": lambda p: [make.OutreachFactory(title="同一讲座") for _ in "12"],
    "outreach_kind_known": lambda p: make.OutreachFactory(kind="magic"),
    "outreach_reaches_somebody": lambda p: make.OutreachFactory(reached=0),
    "outreach_passed_of_reached": lambda p: make.OutreachFactory(kind="relatives", passed=61),
    "outreach_test_after_training": lambda p: make.OutreachFactory(passed=30),
    "funding_amount_positive": lambda p: make.FundingFactory(amount=0),
    "funding_source_known": lambda p: make.FundingFactory(source="magic"),
    "funding_purpose_known": lambda p: make.FundingFactory(purpose="magic"),
}


@pytest.mark.parametrize("name", VIOLATIONS)
def test_the_database_refuses(person, name):
    assert_refused(name, lambda: VIOLATIONS[name](person))


def test_no_constraint_is_left_out():
    assert declared_names("rehab") == set(VIOLATIONS)
