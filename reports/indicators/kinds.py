"""What an indicator is: a population and a condition (Rate), or one amount over another (Ratio)."""

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import ROUND_CEILING, Decimal
from typing import Any

from django.db.models import Aggregate, QuerySet

from reports.periods import Period

# The keys (one column) of the subjects that have a property in a period.
Flag = Callable[[Period], QuerySet]
Rows = Callable[[Period, str], QuerySet]


@dataclass(frozen=True)
class Tally:
    """Where subjects are counted: one row each, their key at `key_path`, the code of their area at `area_path`."""

    rows: Rows
    area_path: str = "community"
    key_path: str = "pk"


@dataclass(frozen=True)
class Subject:
    """What is counted. `rows(period, area_code)` are those that may count, as lists show them.

    `tally` tells the same subjects in the narrowest table that knows them: counting must not read wide rows.
    `confidential`: small counts of them are withheld from those without the psychiatric permission.
    """

    key: str
    label: Any
    rows: Rows
    tally: Tally
    confidential: bool = False


@dataclass(frozen=True)
class Measure:
    """A sum by area. `own_row_first`: an area's own row holds, and only without one the sum of the areas below.

    `population_of` a rate: its denominator, counted with it; `rows` then are for the list alone.
    """

    key: str
    label: Any
    rows: Callable[[Period, str], QuerySet]
    area_path: str = ""
    value: Aggregate | None = None
    own_row_first: bool = False
    nothing: Decimal | int = 0
    population_of: "Rate | None" = None


@dataclass(frozen=True, kw_only=True)
class Mend:
    """The button beside a missing row: a URL name that takes the row's pk, and what to fill in there already."""

    label: Any
    url_name: str
    query: str = ""


@dataclass(frozen=True, kw_only=True, eq=False)
class Indicator:
    """One of a kind: compared by identity, so that a look-up by it does not translate its texts."""

    code: str
    name: Any
    numerator_words: Any
    denominator_words: Any
    definition: Any
    unit: str = "%"
    decimals: int = 1
    lower_is_better: bool = False
    shortfall: Any = ""
    mend: Mend | None = None

    def value(self, numerator, denominator) -> Decimal | None:
        """Unrounded; None where there is nothing to divide by."""
        return self.scale * Decimal(numerator) / Decimal(denominator) if denominator else None

    def is_met(self, numerator, denominator, target: Decimal) -> bool | None:
        value = self.value(numerator, denominator)
        if value is None:
            return None
        return value <= target if self.lower_is_better else value >= target

    def short(self, numerator, denominator, target: Decimal) -> Decimal:
        """How many subjects (of a Ratio: how much of the numerator's unit) are missing to the target; 0 when met."""
        wanted = target * Decimal(denominator) / self.scale
        gap = Decimal(numerator) - wanted if self.lower_is_better else wanted - Decimal(numerator)
        return max(Decimal(0), gap.to_integral_value(ROUND_CEILING) if self.counts_subjects else gap)


@dataclass(frozen=True, kw_only=True, eq=False)
class Rate(Indicator):
    """Those of a population that meet a condition; the numerator is a subset of the population by construction.

    `implies` are flags that whoever meets the condition has too: what bounds a count from above must not betray it.
    """

    subject: Subject
    population: tuple[Flag, ...] = ()
    condition: Flag
    implies: tuple[Flag, ...] = ()
    scale: Decimal = field(default=Decimal(100), init=False)
    counts_subjects: bool = field(default=True, init=False)

    @property
    def confidential(self) -> bool:
        return self.subject.confidential

    def members(self, period: Period, area_code: str) -> QuerySet:
        rows = self.subject.rows(period, area_code)
        for flag in self.population:
            rows = rows.filter(pk__in=flag(period))
        return rows

    def counted(self, period: Period, area_code: str) -> QuerySet:
        return self.members(period, area_code).filter(pk__in=self.condition(period))

    def missing(self, period: Period, area_code: str) -> QuerySet:
        return self.members(period, area_code).exclude(pk__in=self.condition(period))


@dataclass(frozen=True, kw_only=True, eq=False)
class Ratio(Indicator):
    numerator: Measure
    denominator: Measure
    scale: Decimal = Decimal(1)
    counts_subjects: bool = False
    confidential: bool = False


@dataclass(frozen=True)
class Field:
    """A field of work: the heading above its indicators."""

    key: str
    label: Any
    indicators: tuple[Indicator, ...]
