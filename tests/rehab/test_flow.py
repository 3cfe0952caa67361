"""Opening + new + moved in − closed − moved − died = closing, and every number is as long as its list."""

from datetime import date, timedelta
from random import Random

import pytest
from django.urls import reverse

from registry.models import Residence
from rehab.flow import CLOSED, CLOSING, CUMULATIVE, DIED, MOVED, MOVED_IN, NEW, OPENING, PARTS, part_of, rows_below
from rehab.models import RehabFile
from tests.factories import PersonFactory
from tests.rehab.factories import RehabFileFactory

START, END = date(2026, 1, 1), date(2026, 3, 18)
STREET, OTHER = "341702001", "341702002"


def counts(staff, code=STREET, start=START, end=END) -> dict:
    row = next(row for row in rows_below(staff, start, end) if row.code == code)
    return {part: n for part, n in row.counts.items() if n}


def file_of(opened_on, closed_on=None, reason="", **person):
    return RehabFileFactory(
        person=PersonFactory(**person), opened_on=opened_on, closed_on=closed_on, close_reason=reason
    )


@pytest.mark.parametrize(
    ("opened_on", "closed_on", "reason", "expected"),
    [
        (date(2025, 12, 31), None, "", {OPENING: 1, CLOSING: 1, CUMULATIVE: 1}),
        (date(2026, 1, 1), None, "", {NEW: 1, CLOSING: 1, CUMULATIVE: 1}),
        (date(2025, 5, 1), date(2026, 1, 1), "declined", {OPENING: 1, CLOSED: 1, CUMULATIVE: 1}),
        (date(2025, 5, 1), date(2025, 12, 31), "declined", {CUMULATIVE: 1}),
        (date(2026, 2, 1), date(2026, 3, 18), "died", {NEW: 1, DIED: 1, CUMULATIVE: 1}),
        (date(2025, 5, 1), date(2026, 3, 1), "moved", {OPENING: 1, MOVED: 1, CUMULATIVE: 1}),
        (date(2026, 2, 1), date(2026, 2, 1), "declined", {}),
    ],
)
def test_each_file_begins_and_ends_once(manager, opened_on, closed_on, reason, expected):
    RehabFileFactory(person=PersonFactory(community_id="341702001009"), opened_on=date(2024, 2, 1))
    before = counts(manager)
    file_of(opened_on, closed_on, reason)
    after = counts(manager)
    assert {part: n - before.get(part, 0) for part, n in after.items() if n != before.get(part, 0)} == expected


def test_who_moves_between_streets_leaves_one_and_comes_to_the_other(manager):
    file = file_of(date(2025, 5, 1), community_id="341702002001")
    file.person.residences.update(community_id="341702001008", until_on=date(2026, 2, 1))
    Residence.objects.create(person=file.person, community_id="341702002001", from_on=date(2026, 2, 1))
    RehabFile.objects.update(community_id="341702001008")
    assert counts(manager, STREET) == {OPENING: 1, MOVED: 1, CUMULATIVE: 1}
    assert counts(manager, OTHER) == {MOVED_IN: 1, CLOSING: 1}
    assert counts(manager, "341702") == {OPENING: 1, CLOSING: 1, CUMULATIVE: 1}


def draw(rng) -> None:
    """A file with an end or without, of somebody who moved or did not."""
    opened_on = date(2024, 3, 1) + timedelta(days=rng.randint(0, 740))
    closed_on = opened_on + timedelta(days=rng.randint(0, 400)) if rng.random() < 0.6 else None
    if closed_on and closed_on > END:
        closed_on = None
    reason = rng.choice(["declined", "goals_reached", "moved", "died", "left"]) if closed_on else ""
    left = {"left_on": closed_on, "left_reason": "died"} if reason == "died" else {}
    file = file_of(opened_on, closed_on, reason, community_id=rng.choice(["341702001008", "341702002001"]), **left)
    if rng.random() < 0.5:
        return
    moved_on = date(2024, 2, 1) + timedelta(days=rng.randint(0, 700))
    if closed_on and moved_on >= closed_on:
        return
    file.person.residences.update(until_on=moved_on, community_id=rng.choice(["341702001009", "341702002002"]))
    Residence.objects.create(
        person=file.person, community_id=file.person.community_id, from_on=moved_on, until_on=file.person.left_on
    )


@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_it_ties_and_every_cell_is_as_long_as_its_list(manager, areas, year):
    rng = Random(year)
    for _ in range(60):
        draw(rng)
    start, end = date(year, 1, 1), min(date(year, 12, 31), END)
    rows = rows_below(manager, start, end)
    assert {row.code for row in rows} == {STREET, OTHER, "341702"}
    files = RehabFile.objects.visible_to(manager)
    for row in rows:
        assert row.ties, row
        for part in PARTS:
            assert part_of(files, part, start, end, row.code).count() == row.counts[part], (row.code, part)
    *streets, whole = rows
    for part in (OPENING, NEW, CLOSED, DIED, CLOSING, CUMULATIVE):
        assert sum(street.counts[part] for street in streets) == whole.counts[part]


def test_what_closes_a_year_opens_the_next(manager, areas):
    rng = Random(7)
    for _ in range(40):
        draw(rng)
    before = rows_below(manager, date(2024, 1, 1), date(2024, 12, 31))
    after = rows_below(manager, date(2025, 1, 1), date(2025, 12, 31))
    closing = {row.code: row.counts[CLOSING] for row in before}
    assert closing == {row.code: row.counts[OPENING] for row in after}


def test_the_page_links_each_number_to_its_list(client, manager):
    file_of(date(2026, 2, 1))
    client.force_login(manager)
    page = client.get(reverse("rehab:file-flow")).context
    cell = next(cell for cell in page["streets"][0]["cells"] if cell["n"] and "part=new" in cell["url"])
    assert (client.get(cell["url"]).context["count"], cell["n"]) == ("1", 1)


@pytest.mark.parametrize("query", ["?year=0", "?year=abc", "?year=9999", "?year=2024"])
def test_any_year_is_answered(client, manager, query):
    client.force_login(manager)
    assert client.get(reverse("rehab:file-flow") + query).status_code == 200


def test_the_page_costs_the_same_for_one_and_for_ten(client, manager, django_assert_max_num_queries):
    client.force_login(manager)
    file_of(date(2026, 2, 1))
    url = reverse("rehab:file-flow")
    client.get(url)
    with django_assert_max_num_queries(30) as one:
        client.get(url)
    for _ in range(9):
        file_of(date(2026, 2, 1), community_id="341702002001")
    with django_assert_max_num_queries(len(one.captured_queries)):
        client.get(url)
