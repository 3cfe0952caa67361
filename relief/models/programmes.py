from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from registry.codes import Grade
from relief.choices import AmountRule, Cycle, Department, FirstMonth, Tier, Unit
from relief.months import next_month
from relief.querysets import DatedQuerySet, ExclusionQuerySet, ProgrammeQuerySet, ProgrammeRuleQuerySet


class Programme(models.Model):
    """A relief programme: what never changes about it; its dated rules and standards say the rest."""

    code = models.SlugField(_("code"), max_length=30, unique=True)
    name = models.CharField(_("name"), max_length=40, unique=True)
    department = models.CharField(_("owning department"), max_length=20, choices=Department)
    unit = models.CharField(_("granted to"), max_length=10, choices=Unit)
    cycle = models.CharField(_("paid"), max_length=10, choices=Cycle)
    amount_rule = models.CharField(_("how the amount comes about"), max_length=12, choices=AmountRule)
    # Only with it is the programme drawn: the living subsidy is for people of households with the allowance.
    needs = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, verbose_name=_("only with"), related_name="+"
    )
    quantity_unit = models.CharField(
        _("given in kind, counted in"), max_length=10, blank=True, help_text=_("Leave empty where money is paid.")
    )
    opened_on = models.DateField(_("open since"))
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(department__in=Department.values), name="programme_department_known"),
            models.CheckConstraint(condition=Q(unit__in=Unit.values), name="programme_unit_known"),
            models.CheckConstraint(condition=Q(cycle__in=Cycle.values), name="programme_cycle_known"),
            models.CheckConstraint(condition=Q(amount_rule__in=AmountRule.values), name="programme_amount_rule_known"),
            models.CheckConstraint(condition=Q(needs__isnull=True) | ~Q(needs=F("id")), name="programme_needs_another"),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("opened_on")),
                name="programme_closes_after_opening",
                violation_error_message=_("The programme would close before it opens."),
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def is_for_households(self) -> bool:
        return self.unit == Unit.HOUSEHOLD

    @property
    def is_in_kind(self) -> bool:
        return bool(self.quantity_unit)

    def rule_on(self, day: date) -> "ProgrammeRule | None":
        """The rule that holds on the day; None before the first."""
        return self.rules.holding_on(day).first()


class ProgrammeRule(models.Model):
    """What a programme asks for from a day on. A change is a new row; the newest one begun by a day holds on it."""

    programme = models.ForeignKey(Programme, models.PROTECT, verbose_name=_("programme"), related_name="rules")
    effective_from = models.DateField(_("in force from"))
    min_age = models.PositiveSmallIntegerField(_("youngest age"), null=True, blank=True)
    max_age = models.PositiveSmallIntegerField(_("oldest age"), null=True, blank=True)
    max_grade = models.PositiveSmallIntegerField(
        _("disability grade, at least"),
        choices=Grade,
        null=True,
        blank=True,
        help_text=_("Grade 1 is the most severe. Leave empty where no certificate is needed."),
    )
    max_grade_mental = models.PositiveSmallIntegerField(
        _("the same, for intellectual and mental disability"), choices=Grade, null=True, blank=True
    )
    notice_days = models.PositiveSmallIntegerField(
        _("days of public notice"), default=7, help_text=_("0: nothing is published.")
    )
    first_month = models.CharField(_("first paid month"), max_length=5, choices=FirstMonth, default=FirstMonth.NEXT)
    review_months = models.PositiveSmallIntegerField(
        _("re-certified every … months"), null=True, blank=True, help_text=_("Leave empty where nothing is reviewed.")
    )
    deductible = models.DecimalField(_("deductible"), max_digits=12, decimal_places=2, null=True, blank=True)
    ratio_percent = models.DecimalField(_("share paid (%)"), max_digits=5, decimal_places=2, null=True, blank=True)
    yearly_cap = models.DecimalField(_("most in a year"), max_digits=12, decimal_places=2, null=True, blank=True)
    least_amount = models.DecimalField(_("warn below"), max_digits=12, decimal_places=2, null=True, blank=True)
    source = models.CharField(_("source"), max_length=200, blank=True)

    objects = ProgrammeRuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("rule of a programme")
        verbose_name_plural = _("rules of programmes")
        ordering = ["programme", "-effective_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "effective_from"],
                name="rule_one_a_day",
                violation_error_message=_("The programme has a rule from that day already."),
            ),
            models.CheckConstraint(
                condition=Q(min_age__isnull=True) | Q(max_age__isnull=True) | Q(max_age__gte=F("min_age")),
                name="rule_ages_in_order",
                violation_error_message=_("The oldest age is below the youngest."),
            ),
            models.CheckConstraint(
                condition=(Q(max_grade__isnull=True) | Q(max_grade__in=Grade.values))
                & (Q(max_grade_mental__isnull=True) | Q(max_grade_mental__in=Grade.values)),
                name="rule_grades_known",
            ),
            models.CheckConstraint(condition=Q(notice_days__lte=90), name="rule_notice_days_plausible"),
            models.CheckConstraint(condition=Q(first_month__in=FirstMonth.values), name="rule_first_month_known"),
            models.CheckConstraint(
                condition=Q(review_months__isnull=True) | Q(review_months__range=(1, 60)),
                name="rule_review_months_plausible",
            ),
            models.CheckConstraint(
                condition=(Q(deductible__isnull=True) | Q(deductible__gte=0))
                & (Q(yearly_cap__isnull=True) | Q(yearly_cap__gt=0))
                & (Q(least_amount__isnull=True) | Q(least_amount__gt=0)),
                name="rule_money_positive",
            ),
            models.CheckConstraint(
                condition=Q(ratio_percent__isnull=True) | Q(ratio_percent__gt=0, ratio_percent__lte=100),
                name="rule_share_up_to_100",
                violation_error_message=_("The share is over 0 and up to 100%."),
            ),
        ]

    def __str__(self):
        return f"{self.effective_from}"

    def first_paid_month(self, approved_on: date) -> date:
        month = approved_on.replace(day=1)
        return month if self.first_month == FirstMonth.SAME else next_month(month)


