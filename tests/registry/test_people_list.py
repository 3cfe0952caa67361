"""The list of people: scope, filters, sorting, pages, export and what it costs."""

import csv
import io
from datetime import date

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from registry import paging
from registry.models import AuditEntry
from tests.factories import CertificateFactory, PersonFactory

LIST = reverse("registry:person-list")


def names(client, **query) -> list[str]:
    return [row["person"].full_name for row in client.get(LIST, query).context["rows"]]


@pytest.fixture
def people(chiyang, areas):
    """Four people of the first street, each different from the others."""
    child = PersonFactory(full_name="方小雨", sex="2", birth_on=date(2022, 6, 1), community=chiyang)
    CertificateFactory(person=child, disability_type=2, grade=1, expires_on=date(2026, 5, 1))
    old = PersonFactory(full_name="丁守义", birth_on=date(1940, 1, 1), community=areas["341702001009"])
    CertificateFactory(person=old, disability_type=4, grade=2, expires_on=date(2026, 3, 17))
    PersonFactory(full_name="毛秀兰", sex="2", birth_on=date(1970, 1, 1), community=chiyang)
    PersonFactory(
        full_name="柯文",
        birth_on=date(1980, 1, 1),
        community=chiyang,
        left_on=date(2025, 1, 1),
        left_reason="died",
    )


def test_only_my_area(clerk, person, neighbour, as_user):
    assert names(as_user(clerk)) == [person.full_name]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, {"方小雨", "丁守义", "毛秀兰"}),
        ({"name": "秀"}, {"毛秀兰"}),
        ({"area": "341702001009"}, {"丁守义"}),
        ({"area": "341702001"}, None),
        ({"sex": "2"}, {"方小雨", "毛秀兰"}),
        ({"age": "0-6"}, {"方小雨"}),
        ({"age": "80-"}, {"丁守义"}),
        ({"type": "2"}, {"方小雨"}),
        ({"grade": "1"}, {"方小雨"}),
        ({"certificate": "valid"}, {"方小雨"}),
        ({"certificate": "expiring"}, {"方小雨"}),
        ({"certificate": "expired"}, {"丁守义"}),
        ({"certificate": "none"}, {"丁守义", "毛秀兰"}),
        ({"state": "left"}, {"柯文"}),
        ({"state": "all"}, {"方小雨", "丁守义", "毛秀兰", "柯文"}),
    ],
)
def test_filters(clerk, people, as_user, query, found):
    """A clerk's own street is no choice (None): the filter is then refused and shows nobody."""
    assert set(names(as_user(clerk), **query)) == (found or set())


@pytest.mark.parametrize(
    ("sort", "first"), [("birth", "丁守义"), ("-birth", "方小雨"), ("community", "方小雨"), ("-community", "丁守义")]
)
def test_sorting(clerk, people, as_user, sort, first):
    assert names(as_user(clerk), sort=sort)[0] == first


def test_numbers_are_not_searched_by_the_address(clerk, person, as_user):
    response = as_user(clerk).get(LIST, {"name": person.id_number})
    assert response.context["filter"].form.errors["name"]
    assert response.context["rows"] == []


def test_an_area_out_of_scope_shows_nobody(clerk, person, neighbour, as_user):
    assert names(as_user(clerk), area="341702002") == []


def test_numbers_are_masked(clerk, person, as_user):
    page = as_user(clerk).get(LIST).content.decode()
    assert person.masked_id_number in page
    assert person.id_number not in page
    assert person.phone not in page


def test_an_empty_register_says_what_to_do(clerk, as_user):
    page = as_user(clerk).get(LIST).content.decode()
    assert 'class="empty"' in page
    assert page.count(reverse("registry:person-add")) == 2


class TestCost:
    def cost(self, client, django_assert_max_num_queries):
        client.get(LIST)
        with django_assert_max_num_queries(30) as queries:
            client.get(LIST)
        return len(queries)

    def test_ten_rows_cost_what_one_does(self, clerk, person, as_user, django_assert_max_num_queries):
        client = as_user(clerk)
        one = self.cost(client, django_assert_max_num_queries)
        for _ in range(9):
            CertificateFactory(person=PersonFactory())
        assert self.cost(client, django_assert_max_num_queries) == one

    def test_pages_hold_fifty(self, clerk, areas, as_user):
        for _ in range(51):
            PersonFactory()
        client = as_user(clerk)
        assert len(names(client)) == paging.PAGE_ROWS
        assert len(names(client, page=2)) == 1

    def test_counting_stops_at_the_limit(self, clerk, areas, as_user, monkeypatch):
        monkeypatch.setattr(paging, "LIMIT", 3)
        for _ in range(5):
            PersonFactory()
        page = as_user(clerk).get(LIST).context["page"]
        assert page.paginator.counted == 4
        assert page.paginator.shown_count.endswith("+")


class TestExport:
    def url(self, file_format):
        return reverse("registry:person-export", args=[file_format])

    def rows(self, response) -> list[list[str]]:
        text = b"".join(response.streaming_content).decode("utf-8-sig")
        return list(csv.reader(io.StringIO(text)))

    def test_holds_the_filtered_list_masked(self, clerk, people, as_user):
        _headings, *rows = self.rows(as_user(clerk).get(self.url("csv"), {"sex": "2", "sort": "birth"}))
        assert [row[0] for row in rows] == ["毛秀兰", "方小雨"]
        assert all("**" in row[4] for row in rows)

    def test_xlsx_opens_and_holds_the_same(self, clerk, people, as_user):
        response = as_user(clerk).get(self.url("xlsx"))
        book = load_workbook(io.BytesIO(b"".join(response.streaming_content)), read_only=True)
        assert len(list(book.active.values)) == 1 + 3
        book.close()

    def test_speaks_the_readers_language_to_the_last_row(self, clerk, person, as_user):
        client = as_user(clerk)
        client.cookies["django_language"] = "en"
        headings, row = self.rows(client.get(self.url("csv")))
        assert (headings[1], row[1]) == ("Sex", "Male")

    def test_leaves_an_audit_row(self, clerk, person, as_user):
        as_user(clerk).get(self.url("csv"))
        assert (AuditEntry.objects.get().action, AuditEntry.objects.get().staff) == ("export", clerk)

    def test_holds_nobody_of_the_neighbours(self, clerk, person, neighbour, as_user):
        rows = self.rows(as_user(clerk).get(self.url("csv"), {"state": "all"}))
        assert len(rows) == 2

    def test_needs_the_permission(self, reviewer, as_user):
        assert as_user(reviewer).get(self.url("csv")).status_code == 403
        assert not AuditEntry.objects.exists()

    def test_other_formats_are_not_there(self, clerk, as_user):
        assert as_user(clerk).get(self.url("exe")).status_code == 404
