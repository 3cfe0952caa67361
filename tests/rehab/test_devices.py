from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from registry.services.days import months_after
from registry.services.people import leave_register
from rehab.device_worklists import DUE_BACK, TO_REPLACE, TO_VISIT, UNDECIDED
from rehab.models import DeviceApplication, DeviceLoan, Need, ServiceRecord
from rehab.services.devices import STEPS
from tests.rehab.factories import (
    DeviceApplicationFactory,
    DeviceKindFactory,
    FittedDeviceFactory,
    LoanFactory,
    NeedFactory,
    StationFactory,
    StockItemFactory,
)

TODAY = date(2026, 3, 18)


@pytest.fixture
def application(person, clerk):
    return DeviceApplicationFactory(person=person, entered_by=clerk)


@pytest.fixture
def step(at, application):
    """Takes a step on a day of February, as the clerk or somebody else; the status of the answer."""

    def take(name, day, user=None, **values):
        data = {"on": f"2026-02-{day:02d}"} | values
        return at("rehab:device-step", application.pk, name, data=data, user=user).status_code

    return take


def test_the_whole_way_of_a_device(step, application, manager, person):
    NeedFactory(person=person, category="device")
    assert step("approve", 2, manager) == 403
    assert [step("check", 2), step("review", 3), step("approve", 5, manager)] == [302] * 3
    assert step("fit", 10, price="850.00", place="home") == 302
    application.refresh_from_db()
    assert (application.price, application.subsidy, application.self_paid) == (850, 600, 250)
    assert application.lasts_until == date(2029, 2, 10)
    service = ServiceRecord.objects.get()
    assert (service.category, service.served_on, service.place) == ("device", date(2026, 2, 10), "home")
    assert Need.objects.fitted_by(TODAY).exists()
    assert step("visit", 9) == 422
    assert step("visit", 20) == 302
    application.refresh_from_db()
    assert (application.state, application.visited_on) == ("visited", date(2026, 2, 20))


def test_under_the_cap_nothing_is_self_paid(step, application, manager):
    for name, user in (("check", None), ("review", None), ("approve", manager)):
        step(name, 5, user)
    step("fit", 10, price="599.50", place="station")
    application.refresh_from_db()
    assert (application.subsidy, application.self_paid) == (Decimal("599.50"), 0)


def test_an_assessment_comes_first_where_the_catalogue_asks_for_it(step, application, manager):
    application.kind.needs_assessment = True
    application.kind.save()
    step("check", 2)
    step("review", 3)
    assert step("approve", 5, manager) == 403
    application.refresh_from_db()
    with pytest.raises(ValidationError):
        STEPS["approve"](application=application, on=TODAY, by=manager)
    assert step("assess", 5) == 302
    assert step("approve", 6, manager) == 302


def test_its_twin_needs_none(step, manager):
    step("check", 2)
    step("review", 3)
    assert step("assess", 5) == 403
    assert step("approve", 5, manager) == 302


def test_nobody_decides_on_what_they_entered(person, manager):
    application = DeviceApplicationFactory(person=person, entered_by=manager, state="reviewed")
    with pytest.raises(ValidationError):
        STEPS["approve"](application=application, on=TODAY, by=manager)


@pytest.mark.parametrize(("applied_on", "status"), [("2026-02-11", 422), ("2026-02-12", 302)])
def test_no_second_one_before_the_life_ends(at, person, applied_on, status):
    """Of the same device, even under a newer entry of the catalogue."""
    old = DeviceKindFactory(name="轮椅", closed_on=date(2024, 1, 1))
    FittedDeviceFactory(
        person=person,
        kind=old,
        applied_on=date(2023, 2, 1),
        decided_on=date(2023, 2, 10),
        fitted_on=date(2023, 2, 12),
        lasts_until=date(2026, 2, 12),
    )
    kind = DeviceKindFactory(name="轮椅")
    answer = at("rehab:device-add", person.pk, data={"kind": kind.pk, "applied_on": applied_on})
    assert answer.status_code == status


def test_another_device_may_be_applied_for(at, person):
    FittedDeviceFactory(person=person)
    other = DeviceKindFactory()
    at("rehab:device-add", person.pk, data={"kind": other.pk, "applied_on": "2026-03-01"})
    assert DeviceApplication.objects.filter(kind=other, state="applied").exists()


def test_what_is_out_of_the_catalogue_is_not_applied_for(at, person):
    kind = DeviceKindFactory(closed_on=date(2026, 3, 1))
    assert at("rehab:device-add", person.pk, data={"kind": kind.pk, "applied_on": "2026-03-10"}).status_code == 422


def test_worklists_follow_the_steps(clerk, manager, application):
    assert UNDECIDED.count(clerk, TODAY) == (1, 1)
    STEPS["check"](application=application, on=date(2026, 3, 10), by=clerk)
    assert UNDECIDED.count(clerk, TODAY) == (1, 0)
    fitted = FittedDeviceFactory(person=application.person, kind=DeviceKindFactory())
    assert TO_VISIT.count(clerk, TODAY) == (1, 1)
    assert TO_REPLACE.count(clerk, TODAY) == (0, 0)
    DeviceApplication.objects.filter(pk=fitted.pk).update(lasts_until=date(2026, 3, 30))
    assert TO_REPLACE.count(clerk, TODAY) == (1, 0)
    DeviceApplicationFactory(person=fitted.person, kind=fitted.kind, applied_on=date(2026, 3, 15))
    assert TO_REPLACE.count(clerk, TODAY) == (0, 0)


def test_a_device_is_lent_and_comes_back(at, person, clerk):
    item = StockItemFactory()
    entry = {"item": item.pk, "lent_on": "2026-03-01", "due_on": "2026-04-01"}
    at("rehab:loan-add", person.pk, data=entry)
    assert at("rehab:loan-add", person.pk, data=entry).status_code == 422
    assert at("rehab:stock-close", item.pk).status_code == 403
    assert DUE_BACK.count(clerk, TODAY) == (1, 0)
    loan = DeviceLoan.objects.get()
    assert at("rehab:loan-return", loan.pk, data={"on": "2026-02-28"}).status_code == 422
    at("rehab:loan-return", loan.pk, data={"on": "2026-03-18"})
    assert DUE_BACK.count(clerk, TODAY) == (0, 0)
    assert at("rehab:loan-return", loan.pk).status_code == 403
    assert at("rehab:stock-close", item.pk, data={"on": "2026-03-18"}).status_code == 302


def test_another_streets_stock_is_not_lent(at, person):
    item = StockItemFactory(station=StationFactory(community_id="341702002001"))
    entry = {"item": item.pk, "lent_on": "2026-03-01", "due_on": "2026-04-01"}
    assert at("rehab:loan-add", person.pk, data=entry).status_code == 422


def test_who_leaves_gets_no_device_but_owes_the_one_lent(clerk, application):
    LoanFactory(person=application.person)
    leave_register(by=clerk, person=application.person, on=date(2026, 3, 1), reason="moved")
    application.refresh_from_db()
    assert application.state == "withdrawn"
    assert DeviceLoan.objects.not_returned().exists()


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2025, 12, 5), 1, date(2026, 1, 5)),
    ],
)
def test_months_after(day, months, later):
    assert months_after(day, months) == later
