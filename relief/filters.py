import django_filters as filters
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from registry.records.filters import (
    CLOSED,
    OPEN,
    RecordFilter,
    area_filter,
    day_filter,
    name_filter,
    state_filter,
)
from relief.choices import ApplicationState
from relief.models import Account, Application, Entitlement, Exclusion, Notice, Programme
from relief.months import month_of

UNDECIDED = "undecided"
RUNNING, SUSPENDED, STOPPED, DUE, CHANGED = "running", "suspended", "stopped", "due", "changed"
ENTITLEMENT_STATES = [
    (RUNNING, _("Drawn this month")),
    (SUSPENDED, _("Suspended this month")),
    (DUE, _("Re-certification overdue")),
    (CHANGED, _("The household has changed")),
    (STOPPED, pgettext_lazy("entitlement", "Stopped")),
]


def programme_filter():
    return filters.ModelChoiceFilter(label=_("Programme"), queryset=Programme.objects.all(), empty_label=_("All"))


class ApplicationFilter(RecordFilter):
    day_field = "received_on"
    name = name_filter()
    area = area_filter()
    programme = programme_filter()
    state = filters.ChoiceFilter(
        label=_("State"),
        choices=[(UNDECIDED, _("All that are worked on")), *ApplicationState.choices],
        empty_label=_("All"),
        method="in_state",
    )
    start = day_filter(pgettext_lazy("day filter", "From"), "since")
    end = day_filter(pgettext_lazy("day filter", "To"), "until")

    class Meta:
        model = Application
        fields = []

    def in_state(self, rows, name, value):
        return rows.undecided() if value == UNDECIDED else rows.in_state(value)


class EntitlementFilter(RecordFilter):
    name = name_filter()
    area = area_filter()
    programme = programme_filter()
    state = state_filter(ENTITLEMENT_STATES)

    class Meta:
        model = Entitlement
        fields = []

    def open_or_closed(self, rows, name, value):
        today = timezone.localdate()
        month = month_of(today)
        return {
            RUNNING: lambda: rows.drawn_in(month),
            SUSPENDED: lambda: rows.drawn_in(month).suspended_in(month),
            DUE: lambda: rows.review_due_by(today),
            CHANGED: lambda: rows.with_changed_household(today),
            STOPPED: lambda: rows.filter(until_month__lte=month),
        }[value]()


class NoticeFilter(RecordFilter):
    name = name_filter()
    area = area_filter()
    state = state_filter([(OPEN, _("Shown now")), (CLOSED, _("Over"))])

    class Meta:
        model = Notice
        fields = []


class AccountFilter(RecordFilter):
    name = name_filter()
    area = area_filter()
    state = state_filter([(OPEN, pgettext_lazy("account", "Present")), (CLOSED, pgettext_lazy("account", "Earlier"))])

    class Meta:
        model = Account
        fields = []


class ProgrammeFilter(RecordFilter):
    state = state_filter([(OPEN, pgettext_lazy("programme", "Open")), (CLOSED, pgettext_lazy("programme", "Closed"))])

    class Meta:
        model = Programme
        fields = []


class ExclusionFilter(RecordFilter):
    programme = filters.ModelChoiceFilter(
        label=_("Programme"), queryset=Programme.objects.all(), empty_label=_("All"), method="about_programme"
    )
    state = state_filter([(OPEN, _("In force")), (CLOSED, _("Not in force"))])

    class Meta:
        model = Exclusion
        fields = []

    def about_programme(self, rows, name, programme):
        return rows.filter(Q(prevailing=programme) | Q(excluded=programme))
