from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registry.forms.fields import DayField
from registry.forms.people import ServiceForm
from registry.records.forms import RecordForm, past_day
from rehab.choices import ServiceCategory
from rehab.models import Assessment, Campaign, Plan, PlanReview, RehabFile
from rehab.models.planning import BARTHEL_MAX
from rehab.services.planning import check_within, make_plan, review_plan

AREA = {"rows": 3}


class CampaignForm(RecordForm):
    """Of the area of whoever enters it; it may lie ahead."""

    class Meta:
        model = Campaign
        fields = ["title", "started_on", "ended_on"]

    def __init__(self, *args, staff, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("started_on", "ended_on"):
            self.fields[name] = DayField(label=self.fields[name].label, initial=self.fields[name].initial)
        if self.instance.pk is None:
            self.instance.area_id = staff.area_id


class AssessmentForm(RecordForm):
    fixed = ("file",)

    class Meta:
        model = Assessment
        fields = ["kind", "assessed_on", "assessor_name", "barthel_index", "conclusion"]
        widgets = {"kind": forms.RadioSelect, "conclusion": forms.Textarea(attrs=AREA)}
        help_texts = {"barthel_index": gettext_lazy("0 to 100; 100 is independent in daily life.")}

    def __init__(self, *args, file: RehabFile, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.file = file
        self.fields["barthel_index"].widget.attrs |= {"class": "short", "max": BARTHEL_MAX}

    def clean_assessed_on(self):
        day = self.cleaned_data["assessed_on"]
        _check_day(self.instance.file, day)
        return day


def _check_day(file: RehabFile, day) -> None:
    try:
        check_within(file, day, "day")
    except ValidationError as error:
        raise ValidationError(error.messages) from error


class PlanForm(RecordForm):
    """`times_…` is how often each service is planned until the review; at least one of them."""

    fixed = ("file",)
    sections = (
        (gettext_lazy("What is to be reached"), ("goals",)),
        (
            gettext_lazy("Services until the review, how many times"),
            tuple(f"times_{category}" for category in ServiceCategory.values),
            gettext_lazy("Empty: not planned."),
        ),
        (gettext_lazy("Days"), ("made_on", "made_by_name", "review_on")),
    )

    class Meta:
        model = Plan
        fields = ["goals", "made_on", "made_by_name", "review_on"]
        widgets = {"goals": forms.Textarea(attrs=AREA)}

    def __init__(self, *args, file: RehabFile, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.file = file
        self.fields["review_on"] = DayField(label=_("Review due on"))
        for category in ServiceCategory:
            self.fields[f"times_{category.value}"] = forms.IntegerField(
                label=category.label,
                min_value=1,
                max_value=999,
                required=False,
                widget=forms.NumberInput(attrs={"class": "short"}),
            )

    def clean(self):
        cleaned = super().clean()
        if not self.errors and not self._times():
            self.add_error("times_medical", _("Plan at least one service."))
        return cleaned

    def _times(self) -> dict[str, int]:
        asked = {category: self.cleaned_data.get(f"times_{category}") for category in ServiceCategory.values}
        return {category: times for category, times in asked.items() if times}

    def _get_validation_exclusions(self):
        # Making a plan ends the open one in the same transaction.
        return super()._get_validation_exclusions() | {"closed_on", "file"}

    def validate_constraints(self):
        exclude = self._get_validation_exclusions()
        self.instance.validate_constraints(exclude=exclude)

    def write(self, by):
        return make_plan(plan=self.instance, times=self._times(), by=by)


class PlanReviewForm(RecordForm):
    fixed = ("plan",)

    class Meta:
        model = PlanReview
        fields = ["reviewed_on", "result", "note", "next_review_on"]
        widgets = {"result": forms.RadioSelect, "note": forms.Textarea(attrs=AREA)}

    def __init__(self, *args, plan: Plan, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.plan = plan
        self.fields["next_review_on"] = DayField(
            label=_("Next review on"), required=False, help_text=_("Only where the plan goes on as it is.")
        )

    def write(self, by):
        return review_plan(review=self.instance, by=by)


class ReopenForm(ServiceForm):
    on = past_day(label=gettext_lazy("Open again since"))
    reason = forms.CharField(
        label=gettext_lazy("Why it is opened again"),
        min_length=4,
        max_length=200,
        help_text=gettext_lazy("It is kept in the file and in the audit log."),
    )