class Standard(models.Model):
    """An amount of a programme from a day on, for a tier: the allowance 390 → 450, urban and rural apart."""

    programme = models.ForeignKey(Programme, models.PROTECT, verbose_name=_("programme"), related_name="standards")
    tier = models.CharField(_("for"), max_length=10, choices=Tier, default=Tier.ALL)
    amount = models.DecimalField(_("amount"), max_digits=12, decimal_places=2)
    effective_from = models.DateField(_("in force from"))
    source = models.CharField(_("source"), max_length=200, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("standard")
        verbose_name_plural = _("standards")
        ordering = ["programme", "-effective_from", "tier"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "tier", "effective_from"],
                name="relief_standard_once",
                violation_error_message=_("There is a standard from that day already."),
            ),
            models.CheckConstraint(condition=Q(tier__in=Tier.values), name="relief_standard_tier_known"),
            models.CheckConstraint(
                condition=Q(amount__gt=0),
                name="relief_standard_positive",
                violation_error_message=_("The amount must be more than 0."),
            ),
        ]

    def __str__(self):
        return f"{self.amount}"


class Exclusion(models.Model):
    """While somebody draws `prevailing`, `excluded` is not paid to them."""

    prevailing = models.ForeignKey(Programme, models.PROTECT, verbose_name=_("who draws"), related_name="excludes")
    excluded = models.ForeignKey(Programme, models.PROTECT, verbose_name=_("does not draw"), related_name="excluded_by")
    effective_from = models.DateField(_("in force from"))
    effective_until = models.DateField(_("until"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=200, blank=True)

    objects = ExclusionQuerySet.as_manager()

    class Meta:
        verbose_name = _("exclusion")
        verbose_name_plural = _("exclusions")
        ordering = ["prevailing", "excluded", "-effective_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["prevailing", "excluded"],
                condition=Q(effective_until__isnull=True),
                name="exclusion_one_open",
                violation_error_message=_("This exclusion is in force already."),
            ),
            models.CheckConstraint(
                condition=~Q(prevailing=F("excluded")),
                name="exclusion_of_another",
                violation_error_message=_("No programme excludes itself."),
            ),
            models.CheckConstraint(
                condition=Q(effective_until__isnull=True) | Q(effective_until__gte=F("effective_from")),
                name="exclusion_ends_after_start",
                violation_error_message=_("The exclusion would end before it began."),
            ),
        ]

    def __str__(self):
        return f"{self.prevailing} × {self.excluded}"
