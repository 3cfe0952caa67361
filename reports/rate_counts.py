"""Counts all rates of all areas and periods in one query.

A branch for each subject and period gives every row a key: a bit for each flag that the rates ask about, and above the
bits the numbers of subject and period. The keys are counted by area; of these counts each rate reads its numerator and
denominator. (One key instead of several columns: grouping a hundred thousand rows is what the rest of the time goes to.)
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache, reduce
from itertools import count
from operator import add

from django.db import connection
from django.db.models import Case, F, IntegerField, QuerySet, Value, When

from reports.indicators.kinds import Flag, Rate
from reports.periods import Period

_SUBJECT_AT, _PERIOD_AT = 40, 48
_ANY_SUBJECT = (1 << _PERIOD_AT) - (1 << _SUBJECT_AT)


def counted(rates: list[tuple[Rate, str]], periods: list[Period]) -> Iterator[tuple]:
    """Of each rate and the code of the area in which it is asked for:

    (that code, rate, period, code of the area where its subjects stand, numerator, denominator)
    """
    asked, sql, params = _query(tuple(rates), tuple(periods))
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        rows = cursor.fetchall()
    for index, area, *sums in rows:
        for (rate, inside), numerator, denominator in zip(asked, sums[::2], sums[1::2], strict=True):
            if denominator:
                yield inside, rate, periods[index], area, numerator, denominator


@lru_cache(maxsize=64)
def _query(
    rates: tuple[tuple[Rate, str], ...], periods: tuple[Period, ...]
) -> tuple[list[tuple[Rate, str]], str, tuple]:
    """The rates (and areas) in the order of the query's columns, its text and its parameters.

    Kept for the next look at the same board: on PostgreSQL building it takes a tenth of the time that running it does.
    Flags are functions of the period alone, so the text stays true whatever is entered meanwhile.
    """
    plans = _plans(rates)
    branches = [
        _branch(plan, number << _SUBJECT_AT | index << _PERIOD_AT, period)
        for number, plan in enumerate(plans)
        for index, period in enumerate(periods)
    ]
    wanted = [
        number << _SUBJECT_AT | bits for number, plan in enumerate(plans) for _, *two in plan.reading for bits in two
    ]
    return [(rate, plan.area_code) for plan in plans for rate, *_two in plan.reading], *_sql(branches, wanted)


@dataclass
class _Asked:
    """The bit of a flag, and the flags that only those who have it are asked for: a look-up saved a row and flag."""

    bit: int
    narrower: dict[Flag, "_Asked"] = field(default_factory=dict)


class _Plan:
    """The rates of one subject in one area, the flags they ask for, and the bits of a key that stand for each rate."""

    def __init__(self, rates: list[Rate], area_code: str):
        self.area_code = area_code
        self.subject, self.flags, self._free = rates[0].subject, {}, count()
        self.reading = [(rate, *self._bits(rate)) for rate in rates]

    def _bits(self, rate: Rate) -> tuple[int, int]:
        """What a key has that counts in the rate's numerator, and in its denominator."""
        bits, levels = 0, [self.flags]
        for flag in rate.population:
            asked = self._asked(flag, levels)
            bits, levels = bits | asked.bit, [*levels, asked.narrower]
        return bits | self._asked(rate.condition, levels).bit, bits

    def _asked(self, flag: Flag, levels: list[dict]) -> _Asked:
        """Where a wider group is asked already, the answer serves the narrower one too."""
        for level in levels:
            if flag in level:
                return level[flag]
        return levels[-1].setdefault(flag, _Asked(1 << next(self._free)))


def _plans(rates: Iterable[tuple[Rate, str]]) -> list[_Plan]:
    by_subject = defaultdict(list)
    for rate, area_code in rates:
        by_subject[rate.subject.key, area_code].append(rate)
    return [_Plan(group, area_code) for (_subject, area_code), group in by_subject.items()]


def _branch(plan: _Plan, numbers: int, period: Period) -> QuerySet:
    tally = plan.subject.tally

    def bits(flags: dict[Flag, _Asked], first: int):
        return reduce(add, (bits_if(flag, asked) for flag, asked in flags.items()), Value(first))

    def bits_if(flag: Flag, asked: _Asked):
        has_it = When(**{f"{tally.key_path}__in": flag(period)}, then=bits(asked.narrower, asked.bit))
        return Case(has_it, default=Value(0), output_field=IntegerField())

    rows = tally.rows(period, plan.area_code).order_by()
    return rows.annotate(_area=F(tally.area_path), _key=bits(plan.flags, numbers)).values_list("_area", "_key")


def _sql(branches: list[QuerySet], wanted: list[int]) -> tuple[str, tuple]:
    """Period, area, then for each of `wanted` how many keys are of its subject and have its bits.

    The keys are counted outside the branches: grouping by them inside makes SQLite work out every flag twice a row.
    """
    rows = branches[0].union(*branches[1:], all=True) if len(branches) > 1 else branches[0]
    sql, params = rows.query.sql_with_params()
    keys = f"SELECT _area, _key, COUNT(*) AS n FROM ({sql}) AS found GROUP BY _area, _key"  # noqa: S608 (the ORM's)
    sums = ", ".join(_sum_of(bits) for bits in wanted)
    period = f"_key >> {_PERIOD_AT}"
    return f"SELECT {period}, _area, {sums} FROM ({keys}) AS keys GROUP BY {period}, _area", params  # noqa: S608


def _sum_of(bits: int) -> str:
    return f"CAST(SUM(CASE WHEN _key & {_ANY_SUBJECT | bits} = {bits} THEN n ELSE 0 END) AS bigint)"
