from django import forms
from django.utils.translation import gettext_lazy as _

from registry.forms.fields import grouped_areas
from registry.models import Area
from registry.records.forms import RecordForm
from rehab.models import Funding


def choose_area(form, staff) -> None:
    """The form's area: the account's own, which is proposed, or one inside it."""
    areas = forms.ModelChoiceField(label=form.fields["area"].label, queryset=Area.objects.visible_to(staff))
    areas.choices = [(staff.area_id, staff.area.name), *grouped_areas(staff.area_id)]
    form.fields["area"] = areas
    form.initial.setdefault("area", staff.area_id)


class FundingForm(RecordForm):
    """Money is entered for my own area or one inside it."""

    class Meta:
        model = Funding
        fields = ["area", "received_on", "source", "purpose", "amount", "document"]
        help_texts = {"document": _("For example the number of the notice that grants the money.")}

    def __init__(self, *args, staff, **kwargs):
        super().__init__(*args, **kwargs)
        choose_area(self, staff)
        self.fields["amount"].widget.attrs["inputmode"] = "decimal"
