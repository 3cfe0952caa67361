"""What the rehab datasets add to those of records: the community of the day, amounts, the file's own form."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation

from registry.models import Residence
from registry.plugs import plugs
from rehab.models import Funding, RehabFile, ServiceRecord
from tests.factories import PersonFactory
from tests.registry.test_record_datasets import outcomes, reasons, run
from tests.rehab.factories import RehabFileFactory

SERVICE = ["id_number", "category", "served_on", "place", "provider_name"]
MONEY = ["area", "received_on", "source", "purpose", "amount"]


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def _label(key: str, column: str, place: int = 0) -> str:
    return str(plugs.datasets[key].column(column).choices[place][1])


def _service(person, day: str) -> list:
    kind, place = _label("rehab-services", "category"), _label("rehab-services", "place")
    return [person.id_number, kind, day, place, "康复站"]


def test_a_service_belongs_to_the_community_of_its_day(clerk):
    person = PersonFactory(community_id="341702001008", registered_on=date(2025, 1, 1))
    Residence.objects.filter(person=person).update(until_on=date(2026, 2, 1))
    Residence.objects.create(person=person, community_id="341702001009", from_on=date(2026, 2, 1))
    result = run("rehab-services", SERVICE, _service(person, "2026-01-31"), _service(person, "2026-02-01"), staff=clerk)
    assert outcomes(result) == {"added": 2}
    written = ServiceRecord.objects.order_by("served_on")
    assert [one.community_id for one in written] == ["341702001008", "341702001009"]
    assert {one.entered_by for one in written} == {clerk}


def test_a_service_before_the_registering_is_refused(clerk):
    person = PersonFactory(community_id="341702001008", registered_on=date(2025, 6, 1))
    result = run("rehab-services", SERVICE, _service(person, "2025-05-31"), staff=clerk)
    assert list(reasons(result)) == ["served_on"]
    assert not ServiceRecord.objects.exists()


@pytest.mark.parametrize(
    ("cell", "yuan"), [("1,200.00", "1200.00"), ("￥1200", "1200.00"), ("1200.5元", "1200.50"), ("１２００", "1200.00")]
)
def test_amounts_as_people_write_them(clerk, cell, yuan):
    row = ["341702001", "2026-01-05", _label("rehab-funding", "source"), _label("rehab-funding", "purpose"), cell]
    assert outcomes(run("rehab-funding", MONEY, row, staff=clerk)) == {"added": 1}
    assert Funding.objects.get().amount == Decimal(yuan)


@pytest.mark.parametrize("cell", ["-5", "NaN", "12.345", "1,20", "1e5", "abc", "0", "999999999999999"])
def test_amounts_that_are_none(clerk, cell):
    row = ["341702001", "2026-01-05", _label("rehab-funding", "source"), _label("rehab-funding", "purpose"), cell]
    result = run("rehab-funding", MONEY, row, staff=clerk)
    assert len(reasons(result)) == 1
    assert not Funding.objects.exists()


def test_an_area_above_mine_is_not_mine(clerk):
    row = ["341702", "2026-01-05", _label("rehab-funding", "source"), _label("rehab-funding", "purpose"), "5"]
    assert list(reasons(run("rehab-funding", MONEY, row, staff=clerk))) == ["area"]


def test_two_open_files_are_refused_also_within_one_file(clerk):
    heads = ["id_number", "opened_on", "goal"]
    person = PersonFactory(community_id="341702001008", registered_on=date(2025, 1, 1))
    rows = [[person.id_number, "2026-01-05", "能自己吃饭"], [person.id_number, "2026-01-06", "能自己吃饭"]]
    checked = run("rehab-files", heads, *rows, staff=clerk, dry_run=True)
    assert outcomes(checked) == {"added": 1, "rejected": 1}
    assert not RehabFile.objects.exists()
    written = run("rehab-files", heads, *rows, staff=clerk)
    assert outcomes(written) == outcomes(checked)
    assert RehabFile.objects.get().opened_on == date(2026, 1, 5)


def test_a_closed_file_is_found_by_its_day(clerk):
    person = PersonFactory(community_id="341702001008", registered_on=date(2025, 1, 1))
    RehabFileFactory(person=person, opened_on=date(2025, 3, 1), closed_on=date(2025, 9, 1), close_reason="declined")
    result = run(
        "rehab-files", ["id_number", "opened_on", "goal"], [person.id_number, "2025-03-01", "复查"], staff=clerk
    )
    assert outcomes(result) == {"changed": 1}
    assert RehabFile.objects.get().goal == "复查"
