"""The community rehabilitation summary (社区康复汇总表): ten columns by area, on the last day of a period.

Every row that a column counts lies in one community, so that the areas add up to their whole. Cumulative persons served are
counted once, where their first service was given: last year's and this year's new ones make this year's.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Exists, F, Model, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from registry.areas import is_inside
from registry.models import Area, Person
from rehab.models import Coordinator, RehabFile, RehabStation, ServiceRecord


@dataclass(frozen=True)
class Cell:
    """Both days included; `code` is that of an area."""

    start: date
    end: date
    code: str


@dataclass(frozen=True)
class SummaryColumn:
    """`find(rows, cell)` are those counted, of the rows of `model`; `place` names the code of the community they lie in."""

    key: str
    label: Any
    model: type[Model]
    find: Callable[[QuerySet, Cell], QuerySet]
    place: str = "community"


def _communities(rows, cell: Cell):
    return rows.inside(cell.code).communities().existing_on(cell.end)


def _with_station(day):
    return Exists(RehabStation.objects.open_on(day).filter(community=OuterRef("code")))


def _active(rows, cell: Cell):
    """Those that have a coordinator in post or an open rehab station."""
    in_post = Coordinator.objects.in_post_on(cell.end).filter(community=OuterRef("code"))
    return _communities(rows, cell).filter(Exists(in_post) | _with_station(cell.end))


def _equipped(rows, cell: Cell):
    return _communities(rows, cell).filter(_with_station(cell.end))


def _newly_equipped(rows, cell: Cell):
    return _equipped(rows, cell).exclude(_with_station(cell.start - timedelta(days=1)))


def _in_post(rows, cell: Cell):
    return rows.inside(cell.code).in_post_on(cell.end)


def _new_in_post(rows, cell: Cell):
    return _in_post(rows, cell).filter(started_on__gte=cell.start)


def _people(rows, cell: Cell):
    return rows.living_on(cell.end, cell.code)


def _people_with_file(rows, cell: Cell):
    return _people(rows, cell).filter(Exists(RehabFile.objects.open_on(cell.end).filter(person=OuterRef("pk"))))


def _first_services(rows, cell: Cell):
    """Of everyone served by the last day the first service ever given."""
    earlier = Q(served_on__lt=OuterRef("served_on")) | Q(served_on=OuterRef("served_on"), pk__lt=OuterRef("pk"))
    before = ServiceRecord.objects.filter(earlier, person=OuterRef("person"))
    return rows.inside(cell.code).filter(~Exists(before), served_on__lte=cell.end)


def _first_services_of_period(rows, cell: Cell):
    return _first_services(rows, cell).filter(served_on__gte=cell.start)


COLUMNS = {
    column.key: column
    for column in (
        SummaryColumn("communities", _("Communities"), Area, _communities, "code"),
        SummaryColumn("active", _("Communities doing rehabilitation"), Area, _active, "code"),
        SummaryColumn("coordinators", _("Coordinators"), Coordinator, _in_post),
        SummaryColumn("new_coordinators", _("Coordinators new this year"), Coordinator, _new_in_post),
        SummaryColumn("equipped", _("Communities with a rehab station"), Area, _equipped, "code"),
        SummaryColumn("newly_equipped", _("With a station new this year"), Area, _newly_equipped, "code"),
        SummaryColumn("people", pgettext_lazy("count", "Disabled persons"), Person, _people, "community_on"),
        SummaryColumn("filed", _("Persons with a rehab file"), Person, _people_with_file, "community_on"),
        SummaryColumn("served", _("Cumulative persons served"), ServiceRecord, _first_services),
        SummaryColumn("newly_served", _("Persons first served this year"), ServiceRecord, _first_services_of_period),
    )
}


@dataclass(frozen=True)
class SummaryRow:
    code: str
    name: str
    counts: Counter


def rows_below(area: Area, start: date, end: date, rows_of: Callable[[type[Model]], QuerySet]) -> list[SummaryRow]:
    """Each area directly below `area`, and last the area as a whole; a query a column and one for the areas.

    `rows_of(model)` are those that the reader may know of. An area that was closed stays as long as anything is counted in it.
    """
    cell = Cell(start, end, area.code)
    found = {column.key: _by_community(column, rows_of(column.model), cell) for column in COLUMNS.values()}
    below = [SummaryRow(one.code, one.name, _counts(found, one.code)) for one in Area.objects.directly_below(area.code)]
    return [*(row for row in below if row.counts.total()), SummaryRow(area.code, area.name, _counts(found, area.code))]


def _by_community(column: SummaryColumn, rows: QuerySet, cell: Cell) -> list[tuple[str, int]]:
    placed = column.find(rows, cell).order_by().annotate(lies_in=F(column.place))
    return list(placed.values_list("lies_in").annotate(n=Count("pk")))


def _counts(found: dict[str, list[tuple[str, int]]], code: str) -> Counter:
    return Counter({key: sum(n for place, n in places if is_inside(place, code)) for key, places in found.items()})
