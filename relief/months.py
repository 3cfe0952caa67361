"""Months are written as their first day."""

from datetime import date


def month_of(day: date) -> date:
    return day.replace(day=1)


def next_month(day: date) -> date:
    return months_after(day, 1)


def months_after(day: date, months: int) -> date:
    """The first day of the month that many months after the day's own."""
    years, month = divmod(day.month - 1 + months, 12)
    return date(day.year + years, month + 1, 1)
