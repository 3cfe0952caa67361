from datetime import date
from decimal import Decimal

import pytest

from registry.models import AuditEntry
from rehab.models import Attendance, Coordinator
from tests.rehab.factories import AttendanceFactory, CoordinatorFactory, TrainingFactory

ENTRY = {
    "full_name": "柯秀兰",
    "community": "341702001008",
    "phone": "199 0000 1234",
    "is_full_time": "on",
    "started_on": "2026-03-01",
}


def test_adding_a_coordinator(at):
    at("rehab:coordinator-add", data=ENTRY)
    coordinator = Coordinator.objects.get()
    assert (coordinator.phone, coordinator.community_id) == ("19900001234", "341702001008")
    assert AuditEntry.objects.get().changes["phone"] == [None, "199****1234"]


def test_adding_one_in_a_community_chooses_it(at, areas):
    assert at("rehab:coordinator-add-in", "341702001009").context["form"]["community"].value() == "341702001009"
    assert at("rehab:coordinator-add-in", "341702002001").status_code == 404
    assert at("rehab:coordinator-add-in", "341702001").status_code == 404


@pytest.mark.parametrize(
    "changes",
    [{"community": "341702002001"}, {"phone": "12345"}, {"full_name": "柯1"}, {"started_on": "2026-03-19"}],
)
def test_coordinators_that_are_refused(at, areas, changes):
    assert at("rehab:coordinator-add", data=ENTRY | changes).status_code == 422


def test_editing_keeps_the_masked_phone(at, areas):
    coordinator = CoordinatorFactory()
    page = at("rehab:coordinator-edit", coordinator.pk).content.decode()
    assert "199****1234" in page
    assert "19900001234" not in page
    at("rehab:coordinator-edit", coordinator.pk, data=ENTRY | {"phone": "199****1234", "version": 1})
    coordinator.refresh_from_db()
    assert (coordinator.phone, coordinator.started_on) == ("19900001234", date(2026, 3, 1))


def test_the_post_ends_once(at, areas):
    coordinator = CoordinatorFactory()
    assert at("rehab:coordinator-end", coordinator.pk, data={"on": "2022-08-31"}).status_code == 422
    assert at("rehab:coordinator-end", coordinator.pk, data={"on": "2026-03-01"}).status_code == 302
    assert at("rehab:coordinator-end", coordinator.pk, data={"on": "2026-03-02"}).status_code == 422
    assert not Coordinator.objects.in_post_on(date(2026, 3, 1)).exists()
    assert Coordinator.objects.in_post_on(date(2026, 2, 28)).exists()


def test_the_phone_is_shown_for_a_reason_that_is_kept(at, areas, reviewer):
    coordinator = CoordinatorFactory()
    assert "19900001234" not in at("rehab:coordinator-detail", coordinator.pk).content.decode()
    refused = at("rehab:coordinator-reveal", coordinator.pk, data={"reason": ""})
    assert "19900001234" not in refused.content.decode()
    assert not AuditEntry.objects.exists()
    shown = at("rehab:coordinator-reveal", coordinator.pk, data={"reason": "通知他参加培训"})
    assert "19900001234" in shown.content.decode()
    assert "no-store" in shown["Cache-Control"]
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.reason) == ("reveal", "通知他参加培训")
    assert "19900001234" not in str(entry.changes)
    assert at("rehab:coordinator-reveal", coordinator.pk, data={"reason": "想看看"}, user=reviewer).status_code == 403


def test_there_is_nothing_to_show_without_a_phone(at, areas):
    coordinator = CoordinatorFactory(phone="")
    assert not at("rehab:coordinator-detail", coordinator.pk).context["may_reveal"]
    assert at("rehab:coordinator-reveal", coordinator.pk).status_code == 404


@pytest.fixture
def training(areas):
    return TrainingFactory()


@pytest.fixture
def coordinator(areas):
    return CoordinatorFactory()


def sheet(coordinator, *, attended=True, mark="", seen=""):
    name = f"c{coordinator.pk}"
    return {f"{name}-mark": mark, f"{name}-seen": seen, **({f"{name}-attended": "on"} if attended else {})}


