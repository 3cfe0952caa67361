"""Asking for sheets, filling them in, and moving them on."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, F, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from registry import audit
from registry.models import Area
from reports.models import FigureKind, FigureSheet, ReportedFigure
from reports.reported.checks import Entry, contradictions
from reports.reported.workflow import SHEET


@dataclass(frozen=True)
class Line:
    """A line of the sheet as typed."""

    kind: FigureKind
    value: Decimal | None
    is_estimate: bool
    source: str
    remark: str


@transaction.atomic
def ask(*, areas: Iterable[Area], year: int, due_on: date, by) -> list[FigureSheet]:
    """The sheets that are new; an area that has its sheet of the year keeps it as it is."""
    today = timezone.localdate()
    if due_on < today:
        raise ValidationError(_("The due day has passed."))
    asked = []
    for area in areas:
        sheet, is_new = FigureSheet.objects.get_or_create(
            area=area, year=year, defaults={"asked_on": today, "due_on": due_on}
        )
        if is_new:
            audit.record(by=by, action="add", obj=sheet, changes=audit.first_values(sheet))
            asked.append(sheet)
    return asked


def kinds_of(sheet: FigureSheet) -> list[FigureKind]:
    return list(FigureKind.objects.of_year(sheet.year).asked_of(sheet.area_id).in_order())


def figures_of(sheet: FigureSheet) -> dict[int, ReportedFigure]:
    return {figure.kind_id: figure for figure in ReportedFigure.objects.filter(sheet=sheet)}


def sums_of_streets(sheet: FigureSheet) -> tuple[dict[int, Decimal], int]:
    """By kind what the approved sheets of the streets add up to, and how many sheets those are. None of a street's own."""
    if len(sheet.area_id) != 6:
        return {}, 0
    below = ReportedFigure.objects.inside(sheet.area_id).exclude(sheet=sheet.pk).approved()
    rows = below.filter(sheet__year=sheet.year, value__isnull=False).order_by()
    sums = dict(rows.values_list("kind").annotate(total=Sum("value")))
    return sums, rows.aggregate(n=Count("sheet", distinct=True))["n"]


@transaction.atomic
def fill_in(*, sheet: FigureSheet, lines: Iterable[Line], version: int, by) -> None:
    """Writes what changed. ValidationError, and nothing is written, when somebody saved the sheet meanwhile or it was sent in."""
    mine = FigureSheet.objects.to_fill_in().filter(pk=sheet.pk, version=version)
    if not mine.update(version=F("version") + 1):
        raise ValidationError(_("Somebody saved or sent in this sheet meanwhile. Look at it, then save again."))
    held, events = figures_of(sheet), []
    for line in lines:
        events += _write(sheet, held.get(line.kind.pk), line)
    audit.record_many(by=by, events=events)
    sheet.refresh_from_db()


def _write(sheet: FigureSheet, figure: ReportedFigure | None, line: Line) -> list[audit.Event]:
    if figure is None and line.value is None and not (line.source or line.remark):
        return []
    before = audit.snapshot(figure) if figure else {}
    figure = figure or ReportedFigure(sheet=sheet, kind=line.kind)
    figure.value, figure.is_estimate = line.value, line.is_estimate and line.value is not None
    figure.source, figure.remark = line.source, line.remark
    if before and not audit.differences(before, figure):
        return []
    figure.save()
    changes = audit.differences(before, figure) if before else audit.first_values(figure)
    return [audit.Event("change" if before else "add", figure, changes)]


def entries_of(sheet: FigureSheet) -> list[Entry]:
    figures, (streets, _n) = figures_of(sheet), sums_of_streets(sheet)
    return [
        Entry(
            kind,
            figures[kind.pk].value if kind.pk in figures else None,
            figures[kind.pk].remark if kind.pk in figures else "",
            streets.get(kind.pk),
        )
        for kind in kinds_of(sheet)
    ]


def _check(sheet: FigureSheet) -> None:
    found = contradictions(entries_of(sheet))
    if found:
        raise ValidationError(found)


@transaction.atomic
def send_in(*, sheet: FigureSheet, by) -> None:
    """ValidationError lists every contradiction."""
    FigureSheet.objects.select_for_update().get(pk=sheet.pk)
    _check(sheet)
    SHEET.take("send_in", record=sheet, by=by, submitted_on=timezone.localdate(), submitted_by=by, return_reason="")


@transaction.atomic
def approve(*, sheet: FigureSheet, by) -> None:
    """Whoever sent it in doesn't approve it; it is checked once more."""
    FigureSheet.objects.select_for_update().get(pk=sheet.pk)
    sheet.refresh_from_db()
    if sheet.submitted_by_id == by.pk:
        raise ValidationError(_("You sent this sheet in yourself: somebody else has to approve it."))
    _check(sheet)
    SHEET.take("approve_sheet", record=sheet, by=by, approved_on=timezone.localdate(), approved_by=by)


def send_back(*, sheet: FigureSheet, reason: str, by) -> None:
    SHEET.take("return_sheet", record=sheet, by=by, reason=reason, return_reason=reason)


def reopen(*, sheet: FigureSheet, reason: str, by) -> None:
    """Its figures count no more until they are approved anew; the log keeps what they were."""
    SHEET.take(
        "reopen_sheet", record=sheet, by=by, reason=reason, return_reason=reason, approved_on=None, approved_by=None
    )


STEPS = {"send_in": send_in, "approve_sheet": approve, "return_sheet": send_back, "reopen_sheet": reopen}
WITH_REASON = ("return_sheet", "reopen_sheet")
