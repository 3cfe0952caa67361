"""Days of a record held against each other and against today."""

from calendar import monthrange
from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _


def shown(day: date) -> str:
    return date_format(day, "SHORT_DATE_FORMAT")


def check_not_future(day: date, field: str = "on") -> None:
    today = timezone.localdate()
    if day > today:
        raise ValidationError({field: _("This day is still to come. Today is %(today)s.") % {"today": shown(today)}})


def check_not_before(day: date, first: date, message: str, field: str = "on") -> None:
    """`message` holds %(first)s, the earliest day that would do."""
    if day < first:
        raise ValidationError({field: message % {"first": shown(first)}})


def years_after(day: date, years: int) -> date:
    """The same day `years` later; 28 February for a 29th that year does not have."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def months_after(day: date, months: int) -> date:
    """The same day of the month `months` later; the last of it where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
