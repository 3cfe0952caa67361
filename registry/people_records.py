"""The columns and filters of the lists beside the one of people."""

import django_filters as filters
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registry.models import Household, HouseholdKind
from registry.people_section import PEOPLE
from registry.records.filters import CLOSED, OPEN, RecordFilter, area_filter, name_filter, state_filter
from registry.records.lists import Column, RecordList


class HouseholdFilter(RecordFilter):
    name = name_filter()
    area = area_filter()
    kind = filters.ChoiceFilter(label=_("Kind of household"), choices=HouseholdKind, empty_label=_("All"))
    state = state_filter([(OPEN, _("Existing")), (CLOSED, _("Dissolved"))])

    class Meta:
        model = Household
        fields = []


HOUSEHOLDS = RecordList(
    key="households",
    section=PEOPLE,
    title=_("Households"),
    rows=lambda staff: Household.objects.visible_to(staff).for_list(timezone.localdate()),
    filterset=HouseholdFilter,
    columns=(
        Column(
            "head",
            _("Head of household"),
            lambda row: row.head_name or _("No head"),
            ("head_name",),
            url=lambda row: reverse("registry:household-detail", args=[row.pk]),
        ),
        Column("community", _("Community"), lambda row: row.community.name, ("community",)),
        Column("kind", _("Kind of household"), lambda row: row.get_kind_display(), ("kind",)),
        Column("size", _("Members"), lambda row: row.size, ("size",), is_number=True),
        Column("formed_on", _("Formed on"), lambda row: row.formed_on, ("formed_on",)),
        Column("dissolved_on", _("Dissolved on"), lambda row: row.dissolved_on, ("dissolved_on",)),
    ),
    empty=_("No household in this list. A household is entered on the page of its head."),
)

LISTS = {records.key: records for records in (HOUSEHOLDS,)}
