"""What psychiatric care runs on: its dated rules, training, money, meetings. None of it tells of a patient."""

from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from psych_care.care_choices import Audience, IncomeKind
from psych_care.care_querysets import AreaQuerySet, CareIncomeQuerySet, CareRuleQuerySet, CareSpendingQuerySet
from registry.models import Area

AT_LEAST_A_CENT = MinValueValidator(Decimal("0.01"))
AT_LEAST_ONE = MinValueValidator(1)
AT_LEAST_TWO = MinValueValidator(2)


class CareRule(models.Model):
    """Days, counts and the amount that hold from a day on. A change is a new row; the newest one begun by a day holds."""

    effective_from = models.DateField(_("in force from"), unique=True)
    bed_days = models.PositiveSmallIntegerField(
        _("days within which a home bed is visited"), default=7, validators=[AT_LEAST_ONE]
    )
    discharge_days = models.PositiveSmallIntegerField(
        _("days within which somebody goes there after a discharge"), default=14, validators=[AT_LEAST_ONE]
    )
    search_days = models.PositiveSmallIntegerField(
        _("days between two searches for a lost patient"), default=30, validators=[AT_LEAST_ONE]
    )
    incentive = models.DecimalField(
        _("guardian's incentive for a quarter (yuan)"),
        max_digits=10,
        decimal_places=2,
        default=0,
        validators=[MinValueValidator(0)],
        help_text=_("0: none is proposed."),
    )
    haste_visits = models.PositiveSmallIntegerField(
        _("visits by one worker in an hour that are doubted"), default=20, validators=[AT_LEAST_TWO]
    )
    same_notes = models.PositiveSmallIntegerField(
        _("patients with the same note that are doubted"), default=3, validators=[AT_LEAST_TWO]
    )
    last_day_visits = models.PositiveSmallIntegerField(
        _("visits of a quarter, all on the last day, that are doubted"), default=10, validators=[AT_LEAST_TWO]
    )
    answer_days = models.PositiveSmallIntegerField(
        _("days after which a doubted visit goes to the manager"), default=7, validators=[AT_LEAST_ONE]
    )
    source = models.CharField(_("source"), max_length=200, blank=True)

    objects = CareRuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("rule of psychiatric care")
        verbose_name_plural = _("rules of psychiatric care")
        ordering = ["-effective_from"]
        constraints = [
            models.CheckConstraint(
                condition=Q(bed_days__gte=1, discharge_days__gte=1, search_days__gte=1, answer_days__gte=1),
                name="care_rule_days_positive",
            ),
            models.CheckConstraint(
                condition=Q(haste_visits__gte=2, same_notes__gte=2, last_day_visits__gte=2),
                name="care_rule_counts_plausible",
            ),
            models.CheckConstraint(condition=Q(incentive__gte=0), name="care_rule_incentive_not_negative"),
        ]

    def __str__(self):
        return f"{self.effective_from}"


class CareTraining(models.Model):
    """A training in psychiatric care, counted in person-times."""

    area = models.ForeignKey(Area, models.PROTECT, verbose_name=_("area"), related_name="+")
    held_on = models.DateField(_("held on"), default=timezone.localdate)
    audience = models.CharField(_("for whom"), max_length=20, choices=Audience)
    topic = models.CharField(_("topic"), max_length=120)
    trainer = models.CharField(_("trainer"), max_length=80, blank=True)
    person_times = models.PositiveIntegerField(_("person-times"), validators=[AT_LEAST_ONE])
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = AreaQuerySet.as_manager()

    class Meta:
        verbose_name = _("training in psychiatric care")
        verbose_name_plural = _("training in psychiatric care")
        ordering = ["-held_on", "-pk"]
        indexes = [models.Index(fields=["held_on", "area", "person_times"], name="care_training_cover")]
        constraints = [
            models.CheckConstraint(condition=Q(audience__in=Audience.values), name="care_training_audience_known"),
            models.CheckConstraint(condition=Q(person_times__gt=0), name="care_training_somebody_came"),
        ]

    def __str__(self):
        return f"{self.held_on} {self.topic}"


class CareIncome(models.Model):
    """Money or a donation for psychiatric care: from whom, for what; what became of it are its spendings."""

    area = models.ForeignKey(Area, models.PROTECT, verbose_name=_("area"), related_name="+")
    received_on = models.DateField(_("received on"), default=timezone.localdate)
    kind = models.CharField(_("kind"), max_length=20, choices=IncomeKind)
    source = models.CharField(_("from whom"), max_length=80)
    purpose = models.CharField(_("for what"), max_length=200)
    amount = models.DecimalField(_("amount (yuan)"), max_digits=14, decimal_places=2, validators=[AT_LEAST_A_CENT])
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = CareIncomeQuerySet.as_manager()

    class Meta:
        verbose_name = _("income of psychiatric care")
        verbose_name_plural = _("income of psychiatric care")
        ordering = ["-received_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=IncomeKind.values), name="care_income_kind_known"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="care_income_amount_positive"),
        ]

    def __str__(self):
        return f"{self.received_on} {self.source}"


class CareSpending(models.Model):
    """What was spent of an income. All of them together are never more than it (services.money)."""

    income = models.ForeignKey(CareIncome, models.PROTECT, verbose_name=_("income"), related_name="spendings")
    spent_on = models.DateField(_("spent on (day)"), default=timezone.localdate)
    used_for = models.CharField(_("spent on"), max_length=200)
    amount = models.DecimalField(_("amount (yuan)"), max_digits=14, decimal_places=2, validators=[AT_LEAST_A_CENT])
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = CareSpendingQuerySet.as_manager()

    class Meta:
        verbose_name = _("spending of psychiatric care")
        verbose_name_plural = _("spendings of psychiatric care")
        ordering = ["-spent_on", "-pk"]
        constraints = [models.CheckConstraint(condition=Q(amount__gt=0), name="care_spending_amount_positive")]

    def __str__(self):
        return f"{self.spent_on} {self.used_for}"


class CareMeeting(models.Model):
    """A meeting of the leading group: who was there, what was decided, when the next one is."""

    area = models.ForeignKey(Area, models.PROTECT, verbose_name=_("area"), related_name="+")
    held_on = models.DateField(_("held on"), default=timezone.localdate)
    present = models.CharField(_("who was there"), max_length=300)
    decisions = models.TextField(_("what was decided"), max_length=2000)
    next_on = models.DateField(_("next meeting"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = AreaQuerySet.as_manager()

    class Meta:
        verbose_name = _("meeting of the leading group")
        verbose_name_plural = _("meetings of the leading group")
        ordering = ["-held_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "held_on"],
                name="care_meeting_once_a_day",
                violation_error_message=_("The meeting of that day is already entered."),
            ),
            models.CheckConstraint(
                condition=Q(next_on__isnull=True) | Q(next_on__gt=F("held_on")),
                name="care_meeting_next_is_later",
                violation_error_message=_("The next meeting is after this one."),
            ),
        ]

    def __str__(self):
        return f"{self.held_on}"
