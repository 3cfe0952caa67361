from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registry.forms.fields import DayField
from registry.records.forms import PersonRecordForm, RecordForm
from rehab.choices import ServicePlace
from rehab.forms.referrals import ROWS, StepForm
from rehab.models import DeviceApplication, DeviceKind, DeviceLoan, RehabStation, StockItem
from rehab.services.devices import apply_for

LOAN_DAYS = 90


class DeviceKindForm(RecordForm):
    """Of the area of whoever enters it."""

    fixed = ("area",)

    class Meta:
        model = DeviceKind
        fields = ["name", "group", "service_life_months", "needs_assessment", "subsidy_cap", "opened_on"]

    def __init__(self, *args, staff, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.area_id = staff.area_id
        for name in ("service_life_months", "subsidy_cap"):
            self.fields[name].widget.attrs["class"] = "short"


class DeviceApplicationForm(PersonRecordForm):
    day_field = "applied_on"

    class Meta:
        model = DeviceApplication
        fields = ["kind", "applied_on"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].queryset = DeviceKind.objects.serving(self.person.community_id).open_on(
            timezone.localdate()
        )

    def write(self, by):
        return apply_for(application=self.instance, by=by)


class NoteForm(StepForm):
    note = forms.CharField(label=_("Note"), max_length=300, required=False, widget=forms.Textarea(attrs=ROWS))


class RefusalForm(NoteForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["note"].required = True


class FitForm(NoteForm):
    price = forms.DecimalField(
        label=_("Price (yuan)"),
        min_value=0,
        max_digits=9,
        decimal_places=2,
        help_text=_("What is over the subsidy the person pays."),
        widget=forms.NumberInput(attrs={"class": "short"}),
    )
    place = forms.ChoiceField(
        label=_("Place"), choices=ServicePlace, initial=ServicePlace.STATION, widget=forms.RadioSelect
    )
    field_order = ["on", "price", "place", "note"]


STEP_FORMS = {"refuse": RefusalForm, "fit": FitForm}


class StockItemForm(RecordForm):
    class Meta:
        model = StockItem
        fields = ["station", "name", "label", "opened_on"]

    def __init__(self, *args, staff, **kwargs):
        super().__init__(*args, **kwargs)
        stations = RehabStation.objects.visible_to(staff)
        self.fields["station"].queryset = stations.open_on(timezone.localdate())


class LoanForm(PersonRecordForm):
    day_field = "lent_on"

    class Meta:
        model = DeviceLoan
        fields = ["item", "lent_on", "due_on"]

    def __init__(self, *args, staff, **kwargs):
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        self.fields["due_on"] = DayField(label=_("Due back on"), initial=today + timedelta(days=LOAN_DAYS))
        items = StockItem.objects.visible_to(staff).open_on(today).with_loan().filter(is_lent=False)
        self.fields["item"].queryset = items
        self.fields["item"].help_text = _("Devices of the stations’ stock that are not lent.")
