"""Every figure and every list against an oracle that recomputes them from the tables."""

from datetime import date

import pytest

from reports import engine
from reports.indicators import INDICATORS
from reports.indicators.kinds import Rate
from reports.periods import Period
from tests.reports.oracle import Oracle, dump

DAYS = [date(2026, 3, 18), date(2026, 3, 17), date(2025, 12, 31), date(2025, 1, 1), date(2024, 2, 29), date(2023, 6, 1)]
AREAS = ["34", "341702", "341702001", "341702003", "341702001008"]


def _sizes(pair):
    return tuple(len(part) if isinstance(part, set) else part for part in pair)


@pytest.mark.parametrize("day", DAYS)
def test_engine_agrees_with_the_oracle(district, day):
    tables, period = dump(), Period(day)
    counts = engine.count(INDICATORS.values(), "34", [period, period.a_year_before()])
    for area in AREAS:
        oracle = Oracle(tables, day, area)
        for code, indicator in INDICATORS.items():
            figure = counts.figure(indicator, area, period)
            assert (figure.numerator, figure.denominator) == _sizes(getattr(oracle, code.lower())()), (code, area)


@pytest.mark.parametrize("day", DAYS[:3])
def test_the_lists_hold_exactly_who_the_oracle_counts(district, day):
    tables, period = dump(), Period(day)
    for area in AREAS[1:]:
        oracle = Oracle(tables, day, area)
        for code, indicator in INDICATORS.items():
            if isinstance(indicator, Rate):
                numerator, denominator = getattr(oracle, code.lower())()
                counted = list(indicator.counted(period, area).values_list("pk", flat=True))
                missing = list(indicator.missing(period, area).values_list("pk", flat=True))
                assert sorted(counted) == sorted(numerator), (code, area)
                assert sorted(missing) == sorted(denominator - numerator), (code, area)


def test_the_data_would_show_a_difference(district):
    """The oracle is worth nothing on data where every condition holds for everybody, or where days and areas are alike."""
    tables = dump()
    seen = {}
    for day in DAYS:
        for code in INDICATORS:
            seen.setdefault(code, set()).add(_sizes(getattr(Oracle(tables, day, "341702"), code.lower())()))
    for code, sizes in seen.items():
        assert any(0 < numerator < denominator for numerator, denominator in sizes), code
    assert all(len(sizes) > 1 for sizes in seen.values())


@pytest.mark.parametrize("broken", ["cancelled_on", "expires_on", "closed_on", "until_on", "ended_on", "released_on"])
def test_the_oracle_notices_a_forgotten_date(district, broken):
    """The twin: an oracle that forgets one date disagrees with the engine somewhere."""
    tables = dump()
    for rows in tables.values():
        for row in rows:
            if broken in row:
                row[broken] = date(2099, 1, 1) if broken == "expires_on" else None
    differs = False
    for day in DAYS[:3]:
        counts = engine.count(INDICATORS.values(), "341702", [Period(day)])
        for area in AREAS[1:]:
            for code, indicator in INDICATORS.items():
                figure = counts.figure(indicator, area, Period(day))
                sizes = _sizes(getattr(Oracle(tables, day, area), code.lower())())
                differs |= (figure.numerator, figure.denominator) != sizes
    assert differs
