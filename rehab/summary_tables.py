"""The lists behind the cells of the community rehabilitation summary."""

import django_filters as filters
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from registry.models import Area, Person
from registry.records.lists import Column, RecordList
from rehab.filters import CellFilter
from rehab.models import Coordinator, ServiceRecord
from rehab.section import REHAB
from rehab.summary import COLUMNS, Cell
from rehab.tables import COORDINATORS, SERVICES


def _cell_filter(model) -> type[CellFilter]:
    """Year, column and area together name a cell; only columns that count rows of `model` can be chosen."""
    columns = {column.key: column for column in COLUMNS.values() if column.model is model}
    first = next(iter(columns))

    class SummaryFilter(CellFilter):
        column = filters.ChoiceFilter(
            label=_("Column"),
            choices=[(column.key, column.label) for column in columns.values()],
            empty_label=None,
            method="chosen_later",
        )

        class Meta:
            model = None
            fields = []

        def filter_queryset(self, queryset):
            chosen = columns[self.form.cleaned_data.get("column") or first]
            return super().filter_queryset(chosen.find(queryset, Cell(*self.cell())))

    return SummaryFilter


COMMUNITIES = RecordList(
    key="summary-communities",
    section=REHAB,
    title=_("Communities of the summary"),
    rows=lambda staff: Area.objects.visible_to(staff),
    filterset=_cell_filter(Area),
    columns=(
        Column("name", _("Community"), lambda row: row.name, ("name",)),
        Column("code", _("Area code"), lambda row: row.code, ("code",)),
    ),
    empty=_("No community in this list."),
)
SUMMARY_COORDINATORS = RecordList(
    key="summary-coordinators",
    section=REHAB,
    title=_("Coordinators of the summary"),
    rows=COORDINATORS.rows,
    filterset=_cell_filter(Coordinator),
    columns=COORDINATORS.columns,
    empty=COORDINATORS.empty,
)
PEOPLE = RecordList(
    key="summary-people",
    section=REHAB,
    title=_("Persons of the summary"),
    rows=lambda staff: Person.objects.visible_to(staff).select_related("community"),
    filterset=_cell_filter(Person),
    columns=(
        Column(
            "name",
            _("Name"),
            lambda row: row.full_name,
            ("full_name",),
            url=lambda row: reverse("registry:person-detail", args=[row.pk]),
        ),
        Column("community", pgettext_lazy("today", "Community now"), lambda row: row.community.name, ("community",)),
        Column("registered_on", _("Registered on"), lambda row: row.registered_on, ("registered_on",)),
    ),
    empty=_("Nobody in this list."),
)
FIRST_SERVICES = RecordList(
    key="summary-services",
    section=REHAB,
    title=_("First services of the summary"),
    rows=SERVICES.rows,
    filterset=_cell_filter(ServiceRecord),
    columns=SERVICES.columns,
    empty=SERVICES.empty,
)

LISTS = {records.key: records for records in (COMMUNITIES, SUMMARY_COORDINATORS, PEOPLE, FIRST_SERVICES)}
LIST_OF = {Area: COMMUNITIES, Coordinator: SUMMARY_COORDINATORS, Person: PEOPLE, ServiceRecord: FIRST_SERVICES}
