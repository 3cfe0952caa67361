"""Many rows written at once, by COPY or executemany: bulk_create and bulk_update spend most of their time on each value.

Values are prepared by their fields as `save()` prepares them; as with bulk_create there are no signals.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from operator import attrgetter

from django.db import connection, models

from registry import dialect
from registry.encrypted_fields import DigestField, EncryptedField

_JSON = json.JSONEncoder(ensure_ascii=False)
# Their values go to the database as they are.
_PLAIN = (models.CharField, models.TextField, models.IntegerField, models.ForeignKey)


class StaleError(Exception):
    """A row to be changed has another version than the one that was read, or is gone."""


def insert(objects: Sequence[models.Model]) -> None:
    """Write unsaved objects of one model and give them their keys; call it inside a transaction."""
    if not objects:
        return
    model = type(objects[0])
    for obj, key in zip(objects, dialect.reserve_keys(model, len(objects)), strict=True):
        obj.pk = key
        obj._state.adding, obj._state.db = False, connection.alias
    fields = model._meta.concrete_fields
    _write_rows(model, fields, [_prepared(field, objects) for field in fields])


def insert_values(model: type[models.Model], names: Sequence[str], rows: Sequence[Sequence]) -> None:
    """Write new rows of which only these fields (`names` as attributes, "person_id") are told, without making objects.

    The database numbers them, in their order.
    """
    if not rows:
        return
    by_attname = {field.attname: field for field in model._meta.concrete_fields}
    fields = [by_attname[name] for name in names]
    _write_rows(model, fields, map(_converted, fields, zip(*rows, strict=True)))


def update(objects: Sequence[models.Model], names: Iterable[str]) -> None:
    """Write the named fields of saved objects. Those with a version go one up; raises StaleError if one has moved on."""
    if not objects:
        return
    meta = type(objects[0])._meta
    fields = [meta.get_field(name) for name in names]
    has_version = any(field.name == "version" for field in meta.concrete_fields)
    sets = [f"{_quoted(field)} = %s" for field in fields] + (["version = version + 1"] if has_version else [])
    where = "id = %s AND version = %s" if has_version else "id = %s"
    statement = f"UPDATE {_table(meta)} SET {', '.join(sets)} WHERE {where}"  # noqa: S608
    columns = [_prepared(field, objects) for field in fields]
    columns.append([obj.pk for obj in objects])
    if has_version:
        columns.append([obj.version for obj in objects])
    with connection.cursor() as cursor:
        cursor.executemany(statement, list(zip(*columns, strict=True)))
        if cursor.rowcount != len(objects):
            raise StaleError(meta.label)
    for obj in objects if has_version else ():
        obj.version += 1


def _write_rows(model, fields, columns: Iterable[Iterable]) -> None:
    dialect.write_rows(_table(model._meta), [_quoted(field) for field in fields], zip(*columns, strict=True))


def _table(meta) -> str:
    return connection.ops.quote_name(meta.db_table)


def _quoted(field) -> str:
    return connection.ops.quote_name(field.column)


def _prepared(field: models.Field, objects: Sequence[models.Model]) -> list:
    """What the database gets of this field of each object."""
    if isinstance(field, DigestField):
        return [field.pre_save(obj, True) for obj in objects]
    return _converted(field, list(map(attrgetter(field.attname), objects)))


def _converted(field: models.Field, values: Sequence) -> Sequence:
    prepare = _preparer(field)
    return list(map(prepare, values)) if prepare else values


def _preparer(field: models.Field) -> Callable | None:
    if isinstance(field, models.JSONField):
        return _JSON.encode
    if isinstance(field, _PLAIN) and not isinstance(field, EncryptedField):
        return None

    def prepare(value):
        return field.get_db_prep_save(value, connection)

    return _remembering(prepare) if isinstance(field, models.DateField) else prepare


def _remembering(prepare: Callable) -> Callable:
    """Many rows share few days."""
    known: dict = {}

    def look_up(value):
        if value not in known:
            known[value] = prepare(value)
        return known[value]

    return look_up
