from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from psych_care.card_choices import CARD_ENDS_DECIDED, CardEnd
from psych_care.choices import Diagnosis
from psych_care.forms.register import NOTE, StepForm
from psych_care.models import (
    CardFollowUp,
    CardQuota,
    DesignatedHospital,
    DrugCard,
    IntakeConfirmation,
)
from psych_care.services import cards, quotas
from registry.forms.people import ServiceForm
from registry.models import Area
from registry.records.forms import PersonRecordForm, RecordForm

SHORT = forms.NumberInput(attrs={"class": "short"})
# A quota belongs to a city, a district or a street.
QUOTA_LEVELS = (4, 6, 9)


class CandidateForm(PersonRecordForm):
    """Step one."""

    day_field = "found_on"

    class Meta:
        model = DrugCard
        fields = ["found_on", "circumstances"]
        widgets = {"circumstances": NOTE}

    def write(self, by):
        return cards.find_candidate(card=self.instance, by=by)


class CardStepForm(StepForm):
    def __init__(self, *args, card: DrugCard, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = timezone.localdate()


class DiagnosisForm(CardStepForm):
    """Step two."""

    diagnosis = forms.ChoiceField(label=gettext_lazy("Diagnosis"), choices=Diagnosis.choices, widget=forms.RadioSelect)
    specialist = forms.CharField(label=gettext_lazy("Specialist and hospital"), max_length=100)
    at_home = forms.BooleanField(
        label=gettext_lazy("Diagnosed at home"), required=False, help_text=gettext_lazy("In remote areas.")
    )
    treatment_plan = forms.CharField(label=gettext_lazy("Treatment plan"), max_length=1000, widget=NOTE)


class IssueForm(CardStepForm):
    """Step three."""

    hospital = forms.ModelChoiceField(
        queryset=DesignatedHospital.objects.none(), label=gettext_lazy("Designated hospital")
    )

    def __init__(self, *args, card: DrugCard, **kwargs):
        super().__init__(*args, card=card, **kwargs)
        self.fields["hospital"].queryset = cards.hospitals_for(card, timezone.localdate())
        self.fields["hospital"].initial = card.hospital_id


class RenewForm(IssueForm):
    reason = forms.CharField(label=gettext_lazy("What the review found"), max_length=300, widget=NOTE)


class HandBackForm(ServiceForm):
    reason = forms.CharField(label=gettext_lazy("What is missing"), max_length=300, widget=NOTE)

    def __init__(self, *args, card: DrugCard, **kwargs):
        super().__init__(*args, **kwargs)


class EndCardForm(CardStepForm):
    end_reason = forms.ChoiceField(
        label=pgettext_lazy("drug card", "Why it ended"),
        choices=[(value, CardEnd(value).label) for value in CARD_ENDS_DECIDED],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(label=gettext_lazy("Reason, in words"), max_length=300, widget=NOTE)


STEPS = {
    "diagnose": (DiagnosisForm, cards.diagnose),
    "issue": (IssueForm, cards.issue),
    "hand_back": (HandBackForm, cards.hand_back),
    "refuse": (EndCardForm, cards.refuse),
    "renew": (RenewForm, cards.renew),
    "stop": (EndCardForm, cards.stop),
}


class OfCardForm(PersonRecordForm):
    """A record about a card: `card` is fixed, and with it the person."""

    fixed = ("person", "card")

    def __init__(self, *args, card: DrugCard, **kwargs):
        super().__init__(*args, person=card.person, **kwargs)
        self.instance.card = card


class FollowUpForm(OfCardForm):
    """Step four."""

    day_field = "followed_on"

    class Meta:
        model = CardFollowUp
        fields = ["followed_on", "doctor_name", "doctor_trained_on", "adherence", "course", "side_effects", "note"]
        widgets = {
            **dict.fromkeys(("adherence", "course", "side_effects"), forms.RadioSelect),
            "note": NOTE,
        }
        help_texts = {"doctor_trained_on": gettext_lazy("The day of the training that entitles to follow-ups.")}

    def write(self, by):
        return cards.follow(follow_up=self.instance, by=by)


class ConfirmationForm(OfCardForm):
    """Step five: one chooses from the guardian and the members of the group."""

    day_field = "confirmed_on"

    class Meta:
        model = IntakeConfirmation
        fields = ["confirmed_on", "confirmed_by", "is_taken", "note"]
        widgets = {"note": NOTE}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.roles = cards.guardians_of(self.person, timezone.localdate())
        labels = dict(IntakeConfirmation.ROLES)
        self.fields["confirmed_by"] = forms.ChoiceField(
            label=self.fields["confirmed_by"].label,
            choices=[(name, f"{name} · {labels[role]}") for name, role in self.roles.items()],
            widget=forms.RadioSelect,
            help_text="" if self.roles else _("Enter the guardianship of this patient first."),
        )

    def clean_confirmed_by(self):
        name = self.cleaned_data["confirmed_by"]
        self.instance.role = self.roles[name]
        return name

    def write(self, by):
        return cards.confirm(confirmation=self.instance, by=by)


class QuotaForm(RecordForm):
    """Places of an area: of my own area where nobody above shares any out, else of one below it."""

    class Meta:
        model = CardQuota
        fields = ["area", "year", "places", "city_money", "matched_money"]
        widgets = dict.fromkeys(("year", "places"), SHORT)
        help_texts = {"places": gettext_lazy("They are taken from the quota of the area above, if there is one.")}

    def __init__(self, *args, staff, **kwargs):
        super().__init__(*args, **kwargs)
        self.staff = staff
        areas = Area.objects.visible_to(staff).existing_on(timezone.localdate())
        codes = [area for area in areas if len(area.code) in QUOTA_LEVELS]
        self.fields["area"].queryset = areas
        self.fields["area"].choices = [("", "—"), *((area.code, area.name) for area in codes)]

    def clean(self):
        super().clean()
        area, year = self.cleaned_data.get("area"), self.cleaned_data.get("year")
        if area and year and area.pk == self.staff.area_id and quotas.comes_from_above(area.pk, year):
            raise ValidationError(_("The places of your own area are shared out by the area above."))

    def write(self, by):
        return quotas.add_quota(quota=self.instance, by=by)


class QuotaMoneyForm(RecordForm):
    class Meta:
        model = CardQuota
        fields = ["city_money", "matched_money"]


class PlacesForm(ServiceForm):
    places = forms.IntegerField(label=gettext_lazy("Places"), min_value=0, max_value=1_000_000, widget=SHORT)


class ReallocationForm(ServiceForm):
    target = forms.ModelChoiceField(queryset=CardQuota.objects.none(), label=gettext_lazy("To"))
    places = forms.IntegerField(label=gettext_lazy("Places"), min_value=1, max_value=1_000_000, widget=SHORT)

    def __init__(self, *args, quota: CardQuota, staff, **kwargs):
        super().__init__(*args, **kwargs)
        others = CardQuota.objects.visible_to(staff).of_year(quota.year).exclude(pk=quota.pk)
        self.fields["target"].queryset = others.select_related("area").order_by("area")


class HospitalForm(RecordForm):
    """Designated for the area of whoever enters it."""

    fixed = ("area",)

    class Meta:
        model = DesignatedHospital
        fields = ["name", "address", "opened_on"]

    def __init__(self, *args, staff, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.area_id = staff.area_id
