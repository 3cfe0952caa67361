"""What the report rests on: each indicator this year and last, with the targets that bind, for the area and those below."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from registry.areas import is_inside
from registry.models import Area
from reports import engine
from reports.engine import Counts, Figure
from reports.indicators import INDICATORS
from reports.indicators.kinds import Indicator
from reports.models import Target
from reports.periods import Period, whole_year


@dataclass(frozen=True)
class Outcome:
    """One indicator of one area: this year, last year and all the targets that bind, the deciding one first."""

    indicator: Indicator
    this: Figure
    last: Figure
    targets: tuple[Target, ...]

    @property
    def target(self) -> Target | None:
        return self.targets[0] if self.targets else None

    @property
    def is_known(self) -> bool:
        return self.this.value is not None

    def meets(self, target: Target) -> bool | None:
        return self.indicator.is_met(self.this.numerator, self.this.denominator, target.value)

    @property
    def is_met(self) -> bool | None:
        """By the deciding target; None without a target or without anything to divide by."""
        return self.meets(self.target) if self.target else None

    @property
    def missed(self) -> list[Target]:
        return [target for target in self.targets if self.meets(target) is False]

    def short(self, target: Target) -> Decimal:
        return self.indicator.short(self.this.numerator, self.this.denominator, target.value)


class YearFigures:
    """All the figures of the year's report; counted once, told for the area and each area directly below it."""

    def __init__(self, area: Area, year: int, made_on: date):
        self.area, self.year, self.made_on = area, year, made_on
        self.period = Period(min(whole_year(year).end, made_on))
        self.last_period = self.period.a_year_before()
        self.indicators = list(INDICATORS.values())
        self.areas_below: list[Area] = Area.objects.directly_below(area.code)
        self._targets = list(Target.objects.binding(area.code, [year, year + 1]))
        self._counts: Counts = engine.count(self.indicators, area.code, [self.period, self.last_period])

    @property
    def is_interim(self) -> bool:
        return self.period != whole_year(self.year)

    def outcome(self, indicator: Indicator, area_code: str | None = None) -> Outcome:
        code = area_code or self.area.code
        this = self._counts.figure(indicator, code, self.period)
        last = self._counts.figure(indicator, code, self.last_period)
        return Outcome(indicator, this, last, self.targets(indicator, code, self.year))

    def outcomes(self, area_code: str | None = None) -> list[Outcome]:
        return [self.outcome(indicator, area_code) for indicator in self.indicators]

    def targets(self, indicator: Indicator, area_code: str, year: int) -> tuple[Target, ...]:
        """Those of the nearest area, from `area_code` upward, that has any for the indicator and year."""
        binding = [
            target
            for target in self._targets
            if target.indicator == indicator.code and target.year == year and is_inside(area_code, target.area_id)
        ]
        nearest = max((target.area_id for target in binding), key=len, default="")
        return tuple(target for target in binding if target.area_id == nearest)

    def plan_targets(self, outcome: Outcome) -> list[Target]:
        """Those of next year (of this year, where there are none yet) that the figure doesn't reach, the deciding first."""
        ahead = self.targets(outcome.indicator, self.area.code, self.year + 1) or outcome.targets
        return [target for target in ahead if outcome.meets(target) is False]

    def shares_below(self, indicator: Indicator, target: Target) -> list[tuple[Area, Figure, Decimal]]:
        """Each area directly below with its figure and what it lacks to `target`, the largest shortfall first."""
        figures = [(area, self._counts.figure(indicator, area.code, self.period)) for area in self.areas_below]
        rows = [(area, f, indicator.short(f.numerator, f.denominator, target.value)) for area, f in figures]
        return sorted(rows, key=lambda row: (-row[2], row[0].code))
