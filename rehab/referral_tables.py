"""The columns and filters of referrals and centres."""

from datetime import timedelta

import django_filters as filters
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from registry.permissions import Permission
from registry.records.filters import RecordFilter, area_filter, day_filter, name_filter, state_filter
from registry.records.lists import Column, RecordList
from rehab.choices import CentreKind, ReferralState
from rehab.models import Centre, Referral
from rehab.section import REHAB
from rehab.states import REFERRAL_KINDS
from rehab.tables import CLOSED_ON, COMMUNITY, OPENED_ON


class ReferralFilter(RecordFilter):
    UNANSWERED = "late"
    day_field = "sent_on"
    name = name_filter()
    area = area_filter()
    state = filters.ChoiceFilter(
        label=_("State"),
        choices=[(UNANSWERED, _("Without an answer for long")), *ReferralState.choices],
        empty_label=_("All"),
        method="in_state",
    )
    start = day_filter(pgettext_lazy("day filter", "From"), "since")
    end = day_filter(pgettext_lazy("day filter", "To"), "until")

    class Meta:
        model = Referral
        fields = []

    def in_state(self, rows, name, value):
        if value == self.UNANSWERED:
            last_day = timezone.localdate() - timedelta(days=settings.REFERRAL_ANSWER_DAYS)
            return rows.unanswered().filter(sent_on__lt=last_day)
        return rows.filter(state=value)


REFERRALS = RecordList(
    key="referrals",
    section=REHAB,
    title=_("Referrals"),
    rows=lambda staff: Referral.objects.visible_to(staff).for_list(),
    filterset=ReferralFilter,
    columns=(
        Column(
            "name",
            _("Name"),
            lambda row: row.person.full_name,
            ("person__full_name",),
            url=lambda row: reverse("rehab:referral-detail", args=[row.pk]),
        ),
        COMMUNITY,
        Column("centre", _("Referred to"), lambda row: row.centre.name, ("centre__name",)),
        Column("need", _("Need"), lambda row: row.need.get_category_display() if row.need else ""),
        Column("sent_on", _("Sent on"), lambda row: row.sent_on, ("sent_on",)),
        Column("answered_on", _("Answered on"), lambda row: row.answered_on, ("answered_on",)),
        Column(
            "state",
            _("State"),
            lambda row: row.get_state_display(),
            ("state",),
            status=lambda row: REFERRAL_KINDS[row.state],
        ),
    ),
    empty=_("No referral in this list."),
    add_label=_("Refer a person"),
    add_url_name="rehab:choose-for-referral",
)


class CentreFilter(RecordFilter):
    kind = filters.ChoiceFilter(label=_("Kind of centre"), choices=CentreKind, empty_label=_("All"))
    state = state_filter()

    class Meta:
        model = Centre
        fields = []


CENTRES = RecordList(
    key="centres",
    section=REHAB,
    title=_("Guidance centres"),
    rows=lambda staff: Centre.objects.visible_to(staff).for_list(),
    filterset=CentreFilter,
    columns=(
        Column(
            "name",
            pgettext_lazy("place", "Name"),
            lambda row: row.name,
            ("name",),
            url=lambda row: reverse("rehab:centre-edit", args=[row.pk]),
            url_permission=Permission.EDIT_REHAB,
        ),
        Column("kind", _("Kind of centre"), lambda row: row.get_kind_display(), ("kind",)),
        Column("area", _("Area"), lambda row: row.area.name, ("area",)),
        OPENED_ON,
        CLOSED_ON,
    ),
    empty=_("No centre in this list."),
    add_label=_("Add a centre"),
    add_url_name="rehab:centre-add",
)

LISTS = {records.key: records for records in (REFERRALS, CENTRES)}
