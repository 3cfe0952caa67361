"""Those who work for a community, and one-to-one helpers."""

from django.db import models
from django.db.models import F, Max
from django.db.models.functions import Coalesce

from registry.querysets import open_during
from registry.records.querysets import CommunityQuerySet, PersonRecordQuerySet


class InPostQuerySet(CommunityQuerySet):
    def about(self, name):
        return self.filter(full_name__icontains=name)

    def in_post_on(self, day):
        return self.filter(open_during("started_on", "ended_on", day))

    open_on = in_post_on


class VolunteerWorkQuerySet(models.QuerySet):
    def visible_to(self, staff):
        return self.filter(volunteer__community__code__inside=staff.area_id)


class AboutPersonQuerySet(PersonRecordQuerySet):
    """Rows without a community of their own: they are where the person is."""

    def inside(self, code):
        return self.filter(person__community__code__inside=code)

    def for_list(self):
        return self.select_related("person__community")


class HelpingPairQuerySet(AboutPersonQuerySet):
    def open_on(self, day):
        return self.filter(open_during("started_on", "ended_on", day))

    def with_last_visit(self):
        """`last_on`: the newest visit, else the first day of the pair."""
        return self.annotate(last_on=Coalesce(Max("visits__visited_on"), F("started_on")))


class HelperVisitQuerySet(models.QuerySet):
    def visible_to(self, staff):
        return self.filter(pair__person__community__code__inside=staff.area_id)
