from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registry.certificate_numbers import parse_certificate_number
from registry.codes import DisabilityType, Grade
from registry.forms.fields import DayField
from registry.forms.people import ServiceForm
from registry.masks import mask_certificate_number
from registry.models import CancelReason, Certificate, CertificateComponent, Person
from registry.services import certificates as services
from registry.versioned_forms import MaskedField, VersionedModelForm

SINGLE_TYPES = [kind for kind in DisabilityType if kind != DisabilityType.MULTIPLE]
# Leaving the register and reissuing give theirs themselves.
OWN_REASONS = [CancelReason.REGRADED, CancelReason.RECOVERED, CancelReason.VOLUNTARY, CancelReason.ERROR]


def parsed_number(text: str) -> str:
    return parse_certificate_number(text, timezone.localdate()).number


class CertificateForm(VersionedModelForm):
    """A certificate with the parts of a multiple disability: `part_1` to `part_6` hold the grade of each type."""

    use_required_attribute = False
    part_names = tuple(f"part_{kind.value}" for kind in SINGLE_TYPES)
    filled_names = ("number", "disability_type", "grade", "issued_on", "expires_on", "prefix_reason", *part_names)

    number = MaskedField(
        label=gettext_lazy("Certificate number"),
        mask=mask_certificate_number,
        parse=parsed_number,
        max_length=30,
        help_text=gettext_lazy("20 characters, or 22 after a reissue. It fills in what it tells."),
    )
    issued_on = DayField(label=gettext_lazy("Issued on"))
    expires_on = DayField(
        label=gettext_lazy("Valid until"),
        required=False,
        help_text=gettext_lazy("Ten years after the issue, if empty."),
    )

    class Meta:
        model = Certificate
        fields = ("number", "disability_type", "grade", "issued_on", "expires_on", "prefix_reason")

    def __init__(self, *args, **kwargs):
        # "id_number" would be this number's id and the ID number's name on one page.
        kwargs.setdefault("auto_id", "certificate_%s")
        super().__init__(*args, **kwargs)
        self.fields["number"].widget.attrs["autocomplete"] = "off"
        self.fields["prefix_reason"].help_text = _("Only where the number does not begin with the ID number.")
        parts = self._stored_parts()
        self._parts_before = list(parts.values())
        for kind in SINGLE_TYPES:
            self.fields[f"part_{kind.value}"] = forms.TypedChoiceField(
                label=kind.label,
                choices=[("", "—"), *Grade.choices],
                coerce=int,
                empty_value=None,
                required=False,
                initial=parts[kind].grade if kind in parts else None,
            )

    def clean_expires_on(self):
        """`issued_on` stands before it and is cleaned already."""
        expires_on, issued_on = self.cleaned_data["expires_on"], self.cleaned_data.get("issued_on")
        return expires_on or (services.default_expiry(issued_on) if issued_on else None)

    @property
    def sections(self):
        return (
            (
                _("Disability certificate"),
                ("number", "disability_type", "grade", "issued_on", "expires_on", "prefix_reason"),
            ),
            (_("Parts of a multiple disability"), self.part_names, _("The grade of each; only for type 7.")),
        )

    @property
    def part_fields(self):
        return [self[name] for name in self.part_names]

    def components(self) -> list[CertificateComponent]:
        """Unsaved; none but for a multiple disability."""
        if self.cleaned_data.get("disability_type") != DisabilityType.MULTIPLE:
            return []
        grades = {kind: self.cleaned_data.get(f"part_{kind.value}") for kind in SINGLE_TYPES}
        return [CertificateComponent(disability_type=kind, grade=grade) for kind, grade in grades.items() if grade]

    def save_change(self, *, by, action=""):
        """Of a certificate that is there: checked like a new one, with its parts."""
        try:
            services.check_certificate(self.instance, self.instance.person, self.components())
        except ValidationError as error:
            self.add_error(None, error)
            return None
        return super().save_change(by=by, action=action)

    @transaction.atomic
    def save(self, commit=True):
        saved = super().save(commit)
        services.write_components(saved, self.components())
        return saved

    def changes(self) -> dict:
        return super().changes() | services.components_change(self._parts_before, self.components())

    def _stored_parts(self) -> dict[int, CertificateComponent]:
        if not self.instance.pk:
            return {}
        return {part.disability_type: part for part in self.instance.components.all()}


class PersonCertificateForm(CertificateForm):
    """Together with the person: nothing of it is wanted while all of it is empty."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.is_bound:
            self.fields["number"].widget.attrs["autofocus"] = True
            for field in self.fields.values():
                field.required = False

    @classmethod
    def is_wanted(cls, data) -> bool:
        return any(data.get(name, "").strip() for name in cls.filled_names)


class ReissueForm(ServiceForm):
    number = MaskedField(
        label=gettext_lazy("New certificate number"), mask=mask_certificate_number, parse=parsed_number, max_length=30
    )
    issued_on = DayField(label=gettext_lazy("Issued on"))
    expires_on = DayField(label=gettext_lazy("Valid until"))

    def __init__(self, *args, certificate: Certificate, **kwargs):
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        following = services.next_reissue_number(certificate)
        self.fields["number"].stored = following
        self.fields["number"].help_text = following and _(
            "The present number with %(mark)s at its end: leave it as it is, or type the number on the card over it."
        ) % {"mark": following[-2:]}
        self.initial = {
            "number": mask_certificate_number(self.fields["number"].stored),
            "issued_on": today,
            "expires_on": services.reissue_expiry(certificate, today),
        }


class CancelForm(ServiceForm):
    on = DayField(label=gettext_lazy("Cancelled on"))
    reason = forms.ChoiceField(
        label=gettext_lazy("Reason"), choices=[("", "—"), *((reason.value, reason.label) for reason in OWN_REASONS)]
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = timezone.localdate()


def issue_from(form: CertificateForm, *, person: Person, by) -> bool:
    """Issue what the valid form holds; False with the reasons on the form."""
    form.instance.person = person
    try:
        services.issue_certificate(by=by, certificate=form.instance, components=form.components())
    except ValidationError as error:
        form.add_error(None, error)
        return False
    return True
