from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registry.areas import is_inside
from registry.codes import KINSHIP_TO_SOMEBODY
from registry.forms.people import ServiceForm
from registry.id_numbers import parse_id_number
from registry.masks import mask_id_number, mask_name, mask_phone
from registry.models import Guardian, Household, HouseholdKind, HouseholdMember, Person
from registry.names import parse_name
from registry.phones import parse_phone
from registry.querysets import ADULT_AGE, years_before
from registry.records.forms import RecordForm, past_day
from registry.versioned_forms import MaskedField

KINSHIP_CHOICES = [("", "—"), *KINSHIP_TO_SOMEBODY]


class HouseholdForm(ServiceForm):
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind of household"),
        choices=HouseholdKind,
        widget=forms.RadioSelect,
        initial=HouseholdKind.URBAN,
        help_text=gettext_lazy("As in the household register; allowance standards differ by it."),
    )
    on = past_day(label=gettext_lazy("Together since"))


class HouseholdKindForm(RecordForm):
    """To correct it; the days and the members have forms of their own."""

    class Meta:
        model = Household
        fields = ["kind"]
        widgets = {"kind": forms.RadioSelect}


class JoinForm(ServiceForm):
    kinship = forms.ChoiceField(label=gettext_lazy("Kinship to the head"), choices=KINSHIP_CHOICES)
    on = past_day(label=gettext_lazy("Belongs to it since"))


class HeadForm(ServiceForm):
    """The new head, and what everybody is to the new head: `kinships` by member. Who lives out of scope is masked."""

    def __init__(self, *args, household: Household, staff, **kwargs):
        super().__init__(*args, **kwargs)
        self.members = list(household.members.present().select_related("person").head_first())
        self.staff = staff
        self.fields["head"] = forms.ModelChoiceField(label=_("New head"), queryset=household.members.present())
        self.fields["head"].choices = [("", "—"), *((one.pk, self._shown(one)) for one in self.members)]
        self.fields["on"] = past_day(label=_("Head since"), initial=timezone.localdate())
        for member in self.members:
            self.fields[self._name(member)] = forms.ChoiceField(
                label=_("%(name)s is to the new head") % {"name": self._shown(member)},
                choices=KINSHIP_CHOICES,
                required=False,
            )

    def _shown(self, member: HouseholdMember) -> str:
        in_scope = is_inside(member.person.community_id, self.staff.area_id)
        return member.person.full_name if in_scope else mask_name(member.person.full_name)

    def clean(self):
        cleaned = super().clean()
        head = cleaned.get("head")
        others = [member for member in self.members if member != head]
        for member in others if head else ():
            if not cleaned.get(self._name(member)) and not self.has_error(self._name(member)):
                self.add_error(self._name(member), _("Say what this person is to the new head."))
        kinships = {member.pk: cleaned.get(self._name(member), "") for member in others}
        return {"head": head, "on": cleaned.get("on"), "kinships": kinships}

    def _name(self, member: HouseholdMember) -> str:
        return f"member_{member.pk}"


class GuardianForm(RecordForm):
    """A guardian of `person`; who has this ID number on the register, and is in scope, is linked to that entry."""

    fixed = ("person", "guardian")

    id_number = MaskedField(
        label=gettext_lazy("ID number"),
        mask=mask_id_number,
        parse=lambda text: parse_id_number(text, timezone.localdate()).number if text else "",
        max_length=30,
        required=False,
        help_text=gettext_lazy("Needed where the guardian draws a subsidy for the person."),
    )
    phone = MaskedField(label=gettext_lazy("Phone"), mask=mask_phone, parse=parse_phone, max_length=30, required=False)

    class Meta:
        model = Guardian
        fields = ["full_name", "kinship", "id_number", "phone", "from_on"]

    def __init__(self, *args, person: Person, staff, **kwargs):
        super().__init__(*args, **kwargs)
        self.staff = staff
        self.instance.person = person
        for name in ("full_name", "id_number", "phone"):
            self.fields[name].widget.attrs["autocomplete"] = "off"

    def clean_full_name(self):
        return parse_name(self.cleaned_data["full_name"])

    def clean_id_number(self):
        number = self.cleaned_data["id_number"]
        born_on = parse_id_number(number, timezone.localdate()).birth_on if number else None
        if born_on and born_on > years_before(timezone.localdate(), ADULT_AGE):
            raise ValidationError(_("A guardian is of age."))
        if number and number == self.instance.person.id_number:
            raise ValidationError(_("Nobody is their own guardian."))
        return number

    def clean(self):
        cleaned = super().clean()
        if number := cleaned.get("id_number"):
            self._link(Person.objects.visible_to(self.staff).with_id_number(number).first(), cleaned.get("full_name"))
        else:
            self.instance.guardian = None
        return cleaned

    def _link(self, guardian: Person | None, full_name: str | None) -> None:
        if guardian and full_name and guardian.full_name != full_name:
            self.add_error("full_name", _("On the register this ID number belongs to %(name)s.") % {"name": guardian})
        self.instance.guardian = guardian
