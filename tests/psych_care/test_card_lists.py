"""Lists of drug-relief cards and surveys: exported and logged, sorted by every column, at a fixed number of queries."""

import pytest
from django.urls import reverse

from psych_care.card_tables import CARD_LISTS
from psych_care.card_urls import LISTS
from registry.models import AuditEntry
from tests.factories import PersonFactory
from tests.psych_care import card_factories as make

HEADS = {
    "drug-cards": "汪德福",
    "card-quotas": "池阳街道",
    "designated-hospitals": "定点医院",
    "surveys": "精防专题调研",
    "survey-households": "汪德福",
}


def one_of_each(community: str, year: int):
    person = PersonFactory(community_id=community)
    make.QuotaFactory(area_id=community[:9], year=year)
    make.CardFactory(person=person, hospital=make.HospitalFactory())
    make.HouseholdFactory(person=person)


@pytest.fixture
def records(patient):
    one_of_each("341702001008", 2026)


def url_of(key: str) -> str:
    return reverse(f"psych_care:{LISTS[key]}-list")


def test_every_list_has_an_address():
    assert set(LISTS) == set(CARD_LISTS) == set(HEADS)


@pytest.mark.parametrize("key", CARD_LISTS)
def test_every_list_is_exported_and_logged(at, records, key):
    response = at("export", key, "csv")
    assert HEADS[key].encode() in response.getvalue()
    assert AuditEntry.objects.filter(action="export").count() == 1


@pytest.mark.parametrize("key", CARD_LISTS)
def test_every_list_sorts_by_every_column(client_inside, records, key):
    for column in CARD_LISTS[key].columns:
        for sign in ("", "-"):
            assert client_inside.get(url_of(key), {"sort": f"{sign}{column.key}"}).context["count"] == "1"


@pytest.mark.parametrize("key", CARD_LISTS)
def test_more_rows_cost_no_more_queries(client_inside, records, key, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client_inside.get(url_of(key))
    with CaptureQueriesContext(connection) as few:
        client_inside.get(url_of(key))
    for number in range(8):
        one_of_each("341702001009", 2030 + number)
    with django_assert_num_queries(len(few)):
        assert client_inside.get(url_of(key)).context["count"] == "9"


@pytest.mark.parametrize(
    ("key", "query", "count"),
    [
        ("drug-cards", {"standing": "valid"}, "1"),
        ("drug-cards", {"standing": "waiting"}, "0"),
        ("drug-cards", {"standing": "review"}, "0"),
        ("drug-cards", {"standing": "follow_up"}, "0"),
        ("drug-cards", {"state": "issued", "name": "汪"}, "1"),
        ("card-quotas", {"room": "yes", "year": 2026}, "1"),
        ("card-quotas", {"room": "no"}, "0"),
        ("designated-hospitals", {"state": "open"}, "1"),
        ("surveys", {"drawn": "yes"}, "0"),
        ("survey-households", {"answered": "no"}, "1"),
        ("survey-households", {"answered": "yes"}, "0"),
    ],
)
def test_filters_narrow(client_inside, records, key, query, count):
    assert client_inside.get(url_of(key), query).context["count"] == count
