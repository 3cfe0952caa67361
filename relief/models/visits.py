from decimal import ROUND_HALF_UP, Decimal

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from relief.choices import IncomeSource, PropertyKind
from relief.models.applications import Bundle
from relief.querysets import HomeVisitQuerySet

CENT = Decimal("0.01")


class HomeVisit(models.Model):
    """The sheet of a home visit by two (入户调查), for all applications of a bundle."""

    bundle = models.ForeignKey(Bundle, models.PROTECT, related_name="visits")
    visited_on = models.DateField(_("home visited on"), default=timezone.localdate)
    first_visitor = models.CharField(_("first visitor"), max_length=50)
    second_visitor = models.CharField(_("second visitor"), max_length=50)
    members = models.PositiveSmallIntegerField(_("members who share the income"), default=1)
    findings = models.CharField(_("findings"), max_length=500, blank=True)
    property_compliant = models.BooleanField(_("the property is within the rules"), default=True)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = HomeVisitQuerySet.as_manager()

    class Meta:
        verbose_name = _("home visit")
        verbose_name_plural = _("home visits")
        ordering = ["-visited_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(first_visitor=F("second_visitor")),
                name="visit_by_two",
                violation_error_message=_("Two different people visit."),
            ),
            models.CheckConstraint(condition=Q(members__range=(1, 30)), name="visit_members_plausible"),
        ]

    def __str__(self):
        return f"{self.visited_on}"

    @property
    def monthly_income(self) -> Decimal:
        return sum((line.monthly_amount for line in self.incomes.all()), Decimal("0.00"))

    @property
    def income_per_head(self) -> Decimal:
        """Yuan a month, to the cent, half up."""
        return (self.monthly_income / self.members).quantize(CENT, ROUND_HALF_UP)


class VisitIncome(models.Model):
    # A line of the sheet, nothing by itself.
    visit = models.ForeignKey(HomeVisit, models.CASCADE, related_name="incomes")
    source = models.CharField(_("income"), max_length=10, choices=IncomeSource)
    monthly_amount = models.DecimalField(_("yuan a month"), max_digits=12, decimal_places=2)

    class Meta:
        verbose_name = _("income found on a visit")
        verbose_name_plural = _("incomes found on visits")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["visit", "source"], name="visit_income_once"),
            models.CheckConstraint(condition=Q(source__in=IncomeSource.values), name="visit_income_source_known"),
            models.CheckConstraint(condition=Q(monthly_amount__gt=0), name="visit_income_positive"),
        ]

    def __str__(self):
        return f"{self.get_source_display()} {self.monthly_amount}"


class VisitProperty(models.Model):
    # A line of the sheet, nothing by itself.
    visit = models.ForeignKey(HomeVisit, models.CASCADE, related_name="properties")
    kind = models.CharField(_("property"), max_length=12, choices=PropertyKind)
    value = models.DecimalField(_("value in yuan"), max_digits=14, decimal_places=2)

    class Meta:
        verbose_name = _("property found on a visit")
        verbose_name_plural = _("property found on visits")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["visit", "kind"], name="visit_property_once"),
            models.CheckConstraint(condition=Q(kind__in=PropertyKind.values), name="visit_property_kind_known"),
            models.CheckConstraint(condition=Q(value__gt=0), name="visit_property_positive"),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.value}"
