from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from psych_care.choices import Diagnosis, EndReason
from psych_care.models import Patient, SearchStep
from registry.forms.people import ServiceForm
from registry.records.forms import PersonRecordForm, RecordForm, past_day

# Who moved or died leaves the register of people, and the file ends with that.
DECIDED_HERE = [choice for choice in EndReason.choices if choice[0] not in (EndReason.MOVED, EndReason.DIED)]
NOTE = forms.Textarea(attrs={"rows": 3})


class ReasonForm(forms.Form):
    """Why a confidential record is opened; the reason goes into the audit log."""

    use_required_attribute = False
    reason = forms.CharField(
        label=_("Reason"), max_length=300, help_text=_("It stands in the audit log, with your name and the time.")
    )


class ClueForm(RecordForm):
    """A clue about a person who is not in the register; `person` is fixed."""

    fixed = ("person",)

    class Meta:
        model = Patient
        fields = ["clue_on", "clue_source"]
        widgets = {"clue_source": forms.RadioSelect}

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, **kwargs)
        self.person = person
        self.instance.person = person


class PatientForm(ClueForm):
    """What is known of a patient besides the steps of the register."""

    class Meta:
        model = Patient
        fields = [
            "clue_on",
            "clue_source",
            "onset_on",
            "history",
            "insurance",
            "poor_since",
            "lives_alone",
            "home_visits_allowed",
        ]
        widgets = {"clue_source": forms.RadioSelect, "insurance": forms.RadioSelect, "history": NOTE}


class StepForm(ServiceForm):
    on = past_day(label=_("On"))


class DiagnoseForm(StepForm):
    diagnosis = forms.ChoiceField(label=_("Diagnosis"), choices=Diagnosis.choices, widget=forms.RadioSelect)
    diagnosed_by = forms.CharField(label=_("Hospital and doctor"), max_length=100)


class ConsentForm(StepForm):
    consent_by = forms.CharField(
        label=_("Consent given by"), max_length=50, help_text=_("The patient, or the guardian who signed.")
    )


class LoseForm(StepForm):
    on = past_day(label=_("Lost since"))
    reason = forms.CharField(label=_("What is known"), max_length=300)


class EndFileForm(StepForm):
    reason = forms.ChoiceField(
        label=pgettext_lazy("psychiatric file", "Why it ended"),
        choices=DECIDED_HERE,
        widget=forms.RadioSelect,
        help_text=_("Has the person moved away or died? Record that on the person's page; the file ends with it."),
    )


class SearchForm(PersonRecordForm):
    day_field = "searched_on"

    class Meta:
        model = SearchStep
        fields = ["searched_on", "searched_by", "result"]
        widgets = {"result": NOTE}
