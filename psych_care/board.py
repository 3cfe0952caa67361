"""Psychiatric care by street: each figure with the list behind it, one query a figure whatever the number of streets."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from psych_care.care_querysets import DAYS_AHEAD
from psych_care.models import Doubt, LockUp, Patient, Prescription
from registry.models import Area

STREET_LENGTH, COMMUNITY_LENGTH = 9, 12
PERSONS_HOME, RECORDS_PLACE = "person__community", "community"


@dataclass(frozen=True)
class Figure:
    """`rows(staff, today)` are counted by `place`, as their list's area filter does; `query` narrows that list to them."""

    key: str
    label: Any
    rows: Any
    place: str
    list_name: str
    query: dict

    def url(self, area_code: str) -> str:
        query = self.query | ({"area": area_code} if area_code else {})
        return f"{reverse(f'psych_care:{self.list_name}-list')}?{urlencode(query)}"


def _patients(staff):
    return Patient.objects.visible_to(staff)


def _supplies(staff, today: date):
    rows = Prescription.objects.visible_to(staff).in_force_on(today).with_supply()
    return rows.running_out_by(today + timedelta(days=DAYS_AHEAD))


FIGURES = (
    Figure(
        "on_file",
        _("On file"),
        lambda staff, today: _patients(staff).on_file_on(today),
        PERSONS_HOME,
        "patient",
        {"care": "on_file"},
    ),
    Figure(
        "due",
        _("Due within a week"),
        lambda staff, today: _patients(staff).due_soon_on(today),
        PERSONS_HOME,
        "patient",
        {"care": "due"},
    ),
    Figure(
        "overdue",
        _("Overdue"),
        lambda staff, today: _patients(staff).overdue_on(today),
        PERSONS_HOME,
        "patient",
        {"due": "overdue"},
    ),
    Figure(
        "high_risk",
        _("Risk 3 to 5"),
        lambda staff, today: _patients(staff).of_high_risk(),
        PERSONS_HOME,
        "patient",
        {"care": "high_risk"},
    ),
    Figure(
        "escalated",
        _("Of them not seen for 14 days"),
        lambda staff, today: _patients(staff).escalated_on(today),
        PERSONS_HOME,
        "patient",
        {"care": "escalated"},
    ),
    Figure(
        "locked_up",
        _("Locked up"),
        lambda staff, today: LockUp.objects.visible_to(staff).still_locked_on(today),
        RECORDS_PLACE,
        "lock-up",
        {"locked": "yes"},
    ),
    Figure(
        "no_group",
        _("Without a group"),
        lambda staff, today: _patients(staff).present().without_group_on(today),
        PERSONS_HOME,
        "patient",
        {"care": "no_group"},
    ),
    Figure(
        "doubted",
        _("Doubted visits"),
        lambda staff, today: Doubt.objects.visible_to(staff).unsettled(),
        RECORDS_PLACE,
        "doubt",
        {"state": "unsettled"},
    ),
    Figure("medicine", _("Medicine running out"), _supplies, PERSONS_HOME, "medicine", {"lapsed": "soon"}),
)


def rows(staff, today: date) -> tuple[list[dict], dict]:
    """A row for each street of the staff's area (each community inside a street), and the row of the whole."""
    length = STREET_LENGTH if len(staff.area_id) < STREET_LENGTH else COMMUNITY_LENGTH
    counts = {figure.key: _counted(figure, staff, today, length) for figure in FIGURES}
    places = {code for counted in counts.values() for code in counted}
    areas = Area.objects.inside(staff.area_id).filter(code__in=places).order_by("code")
    lines = [_line(area.name, area.code, counts) for area in areas]
    whole = {key: Counter({"": counted.total()}) for key, counted in counts.items()}
    return lines, _line(staff.area.name, "", whole)


def _counted(figure: Figure, staff, today: date, length: int) -> Counter:
    by_community = figure.rows(staff, today).order_by().values_list(figure.place).annotate(n=Count("pk"))
    counted = Counter()
    for code, n in by_community:
        counted[code[:length]] += n
    return counted


def _line(name: str, code: str, counts: dict[str, Counter]) -> dict:
    cells = [{"label": one.label, "value": counts[one.key][code], "url": one.url(code)} for one in FIGURES]
    return {"name": name, "cells": cells}
