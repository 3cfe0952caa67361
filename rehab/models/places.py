"""The two places that are never merged: the rehab room of a health station, and the rehab station of a community."""

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from registry.models import Area
from registry.records.querysets import OpenedQuerySet


def closes_after_opening(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("opened_on")),
        name=name,
        violation_error_message=_("The closing day is before the opening day."),
    )


class HealthStation(models.Model):
    """A community health station; whether it has a rehab room is told by `rooms`."""

    name = models.CharField(_("name of the station"), max_length=80)
    community = models.ForeignKey(Area, models.PROTECT, verbose_name=_("community"), related_name="health_stations")
    opened_on = models.DateField(_("opened on"))
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = OpenedQuerySet.as_manager()

    class Meta:
        verbose_name = _("health station")
        verbose_name_plural = _("health stations")
        ordering = ["community", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["community", "name"],
                name="health_station_name_once",
                violation_error_message=_("This community already has a health station of that name."),
            ),
            closes_after_opening("health_station_closes_after_opening"),
        ]

    def __str__(self):
        return self.name


class RoomQuerySet(models.QuerySet):
    def visible_to(self, staff):
        return self.filter(health_station__community__code__inside=staff.area_id)

    open_on = OpenedQuerySet.open_on


class RehabRoom(models.Model):
    """A rehab room (康复室) with its rehab doctor, in a health station."""

    health_station = models.ForeignKey(
        HealthStation, models.PROTECT, verbose_name=_("health station"), related_name="rooms"
    )
    doctor_name = models.CharField(_("rehab doctor"), max_length=50)
    opened_on = models.DateField(_("opened on"))
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = RoomQuerySet.as_manager()

    class Meta:
        verbose_name = _("rehab room")
        verbose_name_plural = _("rehab rooms")
        ordering = ["-opened_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["health_station"],
                condition=Q(closed_on__isnull=True),
                name="rehab_room_one_open",
                violation_error_message=_("The health station already has an open rehab room."),
            ),
            closes_after_opening("rehab_room_closes_after_opening"),
        ]

    def __str__(self):
        return f"{self.health_station} · {self.doctor_name}"


class RehabStation(models.Model):
    """A community rehab station (康复站) of a residents' committee; its size is a dated FloorArea."""

    name = models.CharField(_("name of the station"), max_length=80)
    community = models.ForeignKey(Area, models.PROTECT, verbose_name=_("community"), related_name="rehab_stations")
    opened_on = models.DateField(_("opened on"))
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = OpenedQuerySet.as_manager()

    class Meta:
        verbose_name = _("rehab station")
        verbose_name_plural = _("rehab stations")
        ordering = ["community", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["community", "name"],
                name="rehab_station_name_once",
                violation_error_message=_("This community already has a rehab station of that name."),
            ),
            closes_after_opening("rehab_station_closes_after_opening"),
        ]

    def __str__(self):
        return self.name


class StandardCode(models.TextChoices):
    STATION_FLOOR_AREA = "station_floor_area", _("Smallest floor area of a rehab station (m²)")


class StandardQuerySet(models.QuerySet):
    def holding_on(self, code, day):
        """The newest row of the standard by that day, or nothing."""
        return self.filter(code=code, effective_from__lte=day).order_by("-effective_from")[:1]


class Standard(models.Model):
    """A threshold that a programme sets from a day on, with its source; a new value is a new row."""

    code = models.CharField(_("standard"), max_length=30, choices=StandardCode)
    value = models.DecimalField(_("value"), max_digits=10, decimal_places=2)
    effective_from = models.DateField(_("since"))
    source = models.CharField(_("source"), max_length=200)

    objects = StandardQuerySet.as_manager()

    class Meta:
        verbose_name = _("standard")
        verbose_name_plural = _("standards")
        ordering = ["code", "-effective_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["code", "effective_from"],
                name="standard_once_a_day",
                violation_error_message=_("This standard already has a value from that day on."),
            ),
            models.CheckConstraint(
                condition=Q(value__gt=0),
                name="standard_positive",
                violation_error_message=_("A standard is more than 0."),
            ),
            models.CheckConstraint(condition=Q(code__in=StandardCode.values), name="standard_code_known"),
        ]

    def __str__(self):
        return f"{self.get_code_display()} {self.value}"


class FloorAreaQuerySet(models.QuerySet):
    def visible_to(self, staff):
        return self.filter(rehab_station__community__code__inside=staff.area_id)

    def holding_on(self, day):
        """Of each station the newest row by that day."""
        newer = self.model.objects.filter(
            rehab_station=OuterRef("rehab_station"),
            effective_from__gt=OuterRef("effective_from"),
            effective_from__lte=day,
        )
        return self.filter(~Exists(newer), effective_from__lte=day)

    def reaching_standard(self, day):
        standard = Standard.objects.holding_on(StandardCode.STATION_FLOOR_AREA, day)
        return self.filter(floor_area_m2__gte=Subquery(standard.values("value")))


class FloorArea(models.Model):
    """The floor area of a rehab station from a day on; the newest row by that day holds."""

    # A dated row of the station, nothing by itself.
    rehab_station = models.ForeignKey(RehabStation, models.CASCADE, related_name="floor_areas")
    floor_area_m2 = models.DecimalField(_("floor area (m²)"), max_digits=7, decimal_places=2)
    effective_from = models.DateField(_("since"))

    objects = FloorAreaQuerySet.as_manager()

    class Meta:
        verbose_name = _("floor area")
        verbose_name_plural = _("floor areas")
        ordering = ["-effective_from"]
        constraints = [
            models.UniqueConstraint(fields=["rehab_station", "effective_from"], name="floor_area_once_a_day"),
            models.CheckConstraint(
                condition=Q(floor_area_m2__gt=0),
                name="floor_area_positive",
                violation_error_message=_("The floor area must be more than 0 m²."),
            ),
        ]

    def __str__(self):
        return f"{self.floor_area_m2} m²"
