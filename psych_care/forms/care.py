"""Home beds, guardian incentives, doubted visits."""

from datetime import date

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from psych_care.care_choices import CallOutcome
from psych_care.forms.register import NOTE
from psych_care.models import BedVisit, GuardianCheck, GuardianReview, Guardianship, HomeBed
from psych_care.quarters import quarter_of
from psych_care.services import incentives
from registry.forms.people import ServiceForm
from registry.records.forms import PersonRecordForm, RecordForm

YES, NO = "yes", "no"
YEARS_BACK = 3


class HomeBedForm(PersonRecordForm):
    day_field = "opened_on"

    class Meta:
        model = HomeBed
        fields = ["opened_on", "opened_by", "plan", "closed_on", "close_reason"]
        widgets = {"plan": NOTE}
        help_texts = {"closed_on": _("Leave it empty as long as the bed is kept.")}


class BedVisitForm(RecordForm):
    """`bed` is fixed."""

    fixed = ("bed",)

    class Meta:
        model = BedVisit
        fields = ["visited_on", "visited_by", "note"]
        widgets = {"note": NOTE}

    def __init__(self, *args, bed, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.bed = bed

    def clean_visited_on(self):
        day, bed = self.cleaned_data["visited_on"], self.instance.bed
        if day < bed.opened_on or (bed.closed_on and day > bed.closed_on):
            raise forms.ValidationError(_("The home bed was not open on that day."))
        return day


class FitField(forms.TypedChoiceField):
    """Yes or no, and none of them beforehand."""

    widget = forms.RadioSelect

    def __init__(self, **kwargs):
        super().__init__(choices=[(YES, _("Yes")), (NO, _("No"))], coerce=lambda value: value == YES, **kwargs)

    def prepare_value(self, value):
        return {True: YES, False: NO}.get(value, value)


class AssessmentForm(PersonRecordForm):
    """Of the guardian who looked after the patient all the time that is assessed; which time is chosen only once."""

    is_fit = FitField(label=_("The guardian did what the letter asks for"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            self.initial.pop("is_fit", None)

    def _assess(self, **time) -> None:
        """Only now can the constraints that rest on the time be checked."""
        for name, value in time.items():
            setattr(self.instance, name, value)
        self.fixed = ("person", *time)


class GuardianCheckForm(AssessmentForm):
    day_field = "checked_on"
    quarter = forms.ChoiceField(
        label=_("Quarter"), help_text=_("Quarters with one guardianship all through them that were not checked yet.")
    )

    class Meta:
        model = GuardianCheck
        fields = ["checked_on", "checked_by", "is_fit", "note"]
        widgets = {"note": NOTE}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.order_fields(["quarter", *self._meta.fields])
        if self.instance.pk:
            del self.fields["quarter"]
        else:
            quarters = incentives.open_quarters(self.person, timezone.localdate())
            self.fields["quarter"].choices = [(f"{first}", f"{first} – {last}") for first, last in quarters]

    def clean_quarter(self):
        first, last = quarter_of(date.fromisoformat(self.cleaned_data["quarter"]))
        guardianship = incentives.guardianship_through(self.person, first, last)
        self._assess(from_on=first, until_on=last, guardianship=guardianship, amount=incentives.amount_for(last))
        return first


class GuardianReviewForm(AssessmentForm):
    day_field = "reviewed_on"
    year = forms.TypedChoiceField(
        label=_("Year"), coerce=int, help_text=_("Ended years, at whose end somebody was the guardian.")
    )

    class Meta:
        model = GuardianReview
        fields = ["year", "reviewed_on", "reviewed_by", "is_fit", "note"]
        widgets = {"note": NOTE}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["year"]
        else:
            this = timezone.localdate().year
            years = [year for year in range(this - 1, this - 1 - YEARS_BACK, -1) if self._guardianship(year)]
            self.fields["year"].choices = [(year, str(year)) for year in years]

    def _guardianship(self, year: int) -> Guardianship | None:
        day = date(year, 12, 31)
        return incentives.guardianship_through(self.person, day, day)

    def clean_year(self):
        year = self.cleaned_data["year"]
        self._assess(year=year, guardianship=self._guardianship(year))
        return year


class ConfirmForm(ServiceForm):
    reason = forms.CharField(
        label=_("Why it is right as it stands"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )


class CallBackForm(ServiceForm):
    outcome = forms.ChoiceField(label=_("Outcome"), choices=CallOutcome.choices, widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("Whom one asked, and what they said"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )
