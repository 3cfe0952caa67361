"""Counts all rates of all areas and periods in one query.

A branch for each subject and period gives every row a key: a bit for each flag that the rates ask about, and above the
bits the numbers of subject and period. The keys are counted by area; of these counts each rate reads its numerator and
denominator. (One key instead of several columns: grouping a hundred thousand rows is what the rest of the time goes to.)
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce
from operator import add

from django.db import connection
from django.db.models import Case, F, IntegerField, QuerySet, Value, When

from reports.indicators.kinds import Flag, Rate
from reports.periods import Period

_SUBJECT_AT, _PERIOD_AT = 40, 48
_ANY_SUBJECT = (1 << _PERIOD_AT) - (1 << _SUBJECT_AT)


def counted(rates: list[Rate], area_code: str, periods: list[Period]) -> Iterator[tuple]:
    """(rate, period, code of the area where its subjects stand, numerator, denominator)"""
    plans = _plans(rates)
    branches = [
        _branch(plan, number << _SUBJECT_AT | index << _PERIOD_AT, period, area_code)
        for number, plan in enumerate(plans)
        for index, period in enumerate(periods)
    ]
    reading = [entry for number, plan in enumerate(plans) for entry in plan.reading(number)]
    for index, area, *sums in _read(branches, [bits for _rate, *pair in reading for bits in pair]):
        for (rate, *_bits), numerator, denominator in zip(reading, sums[::2], sums[1::2], strict=True):
            if denominator:
                yield rate, periods[index], area, numerator, denominator


@dataclass(frozen=True)
class _Plan:
    """The rates of one subject. `bits` has the bit of each flag, under the flag (or None) that is looked at first."""

    rates: list[Rate]
    bits: dict[Flag | None, dict[Flag, int]]

    def reading(self, number: int) -> Iterator[tuple[Rate, int, int]]:
        """Each rate with the bits that a key has when it counts in the numerator, and in the denominator."""
        for rate in self.rates:
            own = self.bits[_first(rate)]
            population = number << _SUBJECT_AT | sum(own[flag] for flag in rate.population)
            yield rate, population | own[rate.condition], population


def _first(rate: Rate) -> Flag | None:
    return rate.population[0] if rate.population else None


def _plans(rates: list[Rate]) -> list[_Plan]:
    by_subject = defaultdict(list)
    for rate in rates:
        by_subject[rate.subject.key].append(rate)
    return [_Plan(group, _bits(group)) for group in by_subject.values()]


def _bits(rates: list[Rate]) -> dict[Flag | None, dict[Flag, int]]:
    bits, next_bit = defaultdict(dict), 1
    for rate in rates:
        own = bits[_first(rate)]
        for flag in (*rate.population, rate.condition):
            if flag not in own:
                own[flag] = next_bit
                next_bit <<= 1
    return bits


def _branch(plan: _Plan, numbers: int, period: Period, area_code: str) -> QuerySet:
    tally = plan.rates[0].subject.tally
    key = reduce(add, _flags(plan, tally.key_path, period), Value(numbers))
    rows = tally.rows(period, area_code).order_by()
    return rows.annotate(_area=F(tally.area_path), _key=key).values_list("_area", "_key")


def _flags(plan: _Plan, key_path: str, period: Period) -> Iterator:
    """Whoever is not in a population is not asked for the rest of it: a look-up saved a row and flag."""

    def bits_if(flag: Flag, then):
        return Case(When(**{f"{key_path}__in": flag(period)}, then=then), default=Value(0), output_field=IntegerField())

    for first, bits in plan.bits.items():
        rest = [bits_if(flag, Value(bit)) for flag, bit in bits.items() if flag is not first]
        yield bits_if(first, reduce(add, rest, Value(bits[first]))) if first else reduce(add, rest)


def _read(branches: list[QuerySet], wanted: list[int]) -> list[tuple]:
    """Period, area, then for each of `wanted` how many keys are of its subject and have its bits.

    The keys are counted outside the branches: grouping by them inside makes SQLite work out every flag twice a row.
    """
    rows = branches[0].union(*branches[1:], all=True) if len(branches) > 1 else branches[0]
    sql, params = rows.query.sql_with_params()
    keys = f"SELECT _area, _key, COUNT(*) AS n FROM ({sql}) AS found GROUP BY _area, _key"  # noqa: S608 (the ORM's)
    sums = ", ".join(_sum_of(bits) for bits in wanted)
    period = f"_key >> {_PERIOD_AT}"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {period}, _area, {sums} FROM ({keys}) AS keys GROUP BY {period}, _area", params)  # noqa: S608
        return cursor.fetchall()


def _sum_of(bits: int) -> str:
    return f"CAST(SUM(CASE WHEN _key & {_ANY_SUBJECT | bits} = {bits} THEN n ELSE 0 END) AS bigint)"
