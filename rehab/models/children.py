from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from registry.codes import DisabilityType
from registry.models import Area, Guardian, Person
from rehab.children_querysets import AidLineQuerySet, AidQuerySet, ChildReportQuerySet
from rehab.choices import AidEnd, AidEvaluationResult, AidState, EarlyResult, ServiceCategory
from rehab.models.cases import ServiceRecord
from rehab.models.referrals import Centre


class ChildReport(models.Model):
    """A young child found and reported (随报), and the early screening that follows."""

    person = models.ForeignKey(Person, models.PROTECT, verbose_name=_("person"), related_name="child_reports")
    community = models.ForeignKey(Area, models.PROTECT, verbose_name=_("community"), related_name="+")
    found_on = models.DateField(pgettext_lazy("child", "found on"), default=timezone.localdate)
    found_by = models.CharField(_("found by"), max_length=80)
    suspected = models.PositiveSmallIntegerField(_("suspected disability"), choices=DisabilityType)
    reported_on = models.DateField(_("reported on"), default=timezone.localdate)
    screened_on = models.DateField(_("early screening on"), null=True, blank=True)
    screening_result = models.CharField(_("result"), max_length=10, choices=EarlyResult, blank=True)
    note = models.CharField(_("what was found"), max_length=300, blank=True)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ChildReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report of a young child")
        verbose_name_plural = _("reports of young children")
        ordering = ["-reported_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "suspected"],
                condition=Q(screened_on__isnull=True),
                name="child_report_one_open_each",
                violation_error_message=_("The child is reported already and waits for the early screening."),
            ),
            models.CheckConstraint(
                condition=Q(reported_on__gte=F("found_on")),
                name="child_reported_after_found",
                violation_error_message=_("The child was reported before being found."),
            ),
            models.CheckConstraint(
                condition=Q(screened_on__isnull=True, screening_result="")
                | Q(screened_on__gte=F("found_on")) & ~Q(screening_result=""),
                name="child_screened_with_result",
                violation_error_message=_("An early screening has a day after the finding, and a result."),
            ),
            models.CheckConstraint(
                condition=Q(suspected__in=DisabilityType.values), name="child_report_suspicion_known"
            ),
            models.CheckConstraint(
                condition=Q(screening_result__in=["", *EarlyResult.values]), name="child_report_result_known"
            ),
        ]

    def __str__(self):
        return f"{self.reported_on}"

    @property
    def days_to_report(self) -> int:
        return (self.reported_on - self.found_on).days


class ChildAid(models.Model):
    """Child rehab aid (残疾儿童康复救助): the guardian applies, the district approves, a designated agency serves."""

    person = models.ForeignKey(Person, models.PROTECT, verbose_name=_("person"), related_name="child_aids")
    community = models.ForeignKey(Area, models.PROTECT, verbose_name=_("community"), related_name="+")
    guardian = models.ForeignKey(Guardian, models.PROTECT, verbose_name=_("guardian"), related_name="+")
    category = models.CharField(_("service"), max_length=20, choices=ServiceCategory, default=ServiceCategory.TRAINING)
    applied_on = models.DateField(_("applied on"), default=timezone.localdate)
    state = models.CharField(_("state"), max_length=10, choices=AidState, default=AidState.APPLIED)
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    decision_note = models.CharField(_("note on the decision"), max_length=300, blank=True)
    agency = models.ForeignKey(
        Centre, models.PROTECT, verbose_name=_("designated agency"), null=True, blank=True, related_name="+"
    )
    placed_on = models.DateField(_("with the agency since"), null=True, blank=True)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    end_reason = models.CharField(_("why it ended"), max_length=20, choices=AidEnd, blank=True)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = AidQuerySet.as_manager()

    class Meta:
        verbose_name = _("child rehab aid")
        verbose_name_plural = _("child rehab aids")
        ordering = ["-applied_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(state__in=("applied", "approved", "placed")),
                name="child_aid_one_open",
                violation_error_message=_("The child has an open application or aid."),
            ),
            models.CheckConstraint(condition=Q(category__in=ServiceCategory.values), name="child_aid_category_known"),
            models.CheckConstraint(condition=Q(end_reason__in=["", *AidEnd.values]), name="child_aid_end_known"),
            models.CheckConstraint(
                condition=Q(state="applied", decided_on__isnull=True, ended_on__isnull=True)
                | Q(state="refused", decided_on__isnull=False, ended_on__isnull=True)
                | Q(state="approved", decided_on__isnull=False, placed_on__isnull=True, ended_on__isnull=True)
                | Q(state="placed", placed_on__isnull=False, agency__isnull=False, ended_on__isnull=True)
                | (Q(state="ended", ended_on__isnull=False) & ~Q(end_reason="")),
                name="child_aid_state_has_its_days",
            ),
            models.CheckConstraint(
                condition=Q(decided_on__isnull=True) | Q(decided_on__gte=F("applied_on")),
                name="child_aid_decided_after_applied",
                violation_error_message=_("The decision is before the application."),
            ),
            models.CheckConstraint(
                condition=Q(placed_on__isnull=True) | Q(placed_on__gte=F("decided_on")),
                name="child_aid_placed_after_decided",
                violation_error_message=_("The agency would begin before the decision."),
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("applied_on")),
                name="child_aid_ended_after_applied",
                violation_error_message=_("It would end before it was applied for."),
            ),
        ]

    def __str__(self):
        return f"{self.get_category_display()} {self.applied_on}"


