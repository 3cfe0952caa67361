from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registry.models import Area
from registry.versioned_forms import VersionedModelForm
from registry.widgets import DayInput
from reports.indicators import INDICATORS
from reports.models import Target


class DayForm(forms.Form):
    """The day for which a board is told."""

    on = forms.DateField(label=gettext_lazy("As at"), required=False, widget=DayInput())

    def clean_on(self):
        day = self.cleaned_data["on"] or timezone.localdate()
        if day > timezone.localdate():
            raise ValidationError(_("The day is in the future."))
        if day.year < 2000:
            raise ValidationError(_("There are no figures before the year 2000."))
        return day


class TargetForm(VersionedModelForm):
    sections = [
        (gettext_lazy("What is to be reached"), ["indicator", "value"]),
        (gettext_lazy("Where and when"), ["area", "year"]),
        (
            gettext_lazy("Where it stands"),
            ["source", "position"],
            gettext_lazy("Of several sources, the first in order decides whether the target is met; all are shown."),
        ),
    ]

    class Meta:
        model = Target
        fields = ["indicator", "value", "area", "year", "source", "position"]

    def __init__(self, *args, staff, **kwargs):
        super().__init__(*args, **kwargs)
        choices = [(code, f"{code} {indicator.name} ({indicator.unit})") for code, indicator in INDICATORS.items()]
        self.fields["indicator"] = forms.ChoiceField(label=gettext_lazy("indicator"), choices=choices)
        self.fields["area"].queryset = Area.objects.visible_to(staff)
        self.fields["year"].initial = timezone.localdate().year

    def clean(self):
        values = super().clean()
        indicator = INDICATORS.get(values.get("indicator"))
        if indicator and indicator.unit == "%" and values.get("value") is not None and values["value"] > 100:
            self.add_error("value", _("A rate lies between 0 and 100."))
        return values
