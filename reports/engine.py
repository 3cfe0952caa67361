"""Counts every indicator for every area of a page in a fixed small number of queries.

All rates together are one query (reports/rate_counts.py), each measure of a ratio is one more; adding up by area prefix
is done here.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import IntegerField, Value

from registry.areas import LEVEL_LENGTHS, is_inside
from reports.indicators.kinds import Indicator, Measure, Rate, Ratio
from reports.periods import Period
from reports.rate_counts import counted


@dataclass(frozen=True)
class Figure:
    """`numerator` and `denominator` are kept; the value is derived and unrounded. None is withheld, never unknown."""

    indicator: Indicator
    area_code: str
    period: Period
    numerator: int | Decimal | None
    denominator: int | Decimal | None

    @property
    def is_withheld(self) -> bool:
        return self.numerator is None

    @property
    def value(self) -> Decimal | None:
        return None if self.is_withheld else self.indicator.value(self.numerator, self.denominator)


class Counts:
    """Sums by area code of each (indicator, period); ask for the counted area or any inside it."""

    def __init__(self, area_code: str):
        self._area_code = area_code
        self._levels = [length for length in LEVEL_LENGTHS if length >= len(area_code)]
        self._rates: dict = defaultdict(lambda: defaultdict(lambda: [0, 0]))
        self._measures: dict = defaultdict(dict)

    def add_rate(self, indicator: Rate, period: Period, area_code: str, numerator: int, denominator: int):
        """What is told of the area where subjects stand counts for those above it too."""
        sums = self._rates[indicator.code, period]
        for length in self._levels:
            if length <= len(area_code):
                pair = sums[area_code[:length]]
                pair[0] += numerator
                pair[1] += denominator

    def add_measure(self, measure: Measure, period: Period, area_code: str, value):
        self._measures[measure.key, period][area_code] = value

    def pairs(self, indicator: Rate, period: Period) -> dict[str, list[int]]:
        """[numerator, denominator] of every area that has anything to count."""
        return self._rates[indicator.code, period]

    def figure(self, indicator: Indicator, area_code: str, period: Period) -> Figure:
        if not is_inside(area_code, self._area_code):
            raise ValueError(f"{self._area_code} was counted, {area_code} is not inside it")
        if isinstance(indicator, Rate):
            numerator, denominator = self._rates[indicator.code, period].get(area_code, (0, 0))
        else:
            numerator = self._measured(indicator.numerator, area_code, period)
            denominator = self._measured(indicator.denominator, area_code, period)
        return Figure(indicator, area_code, period, numerator, denominator)

    def _measured(self, measure: Measure, area_code: str, period: Period):
        if measure.population_of:
            return self._rates[measure.population_of.code, period].get(area_code, (0, 0))[1]
        values = self._measures[measure.key, period]
        if not measure.own_row_first:
            return sum((v for code, v in values.items() if is_inside(code, area_code)), measure.nothing)
        return _nearest_sum(values, area_code)


def _nearest_sum(values: dict, area_code: str):
    """The area's own value, else the sum over the topmost areas below it that have one."""
    inside = sorted(code for code in values if is_inside(code, area_code))
    total, covered = 0, ""
    for code in inside:
        if not covered or not is_inside(code, covered):
            total, covered = total + values[code], code
    return total


def count(indicators: Iterable[Indicator], area_code: str, periods: Iterable[Period]) -> Counts:
    """Count `indicators` for `area_code` and every area inside it, for each period."""
    return count_areas({area_code: list(indicators)}, periods)[area_code]


def count_areas(asked: Mapping[str, list[Indicator]], periods: Iterable[Period]) -> dict[str, Counts]:
    """Of each area code its own indicators, all rates in one query."""
    found, periods = {area_code: Counts(area_code) for area_code in asked}, list(dict.fromkeys(periods))
    rates = [(rate, area_code) for area_code, indicators in asked.items() for rate in _rates(indicators)]
    for area_code, *told in counted(rates, periods) if rates else ():
        found[area_code].add_rate(*told)
    for area_code, indicators in asked.items():
        for measure in _measures(indicators):
            _count_measure(found[area_code], measure, area_code, periods)
    return found


def _rates(indicators: list[Indicator]) -> list[Rate]:
    """Those asked, and those of whose population a ratio is told."""
    measured = [i.numerator.population_of for i in indicators if isinstance(i, Ratio) and i.numerator.population_of]
    return list(dict.fromkeys([*(i for i in indicators if isinstance(i, Rate)), *measured]))


def _measures(indicators: list[Indicator]) -> Iterable[Measure]:
    measures = {m.key: m for i in indicators if isinstance(i, Ratio) for m in (i.numerator, i.denominator)}
    return (measure for measure in measures.values() if not measure.population_of)


def _count_measure(counts: Counts, measure: Measure, area_code: str, periods: list[Period]) -> None:
    branches = [
        measure.rows(period, area_code)
        .order_by()
        .annotate(_period=Value(index, IntegerField()))
        .values("_period", measure.area_path)
        .annotate(_value=measure.value)
        .values_list("_period", measure.area_path, "_value")
        for index, period in enumerate(periods)
    ]
    rows = branches[0].union(*branches[1:], all=True) if len(branches) > 1 else branches[0]
    for index, code, value in rows:
        counts.add_measure(measure, periods[index], code, value)
