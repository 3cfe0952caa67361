"""Geometry of the charts: plain numbers in, coordinates out. The drawings are templates/charts/*.html.

Nothing here knows a page or a PDF; the same input gives the same coordinates, rounded to a tenth of a unit.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from math import ceil, floor, log10
from unicodedata import east_asian_width

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

Number = int | float | Decimal
FONT_SIZE = 13
GOOD_STEPS = (1, 2, 2.5, 5, 10)
LATIN_WIDTH = 0.58  # of the font's size; a Han character is as wide as it is high


def nice_step(maximum: Number, steps: int = 4) -> float:
    """The round distance of grid lines that covers `maximum` in about `steps` of them."""
    rough = float(maximum) / steps or 1
    power = 10 ** floor(log10(rough))
    return next(step * power for step in GOOD_STEPS if step * power >= rough * 0.999)


def nice_maximum(values: Iterable[Number | None], at_least: Number = 0) -> float:
    """The end of an axis that holds all values; 100 where there is nothing to hold."""
    top = float(max([at_least, *(value for value in values if value is not None)]))
    return ceil(top / nice_step(top) - 0.001) * nice_step(top) if top > 0 else 100.0


def text_width(text: str, size: float = FONT_SIZE) -> float:
    return size * sum(1 if east_asian_width(char) in "WFA" else LATIN_WIDTH for char in str(text))


def spoken(value: Number | None, unit: str = "") -> str:
    """For titles and axes: at most one decimal, none when it is zero."""
    if value is None:
        return _("no figure")
    text = f"{float(value):,.1f}"
    return f"{text.removesuffix('.0')}{unit}"


def _spot(value: float) -> float | int:
    rounded = round(float(value), 1)
    return int(rounded) if rounded == int(rounded) else rounded


def _share(value: Number, maximum: Number) -> float:
    return min(1.0, max(0.0, float(value) / float(maximum))) if maximum else 0.0


def _reaches(value: Number, target: Number, lower_is_better: bool) -> bool:
    return value <= target if lower_is_better else value >= target


@dataclass(frozen=True)
class Bullet:
    title: str
    description: str
    width: int
    bar: float | None
    ticks: list[float]
    last_year: float | None
    is_met: bool | None


def bullet(
    *,
    value: Number | None,
    label: str,
    target: Sequence[Number] = (),
    last_year: Number | None = None,
    max: Number | None = None,
    met: bool | None = None,
    unit: str = "",
    lower_is_better: bool = False,
    width: int = 200,
) -> Bullet:
    """A figure as a bar, its targets (the deciding one first) as ticks, last year's figure as a ring."""
    end = max or nice_maximum([value, last_year, *target])
    if met is None and target and value is not None:
        met = _reaches(value, target[0], lower_is_better)

    def place(number):
        return None if number is None else _spot(2 + (width - 4) * _share(number, end))

    return Bullet(
        label,
        _bullet_words(value, target, last_year, unit),
        width,
        place(value),
        [place(t) for t in target],
        place(last_year),
        met,
    )


def _bullet_words(value, target, last_year, unit) -> str:
    words = [spoken(value, unit)]
    if target:
        words.append(_("target %(targets)s") % {"targets": " / ".join(spoken(t, unit) for t in target)})
    if last_year is not None:
        words.append(_("last year %(value)s") % {"value": spoken(last_year, unit)})
    return pgettext("list", ", ").join(words)


@dataclass(frozen=True)
class Line:
    """Runs of neighbouring points ("x,y x,y"): a month without a figure breaks the line. `dots` are runs of one."""

    runs: list[str]
    dots: list[tuple[float, float]]
    last: tuple[float, float] | None


def _line(spots: list[tuple[float, float] | None]) -> Line:
    runs, current = [], []
    for spot in [*spots, None]:
        if spot is not None:
            current.append(spot)
        elif current:
            runs.append(current)
            current = []
    known = [spot for spot in spots if spot is not None]
    return Line(
        [" ".join(f"{x},{y}" for x, y in run) for run in runs if len(run) > 1],
        [run[0] for run in runs if len(run) == 1],
        known[-1] if known else None,
    )


@dataclass(frozen=True)
class Spark:
    title: str
    description: str
    width: int
    height: int
    line: Line
    target: float | None


def spark(
    *,
    values: Sequence[Number | None],
    label: str,
    target: Number | None = None,
    max: Number | None = None,
    unit: str = "",
    width: int = 96,
    height: int = 24,
) -> Spark:
    """A row's trend at a glance, without axes: from 0 to `max`, or, without it, over the span of values and target."""
    low, high = (0.0, float(max)) if max else _span([*values, target])
    step = (width - 8) / ((len(values) - 1) or 1)

    def height_of(value):
        return _spot(height - 4 - (height - 8) * _share(float(value) - low, high - low))

    spots = [None if v is None else (_spot(4 + step * i), height_of(v)) for i, v in enumerate(values)]
    words = pgettext("list", ", ").join(spoken(v, unit) for v in values)
    return Spark(label, words, width, height, _line(spots), None if target is None else height_of(target))


def _span(values: Iterable[Number | None]) -> tuple[float, float]:
    """Least and greatest value, held apart by a tenth of the greatest, so that a tremble does not look like a trend."""
    known = [float(value) for value in values if value is not None] or [0.0, 1.0]
    low, high = min(known), max(known)
    missing = (high * 0.1 or 1.0) - (high - low)
    return (low - missing / 2, high + missing / 2) if missing > 0 else (low, high)


