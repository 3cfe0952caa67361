from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from registry.areas import COMMUNITY_LENGTH, AreaCodeField, Level, level_of, parent_code


class AreaQuerySet(models.QuerySet):
    def inside(self, code):
        """The area itself and everything below it."""
        return self.filter(code__inside=code)

    def visible_to(self, staff):
        return self.inside(staff.area_id)

    def existing_on(self, day):
        """Not yet closed; the day of closing itself is outside."""
        return self.filter(Q(closed_on__isnull=True) | Q(closed_on__gt=day))

    def of_length(self, length):
        return self.annotate(code_length=models.functions.Length("code")).filter(code_length=length)

    def communities(self):
        return self.of_length(COMMUNITY_LENGTH)

    def directly_below(self, code):
        """The next level down, by the length that the children really have."""
        below = list(self.inside(code).exclude(code=code))
        return [area for area in below if parent_code(area.code) == code]


class Area(models.Model):
    code = AreaCodeField(_("area code"), primary_key=True)
    name = models.CharField(_("name"), max_length=60)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")

    objects = AreaQuerySet.as_manager()

    class Meta:
        verbose_name = _("area")
        verbose_name_plural = _("areas")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | Q(closed_on__isnull=False),
                name="area_merged_on_a_day",
                violation_error_message=_("An area is merged on the day on which it is closed."),
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def level(self) -> Level:
        return level_of(self.code)

    @property
    def is_community(self) -> bool:
        return len(self.code) == COMMUNITY_LENGTH


class Population(models.Model):
    """Residents of an area in a year (the covered population of funding per head)."""

    area = models.ForeignKey(Area, models.PROTECT, verbose_name=_("area"), related_name="populations")
    year = models.PositiveSmallIntegerField(_("year"))
    residents = models.PositiveIntegerField(_("residents"))
    source = models.CharField(_("source"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("population")
        verbose_name_plural = _("populations")
        ordering = ["area", "-year"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "year"],
                name="population_once_a_year",
                violation_error_message=_("The population of this area and year is already entered."),
            ),
            models.CheckConstraint(
                condition=models.Q(year__gte=1990, year__lte=2100), name="population_year_plausible"
            ),
        ]

    def __str__(self):
        return f"{self.area_id} {self.year}"
