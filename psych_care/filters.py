from datetime import timedelta

import django_filters as filters
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from psych_care.care_filters import StandingFilter
from psych_care.care_querysets import DAYS_AHEAD
from psych_care.choices import Diagnosis, IncidentKind, LockState, Risk, Stability, State
from psych_care.models import Aid, Guardianship, HospitalStay, Incident, LockUp, Patient, Prescription, Visit
from registry.records.filters import NO, YES, RecordFilter, area_filter, day_filter, name_filter

ALL, SOON = _("All"), "soon"


class PatientFilter(StandingFilter):
    OVERDUE = "overdue"
    name = name_filter()
    area = area_filter()
    state = filters.ChoiceFilter(label=_("State"), choices=State, empty_label=ALL)
    diagnosis = filters.ChoiceFilter(label=_("Diagnosis"), choices=Diagnosis, empty_label=ALL)
    stability = filters.ChoiceFilter(
        label=pgettext_lazy("of a patient", "Class"), choices=Stability, empty_label=ALL, method="by_stability"
    )
    risk = filters.ChoiceFilter(label=_("Risk"), choices=Risk, empty_label=ALL, method="by_risk")
    due = filters.ChoiceFilter(
        label=_("Next contact"), choices=[(OVERDUE, _("Overdue"))], empty_label=ALL, method="by_due"
    )

    class Meta:
        model = Patient
        fields = []

    def by_stability(self, rows, name, value):
        return rows.filter(stability=value)

    def by_risk(self, rows, name, value):
        return rows.filter(risk=value)

    def by_due(self, rows, name, value):
        return rows.overdue_on(timezone.localdate())


class VisitFilter(RecordFilter):
    day_field = "visited_on"
    name = name_filter()
    area = area_filter()
    stability = filters.ChoiceFilter(label=pgettext_lazy("of a patient", "Class"), choices=Stability, empty_label=ALL)
    start = day_filter(pgettext_lazy("day filter", "From"), "since")
    end = day_filter(pgettext_lazy("day filter", "To"), "until")

    class Meta:
        model = Visit
        fields = []


class GuardianshipFilter(RecordFilter):
    name = name_filter()
    area = area_filter()
    group = filters.ChoiceFilter(
        label=_("Group"), choices=[(NO, _("A single guardian"))], empty_label=ALL, method="by_group"
    )

    class Meta:
        model = Guardianship
        fields = []

    def by_group(self, rows, name, value):
        today = timezone.localdate()
        return rows.in_force_on(today).of_single_guardian_on(today)


class PrescriptionFilter(RecordFilter):
    name = name_filter()
    area = area_filter()
    lapsed = filters.ChoiceFilter(
        label=_("Supply"),
        choices=[(YES, _("Run out")), (SOON, _("Runs out within a week")), (NO, _("Lasts"))],
        empty_label=ALL,
        method="by_supply",
    )

    class Meta:
        model = Prescription
        fields = []

    def by_supply(self, rows, name, value):
        today = timezone.localdate()
        if value == NO:
            return rows.filter(lasts_until__gt=today)
        return rows.running_out_by(today + timedelta(days=DAYS_AHEAD if value == SOON else 0))


class HospitalStayFilter(RecordFilter):
    name = name_filter()
    area = area_filter()
    now = filters.ChoiceFilter(
        label=_("Today"), choices=[(YES, _("In hospital"))], empty_label=ALL, method="in_hospital_now"
    )

    class Meta:
        model = HospitalStay
        fields = []

    def in_hospital_now(self, rows, name, value):
        return rows.in_hospital_on(timezone.localdate())


class LockUpFilter(RecordFilter):
    name = name_filter()
    area = area_filter()
    state = filters.ChoiceFilter(label=_("State"), choices=LockState, empty_label=ALL)
    locked = filters.ChoiceFilter(
        label=_("Locked up"), choices=[(YES, _("Not released yet"))], empty_label=ALL, method="not_released"
    )

    class Meta:
        model = LockUp
        fields = []

    def not_released(self, rows, name, value):
        return rows.still_locked_on(timezone.localdate())


class IncidentFilter(RecordFilter):
    day_field = "happened_on"
    name = name_filter()
    area = area_filter()
    kind = filters.ChoiceFilter(label=_("Kind"), choices=IncidentKind, empty_label=ALL)
    start = day_filter(pgettext_lazy("day filter", "From"), "since")
    end = day_filter(pgettext_lazy("day filter", "To"), "until")

    class Meta:
        model = Incident
        fields = []


class AidFilter(RecordFilter):
    day_field = "given_on"
    name = name_filter()
    area = area_filter()
    start = day_filter(pgettext_lazy("day filter", "From"), "since")
    end = day_filter(pgettext_lazy("day filter", "To"), "until")

    class Meta:
        model = Aid
        fields = []
