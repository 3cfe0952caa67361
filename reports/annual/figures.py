"""What the report rests on: each indicator this year and last, with the targets that bind, for the area and those below."""

from datetime import date
from decimal import Decimal

from registry.models import Area
from reports import withheld
from reports.engine import Figure
from reports.indicators import INDICATORS
from reports.indicators.kinds import Indicator
from reports.models import Target
from reports.outcomes import Outcome, nearest_targets
from reports.periods import Period, whole_year


class YearFigures:
    """All the figures of the year's report; counted once, told for the area and each area directly below it.

    The report is published, so that what is confidential is withheld whoever makes it.
    """

    def __init__(self, area: Area, year: int, made_on: date):
        self.area, self.year, self.made_on = area, year, made_on
        self.period = Period(min(whole_year(year).end, made_on))
        self.last_period = self.period.a_year_before()
        self.indicators = list(INDICATORS.values())
        self.areas_below: list[Area] = Area.objects.directly_below(area.code)
        self._targets = list(Target.objects.binding(area.code, [year, year + 1]))
        self._counts = withheld.count(self.indicators, area.code, [self.period, self.last_period])

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
        return nearest_targets(self._targets, indicator, area_code, year)

    def plan_targets(self, outcome: Outcome) -> list[Target]:
        """Those of next year (of this year, where there are none yet) that the figure doesn't reach, the deciding first."""
        ahead = self.targets(outcome.indicator, self.area.code, self.year + 1) or outcome.targets
        return [target for target in ahead if outcome.meets(target) is False]

    def shares_below(self, indicator: Indicator, target: Target) -> list[tuple[Area, Figure, Decimal]]:
        """Each area directly below with its figure and what it lacks to `target`, the largest shortfall first.

        Without those whose figure is withheld.
        """
        figures = [(area, self._counts.figure(indicator, area.code, self.period)) for area in self.areas_below]
        told = [(area, figure) for area, figure in figures if not figure.is_withheld]
        rows = [(area, f, indicator.short(f.numerator, f.denominator, target.value)) for area, f in told]
        return sorted(rows, key=lambda row: (-row[2], row[0].code))
