from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from registry.areas import LEVEL_LENGTHS, is_area_code, parent_code
from registry.forms.fields import CommunityField
from registry.forms.people import ServiceForm
from registry.models import Area, Population
from registry.records.forms import past_day
from registry.services.areas import check_population_counted_once
from registry.services.closing import DISTRICT_LENGTH

LABELS = {"name": pgettext_lazy("place", "Name")}


class AreaAddForm(forms.ModelForm):
    """A new area directly below `parent`."""

    class Meta:
        model = Area
        fields = ("code", "name")
        labels = LABELS

    def __init__(self, *args, parent: Area, **kwargs):
        super().__init__(*args, **kwargs)
        self.parent = parent
        digits = LEVEL_LENGTHS[LEVEL_LENGTHS.index(len(parent.code)) + 1]
        self.fields["code"].initial = parent.code
        self.fields["code"].widget.attrs |= {"inputmode": "numeric", "class": "short"}
        self.fields["code"].help_text = _("%(digits)s digits, beginning with %(code)s.") % {
            "digits": digits,
            "code": parent.code,
        }

    def clean_code(self):
        code = self.cleaned_data["code"].strip()
        if not is_area_code(code) or parent_code(code) != self.parent.code:
            raise ValidationError(self.fields["code"].help_text)
        return code


class AreaNameForm(forms.ModelForm):
    class Meta:
        model = Area
        fields = ("name",)
        labels = LABELS


class PopulationForm(forms.ModelForm):
    """`area` is where the figure belongs. The population of a year is known during it or after it."""

    year = forms.IntegerField(label=gettext_lazy("Year"))
    residents = forms.IntegerField(label=gettext_lazy("Residents"), min_value=0, max_value=2_000_000_000)

    class Meta:
        model = Population
        fields = ("year", "residents", "source")

    def __init__(self, *args, area: Area, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.area = area
        this_year = timezone.localdate().year
        self.fields["year"].initial = this_year
        self.fields["year"].validators += [MinValueValidator(1990), MaxValueValidator(this_year)]
        self.fields["year"].widget.attrs["class"] = "short"
        self.fields["residents"].widget.attrs["class"] = "short"
        self.fields["source"].help_text = _("For example the police register at the end of the year.")

    def _get_validation_exclusions(self):
        # The area is given, not typed; "one figure an area and year" is still to be checked.
        return super()._get_validation_exclusions() - {"area"}

    def clean(self):
        cleaned = super().clean()
        if year := cleaned.get("year"):
            self.instance.year = year
            check_population_counted_once(self.instance)
        return cleaned


class CloseCommunityForm(ServiceForm):
    """Merged into another community of the district; nothing to choose where nobody lives."""

    def __init__(self, *args, community: Area, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["on"] = past_day(
            label=_("Closed on"),
            help_text=_("The first day on which it is no more; its people live elsewhere from then."),
        )
        self.fields["merged_into"] = CommunityField(
            area_code=community.code[:DISTRICT_LENGTH],
            label=_("Its people now belong to"),
            required=False,
            help_text=_("Posts of commissioners and volunteers end; places and coordinators must be closed before."),
        )
