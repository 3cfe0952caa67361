from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from psych_care.forms.register import NOTE
from psych_care.models import Survey, SurveyHousehold
from psych_care.models.surveys import COUNTS
from registry.records.forms import RecordForm

SHORT = forms.NumberInput(attrs={"class": "short"})
YES_NO = [("True", gettext_lazy("Yes")), ("False", gettext_lazy("No"))]


class SurveyForm(RecordForm):
    """Of the area of whoever enters it."""

    fixed = ("area",)
    ahead = ("begins_on", "ends_on")

    class Meta:
        model = Survey
        fields = ["title", "begins_on", "ends_on", "streets_a_district", "households_a_street", "seed"]
        widgets = dict.fromkeys(("streets_a_district", "households_a_street", "seed"), SHORT)

    def __init__(self, *args, staff, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.area_id = staff.area_id


class AnswerForm(RecordForm):
    """The questionnaire of a household."""

    class Meta:
        model = SurveyHousehold
        fields = ["answered_on", "respondent", *COUNTS, "satisfaction", "aid_known", "remark"]
        widgets = {
            **dict.fromkeys(COUNTS, SHORT),
            "respondent": forms.RadioSelect,
            "satisfaction": forms.RadioSelect,
            "remark": NOTE,
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["aid_known"] = forms.TypedChoiceField(
            label=self.fields["aid_known"].label,
            choices=YES_NO,
            coerce=lambda value: value == "True",
            widget=forms.RadioSelect,
        )
        for name, field in self.fields.items():
            field.required = name not in ("remark", "version")

    def clean(self):
        super().clean()
        all_of_them = self.cleaned_data.get("patients")
        for name in COUNTS[1:]:
            count = self.cleaned_data.get(name)
            if all_of_them is not None and count is not None and count > all_of_them:
                self.add_error(name, _("No more than the patients of the household."))

    def write(self, by):
        self.instance.entered_by = by
        return super().write(by)
