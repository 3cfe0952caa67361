"""The audit table's one writer: who did what to which record, chained by a hash to the row before.

Call `record` (or `record_many` for bulk work) inside the transaction of the action itself.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from operator import attrgetter

from django.db import models, transaction
from django.utils import timezone

from registry import bulk, dialect
from registry.classification import masked_value
from registry.models import AuditEntry

UNRECORDED = {"version", "password"}
REASON_LENGTH = AuditEntry._meta.get_field("reason").max_length
# One statement for the few entries of a page; many go by COPY or executemany.
FEW = 100
HASHED = (
    "previous_hash",
    "at",
    "staff_id",
    "roles",
    "area_code",
    "action",
    "object_type",
    "object_id",
    "person_id",
    "changes",
    "reason",
)
_HASHED_OF = attrgetter(*HASHED)
_JSON = json.JSONEncoder(sort_keys=True, ensure_ascii=False)


@dataclass(frozen=True)
class Event:
    """`changes` maps a field to [old, new], both already masked (see `differences`)."""

    action: str
    obj: models.Model | None = None
    changes: dict = field(default_factory=dict)
    reason: str = ""
    person_id: int | None = None
    area_code: str = ""


def record(*, by, action: str, obj=None, changes=None, reason="", person_id=None, area_code="") -> None:
    """`area_code` only where nobody is signed in: whose auditors read the entry."""
    record_many(by=by, events=[Event(action, obj, changes or {}, reason, person_id, area_code)])


def record_many(*, by, events: Iterable[Event]) -> None:
    """`by` is None for what the system itself does (demo loading, night jobs)."""
    with transaction.atomic(savepoint=False):
        dialect.lock_audit_chain()
        last = AuditEntry.objects.order_by("-pk").values_list("hash", flat=True).first() or ""
        roles = ",".join(sorted(by.role_codes)) if by else ""
        rows, now = [], timezone.now()
        for event in events:
            content = _content(event, by, roles, now, last)
            last = _hash(content)
            rows.append((*content, last))
        _write((*HASHED, "hash"), rows)


def _write(names: tuple[str, ...], rows: list[tuple]) -> None:
    if len(rows) > FEW:
        bulk.insert_values(AuditEntry, names, rows)
    else:
        AuditEntry.objects.bulk_create(AuditEntry(**dict(zip(names, row, strict=True))) for row in rows)


def _content(event: Event, by, roles: str, now, previous_hash: str) -> tuple:
    """What is hashed of the entry, in the order of HASHED."""
    obj = event.obj
    return (
        previous_hash,
        now,
        by.pk if by else None,
        roles,
        by.area_id if by else event.area_code,
        event.action,
        obj._meta.label_lower if obj else "",
        str(obj.pk) if obj else "",
        event.person_id or _person_id(obj),
        event.changes,
        event.reason[:REASON_LENGTH],
    )


def _person_id(obj) -> int | None:
    if obj is None:
        return None
    return obj.pk if obj._meta.label == "registry.Person" else getattr(obj, "person_id", None)


def hash_of(entry: AuditEntry) -> str:
    return _hash(_HASHED_OF(entry))


def _hash(content: tuple) -> str:
    previous_hash, at, *rest = content
    text = _JSON.encode([previous_hash, at.isoformat(), *rest])
    return hashlib.sha256(text.encode()).hexdigest()


def first_broken(newest: int | None = None) -> AuditEntry | None:
    """The first entry whose content or chain does not match its hash; None when the log is whole.

    `newest` checks only that many entries at the end. Entries removed at the very end leave no gap (manage.py verify_audit).
    """
    entries = AuditEntry.objects.order_by("pk")
    previous = ""
    if newest and (last_unchecked := AuditEntry.objects.order_by("-pk")[newest : newest + 1].first()):
        entries, previous = entries.filter(pk__gt=last_unchecked.pk), last_unchecked.hash
    for entry in entries.iterator(chunk_size=2000):
        if entry.previous_hash != previous or entry.hash != hash_of(entry):
            return entry
        previous = entry.hash
    return None


def snapshot(obj: models.Model) -> dict:
    """Field values by name, to be compared with `differences` after a change."""
    return {f.attname: getattr(obj, f.attname) for f in obj._meta.concrete_fields}


def differences(before: dict, obj: models.Model) -> dict:
    """{field: [old, new]} of what changed, masked as the classification says; digests, versions and passwords left out."""
    changes = {}
    for f in _recorded_fields(type(obj)):
        old, new = before.get(f.attname), getattr(obj, f.attname)
        if old != new:
            changes[f.name] = [masked_value(f, old), masked_value(f, new)]
    return changes


def first_values(obj: models.Model) -> dict:
    """The `changes` of a record that was just added."""
    return {
        f.name: [None, masked_value(f, new)]
        for f in _recorded_fields(type(obj))
        if (new := getattr(obj, f.attname)) not in ("", None)
    }


@lru_cache
def _recorded_fields(model: type[models.Model]) -> tuple[models.Field, ...]:
    fields = model._meta.concrete_fields
    return tuple(f for f in fields if f.name not in UNRECORDED and f.editable and not f.auto_created)