def test_the_sheet_lists_my_coordinators_in_post_on_that_day(at, training, coordinator):
    CoordinatorFactory(full_name="邻街", community_id="341702002001")
    CoordinatorFactory(full_name="后来", started_on=date(2026, 2, 11))
    CoordinatorFactory(full_name="早退", ended_on=date(2026, 2, 10))
    late = CoordinatorFactory(full_name="补录", started_on=date(2026, 2, 12))
    AttendanceFactory(training=training, coordinator=late)
    lines = at("rehab:training-detail", training.pk).context["lines"]
    assert {line.coordinator.full_name for line in lines} == {"柯秀兰", "补录"}


def test_a_sheet_is_entered(at, training, coordinator):
    second = CoordinatorFactory(full_name="未到", community_id="341702001009")
    data = sheet(coordinator, mark="59.5") | sheet(second, attended=False)
    assert at("rehab:training-attendance", training.pk, data=data).status_code == 302
    row = Attendance.objects.get()
    assert (row.coordinator, row.attended, row.mark, row.is_passed) == (coordinator, True, Decimal("59.5"), False)
    page = at("rehab:training-detail", training.pk)
    assert (page.context["attended"], page.context["passed"]) == (1, 0)


def test_a_mark_says_that_the_coordinator_was_there(at, training, coordinator):
    at("rehab:training-attendance", training.pk, data=sheet(coordinator, attended=False, mark="60"))
    row = Attendance.objects.get()
    assert (row.attended, row.is_passed) == (True, True)


def test_taking_the_presence_back_is_a_change(at, training, coordinator):
    AttendanceFactory(training=training, coordinator=coordinator)
    at("rehab:training-attendance", training.pk, data=sheet(coordinator, attended=False, seen="1:80"))
    row = Attendance.objects.get()
    assert (row.attended, row.mark) == (False, None)
    assert AuditEntry.objects.get().changes == {"attended": [True, False], "mark": ["80.0", None]}


def test_an_unchanged_sheet_writes_nothing(at, training, coordinator):
    AttendanceFactory(training=training, coordinator=coordinator)
    at("rehab:training-attendance", training.pk, data=sheet(coordinator, mark="80", seen="1:80"))
    assert not AuditEntry.objects.exists()


def test_a_line_that_someone_changed_meanwhile_is_not_written_over(at, training, coordinator):
    """I saw an empty sheet; since then 80 was entered. The second saving, with both in sight, counts."""
    AttendanceFactory(training=training, coordinator=coordinator)
    response = at("rehab:training-attendance", training.pk, data=sheet(coordinator, mark="70"))
    assert response.status_code == 422
    assert Attendance.objects.get().mark == 80
    (line,) = response.context["lines"]
    assert (line["mark"].value(), line["seen"].value()) == ("70", "1:80")
    at("rehab:training-attendance", training.pk, data=sheet(coordinator, mark="70", seen="1:80"))
    assert Attendance.objects.get().mark == 70


def test_another_streets_entries_do_not_stand_in_my_way(at, training, coordinator, other_clerk):
    beside = CoordinatorFactory(full_name="邻街", community_id="341702002001")
    at("rehab:training-attendance", training.pk, data=sheet(beside, mark="90"), user=other_clerk)
    assert at("rehab:training-attendance", training.pk, data=sheet(coordinator, mark="70")).status_code == 302
    assert Attendance.objects.count() == 2


def test_a_line_of_another_street_is_ignored(at, training, coordinator):
    beside = CoordinatorFactory(full_name="邻街", community_id="341702002001")
    at("rehab:training-attendance", training.pk, data=sheet(coordinator) | sheet(beside, mark="90"))
    assert Attendance.objects.get().coordinator == coordinator


@pytest.mark.parametrize("mark", ["101", "-1", "abc"])
def test_marks_that_are_refused(at, training, coordinator, mark):
    assert at("rehab:training-attendance", training.pk, data=sheet(coordinator, mark=mark)).status_code == 422
    assert not Attendance.objects.exists()


def test_a_street_does_not_edit_the_districts_training(at, training, manager):
    entry = {"title": "改名", "held_on": "2026-02-10", "duration_hours": "8", "pass_mark": "60", "version": 1}
    assert at("rehab:training-edit", training.pk, data=entry).status_code == 404
    assert at("rehab:training-edit", training.pk, data=entry, user=manager).status_code == 302


def test_a_training_is_organised_by_my_area(at, clerk):
    at(
        "rehab:training-add",
        data={"title": "街道培训", "held_on": "2026-03-01", "duration_hours": "8", "pass_mark": "60"},
    )
    (training,) = clerk.area.trainings.all()
    assert training.title == "街道培训"
