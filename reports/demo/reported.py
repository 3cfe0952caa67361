"""Reported figures of last year, approved, and those of this year half way: some streets sent theirs in, one got it back."""

from datetime import date
from decimal import Decimal
from random import Random

from registry.models import Area, Staff
from reports.models import FigureKind, FigureSheet, ReportedFigure
from reports.reported.choices import SheetState

# What a street reports at most; the district's own are as many times more.
LARGEST = {"个": 9, "人": 24, "部": 40, "件": 400, "人次": 6, "元": 900_000}
DISTRICT_TIMES = 6
BACK = "社区网格数与上年相差较大，请核对后再报。"


def draw_reported(rng: Random, district: str, today: date) -> None:
    streets = [area for area in Area.objects.directly_below(district) if len(area.code) == 9]
    kinds = list(FigureKind.objects.of_year(today.year).in_order())
    clerk = Staff.objects.filter(username="clerk").first()
    manager, approver = (Staff.objects.filter(username=name).first() for name in ("manager", "approver"))
    last, this = today.year - 1, today.year
    figures = []
    for street in streets:
        sheet = _sheet(street.code, last, SheetState.APPROVED, today, clerk, manager)
        figures += _figures(rng, sheet, [kind for kind in kinds if kind.by_street])
    sums = _sums(figures)
    whole = _sheet(district, last, SheetState.APPROVED, today, manager, approver)
    figures += _figures(rng, whole, kinds, sums)
    states = (SheetState.SUBMITTED, SheetState.RETURNED, SheetState.ASKED)
    for number, street in enumerate(streets):
        sheet = _sheet(street.code, this, states[number % 3], today, clerk, manager)
        if sheet.state != SheetState.ASKED:
            figures += _figures(rng, sheet, [kind for kind in kinds if kind.by_street])
    _sheet(district, this, SheetState.ASKED, today, manager, approver)
    ReportedFigure.objects.bulk_create(figures)


def _sheet(area: str, year: int, state: str, today: date, enters, approves) -> FigureSheet:
    is_sent, is_approved = state in (SheetState.SUBMITTED, SheetState.APPROVED), state == SheetState.APPROVED
    asked_on = date(year + 1, 1, 2) if year < today.year else today.replace(day=1)
    due_on = date(year + 1, 1, 15) if year < today.year else today.replace(month=12, day=31)
    sent_on = min(today, date(year + 1, 1, 9)) if is_sent else None
    return FigureSheet.objects.create(
        area_id=area,
        year=year,
        state=state,
        asked_on=asked_on,
        due_on=due_on,
        submitted_on=sent_on,
        submitted_by=enters if is_sent else None,
        approved_on=sent_on if is_approved else None,
        approved_by=approves if is_approved else None,
        return_reason=BACK if state == SheetState.RETURNED else "",
    )


def _figures(rng: Random, sheet: FigureSheet, kinds: list[FigureKind], sums=None) -> list[ReportedFigure]:
    """Wholes are the sums of their parts, the district's what its streets add up to."""
    values = {kind.pk: _value(rng, kind, sums) for kind in kinds if not _has_parts(kind, kinds)}
    for kind in kinds:
        if kind.pk not in values:
            values[kind.pk] = sum(values[part.pk] for part in kinds if part.whole_id == kind.pk)
    source = f"{sheet.area.name}〔{sheet.year}〕年报"
    return [
        ReportedFigure(sheet=sheet, kind=kind, value=values[kind.pk], is_estimate=rng.random() < 0.06, source=source)
        for kind in kinds
    ]


def _has_parts(kind: FigureKind, kinds: list[FigureKind]) -> bool:
    return any(part.whole_id == kind.pk for part in kinds)


def _value(rng: Random, kind: FigureKind, sums) -> Decimal:
    if sums and kind.pk in sums:
        return sums[kind.pk]
    times = DISTRICT_TIMES if sums is not None else 1
    return Decimal(rng.randint(1, LARGEST[kind.unit] * times))


def _sums(figures: list[ReportedFigure]) -> dict[int, Decimal]:
    sums: dict[int, Decimal] = {}
    for figure in figures:
        sums[figure.kind_id] = sums.get(figure.kind_id, Decimal(0)) + figure.value
    return sums
