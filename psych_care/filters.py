import django_filters as filters
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from psych_care.choices import Diagnosis, IncidentKind, LockState, Risk, Stability, State
from psych_care.models import Aid, Guardianship, HospitalStay, Incident, LockUp, Patient, Prescription, Visit
from registry.records.filters import NO, YES, RecordFilter, area_filter, day_filter, name_filter

ALL = _("All")


class PatientFilter(RecordFilter):
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
        return rows.present().filter(due_on__lt=timezone.localdate())


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

    class Meta:
        model = Guardianship
        fields = []


class PrescriptionFilter(RecordFilter):
    name = name_filter()
    area = area_filter()
    lapsed = filters.ChoiceFilter(
        label=_("Supply"), choices=[(YES, _("Run out")), (NO, _("Lasts"))], empty_label=ALL, method="by_supply"
    )

    class Meta:
        model = Prescription
        fields = []

    def by_supply(self, rows, name, value):
        today = timezone.localdate()
        return rows.filter(lasts_until__lte=today) if value == YES else rows.filter(lasts_until__gt=today)


class HospitalStayFilter(RecordFilter):
    name = name_filter()
    area = area_filter()

    class Meta:
        model = HospitalStay
        fields = []


class LockUpFilter(RecordFilter):
    name = name_filter()
    area = area_filter()
    state = filters.ChoiceFilter(label=_("State"), choices=LockState, empty_label=ALL)

    class Meta:
        model = LockUp
        fields = []


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
