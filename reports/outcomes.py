"""How an indicator stands: this period, a year before, and the targets that bind."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from registry.areas import is_inside
from reports.engine import Figure
from reports.indicators.kinds import Indicator
from reports.models import Target


def nearest_targets(targets: Iterable[Target], indicator: Indicator, area_code: str, year: int) -> tuple[Target, ...]:
    """Those of the nearest area, from `area_code` upward, that has any for the indicator and year; in their order."""
    binding = [
        t for t in targets if t.indicator == indicator.code and t.year == year and is_inside(area_code, t.area_id)
    ]
    nearest = max((len(t.area_id) for t in binding), default=0)
    return tuple(t for t in binding if len(t.area_id) == nearest)


@dataclass(frozen=True)
class Outcome:
    """One indicator of one area; the first target decides "met"."""

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

    @property
    def is_withheld(self) -> bool:
        return self.this.is_withheld

    def meets(self, target: Target) -> bool | None:
        """None for a figure that is withheld too: how it stands to a target would bound it."""
        if self.is_withheld:
            return None
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
