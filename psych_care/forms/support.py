from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from psych_care.forms.register import NOTE
from psych_care.models import Aid, Dispensing, GroupMember, Guardianship, HospitalStay, Incident, LockUp, Prescription
from registry.forms.people import ServiceForm
from registry.masks import mask_phone
from registry.phones import parse_phone
from registry.records.forms import PersonRecordForm, RecordForm, past_day
from registry.versioned_forms import MaskedField


class GuardianshipForm(PersonRecordForm):
    day_field = "started_on"
    ahead = ("letter_until",)

    class Meta:
        model = Guardianship
        fields = ["guardian_name", "started_on", "letter_signed_on", "letter_until", "ended_on"]
        help_texts = {"ended_on": gettext_lazy("Leave it empty as long as it holds.")}


class MemberForm(RecordForm):
    """`guardianship` is fixed."""

    phone = MaskedField(label=gettext_lazy("Phone"), mask=mask_phone, parse=parse_phone, max_length=30, required=False)

    class Meta:
        model = GroupMember
        fields = ["full_name", "role", "phone", "joined_on", "left_on"]
        widgets = {"role": forms.RadioSelect}

    def __init__(self, *args, guardianship, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.guardianship = guardianship


class PrescriptionForm(PersonRecordForm):
    day_field = "from_on"

    class Meta:
        model = Prescription
        fields = ["medicine", "units_a_day", "from_on", "prescribed_by", "until_on"]
        help_texts = {
            "units_a_day": gettext_lazy("Tablets, or millilitres: the unit in which it is handed out."),
            "until_on": gettext_lazy("Leave it empty as long as it holds."),
        }


class DispensingForm(RecordForm):
    """`prescription` is fixed; the day on which it runs out is computed."""

    fixed = ("prescription",)

    class Meta:
        model = Dispensing
        fields = ["dispensed_on", "quantity", "dispensed_by"]

    def __init__(self, *args, prescription, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.prescription = prescription

    def clean_dispensed_on(self):
        day = self.cleaned_data["dispensed_on"]
        prescription = self.instance.prescription
        if day < prescription.from_on or (prescription.until_on and day >= prescription.until_on):
            raise ValidationError(_("The prescription did not hold on that day."))
        return day

    def write(self, by):
        self.instance.reckon()
        return super().write(by)


class HospitalStayForm(PersonRecordForm):
    day_field = "admitted_on"

    class Meta:
        model = HospitalStay
        fields = ["hospital", "admitted_on", "discharged_on", "handed_over_to"]
        help_texts = {"discharged_on": gettext_lazy("Leave it empty while the patient is there.")}


class AidForm(PersonRecordForm):
    day_field = "given_on"

    class Meta:
        model = Aid
        fields = ["given_on", "kind", "amount"]
        widgets = {"kind": forms.RadioSelect}


class LockUpForm(PersonRecordForm):
    day_field = "found_on"

    class Meta:
        model = LockUp
        fields = ["found_on", "found_by", "place", "conditions"]
        widgets = {"place": forms.Textarea(attrs={"rows": 2}), "conditions": NOTE}


class LockStepForm(ServiceForm):
    on = past_day(label=gettext_lazy("On"))


class IncidentForm(PersonRecordForm):
    day_field = "happened_on"

    class Meta:
        model = Incident
        fields = [
            "happened_on",
            "kind",
            "people_hurt",
            "damage",
            "police_called",
            "account",
            "measures",
            "reviewed_on",
            "review",
        ]
        widgets = {"kind": forms.RadioSelect, "account": NOTE, "measures": NOTE, "review": NOTE}
