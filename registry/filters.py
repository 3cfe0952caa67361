"""The filters of the list of people. Numbers are not among them: they must not stand in a URL (registry.views.search)."""

from datetime import date, timedelta

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registry.codes import DisabilityType, Grade, Sex
from registry.forms.fields import grouped_areas
from registry.models import Person
from registry.names import normalise_name

EXPIRES_WITHIN_DAYS = 90
AGE_BANDS = {
    "0-6": (0, 6, gettext_lazy("0 to 6")),
    "7-17": (7, 17, gettext_lazy("7 to 17")),
    "18-59": (18, 59, gettext_lazy("18 to 59")),
    "60-79": (60, 79, gettext_lazy("60 to 79")),
    "80-": (80, 150, gettext_lazy("80 and over")),
}
SORTS = {
    "name": "full_name",
    "birth": "birth_on",
    "community": "community",
    "registered": "registered_on",
}


class OptionalChoice(django_filters.ChoiceFilter):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, empty_label=gettext_lazy("All"), **kwargs)


class NameField(forms.CharField):
    def clean(self, value):
        value = normalise_name(super().clean(value))
        if any(character.isdigit() for character in value):
            raise ValidationError(_("Only a name here; the field at the top of the page searches numbers."))
        return value


class NameFilter(django_filters.CharFilter):
    field_class = NameField


class PersonFilter(django_filters.FilterSet):
    """Without a choice of `state` only people on the register are shown."""

    name = NameFilter(
        label=gettext_lazy("Name"),
        method="by_name",
        # Already the browser keeps digits out of the address.
        widget=forms.TextInput(attrs={"pattern": "[^0-9]*", "maxlength": 50, "autocomplete": "off"}),
    )
    area = OptionalChoice(label=gettext_lazy("Area"), method="by_area")
    sex = OptionalChoice(label=gettext_lazy("Sex"), choices=Sex.choices)
    age = OptionalChoice(
        label=gettext_lazy("Age"), method="by_age", choices=[(key, label) for key, (_a, _b, label) in AGE_BANDS.items()]
    )
    type = OptionalChoice(label=gettext_lazy("Disability type"), method="by_type", choices=DisabilityType.choices)
    grade = OptionalChoice(label=gettext_lazy("Grade"), method="by_grade", choices=Grade.choices)
    certificate = OptionalChoice(
        label=gettext_lazy("Certificate"),
        method="by_certificate",
        choices=[
            ("valid", gettext_lazy("valid")),
            ("expiring", gettext_lazy("expires within 90 days")),
            ("expired", gettext_lazy("expired")),
            ("none", gettext_lazy("none valid")),
        ],
    )
    state = django_filters.ChoiceFilter(
        label=gettext_lazy("Register"),
        method="by_state",
        empty_label=gettext_lazy("on the register"),
        choices=[("left", gettext_lazy("left")), ("all", gettext_lazy("everyone"))],
    )

    class Meta:
        model = Person
        fields = ()

    def __init__(self, data=None, *args, staff, **kwargs):
        super().__init__(data, *args, **kwargs)
        self.today = timezone.localdate()
        self.filters["area"].extra["choices"] = grouped_areas(staff.area_id)

    def filter_queryset(self, queryset):
        if not self.form.cleaned_data.get("state"):
            queryset = queryset.on_register(self.today)
        return super().filter_queryset(queryset)

    def by_name(self, people, name, value):
        return people.named_like(value)

    def by_area(self, people, name, value):
        return people.inside(value)

    def by_age(self, people, name, value):
        youngest, oldest, _label = AGE_BANDS[value]
        return people.aged_between(youngest, oldest, self.today)

    def by_type(self, people, name, value):
        return people.with_disability_on(self.today, disability_type=value)

    def by_grade(self, people, name, value):
        return people.with_disability_on(self.today, grade=value)

    def by_certificate(self, people, name, value):
        if value == "expiring":
            return people.with_certificate_expiring(self.today, self.today + timedelta(days=EXPIRES_WITHIN_DAYS))
        if value == "expired":
            return people.with_certificate_expiring(date.min, self.today - timedelta(days=1))
        valid = people.with_valid_certificate_on(self.today)
        return valid if value == "valid" else people.exclude(pk__in=valid.values("pk"))

    def by_state(self, people, name, value):
        return people.left_by(self.today) if value == "left" else people


def sorted_people(people, sort: str):
    """By a key of SORTS, with "-" in front for descending; newest entry first for anything else. Always a full order."""
    field = SORTS.get(sort.removeprefix("-"))
    if field is None:
        return people.order_by("-pk")
    sign = "-" if sort.startswith("-") else ""
    return people.order_by(f"{sign}{field}", f"{sign}pk")
