"""The ten columns of community rehabilitation: an oracle in plain SQL, every number as long as its list, the edges of a year."""

from datetime import date, timedelta
from random import Random

import pytest
from django.db import connection
from django.urls import reverse
from openpyxl import load_workbook

from registry.models import Area
from rehab.models import RehabFile
from rehab.summary import COLUMNS, rows_below
from tests.factories import PersonFactory
from tests.rehab.factories import CoordinatorFactory, RehabFileFactory, ServiceFactory, StationFactory

START, END = date(2026, 1, 1), date(2026, 3, 18)
STREET, OTHER, DISTRICT = "341702001", "341702002", "341702"
PLACES = ["341702001008", "341702001009", "341702002001", "341702002002"]
PAGE = "rehab:summary"

OPEN = "{0}.{1} <= %(end)s AND ({0}.{2} IS NULL OR {0}.{2} > %(end)s)"
COMMUNITIES = (
    "SELECT a.code FROM registry_area a WHERE length(a.code) = 12 AND (a.closed_on IS NULL OR a.closed_on > %(end)s)"
)
STATION = f"SELECT s.community_id FROM rehab_rehabstation s WHERE {OPEN.format('s', 'opened_on', 'closed_on')}"
IN_POST = f"SELECT c.community_id FROM rehab_coordinator c WHERE {OPEN.format('c', 'started_on', 'ended_on')}"
LIVING = f"SELECT r.community_id FROM registry_residence r WHERE {OPEN.format('r', 'from_on', 'until_on')}"
FIRST = """
SELECT v.community_id FROM rehab_servicerecord v
JOIN (SELECT person_id, min(served_on) AS day FROM rehab_servicerecord GROUP BY person_id) f
  ON f.person_id = v.person_id AND f.day = v.served_on
WHERE v.served_on <= %(end)s
"""
BEFORE = (
    "SELECT s.community_id FROM rehab_rehabstation s WHERE s.opened_on <= %(eve)s"
    " AND (s.closed_on IS NULL OR s.closed_on > %(eve)s)"
)
ORACLE = {
    "communities": COMMUNITIES,
    "active": f"{COMMUNITIES} AND (a.code IN ({STATION}) OR a.code IN ({IN_POST}))",
    "coordinators": IN_POST,
    "new_coordinators": f"{IN_POST} AND c.started_on >= %(start)s",
    "equipped": f"{COMMUNITIES} AND a.code IN ({STATION})",
    "newly_equipped": f"{COMMUNITIES} AND a.code IN ({STATION}) AND a.code NOT IN ({BEFORE})",
    "people": LIVING,
    "filed": f"{LIVING} AND r.person_id IN (SELECT f.person_id FROM rehab_rehabfile f WHERE "
    + OPEN.format("f", "opened_on", "closed_on")
    + ")",
    "served": FIRST,
    "newly_served": f"{FIRST} AND v.served_on >= %(start)s",
}


def counted(start=START, end=END) -> dict:
    rows = rows_below(Area.objects.get(code=DISTRICT), start, end, lambda model: model._default_manager.all())
    return {row.code: dict(row.counts) for row in rows}


def by_oracle(code: str, start: date, end: date) -> dict:
    counts = {}
    with connection.cursor() as cursor:
        for key, sql in ORACLE.items():
            days = {"start": start, "end": end, "eve": start - timedelta(days=1)}
            # SQLite's driver takes the names that the statement has, and no others.
            cursor.execute(sql, {name: str(day) for name, day in days.items() if f"%({name})s" in sql})
            counts[key] = sum(place.startswith(code) for (place,) in cursor.fetchall())
    return counts


def some_day(rng) -> date:
    return date(2024, 2, 1) + timedelta(days=rng.randint(0, 770))


def closing(rng, opened_on) -> date | None:
    closed_on = opened_on + timedelta(days=rng.randint(1, 500))
    return closed_on if rng.random() < 0.5 and closed_on <= END else None


def draw(rng) -> None:
    person = PersonFactory(community_id=rng.choice(PLACES))
    opened_on = some_day(rng)
    closed_on = closing(rng, opened_on)
    reason = "declined" if closed_on else ""
    RehabFileFactory(person=person, opened_on=opened_on, closed_on=closed_on, close_reason=reason)
    days = {some_day(rng) for _ in range(rng.randint(0, 2))}
    for day in days:
        ServiceFactory(person=person, served_on=day, community_id=rng.choice(PLACES))
    if rng.random() < 0.1:
        opened_on = some_day(rng)
        StationFactory(community_id=rng.choice(PLACES[:3]), opened_on=opened_on, closed_on=closing(rng, opened_on))
    if rng.random() < 0.4:
        started_on = some_day(rng)
        CoordinatorFactory(community_id=rng.choice(PLACES), started_on=started_on, ended_on=closing(rng, started_on))


def novelties(year: int) -> None:
    """Something new in the year in the last of the communities, where no other station is drawn."""
    day = date(year, 2, 20)
    StationFactory(community_id=PLACES[3], opened_on=day)
    CoordinatorFactory(community_id=PLACES[3], started_on=day)
    ServiceFactory(person=PersonFactory(community_id=PLACES[3]), served_on=day)


