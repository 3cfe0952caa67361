"""Every constraint of reports is violated once, past all forms: the database itself refuses."""

from datetime import date

import pytest

from reports.models import FigureKind, Target
from tests.constraints import assert_refused, declared_names
from tests.factories import StaffFactory
from tests.reports.factories import FigureKindFactory, FigureSheetFactory, ReportedFigureFactory


def _target(year=2025, value=80):
    Target.objects.create(indicator="R05", area_id="341702", year=year, value=value, source="T1")


def _same_target():
    for _ in "12":
        _target()


def _its_own_part():
    kind = FigureKindFactory()
    FigureKind.objects.filter(pk=kind.pk).update(whole=kind)


def _two_sheets():
    for _ in "12":
        FigureSheetFactory()


def _approved_by_the_sender():
    sender = StaffFactory()
    days = {"submitted_on": date(2026, 3, 20), "approved_on": date(2026, 3, 21)}
    FigureSheetFactory(state="approved", submitted_by=sender, approved_by=sender, **days)


def _same_figure():
    first = ReportedFigureFactory()
    ReportedFigureFactory(sheet=first.sheet, kind=first.kind)


VIOLATIONS = {
    "figure_kind_topic_known": lambda: FigureKindFactory(topic="weather"),
    "figure_kind_decimals": lambda: FigureKindFactory(decimals=3),
    "figure_kind_closes_after_opening": lambda: FigureKindFactory(closed_on=date(2020, 1, 1)),
    "figure_kind_not_its_own_part": _its_own_part,
    "figure_sheet_once_a_year": _two_sheets,
    "figure_sheet_year_plausible": lambda: FigureSheetFactory(year=1900),
    "figure_sheet_due_after_asking": lambda: FigureSheetFactory(due_on=date(2026, 2, 28)),
    "figure_sheet_state_has_its_days": lambda: FigureSheetFactory(state="submitted"),
    "figure_sheet_approved_by_another": _approved_by_the_sender,
    "reported_figure_once_a_sheet": _same_figure,
    "reported_figure_not_negative": lambda: ReportedFigureFactory(value=-1),
    "reported_figure_estimates_something": lambda: ReportedFigureFactory(value=None, is_estimate=True),
    "target_once_a_source": _same_target,
    "target_not_negative": lambda: _target(value=-1),
    "target_year_plausible": lambda: _target(year=1900),
}


@pytest.mark.parametrize("name", VIOLATIONS)
def test_the_database_refuses(areas, name):
    assert_refused(name, VIOLATIONS[name])


def test_no_constraint_is_left_out():
    assert declared_names("reports") == set(VIOLATIONS)
