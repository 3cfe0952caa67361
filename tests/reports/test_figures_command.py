import csv
import io
import json

import pytest
from django.core.management import CommandError, call_command

from reports.indicators import INDICATORS


def _run(*args) -> str:
    out = io.StringIO()
    call_command("figures", *args, stdout=out)
    return out.getvalue()


def test_csv_has_a_row_for_each_target_and_ties_with_the_streets(district):
    rows = list(csv.DictReader(io.StringIO(_run("--area", "341702"))))
    assert [row["target"] for row in rows if row["indicator"] == "R01"] == ["80.00", "95.00"]
    assert {row["indicator"] for row in rows} == set(INDICATORS)
    streets = list(csv.DictReader(io.StringIO(_run("--area", "341702", "--by", "street"))))
    total = next(row for row in rows if row["indicator"] == "R05")
    parts = [row for row in streets if row["indicator"] == "R05"]
    assert sum(int(row["numerator"]) for row in parts) == int(total["numerator"])
    assert sum(int(row["denominator"]) for row in parts) == int(total["denominator"])


def test_json_holds_the_same_rows(district):
    assert json.loads(_run("--area", "341702001", "--on", "2025-12-31", "--format", "json"))[0]["area"] == "341702001"


@pytest.mark.parametrize("code", ["34170", "abc", "990000"])
def test_an_unknown_area_is_an_error_without_a_traceback(areas, code):
    with pytest.raises(CommandError):
        _run("--area", code)


def test_values_are_rounded_half_up(areas):
    from decimal import Decimal

    from reports.formatting import rounded

    assert [rounded(Decimal(v), 1) for v in ("82.25", "64.85", "0.05")] == [
        Decimal("82.3"),
        Decimal("64.9"),
        Decimal("0.1"),
    ]
