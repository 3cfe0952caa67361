"""Whom community rehabilitation misses, told to the matching of relief."""

from datetime import date

from django.conf import settings

from registry.querysets import years_before
from rehab.children import reference_day
from rehab.models import ChildAid, Need


def children_without_aid(day: date):
    """Young children with an open need for whom no child rehab aid is applied for or running."""
    youngest_too_old = years_before(reference_day(day), settings.CHILD_REHAB_MAX_AGE + 1)
    needs = Need.objects.open_on(day).filter(person__birth_on__gt=youngest_too_old, person__left_on__isnull=True)
    return needs.exclude(person__in=ChildAid.objects.ongoing().order_by().values("person")).order_by().values("person")
