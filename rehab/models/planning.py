from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registry.models import Area
from rehab.choices import AssessmentKind, PlanEnd, ReviewResult, ServiceCategory
from rehab.models.cases import RehabFile
from rehab.planning_querysets import AssessmentQuerySet, CampaignQuerySet, PlanQuerySet, PlanReviewQuerySet

BARTHEL_MAX = 100


class Campaign(models.Model):
    """A screening campaign of an area (需求筛查活动); its screenings point to it."""

    title = models.CharField(_("title"), max_length=80)
    area = models.ForeignKey(Area, models.PROTECT, verbose_name=_("area"), related_name="+")
    started_on = models.DateField(_("from"), default=timezone.localdate)
    ended_on = models.DateField(_("until"))
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = CampaignQuerySet.as_manager()

    class Meta:
        verbose_name = _("screening campaign")
        verbose_name_plural = _("screening campaigns")
        ordering = ["-started_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on__gte=F("started_on")),
                name="campaign_ends_after_start",
                violation_error_message=_("The last day is before the first."),
            ),
        ]

    def __str__(self):
        return self.title


class Assessment(models.Model):
    """A functional assessment within a file; `barthel_index` 0 to 100, 100 being independent."""

    # A line of the file, nothing by itself.
    file = models.ForeignKey(RehabFile, models.CASCADE, verbose_name=_("rehab file"), related_name="assessments")
    kind = models.CharField(_("kind of assessment"), max_length=10, choices=AssessmentKind)
    assessed_on = models.DateField(_("assessed on"), default=timezone.localdate)
    assessor_name = models.CharField(_("assessed by"), max_length=50)
    barthel_index = models.PositiveSmallIntegerField(_("Barthel index"), null=True, blank=True)
    conclusion = models.CharField(_("conclusion"), max_length=300)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("assessment")
        verbose_name_plural = _("assessments")
        ordering = ["-assessed_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["file", "assessed_on", "kind"],
                name="assessment_once_a_day",
                violation_error_message=_("This assessment is already entered."),
            ),
            models.CheckConstraint(
                condition=Q(barthel_index__isnull=True) | Q(barthel_index__lte=BARTHEL_MAX),
                name="assessment_barthel_range",
                violation_error_message=_("The Barthel index lies between 0 and 100."),
            ),
            models.CheckConstraint(condition=Q(kind__in=AssessmentKind.values), name="assessment_kind_known"),
        ]

    def __str__(self):
        return f"{self.assessed_on} {self.get_kind_display()}"

    @property
    def person_id(self) -> int:
        return self.file.person_id


class Plan(models.Model):
    """An individual rehab plan (康复计划), one open at a time in a file; planning again closes the old one."""

    # A line of the file, nothing by itself.
    file = models.ForeignKey(RehabFile, models.CASCADE, verbose_name=_("rehab file"), related_name="plans")
    made_on = models.DateField(_("made on"), default=timezone.localdate)
    made_by_name = models.CharField(_("made by"), max_length=50)
    goals = models.CharField(_("goals"), max_length=500)
    review_on = models.DateField(_("review due on"))
    closed_on = models.DateField(_("ended on"), null=True, blank=True)
    close_reason = models.CharField(_("why it ended"), max_length=20, choices=PlanEnd, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("rehab plan")
        verbose_name_plural = _("rehab plans")
        ordering = ["-made_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["file"],
                condition=Q(closed_on__isnull=True),
                name="plan_one_open",
                violation_error_message=_("The file has an open plan."),
            ),
            models.CheckConstraint(
                condition=Q(review_on__gt=F("made_on")),
                name="plan_reviewed_after_made",
                violation_error_message=_("The review lies after the day of the plan."),
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("made_on")),
                name="plan_ends_after_made",
                violation_error_message=_("The plan would end before it was made."),
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True, close_reason="")
                | (Q(closed_on__isnull=False) & ~Q(close_reason="")),
                name="plan_ends_with_reason",
            ),
            models.CheckConstraint(condition=Q(close_reason__in=["", *PlanEnd.values]), name="plan_reason_known"),
        ]

    def __str__(self):
        return f"{self.made_on}"

    @property
    def person_id(self) -> int:
        return self.file.person_id


class PlannedService(models.Model):
    """How often a service is planned until the review."""

    # A line of the plan, nothing by itself.
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="planned")
    category = models.CharField(_("service"), max_length=20, choices=ServiceCategory)
    times = models.PositiveSmallIntegerField(_("times"))

    class Meta:
        verbose_name = _("planned service")
        verbose_name_plural = _("planned services")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "category"], name="planned_service_once"),
            models.CheckConstraint(
                condition=Q(times__gte=1, times__lte=999),
                name="planned_service_times_range",
                violation_error_message=_("A service is planned between 1 and 999 times."),
            ),
            models.CheckConstraint(
                condition=Q(category__in=ServiceCategory.values), name="planned_service_category_known"
            ),
        ]

    def __str__(self):
        return f"{self.get_category_display()} × {self.times}"


class PlanReview(models.Model):
    """What came of a plan on the day of its review; `next_review_on` where it goes on."""

    # A line of the plan, nothing by itself.
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="reviews")
    reviewed_on = models.DateField(_("reviewed on"), default=timezone.localdate)
    result = models.CharField(_("result"), max_length=20, choices=ReviewResult)
    note = models.CharField(_("what was found"), max_length=300, blank=True)
    next_review_on = models.DateField(_("next review on"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = PlanReviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("review of a plan")
        verbose_name_plural = _("reviews of plans")
        ordering = ["-reviewed_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "reviewed_on"],
                name="plan_review_once_a_day",
                violation_error_message=_("This review is already entered."),
            ),
            models.CheckConstraint(
                condition=Q(result=ReviewResult.CONTINUE, next_review_on__gt=F("reviewed_on"))
                | (~Q(result=ReviewResult.CONTINUE) & Q(next_review_on__isnull=True)),
                name="plan_review_names_the_next",
                violation_error_message=_(
                    "A plan that goes on has a next review after this one; another result has none."
                ),
            ),
            models.CheckConstraint(condition=Q(result__in=ReviewResult.values), name="plan_review_result_known"),
        ]

    def __str__(self):
        return f"{self.reviewed_on} {self.get_result_display()}"

    @property
    def person_id(self) -> int:
        return self.plan.file.person_id
