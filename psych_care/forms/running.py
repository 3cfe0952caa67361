"""Rules of care, training, money, meetings."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from psych_care.models import CareIncome, CareMeeting, CareRule, CareSpending, CareTraining
from psych_care.services import money
from registry import audit
from registry.forms.fields import DayField
from registry.records.forms import AreaForm, RecordForm


class CareTrainingForm(AreaForm):
    class Meta:
        model = CareTraining
        fields = ["area", "held_on", "audience", "topic", "trainer", "person_times"]
        widgets = {"audience": forms.RadioSelect}
        help_texts = {"person_times": _("Whoever came twice counts twice.")}


class CareMeetingForm(AreaForm):
    ahead = ("next_on",)

    class Meta:
        model = CareMeeting
        fields = ["area", "held_on", "present", "decisions", "next_on"]
        widgets = {"present": forms.Textarea(attrs={"rows": 2}), "decisions": forms.Textarea(attrs={"rows": 5})}


class CareIncomeForm(AreaForm):
    class Meta:
        model = CareIncome
        fields = ["area", "received_on", "kind", "source", "purpose", "amount"]
        widgets = {"kind": forms.RadioSelect}

    def write(self, by):
        money.check_covers_spendings(self.instance)
        return super().write(by)


class CareSpendingForm(RecordForm):
    """`income` is fixed; never more than it is spent."""

    fixed = ("income",)

    class Meta:
        model = CareSpending
        fields = ["spent_on", "used_for", "amount"]

    def __init__(self, *args, income, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.income = income

    def write(self, by):
        money.check_within_income(self.instance)
        return super().write(by)


class CareRuleForm(forms.ModelForm):
    """A new row from a day on; the last one's values stand there to begin with."""

    use_required_attribute = False
    effective_from = DayField(label=_("In force from"))

    class Meta:
        model = CareRule
        fields = [
            "effective_from",
            "bed_days",
            "discharge_days",
            "search_days",
            "incentive",
            "haste_visits",
            "same_notes",
            "last_day_visits",
            "answer_days",
            "source",
        ]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        now = CareRule.objects.holding_on(timezone.localdate())
        for name in self.fields:
            if name not in ("effective_from", "source"):
                self.initial[name] = getattr(now, name)

    def store(self, *, by) -> CareRule:
        rule = self.save()
        audit.record(by=by, action="add", obj=rule, changes=audit.first_values(rule))
        return rule
