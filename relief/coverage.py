"""Whom a programme is for, who of them draws it, and who is missed (DOMAIN: omissions; S04, S05)."""

from datetime import date

from django.db.models import Q, QuerySet

from registry.models import Person
from relief.eligibility import drawing, meeting
from relief.models import Application, Entitlement, Exclusion, Programme
from relief.months import month_of

NURSING, LIVING, OLD_AGE = "nursing_subsidy", "living_subsidy", "old_age"


def open_programme(code: str, day: date) -> Programme | None:
    return Programme.objects.open_on(day).filter(code=code).first()


def eligible(programme: Programme | None, day: date) -> QuerySet[Person]:
    """On the register, let in by the rule of the day, and drawing nothing that excludes the programme."""
    rule = programme and programme.rule_on(day)
    if rule is None:
        return Person.objects.none()
    people = meeting(Person.objects.on_register(day), programme, rule, day)
    held = Exclusion.objects.holding_on(day).filter(excluded=programme)
    for prevailing in held.order_by().values_list("prevailing", flat=True):
        people = people.exclude(pk__in=drawing(prevailing, day))
    return people


def receiving(programme: Programme | None, day: date) -> QuerySet:
    """Ids of those who draw it on the day, themselves or with their household."""
    return drawing(programme.pk, day) if programme else Person.objects.none().values("pk")


def missed(programme: Programme | None, day: date) -> QuerySet[Person]:
    """Eligible; nothing is drawn, granted for a month to come, or being applied for."""
    if programme is None:
        return Person.objects.none()
    granted = Entitlement.objects.filter(programme=programme).overlapping(month_of(day))
    applied = Application.objects.undecided().filter(programme=programme)
    without = ~Q(pk__in=drawing(programme.pk, day)) & ~Q(pk__in=granted.order_by().values("person"))
    return eligible(programme, day).filter(without & ~Q(pk__in=applied.order_by().values("person")))
