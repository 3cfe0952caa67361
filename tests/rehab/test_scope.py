"""Out of scope is 404 whatever the permission; in scope without the permission is 403. The neighbour has records of their own."""

from datetime import date

import pytest

from rehab.models import RehabFile
from tests.factories import StaffFactory
from tests.rehab.factories import (
    AnswerFactory,
    CoordinatorFactory,
    FundingFactory,
    HealthStationFactory,
    NeedFactory,
    OutreachFactory,
    RehabFileFactory,
    RoomFactory,
    ServiceFactory,
    StationFactory,
    TrainingFactory,
)


@pytest.fixture
def records(areas):
    """`records(person)`: one of each kind for the person and the person's community, by the URL name that takes it."""

    def make(person):
        community = person.community_id
        need, station = NeedFactory(person=person), HealthStationFactory(community_id=community)
        file, answer = RehabFileFactory(person=person), AnswerFactory(person=person)
        room = RoomFactory(health_station=HealthStationFactory(community_id=community))
        rehab_station = StationFactory(community_id=community)
        coordinator = CoordinatorFactory(community_id=community)
        return {
            "screening-add": person.pk,
            "screening-edit": need.screening.pk,
            "need-end": need.pk,
            "file-open": person.pk,
            "file-detail": file.pk,
            "file-edit": file.pk,
            "file-close": file.pk,
            "service-add": person.pk,
            "service-edit": ServiceFactory(person=person).pk,
            "satisfaction-add": person.pk,
            "satisfaction-detail": answer.pk,
            "satisfaction-edit": answer.pk,
            "health-station-detail": station.pk,
            "health-station-edit": station.pk,
            "health-station-close": station.pk,
            "room-open": station.pk,
            "room-edit": room.pk,
            "room-close": room.pk,
            "station-detail": rehab_station.pk,
            "station-edit": rehab_station.pk,
            "station-close": rehab_station.pk,
            "floor-area-add": rehab_station.pk,
            "coordinator-add-in": community,
            "coordinator-detail": coordinator.pk,
            "coordinator-edit": coordinator.pk,
            "coordinator-end": coordinator.pk,
            "coordinator-reveal": coordinator.pk,
            "training-detail": TrainingFactory(area_id=community).pk,
            "training-edit": TrainingFactory(area_id=community).pk,
            "training-attendance": TrainingFactory(area_id=community).pk,
            "outreach-edit": OutreachFactory(area_id=community).pk,
            "funding-edit": FundingFactory(area_id=community).pk,
        }

    return make


def statuses(at, urls, **kwargs):
    return {name: at(f"rehab:{name}", pk, **kwargs).status_code for name, pk in urls.items()}


def test_each_page_opens_for_my_own(at, records, person):
    assert set(statuses(at, records(person)).values()) == {200}


def test_each_page_of_the_street_beside_is_not_found(at, records, neighbour):
    urls = records(neighbour)
    assert set(statuses(at, urls).values()) == {404}
    assert set(statuses(at, urls, data={}).values()) == {404, 405}


def test_without_the_one_door_the_neighbours_file_would_be_read(at, neighbour, monkeypatch):
    """The twin of the test above: scope is what `visible_to` filters, and nothing else."""
    file = RehabFileFactory(person=neighbour)
    assert at("rehab:file-detail", file.pk).status_code == 404
    monkeypatch.setattr(RehabFile._default_manager._queryset_class, "visible_to", lambda self, staff: self)
    assert at("rehab:file-detail", file.pk).status_code == 200


def test_who_only_reads_changes_nothing(at, records, person, reviewer):
    seen = {name for name, status in statuses(at, records(person), user=reviewer).items() if status == 200}
    assert seen == {
        "file-detail",
        "satisfaction-detail",
        "health-station-detail",
        "station-detail",
        "coordinator-detail",
        "training-detail",
    }


def test_who_has_no_part_in_rehab_sees_none_of_it(at, records, person, finance):
    assert set(statuses(at, records(person), user=finance).values()) == {403}
    assert at("rehab:home", user=finance).status_code == 403
    assert at("rehab:service-list", user=finance).status_code == 403


def test_a_person_who_moved_away_takes_the_records_along(at, person, areas):
    """The service stays counted where it was given; who may open it is decided by where the person lives now."""
    service = ServiceFactory(person=person)
    person.community = areas["341702002001"]
    person.save()
    assert at("rehab:service-edit", service.pk).status_code == 404
    assert service not in at("rehab:service-list").context["page"].object_list
    neighbour_clerk = StaffFactory(username="third", area_id="341702002")
    assert at("rehab:service-edit", service.pk, user=neighbour_clerk).status_code == 200


def test_a_training_of_the_district_is_seen_by_its_streets_not_by_another_district(at, areas, clerk):
    training = TrainingFactory(area_id="341702", held_on=date(2026, 2, 10))
    elsewhere = StaffFactory(username="dongzhi", area_id="341721")
    assert at("rehab:training-detail", training.pk).status_code == 200
    assert at("rehab:training-detail", training.pk, user=elsewhere).status_code == 404
