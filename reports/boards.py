"""What the board and the page of an indicator show: figures put beside their targets, last year and the trend."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from registry.models import Area
from reports import member_lists, withheld
from reports.formatting import amount_text, figure_text, target_text
from reports.indicators import FIELDS
from reports.indicators.kinds import Indicator, Rate
from reports.models import Target
from reports.outcomes import Outcome, nearest_targets
from reports.periods import Period


@dataclass(frozen=True)
class TargetLine:
    """One target and how the figure stands to it; `kind` is that of components/status.html."""

    target: Target
    text: str
    kind: str
    verdict: str


@dataclass(frozen=True)
class Line:
    """One indicator of one area, ready for a row of a table."""

    area: Area
    outcome: Outcome
    trend: list[Decimal | None] = field(default_factory=list)
    may_list: bool = False

    @property
    def indicator(self) -> Indicator:
        return self.outcome.indicator

    @property
    def has_lists(self) -> bool:
        return isinstance(self.indicator, Rate)

    @property
    def value(self) -> str:
        return figure_text(self.outcome.this)

    @property
    def last_value(self) -> str:
        return figure_text(self.outcome.last)

    @property
    def numerator(self) -> str:
        return amount_text(self.outcome.this.numerator)

    @property
    def denominator(self) -> str:
        return amount_text(self.outcome.this.denominator)

    @property
    def is_withheld(self) -> bool:
        return self.outcome.is_withheld

    @property
    def missing(self) -> int | None:
        """Members of the population that do not meet the condition."""
        return None if self.is_withheld else self.outcome.this.denominator - self.outcome.this.numerator

    @property
    def missing_text(self) -> str:
        return amount_text(self.missing)

    @property
    def target_lines(self) -> list[TargetLine]:
        return [self._target_line(target) for target in self.outcome.targets]

    def _target_line(self, target: Target) -> TargetLine:
        met = self.outcome.meets(target)
        kind = {True: "met", False: "short", None: "none"}[met]
        return TargetLine(target, target_text(self.indicator, target.value), kind, self._verdict(met, target))

    def _verdict(self, met: bool | None, target: Target) -> str:
        if self.is_withheld:
            return _("withheld")
        if met is None:
            return _("no figure")
        if met:
            return _("met")
        return _("%(n)s short") % {"n": amount_text(self._short(target))}

    def _short(self, target: Target) -> Decimal | int:
        short = self.outcome.short(target)
        return int(short) if self.indicator.counts_subjects else short

    @property
    def verdict(self) -> TargetLine | None:
        return self.target_lines[0] if self.outcome.targets else None

    @property
    def is_met(self) -> bool | None:
        return self.outcome.is_met

    @property
    def target_values(self) -> list[Decimal]:
        return [target.value for target in self.outcome.targets]

    @property
    def deciding_value(self) -> Decimal | None:
        return self.outcome.target.value if self.outcome.target else None

    @property
    def chart_value(self) -> Decimal | None:
        return self.outcome.this.value

    @property
    def chart_last(self) -> Decimal | None:
        return self.outcome.last.value

    @property
    def chart_maximum(self) -> int | None:
        return 100 if self.indicator.unit == "%" else None

    @property
    def chart_label(self) -> str:
        return f"{self.indicator.name} {self.value}"

    @property
    def badness(self) -> tuple:
        """Sorts the worst first: furthest from the target, then the lowest figure; what has no figure comes last."""
        value = self.outcome.this.value
        if value is None:
            return (1, Decimal(0), Decimal(0))
        signed = -value if self.indicator.lower_is_better else value
        short = self._short(self.outcome.target) if self.outcome.target else 0
        return (0, signed - (self.outcome.target.value if self.outcome.target else 0), -Decimal(short))


@dataclass(frozen=True)
class Group:
    label: str
    lines: list[Line]

    @property
    def is_withheld(self) -> bool:
        """Whether any of it is, so that a note says so."""
        return any(line.is_withheld or line.outcome.last.is_withheld for line in self.lines)


class Figures:
    """All that a page asks of the engine, in one count: the day, the same day a year before, and the days of the trend.

    Told as `reader` may see it; without one, what is confidential is withheld.
    """

    def __init__(self, indicators: Sequence[Indicator], area: Area, on: date, *, reader=None, with_trend: bool = False):
        self.indicators, self.area, self.period = indicators, area, Period(on)
        self.last_period = self.period.a_year_before()
        self.trend_periods = self.period.trend() if with_trend else []
        periods = [self.period, self.last_period, *self.trend_periods]
        self._reader = reader
        self._counts = withheld.count(indicators, area.code, periods, reader=reader)
        self._targets = list(Target.objects.binding(area.code, [self.period.year]))

    def line(self, indicator: Indicator, area: Area) -> Line:
        this = self._counts.figure(indicator, area.code, self.period)
        last = self._counts.figure(indicator, area.code, self.last_period)
        targets = nearest_targets(self._targets, indicator, area.code, self.period.year)
        trend = [self._counts.figure(indicator, area.code, period).value for period in self.trend_periods]
        may_list = self._reader is not None and member_lists.may_list(self._reader, indicator)
        return Line(area, Outcome(indicator, this, last, targets), trend, may_list)

    def groups(self) -> list[Group]:
        """The board's rows, by field of work."""
        asked = set(self.indicators)
        return [
            Group(str(f.label), [self.line(i, self.area) for i in f.indicators if i in asked])
            for f in FIELDS
            if asked & set(f.indicators)
        ]

    def trend_points(self, line: Line) -> list[dict]:
        """For charts/trend.html: a point a month end, and the day itself."""
        return [
            {"label": date_format(period.end, "n/j"), "value": value}
            for period, value in zip(self.trend_periods, line.trend, strict=True)
        ]

    def below(self, indicator: Indicator, areas: Sequence[Area]) -> list[Line]:
        """One line an area, the worst first."""
        return sorted((self.line(indicator, area) for area in areas), key=lambda line: line.badness)