@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_every_column_is_what_plain_sql_counts_and_the_streets_add_up(areas, year):
    rng = Random(year)
    for _ in range(40):
        draw(rng)
    novelties(year)
    start, end = date(year, 1, 1), min(date(year, 12, 31), END)
    found = counted(start, end)
    for code, counts in found.items():
        assert counts == by_oracle(code, start, end), code
    whole = found.pop(DISTRICT)
    assert all(whole[key] == sum(counts[key] for counts in found.values()) for key in COLUMNS)
    assert all(whole.values()), "a column without anything proves nothing"


def test_cumulative_is_last_years_and_the_new_ones(areas):
    rng = Random(5)
    for _ in range(40):
        draw(rng)
    before = counted(date(2024, 1, 1), date(2024, 12, 31))
    after = counted(date(2025, 1, 1), date(2025, 12, 31))
    for code, counts in after.items():
        assert counts["served"] == before[code]["served"] + counts["newly_served"]


def test_who_is_served_in_two_streets_is_counted_once_where_it_began(areas):
    person = PersonFactory(community_id=PLACES[2])
    ServiceFactory(person=person, served_on=date(2026, 2, 1), community_id=PLACES[2])
    ServiceFactory(person=person, served_on=date(2025, 2, 1), community_id=PLACES[0])
    found = counted()
    assert [found[code]["served"] for code in (STREET, OTHER, DISTRICT)] == [1, 0, 1]
    assert found[DISTRICT]["newly_served"] == 0


@pytest.mark.parametrize(
    ("opened_on", "closed_on", "expected"),
    [
        (date(2025, 12, 31), None, (1, 0)),
        (date(2026, 1, 1), None, (1, 1)),
        (date(2025, 5, 1), date(2026, 3, 18), (0, 0)),
        (date(2026, 3, 18), None, (1, 1)),
        (date(2026, 3, 19), None, (0, 0)),
    ],
)
def test_a_station_counts_from_its_first_day_to_before_its_last(areas, opened_on, closed_on, expected):
    StationFactory(community_id=PLACES[0], opened_on=opened_on, closed_on=closed_on)
    counts = counted()[DISTRICT]
    assert (counts["equipped"], counts["newly_equipped"]) == expected


def test_a_second_station_makes_no_second_community_and_none_new(areas):
    StationFactory(community_id=PLACES[0], opened_on=date(2025, 1, 1))
    StationFactory(community_id=PLACES[0], opened_on=date(2026, 2, 1))
    counts = counted()[DISTRICT]
    assert (counts["equipped"], counts["newly_equipped"], counts["active"]) == (1, 0, 1)


def test_every_number_is_as_long_as_its_list(client, manager, areas):
    rng = Random(3)
    for _ in range(25):
        draw(rng)
    novelties(2026)
    client.force_login(manager)
    page = client.get(reverse(PAGE), {"year": 2026}).context
    cells = [cell for line in [*page["lines"], page["whole"]] for cell in line["cells"] if cell["n"]]
    assert {cell["label"] for cell in cells} == {column.label for column in COLUMNS.values()}
    for cell in cells:
        assert int(client.get(cell["url"]).context["count"]) == cell["n"], cell["url"]


def test_a_clerk_sees_the_communities_of_the_own_street_only(client, clerk, areas):
    ServiceFactory(person=PersonFactory(community_id=PLACES[0]))
    ServiceFactory(person=PersonFactory(community_id=PLACES[2]))
    client.force_login(clerk)
    page = client.get(reverse(PAGE)).context
    assert page["area"].code == STREET
    served = next(cell for cell in page["whole"]["cells"] if "column=served" in cell["url"])
    assert served["n"] == 1
    elsewhere = served["url"].replace(f"street={STREET}", f"street={OTHER}")
    assert client.get(elsewhere).context["count"] == "0"


def test_the_file_has_the_same_figures(client, manager, areas, tmp_path):
    rng = Random(4)
    for _ in range(15):
        draw(rng)
    client.force_login(manager)
    response = client.get(reverse("rehab:summary-file", args=["xlsx"]), {"year": 2025})
    (tmp_path / "summary.xlsx").write_bytes(response.getvalue())
    heads, *rows = load_workbook(tmp_path / "summary.xlsx").active.iter_rows(values_only=True)
    assert len(heads) == 11
    found = counted(date(2025, 1, 1), date(2025, 12, 31))
    assert list(rows[-1][1:]) == [found[DISTRICT][key] for key in COLUMNS]


@pytest.mark.parametrize("query", ["?year=0", "?year=abc", "?year=9999", "?year=2024"])
def test_any_year_is_answered(client, manager, query):
    client.force_login(manager)
    assert client.get(reverse(PAGE) + query).status_code == 200


def test_the_page_costs_the_same_for_one_and_for_ten(client, manager, areas, django_assert_max_num_queries):
    client.force_login(manager)
    RehabFileFactory(person=PersonFactory(community_id=PLACES[0]))
    url = reverse(PAGE)
    client.get(url)
    with django_assert_max_num_queries(25) as one:
        client.get(url)
    rng = Random(1)
    for _ in range(9):
        draw(rng)
    assert RehabFile.objects.count() == 10
    with django_assert_max_num_queries(len(one.captured_queries)):
        client.get(url)
