from datetime import date

from django.db import models
from django.db.models import Q

from registry.records.querysets import CommunityQuerySet
from reports.reported.choices import SheetState

TO_FILL_IN = (SheetState.ASKED, SheetState.RETURNED)


class FigureKindQuerySet(models.QuerySet):
    def of_year(self, year: int):
        """Kinds that were kept on any day of the year."""
        first, last = date(year, 1, 1), date(year, 12, 31)
        return self.filter(Q(closed_on__isnull=True) | Q(closed_on__gt=first), opened_on__lte=last)

    def asked_of(self, area_code: str):
        """Streets are asked for what they know; the area above for all of it."""
        return self.filter(by_street=True) if len(area_code) >= 9 else self

    def in_order(self):
        return self.order_by("position", "pk")


class FigureSheetQuerySet(CommunityQuerySet):
    area_field = "area"

    def to_fill_in(self):
        return self.filter(state__in=TO_FILL_IN)

    def to_approve(self):
        return self.filter(state=SheetState.SUBMITTED)

    def approved(self):
        return self.filter(state=SheetState.APPROVED)


class ReportedFigureQuerySet(models.QuerySet):
    def visible_to(self, staff):
        return self.filter(sheet__area__code__inside=staff.area_id)

    def inside(self, code):
        return self.filter(sheet__area__code__inside=code)

    def approved(self):
        return self.filter(sheet__state=SheetState.APPROVED)

    def for_list(self):
        return self.select_related("sheet__area", "kind")
