from datetime import timedelta

import django_filters as filters
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from registry.records.filters import CLOSED, OPEN, RecordFilter, area_filter, day_filter, name_filter, state_filter
from relief.case_choices import PetitionKind, PetitionState
from relief.filters import programme_filter
from relief.matching.rules import rules_known_to
from relief.matching_choices import FindingKind, FindingState, ListKind
from relief.models import MatchFinding, OutsideList, Petition, Recovery

# Days since a finding was made: the buckets of the managers' page.
AGES = (
    ("month", _("up to 30 days"), 0, 30),
    ("quarter", _("31 to 90 days"), 31, 90),
    ("older", _("over 90 days"), 91, None),
)
OVERDUE, RUNNING, UNANSWERED, MINE = "overdue", "running", "unanswered", "mine"
ALONE, COLLECTIVE = "alone", "collective"


def days_of(age: str, today):
    """The first and the last day on which findings of that age were made; None for no first."""
    _key, _label, youngest, oldest = next(one for one in AGES if one[0] == age)
    return None if oldest is None else today - timedelta(days=oldest), today - timedelta(days=youngest)


class FindingFilter(RecordFilter):
    name = name_filter()
    area = area_filter()
    kind = filters.ChoiceFilter(label=_("Kind of finding"), choices=FindingKind, empty_label=_("All"))
    rule = filters.ChoiceFilter(label=_("Matching rule"), empty_label=_("All"))
    programme = programme_filter()
    state = filters.ChoiceFilter(label=_("State"), choices=FindingState, empty_label=_("All"))
    age = filters.ChoiceFilter(
        label=_("Found"), choices=[(key, label) for key, label, *_days in AGES], empty_label=_("All"), method="of_age"
    )

    class Meta:
        model = MatchFinding
        fields = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.filters["rule"].extra["choices"] = rules_known_to(self.request.user)

    def of_age(self, rows, name, age):
        return rows.found_between(*days_of(age, timezone.localdate()))


class RecoveryFilter(RecordFilter):
    day_field = "decided_on"
    name = name_filter()
    area = area_filter()
    state = state_filter(
        [(RUNNING, _("Outstanding")), (OVERDUE, _("Overdue")), (CLOSED, pgettext_lazy("recovery", "Settled"))]
    )
    start = day_filter(pgettext_lazy("day filter", "From"), "since")
    end = day_filter(pgettext_lazy("day filter", "To"), "until")

    class Meta:
        model = Recovery
        fields = []

    def open_or_closed(self, rows, name, value):
        if value == OVERDUE:
            return rows.overdue_on(timezone.localdate())
        return rows.running() if value == RUNNING else rows.filter(settled_on__isnull=False)


class OutsideListFilter(RecordFilter):
    kind = filters.ChoiceFilter(label=_("What the list tells"), choices=ListKind, empty_label=_("All"))
    state = state_filter([(OPEN, _("In force")), (CLOSED, _("Replaced"))])

    class Meta:
        model = OutsideList
        fields = []

    def open_or_closed(self, rows, name, value):
        holding = rows.model.objects.holding().order_by().values("pk")
        return rows.filter(pk__in=holding) if value == OPEN else rows.exclude(pk__in=holding)


class PetitionFilter(RecordFilter):
    day_field = "received_on"
    name = name_filter()
    area = area_filter()
    kind = filters.ChoiceFilter(label=_("Kind of petition"), choices=PetitionKind, empty_label=_("All"))
    state = filters.ChoiceFilter(
        label=_("State"),
        choices=[
            (UNANSWERED, _("Not answered yet")),
            (OVERDUE, _("Answer overdue")),
            (MINE, _("Assigned to me")),
            *PetitionState.choices,
        ],
        empty_label=_("All"),
        method="in_state",
    )
    people = filters.ChoiceFilter(
        label=_("How many people"),
        choices=[(ALONE, _("One person")), (COLLECTIVE, _("Collective"))],
        empty_label=_("All"),
        method="of_people",
    )
    start = day_filter(pgettext_lazy("day filter", "From"), "since")
    end = day_filter(pgettext_lazy("day filter", "To"), "until")

    class Meta:
        model = Petition
        fields = []

    def in_state(self, rows, name, value):
        if value == OVERDUE:
            return rows.unanswered().filter(due_on__lt=timezone.localdate())
        if value == MINE:
            return rows.filter(Q(assigned_to=self.request.user)).unanswered()
        return rows.unanswered() if value == UNANSWERED else rows.in_state(value)

    def of_people(self, rows, name, value):
        return rows.collective() if value == COLLECTIVE else rows.filter(people_count=1)
