"""The columns and filters of plans, campaigns and the files of a year."""

import django_filters as filters
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from registry.records.filters import CLOSED, OPEN, RecordFilter, area_filter, name_filter, state_filter
from registry.records.lists import Column, RecordList
from rehab import flow
from rehab.filters import CellFilter
from rehab.models import Campaign, Plan, RehabFile
from rehab.section import REHAB
from rehab.tables import FILES

IN_FORCE = pgettext_lazy("plan", "In force")


class PlanFilter(RecordFilter):
    DUE = "due"
    name = name_filter()
    area = area_filter()
    state = state_filter([(DUE, _("Review overdue")), (OPEN, IN_FORCE), (CLOSED, _("Ended"))])

    class Meta:
        model = Plan
        fields = []

    def open_or_closed(self, rows, name, value):
        if value == self.DUE:
            today = timezone.localdate()
            return rows.open_on(today).filter(next_review_on__lt=today)
        return super().open_or_closed(rows, name, value)


def _plan_kind(plan) -> str:
    if plan.closed_on:
        return "none"
    return "overdue" if plan.next_review_on < timezone.localdate() else "met"


PLANS = RecordList(
    key="plans",
    section=REHAB,
    title=_("Rehab plans"),
    rows=lambda staff: Plan.objects.visible_to(staff).for_list().with_next_review(),
    filterset=PlanFilter,
    columns=(
        Column(
            "name",
            _("Name"),
            lambda row: row.file.person.full_name,
            ("file__person__full_name",),
            url=lambda row: reverse("rehab:plan-detail", args=[row.pk]),
        ),
        Column("community", _("Community"), lambda row: row.file.person.community.name, ("file__person__community",)),
        Column("made_on", _("Made on"), lambda row: row.made_on, ("made_on",)),
        Column("made_by", _("Made by"), lambda row: row.made_by_name, ("made_by_name",)),
        Column(
            "review", _("Next review"), lambda row: None if row.closed_on else row.next_review_on, ("next_review_on",)
        ),
        Column(
            "state",
            _("State"),
            lambda row: (
                row.get_close_reason_display() or (_("Review overdue") if _plan_kind(row) == "overdue" else IN_FORCE)
            ),
            status=_plan_kind,
        ),
    ),
    empty=_("No plan in this list. A plan is made on the page of a rehab file."),
)


class CampaignFilter(RecordFilter):
    class Meta:
        model = Campaign
        fields = []


CAMPAIGNS = RecordList(
    key="campaigns",
    section=REHAB,
    title=_("Screening campaigns"),
    rows=lambda staff: Campaign.objects.visible_to(staff).for_list(),
    filterset=CampaignFilter,
    columns=(
        Column(
            "title",
            _("Title"),
            lambda row: row.title,
            ("title",),
            url=lambda row: reverse("rehab:campaign-detail", args=[row.pk]),
        ),
        Column("area", _("Area"), lambda row: row.area.name, ("area",)),
        Column("started_on", _("From"), lambda row: row.started_on, ("started_on",)),
        Column("ended_on", _("Until"), lambda row: row.ended_on, ("ended_on",)),
    ),
    empty=_("No campaign yet."),
    add_label=_("Start a screening campaign"),
    add_url_name="rehab:campaign-add",
)


class FlowFilter(CellFilter):
    """The three together name a cell of the table of a year."""

    name = name_filter()
    part = filters.ChoiceFilter(
        label=_("Part"), choices=list(flow.PARTS.items()), empty_label=None, method="chosen_later"
    )

    class Meta:
        model = RehabFile
        fields = []

    def filter_queryset(self, queryset):
        part = self.form.cleaned_data.get("part") or flow.CLOSING
        return super().filter_queryset(flow.part_of(queryset, part, *self.cell()))


FILE_FLOW = RecordList(
    key="file-flow",
    section=REHAB,
    title=_("Files of a year"),
    rows=FILES.rows,
    filterset=FlowFilter,
    columns=FILES.columns,
    empty=_("No rehab file in this list."),
)

LISTS = {records.key: records for records in (PLANS, CAMPAIGNS, FILE_FLOW)}
