from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registry.areas import ancestor_codes
from registry.forms.people import ServiceForm
from registry.masks import mask_phone
from registry.models import Staff
from registry.permissions import ROLE_PERMISSIONS, Permission
from registry.phones import parse_phone
from registry.records.forms import InAreaForm, PersonRecordForm, past_day
from registry.versioned_forms import MaskedField
from relief.case_choices import FREE_ENTRIES, EntryKind
from relief.forms.sheets import SheetForm
from relief.models import Application, JobPlacement, Petition, PetitionEntry
from relief.services.petitions import add_entry, add_placement, register

WHAT = ["kind", "via", "received_on", "people_count", "subject", "content"]
YES, NO = "yes", "no"


def _text(label, rows=5):
    return forms.CharField(label=label, max_length=4000, widget=forms.Textarea(attrs={"rows": rows}))


class PetitionFields(forms.ModelForm):
    """What both ways of registering share."""

    phone = MaskedField(label=_("Phone"), mask=mask_phone, parse=parse_phone, max_length=30, required=False)
    content = forms.CharField(
        label=_("What it is about"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 5})
    )

    class Meta:
        model = Petition
        fields = [*WHAT, "phone"]
        help_texts = {"people_count": _("More than one: a collective petition.")}

    def write(self, by):
        if self.instance.pk:
            return super().write(by)
        return register(petition=self.instance, by=by)


class PersonPetitionForm(PetitionFields, PersonRecordForm):
    """Of a person of the register."""

    day_field = "received_on"

    class Meta(PetitionFields.Meta):
        pass

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.petitioner_name = self.person.full_name


class OtherPetitionForm(PetitionFields, InAreaForm):
    """Of somebody who is not on the register, or of many."""

    class Meta(PetitionFields.Meta):
        fields = ["petitioner_name", "community", *WHAT, "phone"]


class AssignForm(ServiceForm):
    """To whoever enters relief and is responsible for the place."""

    assigned_to = forms.ModelChoiceField(label=_("Assigned to"), queryset=Staff.objects.none())

    def __init__(self, *args, petition, **kwargs):
        super().__init__(*args, **kwargs)
        above = [petition.community_id, *ancestor_codes(petition.community_id)]
        roles = [role for role, may in ROLE_PERMISSIONS.items() if Permission.EDIT_RELIEF in may]
        people = Staff.objects.filter(is_active=True, area__in=above, roles__role__in=roles).distinct()
        self.fields["assigned_to"].queryset = people.order_by("full_name")
        self.fields["assigned_to"].label_from_instance = lambda one: one.full_name
        self.initial.setdefault("assigned_to", petition.assigned_to_id)


class EntryForm(SheetForm):
    text = _text(_("What was said"))

    class Meta:
        model = PetitionEntry
        fields = ["kind", "on", "with_whom", "text"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(one.value, one.label) for one in FREE_ENTRIES]
        self.fields["kind"].initial = EntryKind.TALK

    def write(self, by):
        add_entry(entry=self.instance, by=by)


class AnswerPetitionForm(ServiceForm):
    on = past_day(label=_("Answered on"))
    with_whom = forms.CharField(label=_("To whom"), max_length=100, required=False)
    text = _text(_("Answer"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = timezone.localdate()


class CallBackForm(ServiceForm):
    on = past_day(label=_("Called back on"))
    with_whom = forms.CharField(label=_("With whom"), max_length=100, required=False)
    satisfied = forms.TypedChoiceField(
        label=_("Satisfied with the answer"),
        choices=[(YES, _("Yes")), (NO, _("No"))],
        coerce=lambda value: value == YES,
        widget=forms.RadioSelect,
    )
    text = _text(_("What was said"), rows=3)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = timezone.localdate()


class AidForm(ServiceForm):
    """An application that came of it: of the petitioner where they are on the register."""

    application = forms.ModelChoiceField(label=_("Application"), queryset=Application.objects.none())

    def __init__(self, *args, petition, staff, **kwargs):
        super().__init__(*args, **kwargs)
        rows = Application.objects.visible_to(staff).filter(person=petition.person_id, petition_aid__isnull=True)
        self.fields["application"].queryset = rows.select_related("programme")
        self.fields["application"].label_from_instance = lambda one: f"{one.number} · {one.programme}"


class PlacementForm(SheetForm):
    class Meta:
        model = JobPlacement
        fields = ["full_name", "enterprise_name", "started_on", "monthly_wage"]
        widgets = {"monthly_wage": forms.NumberInput(attrs={"step": "0.01", "class": "short"})}

    def write(self, by):
        add_placement(placement=self.instance, by=by)
