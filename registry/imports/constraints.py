"""A model's constraints told for many records at once: the database answers one at a time, and only when asked.

Checks are worked out in Python as SQL works them out, with unknown where a value is missing; uniqueness takes one query.
"""

import operator
from collections.abc import Sequence
from functools import reduce
from operator import attrgetter

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _

_COMPARE = {
    "exact": operator.eq,
    "gt": operator.gt,
    "gte": operator.ge,
    "lt": operator.lt,
    "lte": operator.le,
}


class NotUnderstoodError(Exception):
    """A condition with an expression that is not worked out here."""


def holds(condition: Q, record: models.Model) -> bool | None:
    """True, False, or None where SQL says NULL (a check constraint refuses False only)."""
    results = [_child(child, record) for child in condition.children]
    joined = reduce(_and if condition.connector == Q.AND else _or, results)
    return (None if joined is None else not joined) if condition.negated else joined


def check(record: models.Model) -> None:
    """The check constraints. Raises ValidationError."""
    for constraint in record._meta.constraints:
        if isinstance(constraint, models.CheckConstraint):
            try:
                refused = holds(constraint.condition, record) is False
            except NotUnderstoodError:
                constraint.validate(type(record), record)
                continue
            if refused:
                raise ValidationError(_message(constraint, _("The values of this row do not go together.")))


def taken(records: Sequence[models.Model]) -> dict[int, str]:
    """{place in `records`: why} of those that another record, stored or earlier in the sequence, leaves no room for."""
    refused: dict[int, str] = {}
    for constraint in type(records[0])._meta.constraints if records else ():
        if isinstance(constraint, models.UniqueConstraint) and constraint.fields:
            refused |= _taken(constraint, records)
    return refused


def _taken(constraint: models.UniqueConstraint, records: Sequence[models.Model]) -> dict[int, str]:
    model = type(records[0])
    names = [model._meta.get_field(name).attname for name in constraint.fields]
    key_of = attrgetter(*names) if len(names) > 1 else lambda record: (getattr(record, names[0]),)
    held = {
        place: key_of(record)
        for place, record in enumerate(records)
        if not constraint.condition or holds(constraint.condition, record)
    }
    held = {place: key for place, key in held.items() if None not in key}
    stored = _stored(constraint, model, names, held.values(), [r.pk for r in records if r.pk])
    first: dict[tuple, int] = {}
    message = _message(constraint, _("Such a record is there already."))
    return {p: message for p, key in held.items() if key in stored or first.setdefault(key, p) != p}


def _message(constraint: models.BaseConstraint, otherwise: str) -> str:
    """The constraint's own words, where it has any."""
    own = constraint.violation_error_message
    return otherwise if own == constraint.default_violation_error_message else str(own)


def _stored(constraint, model, names, keys, own) -> set[tuple]:
    """The keys that records other than `own` have in the database."""
    keys = set(keys)
    if not keys:
        return set()
    rows = model._base_manager.filter(constraint.condition or Q()).exclude(pk__in=own)
    for place, name in enumerate(names):
        rows = rows.filter(**{f"{name}__in": {key[place] for key in keys}})
    return keys & set(rows.values_list(*names))


def _child(child, record) -> bool | None:
    if isinstance(child, Q):
        return holds(child, record)
    if not isinstance(child, tuple):
        raise NotUnderstoodError
    path, wanted = child
    name, _sep, lookup = path.partition("__")
    return _compare(_value(record, name), lookup or "exact", wanted, record)


def _value(record, name: str):
    field = record._meta.pk if name == "pk" else record._meta.get_field(name)
    return getattr(record, field.attname)


def _compare(value, lookup: str, wanted, record) -> bool | None:
    if lookup == "isnull" or (lookup == "exact" and wanted is None):
        return (value is None) == (wanted is None or wanted)
    if value is None:
        return None
    if lookup == "in":
        return value in [str(w) if isinstance(value, str) else w for w in wanted]
    if lookup == "range" and not any(isinstance(end, models.expressions.Combinable) for end in wanted):
        return wanted[0] <= value <= wanted[1]
    if isinstance(wanted, F):
        wanted = _value(record, wanted.name)
    if lookup not in _COMPARE or isinstance(wanted, models.expressions.Combinable):
        raise NotUnderstoodError
    return None if wanted is None else _COMPARE[lookup](value, wanted)


def _and(one: bool | None, other: bool | None) -> bool | None:
    if one is False or other is False:
        return False
    return None if one is None or other is None else True


def _or(one: bool | None, other: bool | None) -> bool | None:
    if one or other:
        return True
    return None if one is None or other is None else False
