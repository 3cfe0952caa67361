from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from registry.models import AuditEntry, Person, Residence
from registry.permissions import Role
from reports import engine
from reports.indicators import INDICATORS
from reports.indicators.kinds import Rate
from reports.periods import Period
from tests.factories import StaffFactory

BOARD = reverse("reports:board")


def test_board_shows_each_indicator_with_both_targets_of_the_room_rate(as_user, manager, district):
    page = as_user(manager).get(BOARD).content.decode()
    for indicator in INDICATORS.values():
        assert str(indicator.name) in page
    assert "80%" in page
    assert "95%" in page


def test_board_of_another_district_is_not_found(as_user, clerk, district):
    client = as_user(clerk)
    assert client.get(BOARD, {"area": "341702001008"}).status_code == 200
    assert client.get(BOARD, {"area": "341702002"}).status_code == 404
    assert client.get(BOARD, {"area": "341702"}).status_code == 404
    assert client.get(BOARD, {"area": "nonsense"}).status_code == 404


@pytest.mark.parametrize("day", ["2026-03-19", "1999-12-31", "2026-02-30"])
def test_an_impossible_day_is_told_and_today_is_shown(as_user, manager, district, day):
    response = as_user(manager).get(BOARD, {"on": day})
    assert response.status_code == 200
    assert response.context["place"].on == date(2026, 3, 18)
    assert response.context["place"].form.errors["on"]


def test_board_costs_the_same_queries_for_a_street_and_for_the_district(as_user, manager, district):
    client = as_user(manager)
    counts = []
    client.get(BOARD)
    for area in ("341702001008", "341702001", "341702"):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(BOARD, {"area": area}).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] == counts[2]
    assert counts[2] <= 10


@pytest.mark.parametrize("name", ["reports:board-trend", "reports:indicator"])
def test_pages_beside_the_board_keep_to_the_budget(as_user, manager, district, name):
    client = as_user(manager)
    args = ["R05"] if name == "reports:indicator" else []
    client.get(BOARD)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(reverse(name, args=args), {"area": "341702"}).status_code == 200
    assert len(queries) <= 10


@pytest.fixture
def reads_all(areas):
    """May see the lists of every field of work."""
    return StaffFactory(area=areas["341702"], role=[Role.MANAGER, Role.PSYCHIATRIC_WORKER])


@pytest.mark.parametrize("area", ["341702", "341702001", "341702001008"])
@pytest.mark.parametrize("day", [date(2026, 3, 18), date(2025, 6, 30)])
def test_every_list_is_as_long_as_its_figure(as_user, reads_all, district, area, day):
    client = as_user(reads_all)
    counts = engine.count(INDICATORS.values(), area, [Period(day)])
    for code, indicator in INDICATORS.items():
        if not isinstance(indicator, Rate):
            continue
        figure = counts.figure(indicator, area, Period(day))
        expected = {"counted": figure.numerator, "missing": figure.denominator - figure.numerator}
        for part, length in expected.items():
            url = reverse("reports:members-export", args=[code, part, "csv"])
            lines = (
                b"".join(client.get(url, {"area": area, "on": day.isoformat()}).streaming_content).decode().splitlines()
            )
            assert len(lines) - 1 == length, (code, part)


def test_funding_list_adds_up_to_the_figure(as_user, manager, district):
    client = as_user(manager)
    response = client.get(reverse("reports:members", args=["R08", "counted"]))
    assert response.status_code == 200
    listed = INDICATORS["R08"].numerator.rows(Period(date(2026, 3, 18)), "341702")
    assert sum(row.amount for row in listed) == response.context["line"].outcome.this.numerator
    assert client.get(reverse("reports:members", args=["R08", "missing"])).status_code == 404


def test_who_lives_elsewhere_now_is_a_line_without_a_name(as_user, clerk, other_clerk, district):
    """Counted in the clerk's street for last December, but moved to the next street since."""
    person = Person.objects.filter(
        community__code__inside="341702001", left_on=None, certificates__cancelled_on=None
    ).first()
    day = Period(date(2025, 12, 31))
    INDICATORS["R04"].members(day, "341702001").get(pk=person.pk)
    client = as_user(clerk)
    before = _hidden_lines(client)
    Residence.objects.filter(person=person, until_on=None).update(until_on=date(2026, 2, 1))
    Residence.objects.create(person=person, community_id="341702002001", from_on=date(2026, 2, 1))
    Person.objects.filter(pk=person.pk).update(community_id="341702002001", full_name="搬迁某人")
    assert _hidden_lines(client) == before + 1
    for part in ("counted", "missing"):
        page = client.get(reverse("reports:members", args=["R04", part]), {"on": "2025-12-31"}).content.decode()
        assert "搬迁某人" not in page
        assert f"/people/{person.pk}/" not in page


def _hidden_lines(client) -> int:
    urls = [reverse("reports:members", args=["R04", part]) for part in ("counted", "missing")]
    return sum(client.get(url, {"on": "2025-12-31"}).content.decode().count("现居其他区域") for url in urls)


def test_missing_people_carry_the_button_that_mends(as_user, clerk, auditor, district):
    url = reverse("reports:members", args=["R05", "missing"])
    assert reverse("rehab:file-open", args=[1])[:-2] in as_user(clerk).get(url).content.decode()
    page = as_user(auditor).get(url).content.decode()
    assert reverse("rehab:file-open", args=[1])[:-2] not in page


def test_fitting_button_comes_with_the_category_filled_in(as_user, manager, district):
    page = as_user(manager).get(reverse("reports:members", args=["R10", "missing"]))
    assert "category=device" in page.content.decode()


def test_mending_raises_the_figure_by_one(as_user, manager, district):
    client = as_user(manager)
    period = Period(date(2026, 3, 18))
    before = engine.count([INDICATORS["R05"]], "341702", [period]).figure(INDICATORS["R05"], "341702", period)
    person = INDICATORS["R05"].missing(period, "341702").first()
    url = reverse("rehab:file-open", args=[person.pk])
    form = client.get(url).context["form"]
    data = {name: form.get_initial_for_field(field, name) or "" for name, field in form.fields.items()}
    assert client.post(url, {**data, "opened_on": "2026-03-18"}).status_code == 302
    after = engine.count([INDICATORS["R05"]], "341702", [period]).figure(INDICATORS["R05"], "341702", period)
    assert (after.numerator, after.denominator) == (before.numerator + 1, before.denominator)


def test_exports_are_recorded_and_need_the_permission(as_user, manager, finance, district):
    url = reverse("reports:board-export", args=["xlsx"])
    assert as_user(finance).get(url).status_code == 403
    response = as_user(manager).get(url)
    response.close()
    assert response.status_code == 200
    assert AuditEntry.objects.filter(action="export", staff=manager).exists()


def test_without_people_the_board_shows_dashes(as_user, manager, areas):
    page = as_user(manager).get(BOARD)
    assert page.status_code == 200
    assert "—" in page.content.decode()


def test_finance_sees_figures_but_no_lists(as_user, finance, district):
    client = as_user(finance)
    page = client.get(reverse("reports:indicator", args=["R05"])).content.decode()
    assert "/board/R05/missing/" not in page
    assert client.get(reverse("reports:members", args=["R05", "missing"])).status_code == 403
