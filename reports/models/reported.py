"""Figures that no record here stands behind: entered by area and year, with their parts, and marked as entered."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from registry.models import Area
from reports.reported.choices import SheetState, Topic
from reports.reported.querysets import FigureKindQuerySet, FigureSheetQuerySet, ReportedFigureQuerySet


class FigureKind(models.Model):
    """What is reported: a number with its unit, alone or as a part of another."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name of the figure"), max_length=60)
    topic = models.CharField(_("topic"), max_length=20, choices=Topic)
    unit = models.CharField(_("unit"), max_length=20)
    decimals = models.PositiveSmallIntegerField(_("decimals"), default=0)
    whole = models.ForeignKey(
        "self", models.PROTECT, verbose_name=_("part of"), null=True, blank=True, related_name="parts"
    )
    by_street = models.BooleanField(_("asked from the streets"), default=False)
    note = models.CharField(_("what is counted"), max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=100)
    opened_on = models.DateField(_("kept from"))
    closed_on = models.DateField(_("kept until"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = FigureKindQuerySet.as_manager()

    class Meta:
        verbose_name = _("reported figure's kind")
        verbose_name_plural = _("kinds of reported figures")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(topic__in=Topic.values), name="figure_kind_topic_known"),
            models.CheckConstraint(
                condition=Q(decimals__lte=2),
                name="figure_kind_decimals",
                violation_error_message=_("A figure has two decimals at most."),
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gt=F("opened_on")),
                name="figure_kind_closes_after_opening",
                violation_error_message=_("It would close before it opens."),
            ),
            models.CheckConstraint(
                condition=Q(whole__isnull=True) | ~Q(whole=F("pk")),
                name="figure_kind_not_its_own_part",
                violation_error_message=_("A figure is not a part of itself."),
            ),
        ]

    def __str__(self):
        return self.name


class FigureSheet(models.Model):
    """One area's reported figures of a year: asked for with a due day, sent in, approved by somebody else."""

    area = models.ForeignKey(Area, models.PROTECT, verbose_name=_("area"), related_name="figure_sheets")
    year = models.PositiveSmallIntegerField(_("year"))
    state = models.CharField(_("state"), max_length=10, choices=SheetState, default=SheetState.ASKED)
    asked_on = models.DateField(_("asked on"))
    due_on = models.DateField(_("due on"))
    submitted_on = models.DateField(_("sent in on"), null=True, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("sent in by"), related_name="+", null=True
    )
    approved_on = models.DateField(_("approved on"), null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("approved by"), related_name="+", null=True
    )
    return_reason = models.CharField(_("why it came back"), max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = FigureSheetQuerySet.as_manager()

    class Meta:
        verbose_name = _("sheet of reported figures")
        verbose_name_plural = _("sheets of reported figures")
        ordering = ["-year", "area"]
        constraints = [
            models.UniqueConstraint(fields=["area", "year"], name="figure_sheet_once_a_year"),
            models.CheckConstraint(condition=Q(year__gte=2000, year__lte=2100), name="figure_sheet_year_plausible"),
            models.CheckConstraint(
                condition=Q(due_on__gte=F("asked_on")),
                name="figure_sheet_due_after_asking",
                violation_error_message=_("It would be due before it was asked for."),
            ),
            models.CheckConstraint(
                condition=Q(state="asked", approved_on__isnull=True)
                | Q(state="submitted", submitted_on__isnull=False, approved_on__isnull=True)
                | Q(state="returned", approved_on__isnull=True)
                | Q(state="approved", submitted_on__isnull=False, approved_on__isnull=False),
                name="figure_sheet_state_has_its_days",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("submitted_by")),
                name="figure_sheet_approved_by_another",
            ),
        ]

    def __str__(self):
        return f"{self.area} {self.year}"

    @property
    def is_open(self) -> bool:
        return self.state in (SheetState.ASKED, SheetState.RETURNED)


class ReportedFigure(models.Model):
    """A figure of a sheet. `value` None with a remark: there is none, and why. None is not 0."""

    sheet = models.ForeignKey(FigureSheet, models.PROTECT, verbose_name=_("sheet"), related_name="figures")
    kind = models.ForeignKey(FigureKind, models.PROTECT, verbose_name=_("figure"), related_name="figures")
    value = models.DecimalField(_("value"), max_digits=16, decimal_places=2, null=True, blank=True)
    is_estimate = models.BooleanField(_("estimate"), default=False)
    source = models.CharField(_("source document"), max_length=120, blank=True)
    remark = models.CharField(_("remark"), max_length=200, blank=True)

    objects = ReportedFigureQuerySet.as_manager()

    class Meta:
        verbose_name = _("reported figure")
        verbose_name_plural = _("reported figures")
        ordering = ["-sheet__year", "sheet__area", "kind__position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["sheet", "kind"], name="reported_figure_once_a_sheet"),
            models.CheckConstraint(
                condition=Q(value__isnull=True) | Q(value__gte=0),
                name="reported_figure_not_negative",
                violation_error_message=_("A figure is not negative."),
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=False) | Q(is_estimate=False), name="reported_figure_estimates_something"
            ),
        ]

    def __str__(self):
        return f"{self.kind} {self.sheet}"
