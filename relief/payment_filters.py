import django_filters as filters
from django.utils.translation import gettext_lazy as _

from registry.records.filters import RecordFilter, area_filter, name_filter
from relief.filters import programme_filter
from relief.models import Absence, ApprovalBand, PaymentLine, PaymentRule, PaymentRun
from relief.payment_choices import AbsenceReason, Bucket, LineKind, LineState, RunState

TO_CORRECT, BY_HAND, UNEXPLAINED = "to_correct", "by_hand", "unexplained"


class RunFilter(RecordFilter):
    area = area_filter()
    state = filters.ChoiceFilter(label=_("State"), choices=RunState.choices, empty_label=_("All"))

    class Meta:
        model = PaymentRun
        fields = []


class OfRunFilter(RecordFilter):
    """`run` is its number in the address; the run's page leads here with it."""

    run = filters.ModelChoiceFilter(label=_("Payment run"), queryset=PaymentRun.objects.none(), empty_label=_("All"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.filters["run"].queryset = PaymentRun.objects.visible_to(self.request.user)


class PaymentFilter(OfRunFilter):
    name = name_filter()
    area = area_filter()
    programme = programme_filter()
    kind = filters.ChoiceFilter(label=_("Kind"), choices=LineKind.choices, empty_label=_("All"))
    bucket = filters.ChoiceFilter(
        label=_("Beside last month"), choices=Bucket.choices, empty_label=_("All"), method="in_bucket"
    )
    state = filters.ChoiceFilter(
        label=_("State"),
        choices=[
            *LineState.choices,
            (TO_CORRECT, _("Returned, to be corrected")),
            (BY_HAND, _("To be handed over")),
            (UNEXPLAINED, _("Not explained")),
        ],
        empty_label=_("All but taken out"),
        method="in_state",
    )

    class Meta:
        model = PaymentLine
        fields = []

    def filter_queryset(self, queryset):
        rows = super().filter_queryset(queryset)
        return rows if self.form.cleaned_data.get("state") else rows.live()

    def in_bucket(self, rows, name, bucket):
        return rows.in_bucket(bucket)

    def in_state(self, rows, name, state):
        special = {
            TO_CORRECT: lambda: rows.to_correct(),
            BY_HAND: lambda: rows.by_hand_without_proof(),
            UNEXPLAINED: lambda: rows.live().unexplained(),
        }
        return special[state]() if state in special else rows.in_state(state)


class AbsenceFilter(OfRunFilter):
    name = name_filter()
    area = area_filter()
    programme = programme_filter()
    reason = filters.ChoiceFilter(label=_("Why not paid"), choices=AbsenceReason.choices, empty_label=_("All"))
    last_month = filters.ChoiceFilter(
        label=_("Last month"), choices=[("paid", _("Paid last month"))], empty_label=_("All"), method="paid_before"
    )

    class Meta:
        model = Absence
        fields = []

    def paid_before(self, rows, name, value):
        return rows.paid_last_month()


class PaymentRuleFilter(RecordFilter):
    class Meta:
        model = PaymentRule
        fields = []


class ApprovalBandFilter(RecordFilter):
    class Meta:
        model = ApprovalBand
        fields = []
