"""The board's figures (a district and its streets, a day and the year before) against SQL written by hand for them.

Of R01 to R11: for P01 to P10 no SQL was written by hand, and the ratio says nothing of them.
"""

import io
import os
import time

from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from benchmarks import Result, board_sql
from registry.models import Area
from reports import engine
from reports.demo.places import DISTRICT
from reports.indicators import rehab
from reports.periods import Period

ROUNDS = 11


def run() -> list[Result]:
    call_command("load_demo", people=int(os.environ["BENCH_PEOPLE"]), stdout=io.StringIO())
    _settle()
    period = Period(timezone.localdate())
    periods = [period, period.a_year_before()]
    areas = [DISTRICT, *Area.objects.inside(DISTRICT).of_length(9).values_list("code", flat=True)]
    ours = {key: pair for key, pair in by_engine(areas, periods).items() if any(pair)}
    assert ours == by_hand(periods), "the two tell different figures: their times say nothing"
    rounds = [(_seconds(lambda: by_engine(areas, periods)), _seconds(lambda: by_hand(periods))) for _ in range(ROUNDS)]
    # In turns, and the fastest of each: whatever else the machine does slows both alike.
    ratio = min(ours for ours, _ in rounds) / min(hand for _, hand in rounds)
    name = f"R01 to R11 on the board of a district and its {len(areas) - 1} streets, a day and the year before"
    return [Result(name, "indicator engine", "hand-written SQL", ratio, "≤ 1.3")]


def by_engine(areas: list[str], periods: list[Period]) -> dict:
    """{(indicator, area, period): (numerator, denominator)}"""
    counts = engine.count(rehab.FIELD.indicators, DISTRICT, periods)
    found = {}
    for indicator in rehab.FIELD.indicators:
        for area in areas:
            for period in periods:
                figure = counts.figure(indicator, area, period)
                found[indicator.code, area, period] = (figure.numerator, figure.denominator)
    return found


def by_hand(periods: list[Period]) -> dict:
    return board_sql.figures(DISTRICT, periods, (len(DISTRICT), 9))


def _settle() -> None:
    """What autovacuum does in a night."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


def _seconds(action) -> float:
    begun = time.perf_counter()
    action()
    return time.perf_counter() - begun
