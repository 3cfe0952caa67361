from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from registry import audit
from registry.services.days import shown
from rehab.models import Coordinator, FloorArea, HealthStation, RehabRoom, RehabStation, Standard


@transaction.atomic
def close_place(*, place: HealthStation | RehabRoom | RehabStation, on: date, by) -> None:
    """A health station takes its open rehab room with it. ValidationError if closed already or not yet open."""
    if on < place.opened_on:
        raise ValidationError(
            _("It was opened on %(opened)s and cannot close before that."), params={"opened": shown(place.opened_on)}
        )
    closed = (
        type(place).objects.filter(pk=place.pk, closed_on__isnull=True).update(closed_on=on, version=F("version") + 1)
    )
    if not closed:
        raise ValidationError(_("It is already closed."))
    audit.record(by=by, action="close", obj=place, changes={"closed_on": [None, str(on)]})
    if isinstance(place, HealthStation):
        for room in place.rooms.filter(closed_on__isnull=True):
            close_place(place=room, on=max(on, room.opened_on), by=by)


@transaction.atomic
def set_floor_area(*, station: RehabStation, floor_area_m2, effective_from: date, by) -> FloorArea:
    """A new dated row; of the same day, the row is corrected."""
    row = FloorArea.objects.filter(rehab_station=station, effective_from=effective_from).first()
    return _set_dated(
        row or FloorArea(rehab_station=station, effective_from=effective_from), {"floor_area_m2": floor_area_m2}, by
    )


@transaction.atomic
def set_standard(*, code: str, value, effective_from: date, source: str, by) -> Standard:
    """A new dated row; of the same day, the row is corrected."""
    row = Standard.objects.filter(code=code, effective_from=effective_from).first()
    return _set_dated(row or Standard(code=code, effective_from=effective_from), {"value": value, "source": source}, by)


def _set_dated(row, values: dict, by):
    before = audit.snapshot(row) if row.pk else {}
    for name, value in values.items():
        setattr(row, name, value)
    row.save()
    changes = audit.differences(before, row) if before else audit.first_values(row)
    audit.record(by=by, action="change" if before else "add", obj=row, changes=changes)
    return row


def open_in(community) -> list[str]:
    """Closing hook of the register: a community is not closed over a place or a post that is still open."""
    counts = (
        (_("Health stations"), HealthStation.objects.filter(community=community, closed_on=None).count()),
        (_("Rehab stations"), RehabStation.objects.filter(community=community, closed_on=None).count()),
        (_("Coordinators in post"), Coordinator.objects.filter(community=community, ended_on=None).count()),
    )
    text = _("Still open there, close or end it first: %(what)s (%(n)s).")
    return [text % {"what": label, "n": n} for label, n in counts if n]
