"""A workflow as one table of transitions: the buttons, the guard in the database and the drawing in the docs come from it.

A state changes by a conditional update that re-checks where the record stands: a second click does nothing.
"""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from registry import audit
from registry.permissions import Permission


def _not_open() -> str:
    return _("This step was taken already, or is not due yet. Look at the record once more.")


@dataclass(frozen=True)
class Transition:
    """From one of `sources` to `target`; `label` is the button, `permission` what it asks for."""

    name: str
    sources: tuple[str, ...]
    target: str
    label: Any
    permission: Permission


@dataclass(frozen=True)
class Workflow:
    """`states` is the TextChoices of the model's field `state`."""

    key: str
    states: type[models.TextChoices]
    transitions: tuple[Transition, ...]

    def __getitem__(self, name: str) -> Transition:
        return next(one for one in self.transitions if one.name == name)

    def open_to(self, staff, record) -> list[Transition]:
        """What this account may do with the record as it stands."""
        return [one for one in self.transitions if record.state in one.sources and staff.can(one.permission)]

    def check(self, name: str, record) -> None:
        """Raises ValidationError when the step is not open as the record stands."""
        if record.state not in self[name].sources:
            raise ValidationError(_not_open())

    @transaction.atomic
    def take(self, name: str, *, record: models.Model, by, reason: str = "", **values) -> None:
        """Take the step and write `values` with it. Raises ValidationError when the record has moved on meanwhile."""
        step, before = self[name], audit.snapshot(record)
        rows = type(record)._base_manager.filter(pk=record.pk, state__in=step.sources)
        if not rows.update(state=step.target, version=F("version") + 1, **values):
            raise ValidationError(_not_open())
        record.refresh_from_db()
        audit.record(by=by, action=name, obj=record, changes=audit.differences(before, record), reason=reason)

    def mermaid(self) -> str:
        """A state diagram for the docs, in the states' own codes."""
        arrows = [f"    {source} --> {one.target}: {one.name}" for one in self.transitions for source in one.sources]
        return "\n".join(["stateDiagram-v2", *arrows])
