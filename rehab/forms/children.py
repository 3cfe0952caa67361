from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registry.forms.people import ServiceForm
from registry.models import Guardian
from registry.records.forms import PersonRecordForm, RecordForm, past_day
from rehab.children import is_young
from rehab.choices import AidEnd, AidEvaluationResult, CentreKind, EarlyResult
from rehab.forms.referrals import ROWS, StepForm
from rehab.models import AidEvaluation, Centre, ChildAid, ChildReport


class YoungForm(PersonRecordForm):
    """Of a child who is not too old on the reference day of `day_field`."""

    def clean(self):
        super().clean()
        day = self.cleaned_data.get(self.day_field)
        if day and not is_young(self.person.birth_on, day):
            text = _("%(name)s was born on %(birth)s and is too old for child rehabilitation.")
            words = {"name": self.person.full_name, "birth": self.person.birth_on.isoformat()}
            raise ValidationError(text % words)


class ChildReportForm(YoungForm):
    day_field = "found_on"

    class Meta:
        model = ChildReport
        fields = ["found_on", "found_by", "suspected", "reported_on"]
        help_texts = {"found_by": gettext_lazy("For example the hospital, the kindergarten, the parents.")}


class EarlyScreeningForm(StepForm):
    result = forms.ChoiceField(label=gettext_lazy("Result"), choices=EarlyResult, widget=forms.RadioSelect)
    note = forms.CharField(
        label=gettext_lazy("What was found"), max_length=300, required=False, widget=forms.Textarea(attrs=ROWS)
    )


class ChildAidForm(YoungForm):
    """Applied for by a guardian of that day."""

    day_field = "applied_on"

    class Meta:
        model = ChildAid
        fields = ["guardian", "category", "applied_on"]
        widgets = {"category": forms.RadioSelect}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["guardian"].queryset = Guardian.objects.filter(person=self.person).present()
        self.fields["guardian"].help_text = _("Entered on the child’s page; without a guardian nobody can apply.")


class DecisionForm(StepForm):
    note = forms.CharField(
        label=gettext_lazy("Note on the decision"), max_length=300, widget=forms.Textarea(attrs=ROWS), required=False
    )


class RefusalForm(DecisionForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["note"].required = True


class PlaceForm(StepForm):
    def __init__(self, *args, staff, **kwargs):
        super().__init__(*args, **kwargs)
        agencies = Centre.objects.visible_to(staff).open_on(timezone.localdate()).filter(kind=CentreKind.AGENCY)
        self.fields["agency"] = forms.ModelChoiceField(label=_("Designated agency"), queryset=agencies)


class AidEndForm(StepForm):
    reason = forms.ChoiceField(
        label=gettext_lazy("Why it ended"),
        choices=[one for one in AidEnd.choices if one[0] not in (AidEnd.LEFT, AidEnd.DIED)],
        widget=forms.RadioSelect,
    )


STEP_FORMS = {"approve": DecisionForm, "refuse": RefusalForm, "place": PlaceForm, "end": AidEndForm}


def last_month():
    return timezone.localdate().replace(day=1) - timedelta(days=1)


class SettlementForm(ServiceForm):
    month = past_day(label=gettext_lazy("Month"), help_text=gettext_lazy("Any day of it."))
    sessions = forms.IntegerField(label=gettext_lazy("Sessions"), min_value=1, max_value=93)
    amount = forms.DecimalField(
        label=gettext_lazy("Amount (yuan)"), min_value=0.01, max_value=999_999, decimal_places=2, max_digits=9
    )
    settled_on = past_day(label=gettext_lazy("Settled on"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["month"].initial, self.fields["settled_on"].initial = last_month(), timezone.localdate()
        for name in ("sessions", "amount"):
            self.fields[name].widget.attrs["class"] = "short"


class EvaluationForm(RecordForm):
    fixed = ("aid",)

    class Meta:
        model = AidEvaluation
        fields = ["evaluated_on", "evaluator_name", "result", "note"]
        widgets = {"result": forms.RadioSelect, "note": forms.Textarea(attrs=ROWS)}

    def __init__(self, *args, aid: ChildAid, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.aid = aid
        self.fields["result"].choices = AidEvaluationResult.choices

    def clean_evaluated_on(self):
        day, first = self.cleaned_data["evaluated_on"], self.instance.aid.placed_on
        if day < first:
            raise ValidationError(_("The agency began on %(first)s."), params={"first": first})
        return day
