"""Quarters of a year, by their first and last day."""

from datetime import date, timedelta

from registry.services.days import months_after


def quarter_of(day: date) -> tuple[date, date]:
    first = date(day.year, day.month - (day.month - 1) % 3, 1)
    return first, months_after(first, 3) - timedelta(days=1)


def ended_quarters(today: date, number: int) -> list[tuple[date, date]]:
    """The newest first."""
    first = quarter_of(today)[0]
    return [quarter_of(months_after(first, -3 * back)) for back in range(1, number + 1)]
