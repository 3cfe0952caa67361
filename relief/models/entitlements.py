from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registry.models import Area, Household, Person
from relief.choices import AmountReason, ReviewResult, StopReason, SuspendReason
from relief.models.applications import Application
from relief.models.programmes import Programme
from relief.querysets import EntitlementAmountQuerySet, EntitlementQuerySet, SuspensionQuerySet


class Entitlement(models.Model):
    """Who draws a programme from which month to which (享受资格). Months are their first days; `until_month` is not paid.

    A household's benefit stands under its applicant, who is the payee.
    """

    person = models.ForeignKey(Person, models.PROTECT, verbose_name=_("payee"), related_name="entitlements")
    household = models.ForeignKey(Household, models.PROTECT, null=True, blank=True, related_name="+")
    community = models.ForeignKey(Area, models.PROTECT, verbose_name=_("community"), related_name="+")
    programme = models.ForeignKey(Programme, models.PROTECT, verbose_name=_("programme"), related_name="entitlements")
    # Empty for what was granted before this desk.
    application = models.OneToOneField(Application, models.PROTECT, null=True, blank=True, related_name="entitlement")
    granted_on = models.DateField(_("granted on"), default=timezone.localdate)
    granted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    from_month = models.DateField(_("first paid month"))
    until_month = models.DateField(_("not paid from"), null=True, blank=True)
    stopped_on = models.DateField(_("stopped on"), null=True, blank=True)
    stop_reason = models.CharField(_("why it stopped"), max_length=20, choices=StopReason, blank=True)
    stop_note = models.CharField(_("note"), max_length=300, blank=True)
    # Empty where the programme reviews nothing.
    review_due_on = models.DateField(_("re-certification due"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = EntitlementQuerySet.as_manager()

    class Meta:
        verbose_name = _("entitlement")
        verbose_name_plural = _("entitlements")
        ordering = ["-from_month", "-pk"]
        indexes = [
            models.Index(fields=["programme", "from_month", "until_month", "person"], name="entitlement_cover"),
            models.Index(fields=["community", "programme"], name="entitlement_by_community"),
            models.Index(fields=["review_due_on"], name="entitlement_by_review", condition=Q(until_month__isnull=True)),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "programme"],
                condition=Q(until_month__isnull=True),
                name="entitlement_one_open",
                violation_error_message=_("The person draws this programme already."),
            ),
            models.CheckConstraint(condition=Q(from_month__day=1), name="entitlement_from_month_start"),
            models.CheckConstraint(
                condition=Q(until_month__isnull=True) | Q(until_month__day=1), name="entitlement_until_month_start"
            ),
            models.CheckConstraint(
                condition=Q(until_month__isnull=True) | Q(until_month__gte=F("from_month")),
                name="entitlement_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(until_month__isnull=True, stopped_on__isnull=True, stop_reason="")
                | (Q(until_month__isnull=False, stopped_on__isnull=False) & ~Q(stop_reason="")),
                name="entitlement_stopped_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(stop_reason__in=["", *StopReason.values]), name="entitlement_stop_reason_known"
            ),
        ]

    def __str__(self):
        return f"{self.programme} {self.from_month:%Y-%m}"

    def amount_on(self, month) -> "EntitlementAmount | None":
        """The row that holds in the month (its first day)."""
        rows = [row for row in self.amounts.all() if row.from_month <= month]
        return max(rows, key=lambda row: row.from_month, default=None)


class EntitlementAmount(models.Model):
    """What an entitlement pays from a month on, until the next row."""

    # A line of the entitlement, nothing by itself.
    entitlement = models.ForeignKey(Entitlement, models.CASCADE, related_name="amounts")
    from_month = models.DateField(_("from month"))
    amount = models.DecimalField(_("amount"), max_digits=12, decimal_places=2)
    quantity = models.DecimalField(_("quantity"), max_digits=10, decimal_places=3, null=True, blank=True)
    members = models.PositiveSmallIntegerField(_("members"), default=1)
    income_per_head = models.DecimalField(_("income per head"), max_digits=12, decimal_places=2, null=True, blank=True)
    reason = models.CharField(_("why"), max_length=12, choices=AmountReason, default=AmountReason.GRANTED)
    note = models.CharField(_("note"), max_length=300, blank=True)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    entered_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = EntitlementAmountQuerySet.as_manager()

    class Meta:
        verbose_name = _("amount of an entitlement")
        verbose_name_plural = _("amounts of entitlements")
        ordering = ["from_month", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["entitlement", "from_month"],
                name="amount_one_a_month",
                violation_error_message=_("There is an amount from that month already."),
            ),
            models.CheckConstraint(condition=Q(from_month__day=1), name="amount_month_start"),
            models.CheckConstraint(
                condition=Q(amount__gt=0) & (Q(quantity__isnull=True) | Q(quantity__gt=0)),
                name="amount_positive",
                violation_error_message=_("The amount must be more than 0."),
            ),
            models.CheckConstraint(condition=Q(members__range=(1, 30)), name="amount_members_plausible"),
            models.CheckConstraint(condition=Q(reason__in=AmountReason.values), name="amount_reason_known"),
        ]

    def __str__(self):
        return f"{self.amount}"


class Suspension(models.Model):
    """Months in which an entitlement is not paid though it has not ended. `until_month` is paid again."""

    # A line of the entitlement, nothing by itself.
    entitlement = models.ForeignKey(Entitlement, models.CASCADE, related_name="suspensions")
    from_month = models.DateField(_("from month"))
    until_month = models.DateField(_("paid again from"), null=True, blank=True)
    reason = models.CharField(_("why"), max_length=20, choices=SuspendReason)
    note = models.CharField(_("note"), max_length=300, blank=True)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)

    objects = SuspensionQuerySet.as_manager()

    class Meta:
        verbose_name = _("suspension")
        verbose_name_plural = _("suspensions")
        ordering = ["from_month", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["entitlement"],
                condition=Q(until_month__isnull=True),
                name="suspension_one_open",
                violation_error_message=_("The entitlement is suspended already."),
            ),
            models.CheckConstraint(
                condition=Q(from_month__day=1) & (Q(until_month__isnull=True) | Q(until_month__day=1)),
                name="suspension_month_start",
            ),
            models.CheckConstraint(
                condition=Q(until_month__isnull=True) | Q(until_month__gte=F("from_month")),
                name="suspension_ends_after_start",
            ),
            models.CheckConstraint(condition=Q(reason__in=SuspendReason.values), name="suspension_reason_known"),
        ]

    def __str__(self):
        return f"{self.from_month:%Y-%m}"


class Recertification(models.Model):
    """A look whether somebody is still entitled (复核), and until when that holds."""

    # A line of the entitlement, nothing by itself.
    entitlement = models.ForeignKey(Entitlement, models.CASCADE, related_name="recertifications")
    reviewed_on = models.DateField(_("re-certified on"), default=timezone.localdate)
    reviewed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    result = models.CharField(_("result"), max_length=10, choices=ReviewResult)
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("re-certification")
        verbose_name_plural = _("re-certifications")
        ordering = ["reviewed_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["entitlement", "reviewed_on"],
                name="recertified_once_a_day",
                violation_error_message=_("It was already re-certified on that day."),
            ),
            models.CheckConstraint(condition=Q(result__in=ReviewResult.values), name="recertification_result_known"),
        ]

    def __str__(self):
        return f"{self.reviewed_on}"
