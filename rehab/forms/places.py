from django import forms
from django.utils.translation import gettext_lazy as _

from registry.forms.fields import DayField
from registry.records.forms import InAreaForm, RecordForm
from rehab.models import FloorArea, HealthStation, RehabRoom, RehabStation, Standard
from rehab.services.places import set_floor_area, set_standard


class HealthStationForm(InAreaForm):
    class Meta:
        model = HealthStation
        fields = ["name", "community", "opened_on"]


class StationForm(InAreaForm):
    """A new station has its first floor area entered with it, when that is known."""

    floor_area_m2 = forms.DecimalField(
        label=_("Floor area (m²)"),
        min_value=1,
        max_digits=7,
        decimal_places=2,
        required=False,
        help_text=_("May be entered later; each change is kept with its day."),
    )

    class Meta:
        model = RehabStation
        fields = ["name", "community", "opened_on"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["floor_area_m2"]

    def write(self, by):
        station = super().write(by)
        if station and (floor_area := self.cleaned_data.get("floor_area_m2")):
            set_floor_area(station=station, floor_area_m2=floor_area, effective_from=station.opened_on, by=by)
        return station


class RoomForm(RecordForm):
    fixed = ("health_station",)

    class Meta:
        model = RehabRoom
        fields = ["doctor_name", "opened_on"]

    def __init__(self, *args, health_station, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.health_station = health_station

    def clean_opened_on(self):
        day = self.cleaned_data["opened_on"]
        if day < self.instance.health_station.opened_on:
            raise forms.ValidationError(_("The health station itself was opened later than that."))
        return day


class DatedForm(forms.ModelForm):
    """A value from a day on, written by a service: a new row, or of the same day a corrected one. A plan may lie ahead."""

    def _get_validation_exclusions(self):
        """The day may be taken: then the row is corrected."""
        return super()._get_validation_exclusions() | {"effective_from"}


class FloorAreaForm(DatedForm):
    class Meta:
        model = FloorArea
        fields = ["floor_area_m2", "effective_from"]
        field_classes = {"effective_from": DayField}
        help_texts = {"effective_from": _("The day the size holds from. A value of the same day is replaced.")}

    def __init__(self, *args, station, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.rehab_station = station

    def clean_effective_from(self):
        day = self.cleaned_data["effective_from"]
        if day < self.instance.rehab_station.opened_on:
            raise forms.ValidationError(_("The station itself was opened later than that."))
        return day

    def store(self, by):
        return set_floor_area(station=self.instance.rehab_station, by=by, **self.cleaned_data)


class StandardForm(DatedForm):
    class Meta:
        model = Standard
        fields = ["code", "value", "effective_from", "source"]
        field_classes = {"effective_from": DayField}
        help_texts = {"effective_from": _("The day the value holds from. A value of the same day is replaced.")}

    def store(self, by):
        return set_standard(by=by, **self.cleaned_data)
