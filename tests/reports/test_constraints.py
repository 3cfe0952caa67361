"""Every constraint of reports is violated once, past all forms: the database itself refuses."""

import pytest

from reports.models import Target
from tests.constraints import assert_refused, declared_names


def _target(year=2025, value=80):
    Target.objects.create(indicator="R05", area_id="341702", year=year, value=value, source="T1")


def _same_target():
    for _ in "12":
        _target()


VIOLATIONS = {
    "target_once_a_source": _same_target,
    "target_not_negative": lambda: _target(value=-1),
    "target_year_plausible": lambda: _target(year=1900),
}


@pytest.mark.parametrize("name", VIOLATIONS)
def test_the_database_refuses(areas, name):
    assert_refused(name, VIOLATIONS[name])


def test_no_constraint_is_left_out():
    assert declared_names("reports") == set(VIOLATIONS)
