import calendar
from datetime import date

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from registry.models import Area, Job
from relief.models.programmes import Programme
from relief.payment_choices import BankFormat, RunState
from relief.payment_querysets import SENT, DatedRuleQuerySet, InRunQuerySet, PaymentRunQuerySet


class PaymentRule(models.Model):
    """How payments are made from a day on; the newest row begun by a day holds on it."""

    effective_from = models.DateField(_("in force from"), default=timezone.localdate)
    account_rest_days = models.PositiveSmallIntegerField(
        _("days a changed account rests"),
        default=7,
        help_text=_("Payees whose account was changed within so many days are left out of a run."),
    )
    due_day = models.PositiveSmallIntegerField(
        _("paid by the … of the month"),
        default=15,
        help_text=_("In a shorter month, by its last day."),
    )
    back_months = models.PositiveSmallIntegerField(
        _("months that are paid back at most"), default=6, help_text=_("For late approvals.")
    )

    objects = DatedRuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("payment rule")
        verbose_name_plural = _("payment rules")
        ordering = ["-effective_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["effective_from"],
                name="payment_rule_one_a_day",
                violation_error_message=_("There is a rule from that day already."),
            ),
            models.CheckConstraint(
                condition=Q(due_day__range=(1, 31)),
                name="payment_rule_day_of_month",
                violation_error_message=_("A month has the days 1 to 31."),
            ),
            models.CheckConstraint(
                condition=Q(back_months__lte=24) & Q(account_rest_days__lte=90),
                name="payment_rule_plausible",
                violation_error_message=_("Up to 24 months and 90 days."),
            ),
        ]

    def __str__(self):
        return f"{self.effective_from}"

    @classmethod
    def on(cls, day: date) -> "PaymentRule":
        """Before the first row: the defaults."""
        return cls.objects.holding_on(day).first() or cls()

    def due_in(self, month: date) -> date:
        last = calendar.monthrange(month.year, month.month)[1]
        return month.replace(day=min(self.due_day, last))


class ApprovalBand(models.Model):
    """From which total on a run needs how many approvers; the rows of the newest day hold together."""

    effective_from = models.DateField(_("in force from"), default=timezone.localdate)
    from_amount = models.DecimalField(
        _("from a total of"), max_digits=14, decimal_places=2, validators=[MinValueValidator(0)]
    )
    approvers = models.PositiveSmallIntegerField(_("approvers"), choices=[(1, "1"), (2, "2")], default=2)

    objects = DatedRuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("approval band")
        verbose_name_plural = _("approval bands")
        ordering = ["-effective_from", "from_amount"]
        constraints = [
            models.UniqueConstraint(
                fields=["effective_from", "from_amount"],
                name="approval_band_once",
                violation_error_message=_("There is a band from that day and total already."),
            ),
            models.CheckConstraint(condition=Q(approvers__in=[1, 2]), name="approval_band_one_or_two"),
            models.CheckConstraint(condition=Q(from_amount__gte=0), name="approval_band_from_0"),
        ]

    def __str__(self):
        return f"{self.from_amount}"

    @classmethod
    def approvers_for(cls, money, day: date) -> int:
        """1 where no band says otherwise."""
        band = cls.objects.holding_on(day).filter(from_amount__lte=money).order_by("-from_amount").first()
        return band.approvers if band else 1


