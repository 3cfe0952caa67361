import re

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from registry.areas import LEVEL_LENGTHS, Level, level_of
from registry.models import Area

YEARS_BACK = 6
_BRACKETED_YEAR = re.compile(r"[\[(（【〔](\d{4})[\])）】〕]")


class AreaChoice(forms.ModelChoiceField):
    """Indented by level, as the names alone don't tell which contains which."""

    def label_from_instance(self, area):
        return "　" * LEVEL_LENGTHS.index(len(area.code)) + area.name


class ReportForm(forms.Form):
    area = AreaChoice(label=_("Area"), queryset=Area.objects.none(), empty_label=None)
    year = forms.TypedChoiceField(label=_("Year"), coerce=int)
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    preparer = forms.CharField(
        label=_("Prepared by"),
        max_length=60,
        required=False,
        help_text=_("Stands on the cover; empty: the federation of the area."),
    )
    document_number = forms.CharField(
        label=_("Document number"),
        max_length=40,
        required=False,
        help_text=_("For example 贵残联〔2025〕3号; may stay empty."),
    )

    def __init__(self, *args, staff, **kwargs):
        super().__init__(*args, **kwargs)
        this_year = timezone.localdate().year
        self.fields["area"].queryset = _areas_of(staff)
        self.fields["area"].initial = staff.area_id
        self.fields["year"].choices = [(year, year) for year in range(this_year, this_year - YEARS_BACK, -1)]
        self.fields["year"].initial = this_year - 1
        self.fields["language"].initial = get_language()

    def clean_document_number(self):
        """The year stands in 〔〕 (GB/T 9704, 7.2.5), however it was typed."""
        return _BRACKETED_YEAR.sub(r"〔\1〕", self.cleaned_data["document_number"].strip())


def _areas_of(staff):
    """My area and those below it, down to the streets: a community is told in its street's report."""
    areas = Area.objects.visible_to(staff)
    return areas if level_of(staff.area_id) == Level.COMMUNITY else areas.exclude(pk__in=areas.communities())
