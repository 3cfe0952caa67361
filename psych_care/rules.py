"""Class of a patient and day of the next contact (management standard 2018, 4.2). A next contact is computed, never typed."""

from calendar import monthrange
from datetime import date, timedelta

from psych_care.choices import Insight, PhysicalHealth, SideEffects, SocialFunction, Stability, Symptoms

STABLE_MONTHS, SETTLED_MONTHS, UNSETTLED_MONTHS = 3, 3, 1
SOON_DAYS = 14


def stability_of(*, risk: int, symptoms: str, insight: str, side_effects: str, physical: str, social: str) -> Stability:
    """One severe sign makes a patient unstable; stable asks for every sign to be good."""
    unstable = (
        risk >= 3
        or symptoms == Symptoms.MARKED
        or insight == Insight.NONE
        or side_effects == SideEffects.SEVERE
        or physical == PhysicalHealth.SEVERE
    )
    if unstable:
        return Stability.UNSTABLE
    stable = (
        risk == 0
        and symptoms == Symptoms.RECOVERED
        and insight == Insight.FULL
        and social in (SocialFunction.GOOD, SocialFunction.FAIR)
        and physical == PhysicalHealth.STABLE
    )
    return Stability.STABLE if stable else Stability.BASICALLY_STABLE


def next_contact(day: date, stability: str, *, before: str | None, improved: bool) -> date:
    """`before` is the class at the visit before (None at the first one).

    Basically stable: two weeks after it appeared; from then on three months if improved, else one month.
    """
    if stability == Stability.STABLE:
        return months_after(day, STABLE_MONTHS)
    if stability == Stability.UNSTABLE or before != Stability.BASICALLY_STABLE:
        return day + timedelta(days=SOON_DAYS)
    return months_after(day, SETTLED_MONTHS if improved else UNSETTLED_MONTHS)


def first_contact(registered_on: date) -> date:
    return registered_on + timedelta(days=SOON_DAYS)


def months_after(day: date, months: int) -> date:
    """The same day of a later month, or that month's last day."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
