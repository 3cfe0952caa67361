"""The lists of reported figures: sheets, figures, kinds."""

import django_filters as filters
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from registry.forms.fields import grouped_areas
from registry.permissions import Permission
from registry.records.filters import RecordFilter, area_filter
from registry.records.lists import Column, RecordList
from reports.models import FigureKind, FigureSheet, ReportedFigure
from reports.reported.checks import shown
from reports.reported.choices import SheetState, Topic
from reports.reported.section import FIGURES
from reports.reported.workflow import SHEET_KINDS


class _AreaFilter(RecordFilter):
    """My own area stands first: a district has figures of its own."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        area = self.request.user.area
        self.filters["area"].extra["choices"] = [(area.code, area.name), *grouped_areas(area.code)]


class SheetFilter(_AreaFilter):
    area = area_filter()
    year = filters.NumberFilter(label=_("Year"))
    state = filters.ChoiceFilter(label=_("State"), choices=SheetState, empty_label=_("All"))

    class Meta:
        model = FigureSheet
        fields = []

    def inside(self, rows, name, code):
        return rows.filter(area=code)


class FigureFilter(_AreaFilter):
    area = area_filter()
    year = filters.NumberFilter(label=_("Year"), field_name="sheet__year")
    topic = filters.ChoiceFilter(label=_("Topic"), field_name="kind__topic", choices=Topic, empty_label=_("All"))
    state = filters.ChoiceFilter(label=_("State"), field_name="sheet__state", choices=SheetState, empty_label=_("All"))

    class Meta:
        model = ReportedFigure
        fields = []

    def inside(self, rows, name, code):
        return rows.filter(sheet__area=code)


class KindFilter(filters.FilterSet):
    topic = filters.ChoiceFilter(label=_("Topic"), choices=Topic, empty_label=_("All"))

    class Meta:
        model = FigureKind
        fields = []


def _due_mark(sheet: FigureSheet) -> str:
    is_late = sheet.is_open and sheet.due_on < timezone.localdate()
    return "overdue" if is_late else SHEET_KINDS[sheet.state]


SHEETS = RecordList(
    key="figure-sheets",
    section=FIGURES,
    title=_("Sheets of reported figures"),
    rows=lambda staff: FigureSheet.objects.visible_to(staff).select_related("area", "submitted_by", "approved_by"),
    filterset=SheetFilter,
    columns=(
        Column(
            "area",
            _("Area"),
            lambda row: row.area.name,
            ("area",),
            url=lambda row: reverse("reports:figure-sheet", args=[row.pk]),
        ),
        Column("year", _("Year"), lambda row: str(row.year), ("year",), is_number=True),
        Column("due_on", _("Due on"), lambda row: row.due_on, ("due_on",)),
        Column("state", _("State"), lambda row: row.get_state_display(), ("state",), status=_due_mark),
        Column("submitted_by", _("Sent in by"), lambda row: row.submitted_by and row.submitted_by.full_name),
        Column("approved_by", _("Approved by"), lambda row: row.approved_by and row.approved_by.full_name),
    ),
    empty=_("No sheet of reported figures in this list."),
    add_label=_("Ask for the figures of a year"),
    add_url_name="reports:figure-ask",
    permission_to_add=Permission.APPROVE_FIGURES,
)

VALUES = RecordList(
    key="figures",
    section=FIGURES,
    title=_("Reported figures, one by one"),
    rows=lambda staff: ReportedFigure.objects.visible_to(staff).for_list(),
    filterset=FigureFilter,
    columns=(
        Column(
            "name",
            _("Reported figure"),
            lambda row: row.kind.name,
            ("kind__position",),
            url=lambda row: reverse("reports:figure-sheet", args=[row.sheet_id]),
        ),
        Column("code", _("Code"), lambda row: row.kind.code, ("kind__code",)),
        Column("area", _("Area"), lambda row: row.sheet.area.name, ("sheet__area",)),
        Column("year", _("Year"), lambda row: str(row.sheet.year), ("sheet__year",), is_number=True),
        Column(
            "value",
            pgettext_lazy("figure", "Number"),
            lambda row: None if row.value is None else shown(row.value),
            ("value",),
            is_number=True,
        ),
        Column("unit", _("Unit"), lambda row: row.kind.unit),
        Column("estimate", _("Estimate"), lambda row: _("Estimate") if row.is_estimate else ""),
        Column("source", _("Source document"), lambda row: row.source),
        Column("remark", _("Remark"), lambda row: row.remark),
        Column(
            "state",
            _("State"),
            lambda row: row.sheet.get_state_display(),
            status=lambda row: SHEET_KINDS[row.sheet.state],
        ),
    ),
    empty=_("No reported figure in this list."),
)

KINDS = RecordList(
    key="figure-kinds",
    section=FIGURES,
    title=_("Kinds of reported figures"),
    rows=lambda staff: FigureKind.objects.select_related("whole"),
    filterset=KindFilter,
    columns=(
        Column(
            "name",
            _("Reported figure"),
            lambda row: row.name,
            ("name",),
            url=lambda row: reverse("reports:figure-kind-edit", args=[row.pk]),
            url_permission=Permission.APPROVE_FIGURES,
        ),
        Column("topic", _("Topic"), lambda row: row.get_topic_display(), ("topic",)),
        Column("unit", _("Unit"), lambda row: row.unit),
        Column("whole", _("Part of"), lambda row: row.whole and row.whole.name),
        Column("by_street", _("Asked from"), lambda row: _("Streets and district") if row.by_street else _("District")),
        Column("opened_on", _("Kept from"), lambda row: row.opened_on, ("opened_on",)),
        Column("closed_on", _("Kept until"), lambda row: row.closed_on, ("closed_on",)),
    ),
    empty=_("No figure is reported by hand."),
    add_label=_("Add a figure"),
    add_url_name="reports:figure-kind-add",
    permission_to_add=Permission.APPROVE_FIGURES,
)

LISTS = {records.key: records for records in (SHEETS, VALUES, KINDS)}
