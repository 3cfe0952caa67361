from calendar import monthrange
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, order=True)
class Period:
    """The year up to a day: what holds on `end`, and what happened from 1 January to `end`, both included."""

    end: date

    @property
    def start(self) -> date:
        return date(self.end.year, 1, 1)

    @property
    def year(self) -> int:
        return self.end.year

    def a_year_before(self) -> "Period":
        year = self.end.year - 1
        return Period(date(year, self.end.month, min(self.end.day, monthrange(year, self.end.month)[1])))

    def trend(self, months: int = 12) -> list["Period"]:
        """The last days of the months before `end`'s own month, oldest first, and `end` itself as the last point."""
        periods = [self]
        year, month = self.end.year, self.end.month
        while len(periods) < months:
            year, month = (year, month - 1) if month > 1 else (year - 1, 12)
            periods.append(Period(date(year, month, monthrange(year, month)[1])))
        return periods[::-1]


def whole_year(year: int) -> Period:
    return Period(date(year, 12, 31))
