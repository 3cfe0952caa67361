"""The figures of the report as a workbook, the same bytes for the same figures (openpyxl writes the time of saving)."""

import io
from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from registry.fixed_bytes import fixed_workbook
from registry.tables import neutralised
from reports.annual.blocks import Report, Table
from reports.annual.figures import YearFigures
from reports.annual.results import standing
from reports.engine import Figure
from reports.formatting import WITHHELD
from reports.outcomes import Outcome

WIDTH = 16


def build(report: Report, figures: YearFigures, moment: datetime) -> bytes:
    book = Workbook()
    book.remove(book.active)
    book.properties.creator = report.cover.preparer
    book.properties.title = report.title
    book.properties.created = moment.replace(tzinfo=None)
    _sheet(book, _("Indicators"), _indicator_heads(), _indicator_rows(figures))
    if figures.areas_below:
        _sheet(book, _("By area"), _area_heads(), _area_rows(figures))
    for table in report.blocks:
        if isinstance(table, Table):
            _sheet(book, table.label, [str(c.label) for c in table.columns], [row.cells for row in table.rows])
    out = io.BytesIO()
    book.save(out)
    return fixed_workbook(out.getvalue(), moment)


def _sheet(book: Workbook, title: str, heads: list[str], rows: Iterable[list]) -> None:
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    for number in range(1, len(heads) + 1):
        sheet.column_dimensions[get_column_letter(number)].width = WIDTH
    sheet.append([neutralised(head) for head in heads])
    for cell in sheet[1]:
        cell.font, cell.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="top")
    for row in rows:
        sheet.append([neutralised(value) if isinstance(value, str) else value for value in row])


def _indicator_heads() -> list[str]:
    return [
        _("Code"),
        _("Indicator"),
        _("Numerator"),
        _("Denominator"),
        _("This year"),
        _("Numerator last year"),
        _("Denominator last year"),
        _("Last year"),
        _("Unit"),
        _("Target"),
        _("Source of the target"),
        _("Result"),
        _("Shortfall"),
    ]


def _indicator_rows(figures: YearFigures) -> Iterable[list]:
    for outcome in figures.outcomes():
        for target in outcome.targets or [None]:
            yield _indicator_row(outcome, target)


def _indicator_row(outcome: Outcome, target) -> list:
    indicator = outcome.indicator
    head = [indicator.code, str(indicator.name), *_told(outcome.this), *_told(outcome.last), str(indicator.unit)]
    if target is None:
        return [*head, None, None, None, None]
    short = outcome.short(target) if outcome.is_known else None
    return [*head, _number(target.value), target.source, standing(outcome, target), _number(short)]


def _area_heads() -> list[str]:
    return [_("Area code"), _("Area"), *_indicator_heads()]


def _area_rows(figures: YearFigures) -> Iterable[list]:
    for area in figures.areas_below:
        for outcome in figures.outcomes(area.code):
            for target in outcome.targets or [None]:
                yield [area.code, area.name, *_indicator_row(outcome, target)]


def _number(value):
    """Rates to four decimals: SQLite and PostgreSQL divide to different lengths."""
    return round(value, 4).normalize() if isinstance(value, Decimal) else value


def _told(figure: Figure) -> list:
    """Numerator, denominator and value; the sign where they are withheld."""
    counts = [WITHHELD if n is None else _number(n) for n in (figure.numerator, figure.denominator)]
    return [*counts, WITHHELD if figure.is_withheld else _number(figure.value)]