class AidSettlement(models.Model):
    """What the agency settled for a month; it counts as a service of that month."""

    # A line of the aid, nothing by itself.
    aid = models.ForeignKey(ChildAid, models.CASCADE, related_name="settlements")
    year = models.PositiveSmallIntegerField(_("year"))
    month = models.PositiveSmallIntegerField(_("month"))
    sessions = models.PositiveSmallIntegerField(_("sessions"))
    amount = models.DecimalField(_("amount (yuan)"), max_digits=9, decimal_places=2)
    settled_on = models.DateField(_("settled on"), default=timezone.localdate)
    service = models.OneToOneField(ServiceRecord, models.PROTECT, related_name="+")

    objects = AidLineQuerySet.as_manager()

    class Meta:
        verbose_name = _("monthly settlement")
        verbose_name_plural = _("monthly settlements")
        ordering = ["-year", "-month", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["aid", "year", "month"],
                name="aid_settled_once_a_month",
                violation_error_message=_("This month is settled already."),
            ),
            models.CheckConstraint(
                condition=Q(year__gte=2000, year__lte=2100, month__gte=1, month__lte=12), name="aid_month_plausible"
            ),
            models.CheckConstraint(
                condition=Q(sessions__gte=1, sessions__lte=93),
                name="aid_sessions_range",
                violation_error_message=_("A month has between 1 and 93 sessions."),
            ),
            models.CheckConstraint(
                condition=Q(amount__gt=0),
                name="settlement_amount_positive",
                violation_error_message=_("The amount is more than 0."),
            ),
        ]

    def __str__(self):
        return f"{self.year}-{self.month:02d}"

    @property
    def person_id(self) -> int:
        return self.aid.person_id


class AidEvaluation(models.Model):
    """The yearly evaluation of what the aid achieved."""

    # A line of the aid, nothing by itself.
    aid = models.ForeignKey(ChildAid, models.CASCADE, related_name="evaluations")
    evaluated_on = models.DateField(_("evaluated on"), default=timezone.localdate)
    evaluator_name = models.CharField(_("evaluated by"), max_length=50)
    result = models.CharField(_("result"), max_length=10, choices=AidEvaluationResult)
    note = models.CharField(_("what was found"), max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = AidLineQuerySet.as_manager()

    class Meta:
        verbose_name = _("yearly evaluation")
        verbose_name_plural = _("yearly evaluations")
        ordering = ["-evaluated_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["aid", "evaluated_on"],
                name="aid_evaluated_once_a_day",
                violation_error_message=_("This evaluation is already entered."),
            ),
            models.CheckConstraint(
                condition=Q(result__in=AidEvaluationResult.values), name="aid_evaluation_result_known"
            ),
        ]

    def __str__(self):
        return f"{self.evaluated_on}"

    @property
    def person_id(self) -> int:
        return self.aid.person_id
