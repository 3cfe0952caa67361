from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from registry.areas import ancestor_codes
from registry.models import Area


class TargetQuerySet(models.QuerySet):
    def visible_to(self, staff):
        """Targets of my area and below, and those of the areas above, which bind mine."""
        return self.filter(Q(area__code__inside=staff.area_id) | Q(area__in=ancestor_codes(staff.area_id)))

    def binding(self, area_code, years):
        """All that can bind the area or an area inside it in those years."""
        return self.filter(
            Q(area__code__inside=area_code) | Q(area__in=ancestor_codes(area_code)), year__in=years
        ).order_by("position", "pk")


class Target(models.Model):
    """A target of an indicator for an area and year. It binds the areas below too, unless they have their own.

    One indicator may have several (the sources contradict each other); the lowest `position` decides "met".
    """

    indicator = models.CharField(_("indicator"), max_length=3)
    area = models.ForeignKey(Area, models.PROTECT, verbose_name=_("area"), related_name="targets")
    year = models.PositiveSmallIntegerField(_("year"))
    value = models.DecimalField(_("target"), max_digits=12, decimal_places=2)
    source = models.CharField(_("source"), max_length=200)
    position = models.PositiveSmallIntegerField(_("order"), default=1)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = TargetQuerySet.as_manager()

    class Meta:
        verbose_name = _("target")
        verbose_name_plural = _("targets")
        ordering = ["-year", "indicator", "area", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "area", "year", "source"],
                name="target_once_a_source",
                violation_error_message=_("This source already has a target for the indicator, area and year."),
            ),
            models.CheckConstraint(
                condition=Q(value__gte=0),
                name="target_not_negative",
                violation_error_message=_("A target is not negative."),
            ),
            models.CheckConstraint(condition=Q(year__gte=2000, year__lte=2100), name="target_year_plausible"),
        ]

    def __str__(self):
        return f"{self.indicator} {self.area_id} {self.year}"
