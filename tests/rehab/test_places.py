from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from registry.models import AuditEntry
from rehab.models import FloorArea, HealthStation, RehabRoom, RehabStation, Standard
from tests.rehab.factories import FloorAreaFactory, HealthStationFactory, RoomFactory, StationFactory

PLACE = {"name": "秀山卫生服务站", "community": "341702001008", "opened_on": "2020-05-01"}


def test_adding_a_health_station(at):
    response = at("rehab:health-station-add", data=PLACE)
    station = HealthStation.objects.get()
    assert response.url == reverse("rehab:health-station-detail", args=[station.pk])
    assert AuditEntry.objects.get().object_type == "rehab.healthstation"


@pytest.mark.parametrize("url_name", ["rehab:health-station-add", "rehab:station-add"])
@pytest.mark.parametrize(
    "changes",
    [{"community": "341702002001"}, {"community": "341702001"}, {"opened_on": "2026-03-19"}, {"name": ""}],
    ids=["another street", "not a community", "tomorrow", "no name"],
)
def test_places_that_are_refused(at, url_name, changes):
    assert at(url_name, data=PLACE | changes).status_code == 422
    assert not HealthStation.objects.exists()
    assert not RehabStation.objects.exists()


def test_one_name_once_in_a_community(at, areas):
    HealthStationFactory(name=PLACE["name"])
    assert at("rehab:health-station-add", data=PLACE).status_code == 422


def test_opening_a_rehab_room(at, areas):
    station = HealthStationFactory()
    at("rehab:room-open", station.pk, data={"doctor_name": "檀医生", "opened_on": "2026-03-10"})
    assert RehabRoom.objects.open_on(date(2026, 3, 10)).get().health_station == station


@pytest.mark.parametrize("day", ["2015-04-30", "2026-03-19"])
def test_a_room_opens_neither_before_its_station_nor_tomorrow(at, areas, day):
    station = HealthStationFactory()
    response = at("rehab:room-open", station.pk, data={"doctor_name": "檀医生", "opened_on": day})
    assert list(response.context["form"].errors) == ["opened_on"]


def test_a_second_open_room_is_rejected(at, areas):
    room = RoomFactory()
    entry = {"doctor_name": "檀医生", "opened_on": "2026-03-10"}
    assert at("rehab:room-open", room.health_station_id, data=entry).status_code == 422
    at("rehab:room-close", room.pk, data={"on": "2026-03-01"})
    assert at("rehab:room-open", room.health_station_id, data=entry).status_code == 302


def test_a_health_station_takes_its_room_with_it(at, areas):
    room = RoomFactory()
    at("rehab:health-station-close", room.health_station_id, data={"on": "2026-03-01"})
    room.refresh_from_db()
    assert room.closed_on == room.health_station.closed_on == date(2026, 3, 1)


@pytest.mark.parametrize("factory", [HealthStationFactory, StationFactory, RoomFactory])
def test_closing_twice_is_rejected(at, areas, factory):
    place = factory(closed_on=date(2026, 2, 1))
    urls = {HealthStationFactory: "health-station-close", StationFactory: "station-close", RoomFactory: "room-close"}
    assert at(f"rehab:{urls[factory]}", place.pk, data={"on": "2026-03-01"}).status_code == 422
    place.refresh_from_db()
    assert (place.closed_on, place.version) == (date(2026, 2, 1), 1)


def test_a_place_does_not_close_before_it_opened(at, areas):
    station = StationFactory()
    assert at("rehab:station-close", station.pk, data={"on": "2018-04-30"}).status_code == 422


def test_a_new_station_brings_its_floor_area(at):
    at("rehab:station-add", data=PLACE | {"floor_area_m2": "36.5"})
    row = FloorArea.objects.get()
    assert (row.floor_area_m2, row.effective_from) == (Decimal("36.5"), date(2020, 5, 1))


def test_a_new_floor_area_keeps_the_old_one(at, areas):
    row = FloorAreaFactory(floor_area_m2=20)
    at("rehab:floor-area-add", row.rehab_station_id, data={"floor_area_m2": "45", "effective_from": "2026-03-01"})
    on = FloorArea.objects.holding_on
    assert [on(day).get().floor_area_m2 for day in (date(2026, 2, 28), date(2026, 3, 1))] == [20, 45]


def test_a_floor_area_of_the_same_day_corrects_it(at, areas):
    row = FloorAreaFactory(floor_area_m2=25, effective_from=date(2026, 3, 1))
    at("rehab:floor-area-add", row.rehab_station_id, data={"floor_area_m2": "52", "effective_from": "2026-03-01"})
    row.refresh_from_db()
    assert (FloorArea.objects.count(), row.floor_area_m2) == (1, 52)
    assert AuditEntry.objects.get().changes == {"floor_area_m2": ["25.00", "52"]}


@pytest.mark.parametrize(("m2", "day"), [("0", "2026-03-01"), ("-3", "2026-03-01"), ("36", "2018-04-30")])
def test_floor_areas_that_are_refused(at, areas, m2, day):
    station = StationFactory()
    data = {"floor_area_m2": m2, "effective_from": day}
    assert at("rehab:floor-area-add", station.pk, data=data).status_code == 422


def test_the_stations_page_says_whether_it_is_large_enough(at, areas):
    row = FloorAreaFactory(floor_area_m2=29)
    assert at("rehab:station-detail", row.rehab_station_id).context["is_large"] is False
    FloorArea.objects.update(floor_area_m2=30)
    assert at("rehab:station-detail", row.rehab_station_id).context["is_large"] is True


STANDARD = {"code": "station_floor_area", "value": "40", "effective_from": "2027-01-01", "source": "2027 年方案"}


def test_a_standard_is_a_dated_row_of_who_sets_targets(at, manager):
    assert at("rehab:standard-add", data=STANDARD).status_code == 403
    assert at("rehab:standard-add", data=STANDARD, user=manager).status_code == 302
    on = Standard.objects.holding_on
    values = [on("station_floor_area", day).get().value for day in (date(2026, 12, 31), date(2027, 1, 1))]
    assert values == [30, 40]


def test_a_clerk_reads_the_standards(at):
    assert "30" in at("rehab:standard-list").content.decode()
