from decimal import Decimal

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registry.masks import mask_phone
from registry.names import parse_name
from registry.phones import parse_phone
from registry.records.forms import InAreaForm, RecordForm
from registry.versioned_forms import MaskedField
from rehab.models import Coordinator, Training
from rehab.services.staffing import Line, state_of


class CoordinatorForm(InAreaForm):
    phone = MaskedField(label=gettext_lazy("Phone"), mask=mask_phone, parse=parse_phone, max_length=30, required=False)

    class Meta:
        model = Coordinator
        fields = ["full_name", "community", "phone", "is_full_time", "started_on"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["phone"].widget.attrs |= {"inputmode": "tel", "autocomplete": "off"}
        if self.instance.pk:
            self.fields["phone"].help_text = _("Leave it as it is, type a new number over it, or empty it.")

    def clean_full_name(self):
        return parse_name(self.cleaned_data["full_name"])


class TrainingForm(RecordForm):
    """Organised by the area of whoever enters it."""

    class Meta:
        model = Training
        fields = ["title", "held_on", "duration_hours", "pass_mark"]

    def __init__(self, *args, staff, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            self.instance.area = staff.area


class LineForm(forms.Form):
    """One coordinator's line of the attendance sheet; a mark says that the coordinator was there."""

    attended = forms.BooleanField(label=gettext_lazy("Attended"), required=False)
    mark = forms.DecimalField(
        label=gettext_lazy("Mark"), required=False, min_value=0, max_value=100, max_digits=4, decimal_places=1
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, coordinator, row, **kwargs):
        initial = {"attended": bool(row and row.attended), "mark": row and row.mark, "seen": state_of(row)}
        super().__init__(*args, initial=initial, prefix=f"c{coordinator.pk}", **kwargs)
        self.coordinator, self.row = coordinator, row
        self.fields["mark"].widget.attrs |= {
            "class": "short",
            "inputmode": "decimal",
            "min": "0",
            "max": "100",
            "step": "0.5",
        }

    def line(self) -> Line:
        mark: Decimal | None = self.cleaned_data["mark"]
        attended = self.cleaned_data["attended"] or mark is not None
        return Line(coordinator=self.coordinator, attended=attended, mark=mark, seen=self.cleaned_data["seen"])
