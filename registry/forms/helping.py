from django import forms
from django.utils.translation import gettext_lazy as _

from registry.masks import mask_phone
from registry.models import Commissioner, HelperVisit, HelpingPair, Person, Volunteer, VolunteerWork
from registry.names import parse_name
from registry.phones import parse_phone
from registry.records.forms import InAreaForm, RecordForm
from registry.versioned_forms import MaskedField


class PhoneField(MaskedField):
    def __init__(self, **kwargs):
        attrs = {"inputmode": "tel", "autocomplete": "off"}
        super().__init__(
            label=_("Phone"),
            mask=mask_phone,
            parse=parse_phone,
            max_length=30,
            required=False,
            widget=forms.TextInput(attrs=attrs),
            **kwargs,
        )


class CommissionerForm(InAreaForm):
    phone = PhoneField()

    class Meta:
        model = Commissioner
        fields = ["full_name", "community", "phone", "started_on"]

    def clean_full_name(self):
        return parse_name(self.cleaned_data["full_name"])


class VolunteerForm(CommissionerForm):
    class Meta:
        model = Volunteer
        fields = ["full_name", "community", "phone", "skills", "started_on"]


class VolunteerWorkForm(RecordForm):
    class Meta:
        model = VolunteerWork
        fields = ["done_on", "hours", "content"]
        widgets = {"content": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, volunteer: Volunteer, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.volunteer = volunteer


class HelpingPairForm(RecordForm):
    fixed = ("person",)
    phone = PhoneField()

    class Meta:
        model = HelpingPair
        fields = ["helper_name", "organisation", "phone", "visit_every_days", "started_on"]

    def __init__(self, *args, person: Person, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.person = person

    def clean_helper_name(self):
        return parse_name(self.cleaned_data["helper_name"])


class HelperVisitForm(RecordForm):
    fixed = ("pair",)

    class Meta:
        model = HelperVisit
        fields = ["visited_on", "content"]
        widgets = {"content": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, pair: HelpingPair, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.pair = pair

    def clean_visited_on(self):
        day, first = self.cleaned_data["visited_on"], self.instance.pair.started_on
        if day < first:
            raise forms.ValidationError(_("The help began on %(first)s."), params={"first": first})
        return day
