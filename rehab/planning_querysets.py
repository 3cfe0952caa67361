"""Campaigns, assessments, plans and their reviews."""

from django.db import models
from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce

from registry.areas import ancestor_codes
from registry.querysets import open_during
from registry.records.querysets import CommunityQuerySet


class CampaignQuerySet(CommunityQuerySet):
    area_field = "area"

    def visible_to(self, staff):
        """Of my area, and of the areas above it, whose campaigns reach my people."""
        return self.filter(
            models.Q(area__code__inside=staff.area_id) | models.Q(area__in=ancestor_codes(staff.area_id))
        )

    def running_on(self, day):
        """Both days included."""
        return self.filter(started_on__lte=day, ended_on__gte=day)


class OfFileQuerySet(models.QuerySet):
    path = "file"

    def visible_to(self, staff):
        return self.filter(**{f"{self.path}__person__community__code__inside": staff.area_id})

    def inside(self, code):
        return self.filter(**{f"{self.path}__person__community__code__inside": code})

    def about(self, name):
        return self.filter(**{f"{self.path}__person__full_name__icontains": name})

    def for_list(self):
        return self.select_related(f"{self.path}__person__community")


class AssessmentQuerySet(OfFileQuerySet):
    pass


class PlanQuerySet(OfFileQuerySet):
    def open_on(self, day):
        return self.filter(open_during("made_on", "closed_on", day))

    def with_next_review(self):
        """`next_review_on`: as the last review set it, else as the plan did."""
        from rehab.models import PlanReview

        reviews = PlanReview.objects.filter(plan=OuterRef("pk"), next_review_on__isnull=False)
        newest = reviews.order_by("-reviewed_on").values("next_review_on")[:1]
        return self.annotate(next_review_on=Coalesce(Subquery(newest), "review_on"))


class PlanReviewQuerySet(OfFileQuerySet):
    path = "plan__file"
