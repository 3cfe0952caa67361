"""Who counts as a young child: the last age, and the day on which it is asked, are settings of the locality."""

from datetime import date

from django.conf import settings

from registry.querysets import years_before
from registry.services.days import years_after


def reference_day(day: date) -> date:
    """The day on which the age is asked for something of `day`: that day itself, or a fixed day of its year."""
    if not settings.CHILD_REHAB_REFERENCE_DAY:
        return day
    month, number = map(int, settings.CHILD_REHAB_REFERENCE_DAY.split("-"))
    return date(day.year, month, number)


def is_young(birth_on: date, day: date) -> bool:
    return birth_on > years_before(reference_day(day), settings.CHILD_REHAB_MAX_AGE + 1)


def leaves_on(birth_on: date) -> date:
    """The birthday on which a child is too old (the seventh where six is the last age)."""
    return years_after(birth_on, settings.CHILD_REHAB_MAX_AGE + 1)


def born_to_leave(first_day: date, last_day: date) -> tuple[date, date]:
    """Birth dates, both included, of those who become too old between the two days."""
    age = settings.CHILD_REHAB_MAX_AGE + 1
    return years_before(first_day, age), years_before(last_day, age)
