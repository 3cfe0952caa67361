"""The columns and filters of the catalogue, of applications for devices, of the stock and of loans."""

import django_filters as filters
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from registry.permissions import Permission
from registry.records.filters import CLOSED, OPEN, RecordFilter, area_filter, name_filter, state_filter
from registry.records.lists import Column, RecordList
from rehab.choices import DeviceGroup, DeviceState
from rehab.models import DeviceApplication, DeviceKind, DeviceLoan, StockItem
from rehab.section import REHAB
from rehab.states import DEVICE_KINDS
from rehab.tables import COMMUNITY, PERSON


class DeviceFilter(RecordFilter):
    name = name_filter()
    area = area_filter()
    kind = filters.ModelChoiceFilter(
        label=_("Device"), queryset=lambda request: DeviceKind.objects.visible_to(request.user), empty_label=_("All")
    )
    state = filters.ChoiceFilter(label=_("State"), choices=DeviceState, empty_label=_("All"))

    class Meta:
        model = DeviceApplication
        fields = []


DEVICES = RecordList(
    key="devices",
    section=REHAB,
    title=_("Applications for devices"),
    rows=lambda staff: DeviceApplication.objects.visible_to(staff).for_list(),
    filterset=DeviceFilter,
    columns=(
        Column(
            "name",
            _("Name"),
            lambda row: row.person.full_name,
            ("person__full_name",),
            url=lambda row: reverse("rehab:device-detail", args=[row.pk]),
        ),
        COMMUNITY,
        Column("kind", _("Device"), lambda row: row.kind.name, ("kind__name",)),
        Column("applied_on", _("Applied on"), lambda row: row.applied_on, ("applied_on",)),
        Column("fitted_on", _("Fitted on"), lambda row: row.fitted_on, ("fitted_on",)),
        Column("subsidy", _("Subsidy (yuan)"), lambda row: row.subsidy, ("subsidy",), is_number=True),
        Column("self_paid", _("Self-paid (yuan)"), lambda row: row.self_paid, is_number=True),
        Column(
            "state",
            _("State"),
            lambda row: row.get_state_display(),
            ("state",),
            status=lambda row: DEVICE_KINDS[row.state],
        ),
    ),
    empty=_("No application for a device in this list."),
    add_label=_("Apply for a device"),
    add_url_name="rehab:choose-for-device",
)


class DeviceKindFilter(RecordFilter):
    group = filters.ChoiceFilter(label=_("Kind of device"), choices=DeviceGroup, empty_label=_("All"))
    state = state_filter([(OPEN, _("In the catalogue")), (CLOSED, _("No more"))])

    class Meta:
        model = DeviceKind
        fields = []


CATALOGUE = RecordList(
    key="device-kinds",
    section=REHAB,
    title=_("Device catalogue"),
    rows=lambda staff: DeviceKind.objects.visible_to(staff),
    filterset=DeviceKindFilter,
    columns=(
        Column(
            "name",
            _("Device"),
            lambda row: row.name,
            ("name",),
            url=lambda row: reverse("rehab:device-kind-close", args=[row.pk]),
            url_permission=Permission.EDIT_TARGETS,
        ),
        Column("group", _("Kind of device"), lambda row: row.get_group_display(), ("group",)),
        Column(
            "life",
            _("Service life (months)"),
            lambda row: row.service_life_months,
            ("service_life_months",),
            is_number=True,
        ),
        Column("assessment", _("Assessment"), lambda row: _("Yes") if row.needs_assessment else _("No")),
        Column("cap", _("Subsidy at most (yuan)"), lambda row: row.subsidy_cap, ("subsidy_cap",), is_number=True),
        Column("opened_on", _("Since"), lambda row: row.opened_on, ("opened_on",)),
        Column("closed_on", _("Until"), lambda row: row.closed_on, ("closed_on",)),
    ),
    empty=_("The catalogue is empty."),
    add_label=_("Add a device to the catalogue"),
    add_url_name="rehab:device-kind-add",
    permission_to_add=Permission.EDIT_TARGETS,
)


class StockFilter(RecordFilter):
    name = name_filter()
    area = area_filter()
    state = state_filter([(OPEN, _("In stock")), (CLOSED, _("No more"))])

    class Meta:
        model = StockItem
        fields = []


STOCK = RecordList(
    key="stock",
    section=REHAB,
    title=_("Devices to lend"),
    rows=lambda staff: StockItem.objects.visible_to(staff).for_list().with_loan(),
    filterset=StockFilter,
    columns=(
        Column(
            "name",
            _("Device"),
            lambda row: row.name,
            ("name",),
            url=lambda row: reverse("rehab:stock-close", args=[row.pk]),
            url_permission=Permission.EDIT_REHAB,
        ),
        Column("label", _("Number on the device"), lambda row: row.label, ("label",)),
        Column("station", _("Rehab station"), lambda row: row.station.name, ("station__name",)),
        Column("opened_on", _("Since"), lambda row: row.opened_on, ("opened_on",)),
        Column(
            "state",
            _("State"),
            lambda row: _("No more") if row.closed_on else _("Lent") if row.is_lent else _("In stock"),
            status=lambda row: "none" if row.closed_on else "info" if row.is_lent else "met",
        ),
    ),
    empty=_("No device to lend in this list."),
    add_label=_("Take a device into stock"),
    add_url_name="rehab:stock-add",
)


class LoanFilter(RecordFilter):
    name = name_filter()
    area = area_filter()
    state = filters.ChoiceFilter(
        label=_("State"),
        choices=[(OPEN, _("Lent")), (CLOSED, _("Returned"))],
        empty_label=_("All"),
        method="lent_or_returned",
    )

    class Meta:
        model = DeviceLoan
        fields = []

    def lent_or_returned(self, rows, name, value):
        return rows.filter(returned_on__isnull=value == OPEN)


def _loan_kind(loan) -> str:
    if loan.returned_on:
        return "none"
    return "overdue" if loan.due_on < timezone.localdate() else "info"


LOANS = RecordList(
    key="loans",
    section=REHAB,
    title=_("Loans of devices"),
    rows=lambda staff: DeviceLoan.objects.visible_to(staff).for_list(),
    filterset=LoanFilter,
    columns=(
        PERSON,
        COMMUNITY,
        Column("item", _("Device"), lambda row: str(row.item), ("item__name",)),
        Column("station", _("Rehab station"), lambda row: row.item.station.name, ("item__station__name",)),
        Column("lent_on", _("Lent on"), lambda row: row.lent_on, ("lent_on",)),
        Column("due_on", pgettext_lazy("loan", "Due back on"), lambda row: row.due_on, ("due_on",)),
        Column(
            "state",
            _("State"),
            lambda row: _("Returned") if row.returned_on else _("Lent"),
            ("returned_on",),
            status=_loan_kind,
        ),
    ),
    empty=_("No loan in this list."),
    add_label=_("Lend a device"),
    add_url_name="rehab:choose-for-loan",
)

LISTS = {records.key: records for records in (DEVICES, CATALOGUE, STOCK, LOANS)}
