from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registry.forms.fields import CommunityField, DayField
from registry.id_numbers import check_matches, parse_id_number
from registry.masks import mask_id_number, mask_phone
from registry.models import LeftReason, Person
from registry.names import parse_name
from registry.phones import parse_phone
from registry.services.holders import holder_of_id_number
from registry.services.households import others_at_home
from registry.services.people import check_registered_on, correct_first_residence, district_of
from registry.versioned_forms import MaskedField, VersionedModelForm


class PersonForm(VersionedModelForm):
    """What entering and editing share. `holder` tells who has the number already, if it is taken."""

    use_required_attribute = False

    id_number = MaskedField(
        label=gettext_lazy("ID number"),
        mask=mask_id_number,
        parse=lambda text: parse_id_number(text, timezone.localdate()).number,
        max_length=30,
        help_text=gettext_lazy("Residence permit, travel permit and birth-certificate numbers too."),
    )
    phone = MaskedField(label=gettext_lazy("Phone"), mask=mask_phone, parse=parse_phone, max_length=30, required=False)
    birth_on = DayField(label=gettext_lazy("Birth date"))

    def __init__(self, *args, staff, **kwargs):
        super().__init__(*args, **kwargs)
        self.staff = staff
        self.holder = None
        self.fields["phone"].widget.attrs["inputmode"] = "tel"
        for name in ("id_number", "phone", "full_name", "address"):
            self.fields[name].widget.attrs["autocomplete"] = "off"

    def clean_full_name(self):
        return parse_name(self.cleaned_data["full_name"])

    def clean_id_number(self):
        number = self.cleaned_data["id_number"]
        if number != self.fields["id_number"].stored:
            self.holder = holder_of_id_number(number, staff=self.staff)
        if self.holder:
            raise ValidationError(_("A person with this ID number is already on the register."), code="taken")
        return number

    def clean(self):
        cleaned = super().clean()
        if number := cleaned.get("id_number"):
            parsed = parse_id_number(number, timezone.localdate())
            self.instance.document_kind = parsed.document_kind
            try:
                check_matches(parsed, sex=cleaned.get("sex"), birth_on=cleaned.get("birth_on"))
            except ValidationError as error:
                self.add_error(None, error)
        return cleaned


class PersonAddForm(PersonForm):
    """Sex and birth date may stay empty where the ID number tells them (registry.forms.filling)."""

    registered_on = DayField(label=gettext_lazy("Registered on"))

    class Meta:
        model = Person
        fields = (
            "id_number",
            "full_name",
            "sex",
            "birth_on",
            "ethnic_group",
            "phone",
            "community",
            "address",
            "registered_on",
        )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["community"] = CommunityField(area_code=self.staff.area_id, label=_("Community"))
        self.fields["registered_on"].initial = timezone.localdate()
        self.fields["sex"].required = self.fields["birth_on"].required = False
        choices = self.fields["community"].choices
        if len(choices) == 2:
            self.fields["community"].initial = choices[1][0]

    def clean(self):
        cleaned = super().clean()
        for name in ("sex", "birth_on"):
            if not cleaned.get(name) and not self.has_error("id_number") and not self.has_error(name):
                self.add_error(name, _("This document does not tell it: enter it here."))
        return cleaned


class PersonChangeForm(PersonForm):
    """Not the community: a move, leaving and returning are dated actions of their own."""

    sections = (
        (gettext_lazy("Identity"), ("id_number", "full_name", "sex", "birth_on", "ethnic_group")),
        (gettext_lazy("Contact"), ("phone", "address")),
        (gettext_lazy("Register"), ("registered_on",)),
    )

    registered_on = DayField(
        label=gettext_lazy("Registered on"),
        help_text=gettext_lazy("Only to correct a typing mistake; the first residence begins on the same day."),
    )

    class Meta:
        model = Person
        fields = ("id_number", "full_name", "sex", "birth_on", "ethnic_group", "phone", "address", "registered_on")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["id_number"].help_text = _("Leave it as it is, or type a new number over it.")
        self.fields["phone"].help_text = _("Leave it as it is, type a new number over it, or empty it.")

    def clean_registered_on(self):
        day = self.cleaned_data["registered_on"]
        if day != self.instance.registered_on:
            check_registered_on(self.instance, day)
        return day

    @transaction.atomic
    def save(self, commit=True):
        saved = super().save(commit)
        correct_first_residence(person=saved)
        return saved


class ServiceForm(forms.Form):
    """A form whose saving is a service: `submit` calls it and puts its refusal beside the fields."""

    use_required_attribute = False

    def submit(self, service, **fixed) -> bool:
        """False for a form that was not sent, or is not valid, or was refused."""
        if not self.is_valid():
            return False
        try:
            service(**self.cleaned_data, **fixed)
        except ValidationError as error:
            self.add_error(None, error)
            return False
        return True


class MoveForm(ServiceForm):
    """`with_household` is asked where others of the household live in the same community."""

    def __init__(self, *args, staff, person: Person, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["community"] = CommunityField(area_code=district_of(staff), label=_("New community"))
        self.fields["on"] = DayField(
            label=_("Lives there from"),
            initial=timezone.localdate(),
            help_text=_("On the very day the present residence began, this corrects it instead."),
        )
        if others := others_at_home(person):
            self.fields["with_household"] = forms.BooleanField(
                label=_("The household moves along"),
                required=False,
                help_text=_("In the same community: %(names)s") % {"names": "、".join(map(str, others))},
            )


class LeaveForm(ServiceForm):
    on = DayField(label=gettext_lazy("Left on"))
    reason = forms.ChoiceField(label=gettext_lazy("Reason"), choices=[("", "—"), *LeftReason.choices])

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = timezone.localdate()


class ReturnForm(ServiceForm):
    def __init__(self, *args, staff, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["community"] = CommunityField(area_code=staff.area_id, label=_("Community"))
        self.fields["on"] = DayField(label=_("Back since"), initial=timezone.localdate())
        self.fields["reason"] = forms.CharField(
            label=_("Why"),
            min_length=4,
            max_length=200,
            help_text=_("For example: moved back; or: was entered as deceased by mistake."),
        )


class RevealForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("What do you need it for?"),
        min_length=4,
        max_length=200,
        help_text=gettext_lazy("It is kept with your name in the audit log."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autofocus": True}),
    )


class SearchForm(forms.Form):
    q = forms.CharField(
        label=gettext_lazy("Name, ID number, certificate number or phone"),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autofocus": True, "type": "search"}),
    )
