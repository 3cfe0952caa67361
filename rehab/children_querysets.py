from django.db import models
from django.db.models import Max
from django.db.models.functions import Coalesce

from registry.records.querysets import PersonRecordQuerySet
from rehab.choices import AidState


class ChildReportQuerySet(PersonRecordQuerySet):
    def waiting(self):
        """For the early screening."""
        return self.filter(screened_on__isnull=True)


class AidQuerySet(PersonRecordQuerySet):
    def for_list(self):
        return super().for_list().select_related("agency", "guardian")

    def ongoing(self):
        return self.filter(state__in=(AidState.APPLIED, AidState.APPROVED, AidState.PLACED))

    def placed(self):
        return self.filter(state=AidState.PLACED)

    def with_last_evaluation(self):
        """`last_on`: the newest evaluation, else the day on which the agency began."""
        return self.annotate(last_on=Coalesce(Max("evaluations__evaluated_on"), "placed_on"))


class AidLineQuerySet(models.QuerySet):
    def visible_to(self, staff):
        return self.filter(aid__person__community__code__inside=staff.area_id)
