"""The columns and filters of the lists beside the one of people."""

import django_filters as filters
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registry.models import Commissioner, HelpingPair, Household, HouseholdKind, Volunteer
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


class PostFilter(RecordFilter):
    name = name_filter()
    area = area_filter()
    state = state_filter([(OPEN, _("In post")), (CLOSED, _("Ended"))])

    class Meta:
        model = Commissioner
        fields = []


def _link(kind: str):
    return lambda row: reverse(f"registry:{kind}-detail", args=[row.pk])


SINCE = Column("started_on", _("Since"), lambda row: row.started_on, ("started_on",))
UNTIL = Column("ended_on", _("Until"), lambda row: row.ended_on, ("ended_on",))


def _posts(kind: str, model, empty, *more: Column) -> RecordList:
    return RecordList(
        key=f"{kind}s",
        section=PEOPLE,
        title=model._meta.verbose_name_plural,
        rows=lambda staff: model.objects.visible_to(staff).for_list(),
        filterset=PostFilter,
        columns=(
            Column("name", _("Name"), lambda row: row.full_name, ("full_name",), url=_link(kind)),
            Column("community", _("Community"), lambda row: row.community.name, ("community",)),
            *more,
            SINCE,
            UNTIL,
        ),
        empty=empty,
        add_label=_("Enter one"),
        add_url_name=f"registry:{kind}-add",
    )


COMMISSIONERS = _posts("commissioner", Commissioner, _("No commissioner in this list."))
VOLUNTEERS = _posts(
    "volunteer",
    Volunteer,
    _("No volunteer in this list."),
    Column("skills", _("What they can do"), lambda row: row.skills),
)


class PairFilter(RecordFilter):
    name = name_filter()
    area = area_filter()
    state = state_filter([(OPEN, _("Helped now")), (CLOSED, _("Ended"))])

    class Meta:
        model = HelpingPair
        fields = []


HELPERS = RecordList(
    key="helpers",
    section=PEOPLE,
    title=_("One-to-one helpers"),
    rows=lambda staff: HelpingPair.objects.visible_to(staff).for_list().with_last_visit(),
    filterset=PairFilter,
    columns=(
        Column("name", _("Name"), lambda row: row.person.full_name, ("person__full_name",), url=_link("pair")),
        Column("community", _("Community"), lambda row: row.person.community.name, ("person__community",)),
        Column("helper", _("Helper"), lambda row: row.helper_name, ("helper_name",)),
        Column("organisation", _("Organisation"), lambda row: row.organisation, ("organisation",)),
        Column("last_on", _("Last visit, or begun"), lambda row: row.last_on, ("last_on",)),
        UNTIL,
    ),
    empty=_("Nobody in this list is helped one-to-one."),
    add_label=_("Enter a one-to-one helper"),
    add_url_name="registry:pair-choose",
)

LISTS = {records.key: records for records in (HOUSEHOLDS, COMMISSIONERS, VOLUNTEERS, HELPERS)}
