from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from registry.services.people import leave_register
from rehab.children import is_young, leaves_on, reference_day
from rehab.models import AidEvaluation, AidSettlement, ChildAid, ChildReport, ServiceRecord
from rehab.services import children
from rehab.worklists import TO_DECIDE, TO_EVALUATE, TO_SCREEN_EARLY
from tests.factories import GuardianFactory, PersonFactory
from tests.rehab.factories import (
    CentreFactory,
    ChildAidFactory,
    ChildReportFactory,
    EvaluationFactory,
    NeedFactory,
    PlacedAidFactory,
)

TODAY = date(2026, 3, 18)
REPORT = {"found_on": "2026-03-01", "found_by": "区妇幼保健院", "suspected": "2", "reported_on": "2026-03-04"}


@pytest.fixture
def child(chiyang):
    return PersonFactory(full_name="查小宝", birth_on=date(2021, 6, 1))


@pytest.fixture
def aid(child, clerk):
    return ChildAidFactory(person=child, entered_by=clerk)


@pytest.mark.parametrize(
    ("birth_on", "young"), [(date(2019, 3, 19), True), (date(2019, 3, 18), False), (date(2026, 3, 1), True)]
)
def test_six_years_are_young_and_the_seventh_birthday_is_not(birth_on, young):
    assert is_young(birth_on, TODAY) == young


def test_the_age_is_asked_on_the_day_that_the_locality_sets(settings):
    settings.CHILD_REHAB_REFERENCE_DAY = "09-01"
    assert reference_day(TODAY) == date(2026, 9, 1)
    assert not is_young(date(2019, 8, 31), TODAY)
    settings.CHILD_REHAB_MAX_AGE = 14
    assert is_young(date(2019, 8, 31), TODAY)
    assert leaves_on(date(2020, 2, 29)) == date(2035, 2, 28)


def test_a_child_is_reported_and_the_days_between_are_told(at, child):
    at("rehab:child-report-add", child.pk, data=REPORT)
    report = ChildReport.objects.get()
    assert (report.days_to_report, report.community_id) == (3, "341702001008")
    assert "2026-03-04" in at("rehab:child-report-detail", report.pk).content.decode()


@pytest.mark.parametrize("change", [{"reported_on": "2026-02-28"}, {"found_on": "2026-03-19"}, {"suspected": "9"}])
def test_reports_that_cannot_be(at, child, change):
    assert at("rehab:child-report-add", child.pk, data=REPORT | change).status_code == 422


def test_who_is_too_old_is_not_reported(at, person):
    assert at("rehab:child-report-add", person.pk, data=REPORT).status_code == 422


def test_the_early_screening_settles_the_report(at, clerk, child):
    report = ChildReportFactory(person=child)
    assert TO_SCREEN_EARLY.count(clerk, TODAY) == (1, 1)
    sent = {"on": "2026-03-10", "result": "confirmed", "note": "听力损失"}
    assert at("rehab:early-screening", report.pk, data=sent | {"on": "2026-01-31"}).status_code == 422
    at("rehab:early-screening", report.pk, data=sent)
    report.refresh_from_db()
    assert (report.screened_on, report.screening_result) == (date(2026, 3, 10), "confirmed")
    assert TO_SCREEN_EARLY.count(clerk, TODAY) == (0, 0)
    assert at("rehab:early-screening", report.pk, data=sent).status_code == 403


def test_only_a_guardian_of_the_child_applies(at, child):
    mine, other = GuardianFactory(person=child), GuardianFactory(person=PersonFactory())
    entry = {"category": "training", "applied_on": "2026-03-10"}
    assert at("rehab:child-aid-add", child.pk, data=entry | {"guardian": other.pk}).status_code == 422
    at("rehab:child-aid-add", child.pk, data=entry | {"guardian": mine.pk})
    assert ChildAid.objects.get().state == "applied"
    assert at("rehab:child-aid-add", child.pk, data=entry | {"guardian": mine.pk}).status_code == 422


def test_the_whole_way_of_an_aid(at, aid, manager):
    agency, no_agency = CentreFactory(kind="agency"), CentreFactory(kind="hospital")
    step = "rehab:child-aid-step"
    assert at(step, aid.pk, "approve", data={"on": "2026-02-12"}).status_code == 403
    assert at(step, aid.pk, "place", data={"on": "2026-02-12", "agency": agency.pk}).status_code == 403
    at(step, aid.pk, "approve", data={"on": "2026-02-12"}, user=manager)
    assert at(step, aid.pk, "place", data={"on": "2026-02-15", "agency": no_agency.pk}).status_code == 422
    at(step, aid.pk, "place", data={"on": "2026-02-15", "agency": agency.pk})
    at(
        "rehab:child-aid-settle",
        aid.pk,
        data={"month": "2026-02-20", "sessions": 12, "amount": "1800.50", "settled_on": "2026-03-05"},
    )
    at(
        "rehab:child-aid-evaluate",
        aid.pk,
        data={"evaluated_on": "2026-03-10", "evaluator_name": "舒明", "result": "some"},
    )
    at(step, aid.pk, "end", data={"on": "2026-03-15", "reason": "completed"})
    aid.refresh_from_db()
    assert (aid.state, aid.agency, aid.ended_on, aid.end_reason) == ("ended", agency, date(2026, 3, 15), "completed")
    assert AidSettlement.objects.get().amount == Decimal("1800.50")
    assert AidEvaluation.objects.get().result == "some"
    assert at("rehab:child-aid-settle", aid.pk).status_code == 403


