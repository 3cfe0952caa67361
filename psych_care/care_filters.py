"""Filters of the lists of psychiatric care: how patients stand, beds, incentives, doubts, what it runs on."""

import django_filters as filters
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from psych_care.care_choices import Audience, DoubtRule, DoubtState, IncomeKind
from psych_care.models import CareIncome, CareMeeting, CareTraining, Doubt, GuardianCheck, HomeBed, Loss
from registry.records.filters import (
    CLOSED,
    NO,
    OPEN,
    YES,
    RecordFilter,
    area_filter,
    day_filter,
    name_filter,
    state_filter,
)

ALL = _("All")


class StandingFilter(RecordFilter):
    """How patients stand today: what the board counts."""

    care = filters.ChoiceFilter(
        label=_("Care"),
        choices=[
            ("on_file", _("On file")),
            ("due", _("Due within a week")),
            ("high_risk", _("Risk 3 to 5")),
            ("escalated", _("Risk 3 to 5, not seen for 14 days")),
            ("no_group", _("Without a group")),
        ],
        empty_label=ALL,
        method="by_care",
    )

    def by_care(self, rows, name, value):
        today = timezone.localdate()
        return {
            "on_file": lambda: rows.on_file_on(today),
            "due": lambda: rows.due_soon_on(today),
            "high_risk": rows.of_high_risk,
            "escalated": lambda: rows.escalated_on(today),
            "no_group": lambda: rows.present().without_group_on(today),
        }[value]()


class HomeBedFilter(RecordFilter):
    name = name_filter()
    area = area_filter()
    state = state_filter([(OPEN, pgettext_lazy("home bed", "Open")), (CLOSED, pgettext_lazy("home bed", "Closed"))])

    class Meta:
        model = HomeBed
        fields = []


class LossFilter(RecordFilter):
    name = name_filter()
    area = area_filter()
    state = state_filter([(OPEN, _("Being searched for")), (CLOSED, _("Search ended"))])

    class Meta:
        model = Loss
        fields = []


class DoubtFilter(RecordFilter):
    UNSETTLED = "unsettled"
    name = name_filter()
    area = area_filter()
    state = filters.ChoiceFilter(
        label=_("State"),
        choices=[(UNSETTLED, _("Not settled yet")), *DoubtState.choices],
        empty_label=ALL,
        method="by_state",
    )
    rule = filters.ChoiceFilter(label=_("Why it is doubted"), choices=DoubtRule, empty_label=ALL)

    class Meta:
        model = Doubt
        fields = []

    def by_state(self, rows, name, value):
        return rows.unsettled() if value == self.UNSETTLED else rows.filter(state=value)


class GuardianCheckFilter(RecordFilter):
    day_field = "from_on"
    name = name_filter()
    area = area_filter()
    payable = filters.ChoiceFilter(
        label=_("Proposed for payment"), choices=[(YES, _("Yes")), (NO, _("No"))], empty_label=ALL, method="by_payable"
    )
    start = day_filter(_("Quarter from"), "since")

    class Meta:
        model = GuardianCheck
        fields = []

    def by_payable(self, rows, name, value):
        return rows.filter(is_payable=value == YES)


class CareTrainingFilter(RecordFilter):
    day_field = "held_on"
    area = area_filter()
    audience = filters.ChoiceFilter(label=_("For whom"), choices=Audience, empty_label=ALL)
    start = day_filter(pgettext_lazy("day filter", "From"), "since")
    end = day_filter(pgettext_lazy("day filter", "To"), "until")

    class Meta:
        model = CareTraining
        fields = []


class CareIncomeFilter(RecordFilter):
    day_field = "received_on"
    area = area_filter()
    kind = filters.ChoiceFilter(label=_("Kind"), choices=IncomeKind, empty_label=ALL)
    start = day_filter(pgettext_lazy("day filter", "From"), "since")
    end = day_filter(pgettext_lazy("day filter", "To"), "until")

    class Meta:
        model = CareIncome
        fields = []


class CareMeetingFilter(RecordFilter):
    day_field = "held_on"
    area = area_filter()
    start = day_filter(pgettext_lazy("day filter", "From"), "since")
    end = day_filter(pgettext_lazy("day filter", "To"), "until")

    class Meta:
        model = CareMeeting
        fields = []
