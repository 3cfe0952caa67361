"""Whom psychiatric care misses, told to the matching of relief: known only to those who may see its records."""

from datetime import date

from psych_care.choices import AidKind
from psych_care.models import Aid, DrugCard, Patient
from registry.querysets import years_before


def poor_without_medicine(day: date):
    """Poor patients without a valid drug-relief card, to whom no free medicine was given for a year."""
    aided = Aid.objects.given_during(years_before(day, 1), day).filter(kind=AidKind.MEDICINE)
    poor = Patient.objects.on_file_on(day).poor_on(day)
    without_aid = poor.exclude(person__in=aided.order_by().values("person"))
    return (
        without_aid.exclude(person__in=DrugCard.objects.valid().order_by().values("person")).order_by().values("person")
    )
