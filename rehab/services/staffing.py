from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from registry import audit
from registry.services.days import shown
from rehab.models import Attendance, Coordinator, Training


@transaction.atomic
def end_post(*, coordinator: Coordinator, on: date, by) -> None:
    """`on` is the first day out of the post. ValidationError if the post has ended already or had not begun."""
    if on < coordinator.started_on:
        raise ValidationError(
            _("The coordinator has been in post since %(started)s; it cannot end before that."),
            params={"started": shown(coordinator.started_on)},
        )
    ended = Coordinator.objects.filter(pk=coordinator.pk, ended_on__isnull=True).update(
        ended_on=on, version=F("version") + 1
    )
    if not ended:
        raise ValidationError(_("The coordinator has already left the post."))
    audit.record(by=by, action="end", obj=coordinator, changes={"ended_on": [None, str(on)]})


@dataclass(frozen=True)
class Line:
    """A line of the attendance sheet. `seen` is the row's `state_of` when the sheet was shown."""

    coordinator: Coordinator
    attended: bool
    mark: Decimal | None
    seen: str


def state_of(row: Attendance | None) -> str:
    """What a row says, in a form that can be compared; "" without a row."""
    if row is None:
        return ""
    mark = "" if row.mark is None else format(row.mark.normalize(), "f")
    return f"{int(row.attended)}:{mark}"


@transaction.atomic
def save_attendance(*, training: Training, lines: list[Line], by) -> None:
    """Writes what changed. ValidationError, and nothing is written, if someone changed one of the lines in the meantime."""
    Training.objects.select_for_update().get(pk=training.pk)
    held = {row.coordinator_id: row for row in training.attendances.all()}
    changed_meanwhile = [str(x.coordinator) for x in lines if state_of(held.get(x.coordinator.pk)) != x.seen]
    if changed_meanwhile:
        raise ValidationError(
            _("Someone else has entered these in the meantime: %(names)s. Look at the new values, then save again."),
            params={"names": ", ".join(changed_meanwhile)},
        )
    events = []
    for line in lines:
        events += _save_line(training, held.get(line.coordinator.pk), line)
    audit.record_many(by=by, events=events)


def _save_line(training: Training, row: Attendance | None, line: Line) -> list[audit.Event]:
    if row is None and not line.attended:
        return []
    before = audit.snapshot(row) if row else {}
    row = row or Attendance(training=training, coordinator=line.coordinator)
    row.attended, row.mark = line.attended, line.mark
    if before and not audit.differences(before, row):
        return []
    row.save()
    changes = audit.differences(before, row) if before else audit.first_values(row)
    return [audit.Event("change" if before else "add", row, changes)]
