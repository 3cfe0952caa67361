import csv
import io
from contextlib import closing
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from registry.models import AuditEntry
from rehab import outreach_tables, tables
from tests.factories import PersonFactory
from tests.rehab.factories import (
    AnswerFactory,
    AttendanceFactory,
    CoordinatorFactory,
    FloorAreaFactory,
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

LISTS = tables.LISTS | outreach_tables.LISTS
LIST_URLS = [
    "screening-list",
    "need-list",
    "file-list",
    "service-list",
    "satisfaction-list",
    "health-station-list",
    "station-list",
    "coordinator-list",
    "training-list",
    "funding-list",
    "outreach-list",
]


def enter(number, community="341702001008"):
    """A row for every list."""
    person = PersonFactory(full_name=f"汪{'甲乙丙丁戊己庚辛壬癸'[number]}", community_id=community)
    NeedFactory(person=person)
    RehabFileFactory(person=person)
    ServiceFactory(person=person)
    AnswerFactory(person=person)
    RoomFactory(health_station=HealthStationFactory(community_id=community))
    FloorAreaFactory(rehab_station=StationFactory(community_id=community))
    AttendanceFactory(
        coordinator=CoordinatorFactory(community_id=community), training=TrainingFactory(area_id=community)
    )
    FundingFactory(area_id=community)
    OutreachFactory(area_id=community)


def rows(response):
    return list(response.context["page"].object_list)


@pytest.mark.parametrize("name", [*LIST_URLS, "home"])
def test_ten_rows_cost_as_many_queries_as_one(at, areas, name, django_assert_num_queries, as_user, clerk):
    enter(0)
    client, url = as_user(clerk), reverse(f"rehab:{name}")
    client.get(url)
    with CaptureQueriesContext(connection) as first:
        client.get(url)
    for number in range(1, 10):
        enter(number)
    with django_assert_num_queries(len(first)):
        client.get(url)
    assert len(first) <= 21


@pytest.mark.parametrize("name", LIST_URLS)
def test_a_list_holds_my_own_and_not_the_neighbours(at, areas, name):
    enter(0)
    enter(1, community="341702002001")
    assert len(rows(at(f"rehab:{name}"))) == 1


@pytest.mark.parametrize("records", LISTS.values(), ids=lambda records: records.key)
def test_every_sortable_column_sorts_both_ways(at, areas, records):
    enter(0)
    enter(1)
    url = next(name for name in [*LIST_URLS, "standard-list"] if reverse(f"rehab:{name}").endswith(f"/{records.key}/"))
    for column in records.columns:
        if column.order_by:
            up = rows(at(f"rehab:{url}", query=f"?sort={column.key}"))
            down = rows(at(f"rehab:{url}", query=f"?sort=-{column.key}"))
            assert up == down[::-1]


def test_sorting_by_name_is_by_name(at, areas):
    for number in (2, 0, 1):
        enter(number)
    found = [row.person.full_name for row in rows(at("rehab:service-list", query="?sort=-name"))]
    assert found == sorted(found, reverse=True)


def test_a_page_holds_50(at, person):
    for _number in range(51):
        ServiceFactory(person=person)
    assert len(rows(at("rehab:service-list"))) == 50
    assert len(rows(at("rehab:service-list", query="?page=2"))) == 1


@pytest.mark.parametrize(
    ("name", "query", "expected"),
    [
        ("service-list", "?category=training", 2),
        ("service-list", "?category=device", 0),
        ("service-list", "?start=2026-03-04", 0),
        ("service-list", "?end=2026-03-03", 2),
        ("service-list", "?name=甲", 1),
        ("service-list", "?area=341702001009", 1),
        ("service-list", "?area=341702002001", 0),
        ("service-list", "?start=nonsense", 0),
        ("service-list", "?name=3417", 0),
        ("screening-list", "?found=yes", 2),
        ("screening-list", "?found=no", 0),
        ("need-list", "?state=open", 2),
        ("need-list", "?state=waiting", 0),
        ("need-list", "?state=closed", 0),
        ("file-list", "?state=open&area=341702001009", 1),
        ("file-list", "?state=closed", 0),
        ("satisfaction-list", "?score=yes", 2),
        ("satisfaction-list", "?score=no", 0),
        ("health-station-list", "?room=yes", 2),
        ("health-station-list", "?room=no", 0),
        ("station-list", "?size=yes", 2),
        ("station-list", "?size=no", 0),
        ("coordinator-list", "?state=open", 2),
        ("coordinator-list", "?state=closed", 0),
        ("coordinator-list", "?name=柯", 2),
        ("training-list", "?start=2026-02-11", 0),
        ("funding-list", "?source=district&purpose=services", 2),
        ("funding-list", "?source=lottery", 0),
    ],
)
def test_filters(at, areas, name, query, expected):
    enter(0)
    enter(1, community="341702001009")
    assert len(rows(at(f"rehab:{name}", query=query))) == expected


def test_a_need_whose_file_was_closed_waits_again(at, person):
    NeedFactory(person=person)
    RehabFileFactory(person=person, closed_on=date(2026, 2, 1), close_reason="declined")
    assert len(rows(at("rehab:need-list", query="?state=waiting"))) == 1


def test_a_trainings_counts_are_those_of_my_coordinators(at, areas, manager):
    training = TrainingFactory()
    AttendanceFactory(training=training, coordinator=CoordinatorFactory())
    AttendanceFactory(training=training, coordinator=CoordinatorFactory(community_id="341702002001"), mark=40)
    (mine,), (all_of_them,) = rows(at("rehab:training-list")), rows(at("rehab:training-list", user=manager))
    assert (mine.attended, mine.passed) == (1, 1)
    assert (all_of_them.attended, all_of_them.passed) == (2, 1)


def lines_of(response):
    return list(csv.reader(io.StringIO(b"".join(response.streaming_content).decode("utf-8-sig"))))


@pytest.mark.parametrize("key", LISTS)
def test_each_list_is_exported_as_it_is_filtered(at, areas, key):
    enter(0)
    enter(1, community="341702002001")
    lines = lines_of(at("rehab:export", key, "csv"))
    assert len(lines) == 2
    assert AuditEntry.objects.get().action == "export"
    with closing(at("rehab:export", key, "xlsx")) as response:
        assert response.status_code == 200


def test_an_export_keeps_filter_order_and_masks(at, areas):
    CoordinatorFactory(full_name="甲")
    CoordinatorFactory(full_name="乙", ended_on=date(2026, 1, 1))
    lines = lines_of(at("rehab:export", "coordinators", "csv", query="?state=open"))
    assert [line[0] for line in lines[1:]] == ["甲"]
    assert "199****1234" in lines[1]


def test_who_may_not_export_is_told_so(at, areas, reviewer):
    assert at("rehab:service-list", user=reviewer).context["exports"] == []
    assert at("rehab:export", "services", "csv", user=reviewer).status_code == 403


@pytest.mark.parametrize(("key", "ending"), [("nonsense", "csv"), ("services", "exe")])
def test_exports_that_do_not_exist(at, areas, key, ending):
    assert at("rehab:export", key, ending).status_code == 404


def test_the_figures_of_the_hub_are_as_long_as_their_lists(at, areas, as_user, clerk):
    enter(0)
    enter(1)
    enter(2, community="341702002001")
    NeedFactory(person=PersonFactory(full_name="无档案"))
    HealthStationFactory()
    StationFactory(closed_on=date(2026, 1, 1))
    client = as_user(clerk)
    figures = [figure for group in at("rehab:home").context["groups"] for figure in group["figures"]]
    counted = {
        figure["url"]: figure["value"] for figure in figures if not figure["unit"] and "standards" not in figure["url"]
    }
    lengths = {url: client.get(url).context["page"].paginator.count for url in counted}
    assert counted == lengths
    assert sorted(counted.values()) == [0, 0, 0, 0, 1, 2, 2, 2, 2, 2, 2, 2, 3, 3, 3]


def test_a_person_is_chosen_first_and_one_comes_back_for_the_next(at, person, neighbour):
    response = at("rehab:choose-for-service", data={"q": "汪"})
    (match,) = response.context["matches"]
    assert match["person"] == person
    assert match["url"].startswith(reverse("rehab:service-add", args=[person.pk]))
    assert match["url"].endswith("?next=" + reverse("rehab:choose-for-service").replace("/", "%2F"))


def test_the_neighbour_is_not_found_by_name_or_number(at, person, neighbour):
    for asked in (neighbour.full_name, neighbour.id_number):
        assert at("rehab:choose-for-service", data={"q": asked}).context["matches"] == []
    (match,) = at("rehab:choose-for-service", data={"q": person.id_number}).context["matches"]
    assert match["person"] == person
