"""A patient's medicines as a chart: a row for each, the days it lasted, and the days without any."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from psych_care.models import Prescription
from psych_care.timeline import DAYS_BACK, LEFT, WIDTH, across, quarter_labels

TOP, ROW, BAR = 6, 34, 12


def drawn(prescriptions: Iterable[Prescription], today: date) -> dict:
    """The year up to today; {} when no medicine was prescribed in it. Needs `dispensings` prefetched."""
    first = today - timedelta(days=DAYS_BACK)
    shown = [one for one in prescriptions if one.until_on is None or one.until_on > first]
    if not shown:
        return {}
    rows = [_row(one, place, first, today) for place, one in enumerate(reversed(shown))]
    return {
        "width": WIDTH,
        "height": TOP + ROW * len(rows) + 22,
        "left": LEFT,
        "rows": rows,
        "months": quarter_labels(first, today),
        "label_y": TOP + ROW * len(rows) + 16,
        "bar": BAR,
    }


@dataclass(frozen=True)
class Span:
    x: int
    width: int


def _row(one: Prescription, place: int, first: date, today: date) -> dict:
    begin, end = max(one.from_on, first), min(one.until_on or today, today)
    covered = list(merged((d.dispensed_on, d.runs_out_on) for d in one.dispensings.all()))
    spans = [(max(start, begin), min(stop, end)) for start, stop in covered if start < end and stop > begin]
    days = sum((stop - start).days for start, stop in spans)
    y = TOP + ROW * place
    return {
        "medicine": one.medicine,
        "y": y,
        "bar_y": y + 14,
        "whole": _span(begin, end, first),
        "spans": [_span(start, stop, first) for start, stop in spans],
        "covered": days,
        "missing": max((end - begin).days - days, 0),
    }


def merged(spans: Iterable[tuple[date, date]]) -> Iterable[tuple[date, date]]:
    """Spans that touch or overlap as one, in order."""
    current = None
    for start, stop in sorted(spans):
        if current and start <= current[1]:
            current = (current[0], max(current[1], stop))
            continue
        if current:
            yield current
        current = (start, stop)
    if current:
        yield current


def _span(start: date, stop: date, first: date) -> Span:
    x = across(start, first)
    return Span(x, max(across(stop, first) - x, 1))
