from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registry.models import Area, Person
from relief.finding_querysets import RecoveryLineQuerySet, RecoveryQuerySet
from relief.matching_choices import RecoveryReason, RepaymentKind
from relief.models.entitlements import Entitlement
from relief.models.findings import MatchFinding


class Recovery(models.Model):
    """Money that was paid and is asked back (追缴): amount, plan, what came in, until it is settled."""

    person = models.ForeignKey(Person, models.PROTECT, verbose_name=_("payee"), related_name="recoveries")
    community = models.ForeignKey(Area, models.PROTECT, verbose_name=_("community"), related_name="+")
    finding = models.ForeignKey(MatchFinding, models.PROTECT, null=True, blank=True, related_name="recoveries")
    entitlement = models.ForeignKey(
        Entitlement, models.PROTECT, null=True, blank=True, verbose_name=_("entitlement"), related_name="recoveries"
    )
    reason = models.CharField(_("why it is asked back"), max_length=20, choices=RecoveryReason)
    amount = models.DecimalField(_("amount"), max_digits=12, decimal_places=2)
    decided_on = models.DateField(_("decided on"), default=timezone.localdate)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    note = models.CharField(_("note"), max_length=300, blank=True)
    # The first day on which something is due that has not come in; kept in step by each line.
    next_due_on = models.DateField(_("next due on"), null=True, blank=True)
    settled_on = models.DateField(_("settled on"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = RecoveryQuerySet.as_manager()

    class Meta:
        verbose_name = _("recovery")
        verbose_name_plural = _("recoveries")
        ordering = ["-decided_on", "-pk"]
        indexes = [
            models.Index(fields=["next_due_on"], name="recovery_by_due_day", condition=Q(settled_on__isnull=True))
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gt=0),
                name="recovery_amount_positive",
                violation_error_message=_("The amount must be more than 0."),
            ),
            models.CheckConstraint(condition=Q(reason__in=RecoveryReason.values), name="recovery_reason_known"),
            models.CheckConstraint(
                condition=Q(settled_on__isnull=True) | Q(settled_on__gte=F("decided_on")),
                name="recovery_settled_after_decision",
            ),
            models.CheckConstraint(
                condition=Q(settled_on__isnull=True, next_due_on__isnull=False)
                | Q(settled_on__isnull=False, next_due_on__isnull=True),
                name="recovery_due_until_settled",
            ),
            models.UniqueConstraint(
                fields=["finding"],
                condition=Q(settled_on__isnull=True),
                name="recovery_one_open_of_a_finding",
                violation_error_message=_("A recovery of this finding is open already."),
            ),
        ]

    def __str__(self):
        return f"{self.decided_on}"

    @property
    def paid(self) -> Decimal:
        return sum((row.amount for row in self.repayments.all()), Decimal(0))


class Instalment(models.Model):
    """A line of the plan; a new plan replaces the lines that were, and keeps them."""

    # A line of its recovery, nothing by itself.
    recovery = models.ForeignKey(Recovery, models.CASCADE, related_name="instalments")
    due_on = models.DateField(_("due on"))
    amount = models.DecimalField(_("amount"), max_digits=12, decimal_places=2)
    replaced_on = models.DateField(_("replaced on"), null=True, blank=True)

    objects = RecoveryLineQuerySet.as_manager()

    class Meta:
        verbose_name = _("instalment")
        verbose_name_plural = _("instalments")
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["recovery", "due_on"], condition=Q(replaced_on__isnull=True), name="instalment_once_a_day"
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="instalment_amount_positive"),
        ]

    def __str__(self):
        return f"{self.due_on}"


class Repayment(models.Model):
    """Money that came in, or was deducted from what the payee draws."""

    # A line of its recovery, nothing by itself.
    recovery = models.ForeignKey(Recovery, models.CASCADE, related_name="repayments")
    paid_on = models.DateField(_("day"), default=timezone.localdate)
    kind = models.CharField(_("how"), max_length=10, choices=RepaymentKind, default=RepaymentKind.RECEIVED)
    amount = models.DecimalField(_("amount"), max_digits=12, decimal_places=2)
    note = models.CharField(_("note"), max_length=200, blank=True)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)

    objects = RecoveryLineQuerySet.as_manager()

    class Meta:
        verbose_name = _("repayment")
        verbose_name_plural = _("repayments")
        ordering = ["paid_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gt=0),
                name="repayment_amount_positive",
                violation_error_message=_("The amount must be more than 0."),
            ),
            models.CheckConstraint(condition=Q(kind__in=RepaymentKind.values), name="repayment_kind_known"),
        ]

    def __str__(self):
        return f"{self.paid_on}"
