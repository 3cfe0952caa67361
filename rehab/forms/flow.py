from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

FIRST_YEAR = 2000


class YearForm(forms.Form):
    """This year where none, or nonsense, is chosen."""

    year = forms.IntegerField(label=_("Year"), min_value=FIRST_YEAR, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["year"].initial = timezone.localdate().year
        self.fields["year"].widget.attrs |= {"class": "short", "max": timezone.localdate().year}

    def chosen(self) -> int:
        this_year = timezone.localdate().year
        year = self.cleaned_data.get("year") if self.is_valid() else None
        return min(year or this_year, this_year)