def test_nobody_decides_on_what_they_entered(child, manager):
    aid = ChildAidFactory(person=child, entered_by=manager)
    with pytest.raises(ValidationError):
        children.approve(aid=aid, on=TODAY, note="", by=manager)


def test_its_twin_somebody_else_does(aid, manager):
    children.approve(aid=aid, on=TODAY, note="", by=manager)
    assert ChildAid.objects.get().state == "approved"


def test_two_decisions_at_once_are_one(aid, manager):
    other = ChildAid.objects.get()
    children.approve(aid=aid, on=TODAY, note="", by=manager)
    with pytest.raises(ValidationError):
        children.refuse(aid=other, on=TODAY, note="不符合年龄", by=manager)
    assert ChildAid.objects.get().state == "approved"


def settle(aid, by, month):
    return children.settle(aid=aid, month=month, sessions=10, amount=Decimal(900), settled_on=TODAY, by=by)


def test_a_settled_month_counts_as_one_service(child, clerk):
    aid = PlacedAidFactory(person=child)
    settle(aid, clerk, date(2026, 2, 20))
    service = ServiceRecord.objects.get()
    assert (service.served_on, service.place, service.category) == (date(2026, 2, 28), "institution", "training")
    settle(aid, clerk, date(2026, 3, 1))
    assert ServiceRecord.objects.first().served_on == TODAY
    with pytest.raises(ValidationError):
        settle(aid, clerk, date(2026, 2, 1))
    assert AidSettlement.objects.count() == ServiceRecord.objects.count() == 2


@pytest.mark.parametrize("month", [date(2026, 1, 31), date(2026, 4, 1)])
def test_months_that_cannot_be_settled(child, clerk, month):
    with pytest.raises(ValidationError):
        settle(PlacedAidFactory(person=child), clerk, month)
    assert not ServiceRecord.objects.exists()


def test_the_evaluation_is_due_every_year(clerk, child):
    aid = PlacedAidFactory(person=child)
    ChildAid.objects.update(applied_on=date(2024, 1, 1), decided_on=date(2024, 1, 5), placed_on=date(2024, 2, 1))
    assert TO_EVALUATE.count(clerk, TODAY) == (1, 1)
    EvaluationFactory(aid=aid, evaluated_on=date(2025, 3, 18))
    assert TO_EVALUATE.count(clerk, TODAY) == (1, 0)
    EvaluationFactory(aid=aid, evaluated_on=date(2026, 3, 1))
    assert TO_EVALUATE.count(clerk, TODAY) == (0, 0)


def test_applications_wait_for_the_decision(aid, manager):
    assert TO_DECIDE.count(manager, TODAY) == (1, 1)
    children.refuse(aid=aid, on=TODAY, note="不符合年龄", by=manager)
    assert TO_DECIDE.count(manager, TODAY) == (0, 0)


def test_who_turns_seven_within_a_year_is_listed(at, clerk):
    soon = PersonFactory(full_name="快七岁", birth_on=date(2019, 3, 19))
    later = PersonFactory(full_name="还很小", birth_on=date(2020, 3, 20))
    past = PersonFactory(full_name="已七岁", birth_on=date(2019, 3, 17))
    for one in (soon, later, past):
        NeedFactory(person=one)
    PersonFactory(full_name="无需求", birth_on=date(2019, 5, 1))
    aided = PlacedAidFactory(person=PersonFactory(full_name="有救助", birth_on=date(2019, 6, 1))).person
    names = [line[0]["text"] for line in at("rehab:children-leaving").context["lines"]]
    assert set(names) == {soon.full_name, aided.full_name}
    filtered = [line[0]["text"] for line in at("rehab:children-leaving", query="?aided=yes").context["lines"]]
    assert filtered == [aided.full_name]


def test_who_leaves_the_register_is_aided_no_more(clerk, aid):
    leave_register(by=clerk, person=aid.person, on=date(2026, 3, 1), reason="moved")
    aid.refresh_from_db()
    assert (aid.state, aid.ended_on, aid.end_reason) == ("ended", date(2026, 3, 1), "left")