class PaymentRun(models.Model):
    """What an area pays out in a month (发放批次). `state` moves by relief.run_workflow alone; `steps` tell who and when."""

    area = models.ForeignKey(Area, models.PROTECT, verbose_name=_("area"), related_name="+")
    month = models.DateField(_("month"))
    # Empty: all programmes.
    programme = models.ForeignKey(
        Programme, models.PROTECT, null=True, blank=True, verbose_name=_("programme"), related_name="+"
    )
    state = models.CharField(_("state"), max_length=20, choices=RunState, default=RunState.PREPARING)
    prepared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, verbose_name=_("prepared by"), related_name="+"
    )
    begun_at = models.DateTimeField(_("begun at"), default=timezone.now)
    # Accounts, reviews and exclusions are looked at as of this day.
    prepared_on = models.DateField(_("prepared on"), default=timezone.localdate)
    job = models.ForeignKey(Job, models.PROTECT, null=True, blank=True, related_name="+")
    line_count = models.PositiveIntegerField(_("payments"), default=0)
    money = models.DecimalField(_("total"), max_digits=14, decimal_places=2, default=0)
    released_on = models.DateField(pgettext_lazy("payment run", "released on"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = PaymentRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("payment run")
        verbose_name_plural = _("payment runs")
        ordering = ["-month", "-pk"]
        indexes = [models.Index(fields=["area", "month"], name="run_by_area")]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "month", "programme"],
                condition=Q(state__in=["preparing", "prepared", "checked"]),
                name="run_one_in_preparation",
                violation_error_message=_("Such a run is being prepared already."),
            ),
            # Empty values are never equal to each other.
            models.UniqueConstraint(
                fields=["area", "month"],
                condition=Q(state__in=["preparing", "prepared", "checked"], programme__isnull=True),
                name="run_of_all_in_preparation",
                violation_error_message=_("Such a run is being prepared already."),
            ),
            models.CheckConstraint(condition=Q(month__day=1), name="run_month_start"),
            models.CheckConstraint(condition=Q(state__in=RunState.values), name="run_state_known"),
            models.CheckConstraint(
                condition=Q(state__in=[*SENT], released_on__isnull=False)
                | (~Q(state__in=[*SENT]) & Q(released_on__isnull=True)),
                name="run_released_with_day",
            ),
        ]

    def __str__(self):
        return self.number

    @property
    def number(self) -> str:
        return f"{self.month:%Y%m}-{self.pk:04d}"

    @property
    def is_sent(self) -> bool:
        return self.state in SENT


class RunStep(models.Model):
    """One move of a run, as it happened. Who reviewed and who approved is read from here."""

    # A line of its run, nothing by itself.
    run = models.ForeignKey(PaymentRun, models.CASCADE, related_name="steps")
    action = models.CharField(_("action"), max_length=20)
    taken_at = models.DateTimeField(_("at"), default=timezone.now)
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    reason = models.CharField(_("reason"), max_length=300, blank=True)

    objects = InRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("step of a payment run")
        verbose_name_plural = _("steps of payment runs")
        ordering = ["taken_at", "pk"]

    def __str__(self):
        return self.action


class BankFile(models.Model):
    """A file for the bank: not kept, but made again from the frozen lines, and then the same to the byte (`sha256`)."""

    run = models.ForeignKey(PaymentRun, models.PROTECT, verbose_name=_("payment run"), related_name="bank_files")
    format = models.CharField(_("format"), max_length=10, choices=BankFormat)
    sha256 = models.CharField(max_length=64)
    line_count = models.PositiveIntegerField(_("payments"))
    money = models.DecimalField(_("total"), max_digits=14, decimal_places=2)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, verbose_name=_("made by"), related_name="+"
    )
    made_at = models.DateTimeField(_("made at"), default=timezone.now)

    objects = InRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("bank file")
        verbose_name_plural = _("bank files")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["run", "format"], name="bank_file_once"),
            models.CheckConstraint(condition=Q(format__in=BankFormat.values), name="bank_file_format_known"),
        ]

    def __str__(self):
        return self.number

    @property
    def number(self) -> str:
        return f"B{self.pk:06d}"


class ReturnFile(models.Model):
    """What the bank told of a run, taken in once however often it is sent. Its rows stand on the lines; the file is not kept."""

    run = models.ForeignKey(PaymentRun, models.PROTECT, verbose_name=_("payment run"), related_name="return_files")
    sha256 = models.CharField(max_length=64)
    name = models.CharField(_("file"), max_length=200)
    paid_count = models.PositiveIntegerField(_("paid"), default=0)
    returned_count = models.PositiveIntegerField(_("returned"), default=0)
    unchanged_count = models.PositiveIntegerField(_("known before"), default=0)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, verbose_name=_("taken in by"), related_name="+"
    )
    taken_at = models.DateTimeField(_("taken in at"), default=timezone.now)

    objects = InRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("return file")
        verbose_name_plural = _("return files")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["run", "sha256"], name="return_file_once")]

    def __str__(self):
        return self.name
