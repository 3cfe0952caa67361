"""Constraints worked out in Python say what the database says."""

from datetime import date
from decimal import Decimal

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models
from hypothesis import given, settings
from hypothesis import strategies as st

from registry.imports import constraints
from registry.models import Commissioner
from tests.factories import CommissionerFactory, HelpingPairFactory

pytestmark = pytest.mark.django_db

OURS = ("registry", "rehab", "psych_care", "relief", "reports")
CHECKS = [
    (model, constraint)
    for app in OURS
    for model in apps.get_app_config(app).get_models()
    for constraint in model._meta.constraints
    if isinstance(constraint, models.CheckConstraint)
]
# With the day of a month, or a sum.
ASKED_OF_THE_DATABASE = {
    "amount_month_start",
    "card_quota_not_overdrawn",
    "claim_paid_within_cost",
    "entitlement_from_month_start",
    "entitlement_until_month_start",
    "payment_month_start",
    "run_month_start",
    "suspension_month_start",
}


def _values(field: models.Field):
    choices = [value for value, _label in field.flatchoices]
    if isinstance(field, models.DateField):
        values = st.dates(date(2025, 1, 1), date(2025, 1, 6))
    elif isinstance(field, models.BooleanField):
        values = st.booleans()
    elif isinstance(field, models.DecimalField):
        values = st.integers(-1, 101).map(Decimal)
    elif isinstance(field, models.IntegerField | models.ForeignKey) and not choices:
        values = st.integers(0, 400)
    else:
        values = st.sampled_from([*choices, "", "x"] if not isinstance(field, models.IntegerField) else [*choices, 99])
    return st.none() | values if field.null else values


@pytest.mark.parametrize(("model", "constraint"), CHECKS, ids=lambda value: getattr(value, "name", ""))
@settings(max_examples=10, deadline=None)
@given(data=st.data())
def test_a_check_says_what_the_database_says(model, constraint, data):
    record = model()
    for field in model._meta.concrete_fields:
        if not isinstance(field, models.JSONField | models.DateTimeField) and not field.primary_key:
            setattr(record, field.attname, data.draw(_values(field), label=field.name))
    try:
        constraint.validate(model, record)
        refused = False
    except ValidationError:
        refused = True
    try:
        assert (constraints.holds(constraint.condition, record) is False) == refused
    except constraints.NotUnderstoodError:
        assert constraint.name in ASKED_OF_THE_DATABASE


def test_a_stored_record_leaves_no_room(areas):
    pair = HelpingPairFactory(helper_name="方德胜", ended_on=None)
    again = type(pair)(person_id=pair.person_id, helper_name="方德胜", started_on=date(2026, 1, 1))
    ended = type(pair)(person_id=pair.person_id, helper_name="方德胜", ended_on=date(2026, 1, 1))
    assert list(constraints.taken([again])) == [0]
    assert constraints.taken([ended]) == {}
    assert constraints.taken([pair]) == {}


def test_the_second_of_two_alike_leaves_no_room(areas):
    pair = HelpingPairFactory.build(helper_name="方德胜", person=None, person_id=1)
    other = HelpingPairFactory.build(helper_name="方德胜", person=None, person_id=1)
    assert list(constraints.taken([pair, other])) == [1]


def test_the_words_are_those_of_the_form(areas):
    post = CommissionerFactory.build(
        community_id="341702001008", started_on=date(2026, 2, 1), ended_on=date(2026, 1, 1)
    )
    assert isinstance(post, Commissioner)
    with pytest.raises(ValidationError, match=str(Commissioner._meta.constraints[0].violation_error_message)):
        constraints.check(post)
