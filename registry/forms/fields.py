from django import forms
from django.core.exceptions import ValidationError
from django.db.models.functions import Length
from django.utils.translation import gettext as _

from registry.areas import COMMUNITY_LENGTH, parent_code
from registry.models import Area
from registry.text import half_width
from registry.widgets import DayInput

DAY_FORMATS = ["%Y-%m-%d", "%Y%m%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日"]


# Whatever is added to a day stays a day.
YEARS = range(1900, 2200)


class DayField(forms.DateField):
    """A day; also as people write it where the browser has no day field of its own."""

    widget = DayInput

    def __init__(self, **kwargs):
        super().__init__(input_formats=DAY_FORMATS, **kwargs)

    def to_python(self, value):
        day = super().to_python(half_width(value) if isinstance(value, str) else value)
        if day and day.year not in YEARS:
            raise ValidationError(_("Enter a day between 1900 and 2199."))
        return day


class CommunityField(forms.ModelChoiceField):
    """A community inside `area_code`, grouped by street."""

    def __init__(self, *, area_code: str, **kwargs):
        super().__init__(queryset=_open_areas(area_code).communities(), **kwargs)
        self.choices = [("", "—"), *grouped_communities(area_code)]


def _open_areas(area_code: str):
    return Area.objects.inside(area_code).filter(closed_on__isnull=True)


def grouped_communities(area_code: str) -> list:
    """Choices (code, name) under the name of their street; without groups where there is one street only."""
    areas = [area for area in _streets_and_communities(area_code) if area.closed_on is None]
    streets = {area.code: area.name for area in areas if not area.is_community}
    groups: dict[str, list] = {}
    for area in areas:
        if area.is_community:
            groups.setdefault(parent_code(area.code), []).append((area.code, area.name))
    if len(groups) == 1:
        return next(iter(groups.values()))
    return [(streets.get(code, code), choices) for code, choices in groups.items()]


def grouped_areas(area_code: str) -> list:
    """Streets and communities as one list of choices, communities under their street and indented."""
    areas = [area for area in _streets_and_communities(area_code) if area.code != area_code]
    indent = "" if len(area_code) >= 9 else "\u3000"
    return [(area.code, f"{indent}{area.name}" if area.is_community else area.name) for area in areas]


def _streets_and_communities(area_code: str):
    """In the order of their codes, which puts every street before its communities."""
    inside = Area.objects.inside(area_code).annotate(code_length=Length("code"))
    return inside.filter(code_length__gte=9, code_length__lte=COMMUNITY_LENGTH).order_by("code")