@dataclass(frozen=True)
class GridLine:
    y: float
    text: str


@dataclass(frozen=True)
class Label:
    x: float
    text: str


@dataclass(frozen=True)
class Trend:
    title: str
    description: str
    width: int
    height: int
    left: float
    right: float
    bottom: float
    grid: list[GridLine]
    labels: list[Label]
    line: Line
    last_y: float
    last_text: str
    before: Line
    target_y: float | None
    target_text: str


def trend(
    *,
    points: Sequence[dict],
    label: str,
    target: Number | None = None,
    last_year: Sequence[Number | None] = (),
    max: Number | None = None,
    unit: str = "",
    width: int = 560,
    height: int = 230,
) -> Trend:
    """`points` are {label, value}; `last_year` has a value for each of them, drawn thin behind."""
    values = [point["value"] for point in points]
    end = float(max or nice_maximum([*values, *last_year, target]))
    step = nice_step(end)
    marks = [step * i for i in range(round(end / step) + 1)]
    left = 10 + text_width(spoken(marks[-1], unit), FONT_SIZE)
    right, top, bottom = width - 14, 18, height - 26
    gap = (right - left - 16) / ((len(points) - 1) or 1)

    def x(index):
        return _spot(left + 8 + gap * index)

    def y(value):
        return _spot(bottom - (bottom - top) * _share(value, end))

    def line(numbers):
        return _line([None if v is None else (x(i), y(v)) for i, v in enumerate(numbers)])

    drawn, target_y = line(values), None if target is None else y(target)

    every = ceil(len(points) * 40 / (right - left)) if points else 1
    return Trend(
        title=label,
        description=pgettext("list", ", ").join(f"{p['label']} {spoken(p['value'], unit)}" for p in points),
        width=width,
        height=height,
        left=_spot(left),
        right=_spot(right),
        bottom=bottom,
        grid=[GridLine(y(mark), spoken(mark, unit)) for mark in marks],
        labels=[Label(x(i), str(p["label"])) for i, p in enumerate(points) if i % every == 0],
        line=drawn,
        last_y=_last_text_y(drawn, target_y),
        last_text=next((spoken(v, unit) for v in reversed(values) if v is not None), ""),
        before=line(last_year),
        target_y=target_y,
        target_text="" if target is None else _("Target %(value)s") % {"value": spoken(target, unit)},
    )


def _last_text_y(line: Line, target_y: float | None) -> float:
    """Above the last point, or below it where the target's line runs through that place."""
    if line.last is None:
        return 0
    y = line.last[1]
    return y + 20 if target_y is not None and y - 26 < target_y < y + 2 else y - 9


@dataclass(frozen=True)
class Bar:
    label: str
    text: str
    y: float
    length: float
    is_met: bool | None


@dataclass(frozen=True)
class Bars:
    title: str
    description: str
    width: int
    height: int
    left: float
    track: float
    target_x: float | None
    target_text: str
    bars: list[Bar] = field(default_factory=list)

    @property
    def middle_of_target(self) -> str:
        """Where the target's label is anchored, so that it stays inside the drawing."""
        return "end" if self.target_x and self.target_x > self.left + self.track * 0.5 else "start"


ROW_HEIGHT, BARS_TOP, LABEL_WIDTH = 26, 24, 180.0


def bars(
    *,
    rows: Sequence[dict],
    label: str,
    target: Number | None = None,
    max: Number | None = None,
    unit: str = "",
    lower_is_better: bool = False,
    width: int = 560,
) -> Bars:
    """`rows` are {label, value} in the order to draw, optionally with `text` (the figure as written) and `met`."""
    end = max or nice_maximum([*(row["value"] for row in rows), target])
    labels = [shortened(str(row["label"]), LABEL_WIDTH) for row in rows]
    left = 8 + max_width(labels)
    track = width - left - 24 - max_width(_row_text(row, unit) for row in rows)
    drawn = [
        Bar(
            label=labels[index],
            text=_row_text(row, unit),
            y=BARS_TOP + ROW_HEIGHT * index,
            length=_spot(track * _share(row["value"] or 0, end)),
            is_met=_row_met(row, target, lower_is_better),
        )
        for index, row in enumerate(rows)
    ]
    return Bars(
        title=label,
        description=pgettext("list", ", ").join(f"{row['label']} {_row_text(row, unit)}" for row in rows),
        width=width,
        height=BARS_TOP + ROW_HEIGHT * len(drawn) + 4,
        left=_spot(left),
        track=_spot(track),
        target_x=None if target is None else _spot(left + track * _share(target, end)),
        target_text="" if target is None else _("Target %(value)s") % {"value": spoken(target, unit)},
        bars=drawn,
    )


def max_width(texts: Iterable[str]) -> float:
    return max((text_width(text) for text in texts), default=0.0)


def shortened(text: str, width: float) -> str:
    if text_width(text) <= width:
        return text
    while text and text_width(text + "…") > width:
        text = text[:-1]
    return text.rstrip() + "…"


def _row_text(row: dict, unit: str) -> str:
    return str(row.get("text") or spoken(row["value"], unit))


def _row_met(row: dict, target: Number | None, lower_is_better: bool) -> bool | None:
    if "met" in row:
        return row["met"]
    if target is None or row["value"] is None:
        return None
    return _reaches(row["value"], target, lower_is_better)
