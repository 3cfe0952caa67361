from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registry.models import Area, Person
from rehab.choices import DeviceGroup, DeviceState
from rehab.device_querysets import DeviceApplicationQuerySet, DeviceKindQuerySet, LoanQuerySet, StockItemQuerySet
from rehab.models.cases import ServiceRecord
from rehab.models.places import RehabStation

OPEN_STATES = ("applied", "checked", "reviewed", "assessed", "approved")


class DeviceKind(models.Model):
    """An entry of the device catalogue of an area; another cap or service life is another entry from that day."""

    area = models.ForeignKey(Area, models.PROTECT, verbose_name=_("area"), related_name="+")
    name = models.CharField(_("device"), max_length=60)
    group = models.CharField(_("kind of device"), max_length=20, choices=DeviceGroup)
    service_life_months = models.PositiveSmallIntegerField(_("service life (months)"))
    needs_assessment = models.BooleanField(_("needs an assessment"), default=False)
    subsidy_cap = models.DecimalField(_("subsidy at most (yuan)"), max_digits=9, decimal_places=2)
    opened_on = models.DateField(_("in the catalogue since"), default=timezone.localdate)
    closed_on = models.DateField(_("in the catalogue until"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = DeviceKindQuerySet.as_manager()

    class Meta:
        verbose_name = _("device of the catalogue")
        verbose_name_plural = _("device catalogue")
        ordering = ["group", "name", "-opened_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "name"],
                condition=Q(closed_on__isnull=True),
                name="device_kind_once",
                violation_error_message=_("The catalogue holds this device already: end that entry first."),
            ),
            models.CheckConstraint(condition=Q(group__in=DeviceGroup.values), name="device_group_known"),
            models.CheckConstraint(
                condition=Q(service_life_months__gte=1, service_life_months__lte=240),
                name="device_life_range",
                violation_error_message=_("A device lasts between 1 and 240 months."),
            ),
            models.CheckConstraint(condition=Q(subsidy_cap__gte=0), name="device_cap_not_negative"),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("opened_on")),
                name="device_kind_closes_after_opening",
            ),
        ]

    def __str__(self):
        return self.name


class DeviceApplication(models.Model):
    """An application for a device, its steps each with its day; what is over the subsidy the person pays."""

    person = models.ForeignKey(Person, models.PROTECT, verbose_name=_("person"), related_name="device_applications")
    community = models.ForeignKey(Area, models.PROTECT, verbose_name=_("community"), related_name="+")
    kind = models.ForeignKey(DeviceKind, models.PROTECT, verbose_name=_("device"), related_name="applications")
    applied_on = models.DateField(_("applied on"), default=timezone.localdate)
    state = models.CharField(_("state"), max_length=10, choices=DeviceState, default=DeviceState.APPLIED)
    step_on = models.DateField(_("last step on"))
    step_note = models.CharField(_("note"), max_length=300, blank=True)
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    fitted_on = models.DateField(_("fitted on"), null=True, blank=True)
    lasts_until = models.DateField(_("service life ends on"), null=True, blank=True)
    price = models.DecimalField(_("price (yuan)"), max_digits=9, decimal_places=2, null=True, blank=True)
    subsidy = models.DecimalField(_("subsidy (yuan)"), max_digits=9, decimal_places=2, null=True, blank=True)
    service = models.OneToOneField(ServiceRecord, models.PROTECT, null=True, blank=True, related_name="+")
    visited_on = models.DateField(_("return visit on"), null=True, blank=True)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = DeviceApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("application for a device")
        verbose_name_plural = _("applications for devices")
        ordering = ["-applied_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind"],
                condition=Q(state__in=OPEN_STATES),
                name="device_application_one_open_each",
                violation_error_message=_("The person has an open application for this device."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=("applied", "checked", "reviewed", "assessed"), decided_on=None, fitted_on=None)
                | Q(state__in=("approved", "refused"), decided_on__isnull=False, fitted_on=None)
                | Q(
                    state__in=("fitted", "visited"),
                    decided_on__isnull=False,
                    fitted_on__isnull=False,
                    lasts_until__isnull=False,
                    price__isnull=False,
                    subsidy__isnull=False,
                    service__isnull=False,
                )
                | Q(state="withdrawn", fitted_on=None),
                name="device_state_has_its_days",
            ),
            models.CheckConstraint(
                condition=(Q(state="visited") & Q(visited_on__gte=F("fitted_on")))
                | (~Q(state="visited") & Q(visited_on__isnull=True)),
                name="device_visited_after_fitted",
                violation_error_message=_("The return visit is before the fitting."),
            ),
            models.CheckConstraint(
                condition=Q(step_on__gte=F("applied_on")),
                name="device_steps_after_applied",
                violation_error_message=_("The step is before the application."),
            ),
            models.CheckConstraint(
                condition=Q(subsidy__isnull=True) | Q(subsidy__gte=0, subsidy__lte=F("price")),
                name="device_subsidy_within_price",
                violation_error_message=_("The subsidy is not more than the price."),
            ),
        ]

    def __str__(self):
        return f"{self.kind} {self.applied_on}"

    @property
    def self_paid(self):
        return None if self.price is None else self.price - self.subsidy


class StockItem(models.Model):
    """A device that a rehab station lends."""

    station = models.ForeignKey(RehabStation, models.PROTECT, verbose_name=_("rehab station"), related_name="stock")
    name = models.CharField(_("device"), max_length=60)
    label = models.CharField(_("number on the device"), max_length=30)
    opened_on = models.DateField(_("in stock since"), default=timezone.localdate)
    closed_on = models.DateField(_("in stock until"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = StockItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("device to lend")
        verbose_name_plural = _("devices to lend")
        ordering = ["station", "name", "label"]
        constraints = [
            models.UniqueConstraint(
                fields=["station", "label"],
                name="stock_label_once",
                violation_error_message=_("The station has a device with this number already."),
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("opened_on")),
                name="stock_closes_after_opening",
            ),
        ]

    def __str__(self):
        return f"{self.name} {self.label}"


class DeviceLoan(models.Model):
    """A device lent to a family, one loan of it at a time."""

    item = models.ForeignKey(StockItem, models.PROTECT, verbose_name=_("device to lend"), related_name="loans")
    person = models.ForeignKey(Person, models.PROTECT, verbose_name=_("person"), related_name="device_loans")
    community = models.ForeignKey(Area, models.PROTECT, verbose_name=_("community"), related_name="+")
    lent_on = models.DateField(_("lent on"), default=timezone.localdate)
    due_on = models.DateField(_("due back on"))
    returned_on = models.DateField(_("returned on"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = LoanQuerySet.as_manager()

    class Meta:
        verbose_name = _("loan of a device")
        verbose_name_plural = _("loans of devices")
        ordering = ["-lent_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["item"],
                condition=Q(returned_on__isnull=True),
                name="loan_one_open",
                violation_error_message=_("This device is lent already."),
            ),
            models.CheckConstraint(
                condition=Q(due_on__gte=F("lent_on")),
                name="loan_due_after_lent",
                violation_error_message=_("It would be due back before it is lent."),
            ),
            models.CheckConstraint(
                condition=Q(returned_on__isnull=True) | Q(returned_on__gte=F("lent_on")),
                name="loan_returned_after_lent",
                violation_error_message=_("It would be returned before it was lent."),
            ),
        ]

    def __str__(self):
        return f"{self.item} {self.lent_on}"
