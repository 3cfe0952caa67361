from decimal import Decimal

import pytest

from rehab.models import Funding
from tests.rehab.factories import FundingFactory

ENTRY = {
    "area": "341702001",
    "received_on": "2026-03-01",
    "source": "district",
    "purpose": "equipment",
    "amount": "12000.50",
    "document": "池残〔2026〕3号",
}


def test_entering_funding(at):
    assert at("rehab:funding-add", data=ENTRY).status_code == 302
    assert Funding.objects.get().amount == Decimal("12000.50")


@pytest.mark.parametrize(
    "changes",
    [{"amount": "0"}, {"amount": "-5"}, {"area": "341702"}, {"area": "341702002"}, {"received_on": "2026-03-19"}],
)
def test_funding_that_is_refused(at, areas, changes):
    assert at("rehab:funding-add", data=ENTRY | changes).status_code == 422


def test_correcting_funding(at, areas):
    entry = FundingFactory()
    assert at("rehab:funding-edit", entry.pk, data=ENTRY | {"version": 1}).status_code == 302
    entry.refresh_from_db()
    assert (entry.amount, entry.purpose) == (Decimal("12000.50"), "equipment")


def test_the_list_tells_the_total_of_what_it_shows(at, areas):
    FundingFactory(amount=1000)
    FundingFactory(amount=500, source="lottery")
    FundingFactory(amount=9000, area_id="341702002")

    assert "1,500.00" in at("rehab:funding-list").context["summary"]
    assert "1,500.00" not in at("rehab:funding-list", query="?source=lottery").context["summary"]
    assert "500.00" in at("rehab:funding-list", query="?source=lottery").context["summary"]
