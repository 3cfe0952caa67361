"""The figures of the report as a workbook, the same bytes for the same figures (openpyxl writes the time of saving)."""

import io
import re
import zipfile
from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from registry.tables import neutralised
from reports.annual.blocks import Report, Table
from reports.annual.figures import YearFigures
from reports.annual.results import verdict
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
    return _fixed(out.getvalue(), moment)


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
    indicator, this, last = outcome.indicator, outcome.this, outcome.last
    known = [this.numerator, this.denominator, this.value, last.numerator, last.denominator, last.value]
    head = [indicator.code, str(indicator.name), *(_number(value) for value in known), str(indicator.unit)]
    if target is None:
        return [*head, None, None, None, None]
    short = outcome.short(target) if outcome.is_known else None
    return [*head, _number(target.value), target.source, verdict(outcome.meets(target)), _number(short)]


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


def _fixed(data: bytes, moment: datetime) -> bytes:
    out = io.BytesIO()
    stamp = moment.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + stamp, content)
            info = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(info, content)
    return out.getvalue()
