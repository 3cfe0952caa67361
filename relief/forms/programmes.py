from hashlib import sha256

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registry.forms.fields import DayField
from registry.forms.people import ServiceForm
from registry.versioned_forms import VersionedModelForm
from relief.choices import AmountRule
from relief.forms.sheets import SheetForm
from relief.models import Exclusion, Programme, ProgrammeRule, Standard
from relief.months import months_after
from relief.services.programmes import add_exclusion, add_rule, add_standard


class ProgrammeForm(VersionedModelForm):
    class Meta:
        model = Programme
        fields = [
            "code",
            "name",
            "department",
            "unit",
            "cycle",
            "amount_rule",
            "needs",
            "quantity_unit",
            "opened_on",
            "closed_on",
        ]
        field_classes = {"opened_on": DayField, "closed_on": DayField}
        help_texts = {"code": _("Latin letters; it names the programme in files.")}


class ProgrammeEditForm(ProgrammeForm):
    """What applications and payments rest on stays as it is: for another unit or rule there is another programme."""

    class Meta(ProgrammeForm.Meta):
        fields = ["name", "department", "closed_on"]


class PreviewedForm(SheetForm):
    """Saved only after its preview was seen: the first sending shows it, the second, unchanged, saves."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def signature(self) -> str:
        values = {name: str(value) for name, value in self.cleaned_data.items() if name != "seen"}
        return sha256(repr(sorted(values.items())).encode()).hexdigest()

    @property
    def was_seen(self) -> bool:
        return self.cleaned_data.get("seen") == self.signature()

    def mark_seen(self) -> None:
        """The page that follows carries the signature of what it shows."""
        self.data = self.data.copy()
        self.data[self.add_prefix("seen")] = self.signature()


class RuleForm(PreviewedForm):
    fixed = ("programme",)
    future_days = ("effective_from",)

    class Meta:
        model = ProgrammeRule
        exclude = ["programme"]
        field_classes = {"effective_from": DayField}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["effective_from"] = timezone.localdate()
        if self.instance.programme.amount_rule != AmountRule.CLAIM:
            for name in ("deductible", "ratio_percent", "yearly_cap"):
                del self.fields[name]

    def write(self, by):
        add_rule(rule=self.instance, by=by)


class StandardForm(PreviewedForm):
    fixed = ("programme",)
    future_days = ("effective_from",)

    class Meta:
        model = Standard
        fields = ["tier", "amount", "effective_from", "source"]
        field_classes = {"effective_from": DayField}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["effective_from"] = months_after(timezone.localdate(), 1)
        self.changed_amounts = 0

    def write(self, by):
        self.changed_amounts = add_standard(standard=self.instance, by=by)


class ExclusionForm(SheetForm):
    future_days = ("effective_from",)

    class Meta:
        model = Exclusion
        fields = ["prevailing", "excluded", "effective_from", "source"]
        field_classes = {"effective_from": DayField}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["effective_from"] = timezone.localdate()

    def write(self, by):
        add_exclusion(exclusion=self.instance, by=by)


class ExclusionEndForm(ServiceForm):
    on = DayField(label=_("Not in force from"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = timezone.localdate()
