"""The columns and filters of the lists about young children."""

from datetime import timedelta

import django_filters as filters
from django.db.models import OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from registry.models import Person
from registry.records.filters import NO, YES, RecordFilter, area_filter, name_filter
from registry.records.lists import Column, RecordList
from rehab.children import born_to_leave, leaves_on
from rehab.choices import AidState, EarlyResult
from rehab.models import ChildAid, ChildReport, Need
from rehab.section import REHAB
from rehab.states import AID_KINDS, EARLY_KINDS
from rehab.tables import COMMUNITY

WAITING = "waiting"


def _named(url_name: str) -> Column:
    return Column(
        "name",
        _("Name"),
        lambda row: row.person.full_name,
        ("person__full_name",),
        url=lambda row: reverse(url_name, args=[row.pk]),
    )


class ChildReportFilter(RecordFilter):
    name = name_filter()
    area = area_filter()
    state = filters.ChoiceFilter(
        label=_("Result"),
        choices=[(WAITING, _("Waits for the early screening")), *EarlyResult.choices],
        empty_label=_("All"),
        method="in_state",
    )

    class Meta:
        model = ChildReport
        fields = []

    def in_state(self, rows, name, value):
        return rows.waiting() if value == WAITING else rows.filter(screening_result=value)


CHILD_REPORTS = RecordList(
    key="child-reports",
    section=REHAB,
    title=_("Reports of young children"),
    rows=lambda staff: ChildReport.objects.visible_to(staff).for_list(),
    filterset=ChildReportFilter,
    columns=(
        _named("rehab:child-report-detail"),
        COMMUNITY,
        Column("suspected", _("Suspected disability"), lambda row: row.get_suspected_display(), ("suspected",)),
        Column("found_on", pgettext_lazy("child", "Found on"), lambda row: row.found_on, ("found_on",)),
        Column("reported_on", _("Reported on"), lambda row: row.reported_on, ("reported_on",)),
        Column("days", _("Days between"), lambda row: row.days_to_report, is_number=True),
        Column(
            "result",
            _("Early screening"),
            lambda row: row.get_screening_result_display() or _("Waits for the early screening"),
            ("screening_result",),
            status=lambda row: EARLY_KINDS[row.screening_result],
        ),
    ),
    empty=_("No report in this list."),
    add_label=_("Report a young child"),
    add_url_name="rehab:choose-for-child-report",
)


class ChildAidFilter(RecordFilter):
    name = name_filter()
    area = area_filter()
    state = filters.ChoiceFilter(label=_("State"), choices=AidState, empty_label=_("All"))

    class Meta:
        model = ChildAid
        fields = []


CHILD_AIDS = RecordList(
    key="child-aids",
    section=REHAB,
    title=_("Child rehab aid"),
    rows=lambda staff: ChildAid.objects.visible_to(staff).for_list(),
    filterset=ChildAidFilter,
    columns=(
        _named("rehab:child-aid-detail"),
        COMMUNITY,
        Column("category", _("Service"), lambda row: row.get_category_display(), ("category",)),
        Column("applied_on", _("Applied on"), lambda row: row.applied_on, ("applied_on",)),
        Column("agency", _("Designated agency"), lambda row: row.agency.name if row.agency else "", ("agency__name",)),
        Column("placed_on", _("With the agency since"), lambda row: row.placed_on, ("placed_on",)),
        Column(
            "state",
            _("State"),
            lambda row: row.get_state_display(),
            ("state",),
            status=lambda row: AID_KINDS[row.state],
        ),
    ),
    empty=_("No child rehab aid in this list."),
    add_label=_("Apply for child rehab aid"),
    add_url_name="rehab:choose-for-child-aid",
)


def _in_track(staff):
    """Children on the register with a need or an aid, who leave the track within a year."""
    today = timezone.localdate()
    births = born_to_leave(today, today + timedelta(days=365))
    needs = Need.objects.visible_to(staff).open_on(today).values("person")
    aids = ChildAid.objects.visible_to(staff).ongoing()
    children = Person.objects.visible_to(staff).on_register(today).filter(birth_on__range=births)
    state = Subquery(aids.filter(person=OuterRef("pk")).values("state")[:1])
    of_track = children.filter(Q(pk__in=needs) | Q(pk__in=aids.values("person")))
    return of_track.select_related("community").annotate(aid_state=state)


class LeavingFilter(RecordFilter):
    area = area_filter()
    aided = filters.ChoiceFilter(
        label=_("Child rehab aid"), choices=[(YES, _("Yes")), (NO, _("No"))], empty_label=_("All"), method="with_aid"
    )

    class Meta:
        model = Person
        fields = []

    def with_aid(self, rows, name, value):
        return rows.filter(aid_state__isnull=value == NO)


CHILDREN_LEAVING = RecordList(
    key="children-leaving",
    section=REHAB,
    title=_("Children who leave the track within a year"),
    rows=_in_track,
    filterset=LeavingFilter,
    columns=(
        Column(
            "name",
            _("Name"),
            lambda row: row.full_name,
            ("full_name",),
            url=lambda row: reverse("registry:person-detail", args=[row.pk]),
        ),
        COMMUNITY,
        Column("birth_on", _("Birth date"), lambda row: row.birth_on, ("birth_on",)),
        Column("leaves_on", _("Too old from"), lambda row: leaves_on(row.birth_on), ("birth_on",)),
        Column("aid", _("Child rehab aid"), lambda row: AidState(row.aid_state).label if row.aid_state else ""),
    ),
    empty=_("No child leaves the track within a year."),
)

LISTS = {records.key: records for records in (CHILD_REPORTS, CHILD_AIDS, CHILDREN_LEAVING)}
