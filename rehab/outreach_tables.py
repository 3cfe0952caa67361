"""The list of lectures, publicity and trainings of relatives."""

import django_filters as filters
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from registry.permissions import Permission
from registry.records.filters import RecordFilter, area_filter, day_filter
from registry.records.lists import Column, RecordList
from rehab.choices import OutreachKind
from rehab.models import Outreach
from rehab.section import REHAB


class OutreachFilter(RecordFilter):
    day_field = "held_on"
    area = area_filter()
    kind = filters.ChoiceFilter(label=_("Kind"), choices=OutreachKind, empty_label=_("All"))
    start = day_filter(pgettext_lazy("day filter", "From"), "since")
    end = day_filter(pgettext_lazy("day filter", "To"), "until")

    class Meta:
        model = Outreach
        fields = []


def _total(rows) -> str:
    return gettext("People reached: %(reached)s; copies handed out: %(copies)s") % {
        name: f"{n:,}" for name, n in rows.totals().items()
    }


OUTREACH = RecordList(
    key="outreach",
    section=REHAB,
    title=_("Lectures and publicity"),
    rows=lambda staff: Outreach.objects.visible_to(staff).for_list(),
    filterset=OutreachFilter,
    columns=(
        Column(
            "title",
            _("Title"),
            lambda row: row.title,
            ("title",),
            url=lambda row: reverse("rehab:outreach-edit", args=[row.pk]),
            url_permission=Permission.EDIT_REHAB,
        ),
        Column("kind", _("Kind"), lambda row: row.get_kind_display(), ("kind",)),
        Column("area", _("Organised by"), lambda row: row.area.name, ("area",)),
        Column("held_on", _("Held on"), lambda row: row.held_on, ("held_on",)),
        Column("reached", _("People reached"), lambda row: row.reached, ("reached",), is_number=True),
        Column("copies", _("Copies handed out"), lambda row: row.copies, ("copies",), is_number=True),
        Column("passed", _("Passed the test"), lambda row: row.passed, ("passed",), is_number=True),
    ),
    empty=_("No lecture or publicity in this list."),
    add_label=_("Enter a lecture or publicity"),
    add_url_name="rehab:outreach-add",
    summary=_total,
)

LISTS = {OUTREACH.key: OUTREACH}
