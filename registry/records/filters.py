"""Filters that the lists of several fields of work have."""

import django_filters as filters
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registry.filters import NameFilter
from registry.forms.fields import DayField, grouped_areas

OPEN, CLOSED = "open", "closed"
PLACE_STATES = [(OPEN, _("In operation")), (CLOSED, _("Closed"))]
YES, NO = "yes", "no"
# Numbers must not stand in an address: already the browser keeps digits out.
NAME_INPUT = forms.TextInput(attrs={"pattern": "[^0-9]*", "maxlength": 50, "autocomplete": "off"})


class DayFilter(filters.DateFilter):
    field_class = DayField


class RecordFilter(filters.FilterSet):
    """Filters that several lists have. `day_field` is the day that "from" and "to" are about."""

    day_field = ""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "area" in self.filters:
            self.filters["area"].extra["choices"] = grouped_areas(self.request.user.area_id)

    def inside(self, rows, name, code):
        return rows.inside(code)

    def about(self, rows, name, words):
        return rows.about(words)

    def since(self, rows, name, day):
        return rows.filter(**{f"{self.day_field}__gte": day})

    def until(self, rows, name, day):
        return rows.filter(**{f"{self.day_field}__lte": day})

    def open_or_closed(self, rows, name, value):
        open_rows = rows.open_on(timezone.localdate())
        return open_rows if value == OPEN else rows.exclude(pk__in=open_rows.order_by().values("pk"))


def area_filter():
    return filters.ChoiceFilter(label=_("Area"), empty_label=_("All"), method="inside")


def name_filter():
    return NameFilter(label=_("Name"), method="about", widget=NAME_INPUT)


def state_filter(choices=PLACE_STATES):
    return filters.ChoiceFilter(label=_("State"), choices=choices, empty_label=_("All"), method="open_or_closed")


def day_filter(label, method):
    return DayFilter(label=label, method=method)
