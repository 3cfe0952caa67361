from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registry.forms.people import ServiceForm
from registry.records.forms import PersonRecordForm, RecordForm, past_day
from rehab.choices import ReferralResult
from rehab.models import Centre, Need, Referral

ROWS = {"rows": 3}


class CentreForm(RecordForm):
    """Of the area of whoever enters it."""

    class Meta:
        model = Centre
        fields = ["name", "kind", "opened_on"]

    def __init__(self, *args, staff, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            self.instance.area_id = staff.area_id

    def _get_validation_exclusions(self):
        return super()._get_validation_exclusions() - {"area"}


class ReferralForm(PersonRecordForm):
    day_field = "sent_on"

    class Meta:
        model = Referral
        fields = ["centre", "need", "sent_on", "reason"]
        widgets = {"reason": forms.Textarea(attrs=ROWS)}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        self.fields["centre"].queryset = Centre.objects.serving(self.person.community_id).open_on(today)
        self.fields["need"].queryset = Need.objects.filter(person=self.person).open_on(today)
        self.fields["need"].empty_label = _("None of them")
        self.fields["need"].help_text = _("When the centre has met it, the need ends with the referral.")


class StepForm(ServiceForm):
    on = past_day(label=_("On"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = timezone.localdate()


class AnswerForm(StepForm):
    answer = forms.CharField(
        label=_("What was answered"), max_length=300, widget=forms.Textarea(attrs=ROWS), min_length=2
    )


class FinishForm(AnswerForm):
    result = forms.ChoiceField(label=_("Result"), choices=ReferralResult, widget=forms.RadioSelect)
    field_order = ["on", "result", "answer"]


STEP_FORMS = {"accept": StepForm, "decline": AnswerForm, "finish": FinishForm, "withdraw": AnswerForm}
