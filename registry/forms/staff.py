from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registry.areas import LEVEL_LENGTHS
from registry.models import Area, Staff
from registry.names import parse_name
from registry.permissions import Role
from registry.services.staff import write_roles
from registry.versioned_forms import StaleVersionError, VersionedModelForm

USERNAME_RULE = RegexValidator(
    r"^[A-Za-z][A-Za-z0-9._-]{2,39}$",
    gettext_lazy("3 to 40 letters, digits, dots, dashes or underscores, beginning with a letter."),
)
ROLE_HINTS = {
    Role.CLERK: gettext_lazy("enters people and records, imports data"),
    Role.MANAGER: gettext_lazy("the same, and sets targets, makes reports, sees who changed what"),
    Role.PSYCHIATRIC_WORKER: gettext_lazy("reads people and rehabilitation records"),
    Role.REVIEWER: gettext_lazy("reads people, records and the board"),
    Role.APPROVER: gettext_lazy("reads people, records and the board"),
    Role.FINANCE: gettext_lazy("reads the board only"),
    Role.AUDITOR: gettext_lazy("reads everything and the audit log"),
    Role.ADMINISTRATOR: gettext_lazy("manages accounts and areas; sees no person"),
}


class AreaChoiceField(forms.ModelChoiceField):
    """Areas inside `area_code`, indented by level."""

    def __init__(self, *, area_code: str, **kwargs):
        self.top = LEVEL_LENGTHS.index(len(area_code))
        super().__init__(queryset=Area.objects.inside(area_code), **kwargs)

    def label_from_instance(self, area):
        return "\u3000" * (LEVEL_LENGTHS.index(len(area.code)) - self.top) + area.name


def _role_choices():
    return [(role.value, _("%(role)s: %(may)s") % {"role": role.label, "may": ROLE_HINTS[role]}) for role in Role]


class StaffForm(VersionedModelForm):
    """`staff` is who fills the form in, `instance` whose account it is."""

    roles = forms.MultipleChoiceField(label=gettext_lazy("Roles"), widget=forms.CheckboxSelectMultiple, required=False)

    class Meta:
        model = Staff
        fields = ("full_name", "area")

    def __init__(self, *args, staff, **kwargs):
        super().__init__(*args, **kwargs)
        self.staff = staff
        self.fields["area"] = AreaChoiceField(area_code=staff.area_id, label=_("Area"))
        self.fields["area"].help_text = _("What the account sees: this area and everything below it.")
        self.fields["roles"].choices = _role_choices()
        self.initial["roles"] = sorted(self.instance.role_codes) if self.instance.pk else []
        if self.instance == staff:
            for name in ("area", "roles"):
                self.fields[name].disabled = True
            self.fields["roles"].help_text = _("Nobody changes their own roles and area; another administrator does.")

    def clean_full_name(self):
        return parse_name(self.cleaned_data["full_name"])

    def clean_roles(self):
        roles = set(self.cleaned_data["roles"])
        if Role.ADMINISTRATOR in roles and len(roles) > 1:
            raise ValidationError(_("The administrator sees no person, so this role goes with no other."))
        return roles

    def save_change(self, *, by, action=""):
        """Roles belong to the version too: of two who change only them, the second sees the conflict."""
        if self.instance == by:
            return super().save_change(by=by, action=action)
        try:
            with transaction.atomic():
                staff = super().save_change(by=by, action=action)
                if staff is not None:
                    write_roles(by=by, staff=staff, roles=self.cleaned_data["roles"])
                return staff
        except StaleVersionError:
            self._tell_conflict()
        except ValidationError as error:
            self.add_error(None, error)
        return None


class StaffAddForm(StaffForm):
    class Meta(StaffForm.Meta):
        fields = ("username", "full_name", "area")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["username"].validators.append(USERNAME_RULE)
        self.fields["username"].help_text = _("For signing in. Never an ID or phone number.")
        self.fields["username"].widget.attrs["autocomplete"] = "off"

    def clean_username(self):
        username = self.cleaned_data["username"]
        if Staff.objects.filter(username__iexact=username).exists():
            raise ValidationError(_("This user name is taken."))
        return username
