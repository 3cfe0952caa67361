"""Every row of the rules of the management standard (2018): class, and day of the next contact."""

from datetime import date

import pytest

from psych_care.choices import Stability
from psych_care.rules import first_contact, months_after, next_contact, stability_of

STABLE_SIGNS = {
    "risk": 0,
    "symptoms": "recovered",
    "insight": "full",
    "side_effects": "none",
    "physical": "stable",
    "social": "good",
}
DAY = date(2026, 1, 31)
S, B, U = Stability.STABLE, Stability.BASICALLY_STABLE, Stability.UNSTABLE


@pytest.mark.parametrize(
    ("signs", "expected"),
    [
        ({}, S),
        ({"social": "fair"}, S),
        ({"side_effects": "mild"}, S),
        ({"risk": 3}, U),
        ({"risk": 4}, U),
        ({"risk": 5}, U),
        ({"symptoms": "marked"}, U),
        ({"insight": "none"}, U),
        ({"side_effects": "severe"}, U),
        ({"physical": "severe"}, U),
        ({"risk": 1}, B),
        ({"risk": 2}, B),
        ({"symptoms": "partly"}, B),
        ({"insight": "partly"}, B),
        ({"social": "poor"}, B),
        ({"physical": "ill"}, B),
        ({"risk": 1, "physical": "severe"}, U),
    ],
)
def test_class(signs, expected):
    assert stability_of(**STABLE_SIGNS | signs) == expected


@pytest.mark.parametrize(
    ("stability", "before", "improved", "expected"),
    [
        (S, None, False, date(2026, 4, 30)),
        (S, U, True, date(2026, 4, 30)),
        (U, None, False, date(2026, 2, 14)),
        (U, S, True, date(2026, 2, 14)),
        (B, None, False, date(2026, 2, 14)),
        (B, S, True, date(2026, 2, 14)),
        (B, U, True, date(2026, 2, 14)),
        (B, B, True, date(2026, 4, 30)),
        (B, B, False, date(2026, 2, 28)),
    ],
)
def test_next_contact(stability, before, improved, expected):
    assert next_contact(DAY, stability, before=before, improved=improved) == expected


def test_the_first_visit_is_due_two_weeks_after_the_file_begins():
    assert first_contact(date(2026, 1, 31)) == date(2026, 2, 14)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2025, 11, 30), 3, date(2026, 2, 28)),
        (date(2027, 11, 30), 3, date(2028, 2, 29)),
        (date(2026, 10, 1), 3, date(2027, 1, 1)),
        (date(2026, 12, 31), 1, date(2027, 1, 31)),
    ],
)
def test_months_later(day, months, expected):
    assert months_after(day, months) == expected
