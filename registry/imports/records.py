"""Datasets of records: what happened to people on the register, or what there is in an area.

A row finds its record again by the record number of an export, or by what tells it from others (`identity`). An empty cell
leaves what is stored as it is.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from import_export import fields

from registry.imports.columns import Column
from registry.imports.dataset import Dataset
from registry.imports.places import Places
from registry.imports.record_columns import record_number
from registry.imports.resource import BulkResource, Row
from registry.models import Person, Residence
from registry.permissions import Permission
from registry.querysets import in_scope
from registry.records.days import why_not_on_register

# The columns that tell a key.
_COLUMNS = {"person_id": "id_number", "person": "id_number", "community_id": "community", "area_id": "area"}
_ID_DIGEST = Person._meta.get_field("id_digest")


@dataclass(frozen=True)
class RecordSpec:
    """`identity` are the model's fields (by attname) that find a record again.

    `day_field` is the day on which the person's community is that of the record. `people(queryset)` narrows whom a row may
    be about. `check(record)` raises ValidationError for what constraints do not tell. `make_form(row, staff, data=,
    instance=)` is the form of the screen, for a FormRecordResource. `renamed` tells the field of a column that bears
    another name, since the person's own columns have that one.
    """

    model: type[models.Model]
    identity: tuple[str, ...]
    day_field: str = ""
    people: Callable[[Any], Any] = lambda people: people
    check: Callable[[Any], None] | None = None
    make_form: Callable | None = None
    related: tuple[str, ...] = ()
    renamed: dict[str, str] = field(default_factory=dict)


@dataclass
class Found:
    """What one chunk needs of the register."""

    people: dict[str, Person] = field(default_factory=dict)
    residences: dict[int, list[Residence]] = field(default_factory=dict)
    by_number: dict[int, Any] = field(default_factory=dict)
    by_identity: dict[tuple, list] = field(default_factory=dict)


class RecordResource(BulkResource):
    """`resolve` puts what a row says of the model's fields into `row.plan`; a subclass's `enter` makes records of it."""

    spec: RecordSpec
    record = fields.Field(attribute="pk")

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        names = {column.name for column in self.dataset.columns}
        self.has_person, self.has_area = "id_number" in names, "area" in names
        self.places = Places.all_levels(self.staff) if self.has_area else Places.communities(self.staff)

    def keys_of(self, row: Row) -> dict[str, str]:
        if number := row.values["record"]:
            return {"record": f"{number}"}
        # Named as in a file: two rows that name one community by code and by name meet again in the database.
        told = [row.values.get(self._column_of(name)) for name in self.spec.identity]
        told = [getattr(value, "number", value) for value in told]
        digest = hashlib.sha256(repr(told).encode()).hexdigest()
        return {next(c.name for c in self.dataset.columns if c.required): digest}

    def judge(self, rows: list[Row]) -> None:
        found = self._find_people(rows)
        for row in rows:
            self._guarded(row, self._resolve, found)
        self._find_records([row for row in rows if not row.errors], found)
        for row in rows:
            if not row.errors:
                self._guarded(row, self._match, found)
        self.enter([row for row in rows if not row.errors])

    def enter(self, rows: list[Row]) -> None:
        raise NotImplementedError

    def _guarded(self, row: Row, act, found: Found) -> None:
        try:
            act(row, found)
        except ValidationError as error:
            self.reject(row, error.message_dict if hasattr(error, "error_dict") else {"": error.messages})

    def _find_people(self, rows: list[Row]) -> Found:
        if not self.has_person:
            return Found()
        digests = {row.values["id_number"].number: None for row in rows}
        digests = {number: _ID_DIGEST.digest_of(number) for number in digests}
        people = Person.objects.visible_to(self.staff) if self.staff else Person.objects.all()
        by_digest = {
            p.id_digest: p for p in self.spec.people(people).filter(id_digest__in=digests.values()).defer("id_number")
        }
        found = Found({number: by_digest[d] for number, d in digests.items() if d in by_digest})
        held = Residence.objects.filter(person__in=[p.pk for p in by_digest.values()]) if self.spec.day_field else ()
        for residence in held:
            found.residences.setdefault(residence.person_id, []).append(residence)
        return found

    def _resolve(self, row: Row, found: Found) -> None:
        told = {name: value for name, value in row.values.items() if value is not None}
        told.pop("record", None)
        if self.has_person:
            person = found.people.get(told.pop("id_number").number)
            if person is None:
                raise ValidationError({"id_number": _("Nobody on the register of your area has this ID number.")})
            if told.pop("person_name", person.full_name) != person.full_name:
                raise ValidationError({"person_name": _("On the register this ID number belongs to another name.")})
            told["person_id"] = person.pk
            row.label = person.full_name
            row.person = person
        for name in ("community", "area"):
            if name in told:
                told[f"{name}_id"] = self._place(name, told.pop(name))
        row.plan = {self.spec.renamed.get(name, name): value for name, value in told.items()}

    def _place(self, name: str, shown: str) -> str:
        try:
            return self.places.find(shown)
        except ValidationError as error:
            raise ValidationError({name: error.messages}) from error

    def _find_records(self, rows: list[Row], found: Found) -> None:
        mine = in_scope(self.spec.model, self.staff)
        if numbers := [row.values["record"] for row in rows if row.values["record"]]:
            found.by_number = {record.pk: record for record in mine.filter(pk__in=numbers)}
        unnumbered = [row for row in rows if not row.values["record"]]
        if not unnumbered:
            return
        for name in self.spec.identity:
            mine = mine.filter(**{f"{name}__in": {self._told(row, name) for row in unnumbered}})
        for record in mine:
            key = tuple(getattr(record, name) for name in self.spec.identity)
            found.by_identity.setdefault(key, []).append(record)

    def _column_of(self, attname: str) -> str:
        renamed = {column for column, name in self.spec.renamed.items() if name == attname}
        return renamed.pop() if renamed else _COLUMNS.get(attname, attname)

    def reject(self, row: Row, errors: dict[str, list[str]]) -> None:
        """At the columns that the errors name; at the first one that must be filled in where they name none."""
        known = {column.name for column in self.dataset.columns}
        fallback = next(column.name for column in self.dataset.columns if column.required)
        for name, messages in errors.items():
            column = self._column_of(name)
            row.reject(column if column in known else fallback, messages[0])

    def _told(self, row: Row, name: str):
        """What the row says of the field, or what the model takes where it says nothing."""
        return row.plan[name] if name in row.plan else _default(self.spec.model, name)

    def _match(self, row: Row, found: Found) -> None:
        if number := row.values["record"]:
            record = found.by_number.get(number)
            if record is None:
                raise ValidationError({"record": _("There is no record of this number in your area.")})
            if self.has_person and record.person_id != row.plan["person_id"]:
                raise ValidationError({"id_number": _("The record of this number belongs to somebody else.")})
        else:
            same = found.by_identity.get(tuple(self._told(row, name) for name in self.spec.identity), [])
            if len(same) > 1:
                raise ValidationError(
                    {"record": _("Several records are like this row: export them and use the record number.")}
                )
            record = same[0] if same else None
        row.record = record
        self._lay_community(row, found)

    def _lay_community(self, row: Row, found: Found) -> None:
        """That of the record's day; a record whose day stays keeps the one it was written with."""
        name = self.spec.day_field
        stored = getattr(row.record, name, None)
        day = row.plan.get(name, stored)
        if name and (row.record is None or day != stored):
            row.plan["community_id"] = self._community_on(row, found, day)

    def _community_on(self, row: Row, found: Found, day) -> str:
        for residence in found.residences.get(row.person.pk, ()):
            if residence.from_on <= day and (residence.until_on is None or day < residence.until_on):
                return residence.community_id
        raise ValidationError({self.spec.day_field: why_not_on_register(row.person, day)})


def _default(model, name: str):
    model_field = model._meta.get_field(name)
    return model_field.get_default() if model_field.has_default() else None


def record_dataset(
    key: str,
    label,
    resource: type[RecordResource],
    spec: RecordSpec,
    columns: tuple[Column, ...],
    permission: Permission,
    order: int,
) -> Dataset:
    """The dataset with a resource of its own, `resource` with these columns."""

    def rows(staff):
        return in_scope(spec.model, staff).select_related(*spec.related).order_by("pk")

    own = type(f"{spec.model.__name__}Resource", (resource,), {"spec": spec})
    dataset = Dataset(key, label, (record_number(), *columns), own, permission, rows, order)
    own.dataset = dataset
    return dataset
