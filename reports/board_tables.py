"""The tables of the board as files."""

from django.utils.translation import gettext as _

from registry.tables import TableExport
from reports.formatting import WITHHELD, rounded
from reports.member_lists import PARTS

CHUNK_ROWS = 1000


def _value(figure):
    if figure.is_withheld:
        return WITHHELD
    return None if figure.value is None else rounded(figure.value, figure.indicator.decimals)


def _count(value):
    return WITHHELD if value is None else value


def _figure_cells(line) -> list:
    this, last = line.outcome.this, line.outcome.last
    targets = line.target_lines
    return [
        _count(this.numerator),
        _count(this.denominator),
        _value(this),
        _value(last),
        "；".join(f"{t.text} ({t.target.source})" for t in targets),
        "；".join(t.verdict for t in targets),
    ]


def _figure_headings() -> list:
    return [_("Numerator"), _("Denominator"), _("Value"), _("A year before"), _("Target"), _("Standing")]


def of_board(lines, area, on) -> TableExport:
    rows = ([line.indicator.code, line.indicator.name, line.indicator.unit, *_figure_cells(line)] for line in lines)
    name = f"{_('Board')}-{area.code}-{on.isoformat()}"
    return TableExport(name, [_("Code"), _("Indicator"), _("Unit"), *_figure_headings()], rows)


def of_indicator(lines, indicator, area, on) -> TableExport:
    rows = ([line.area.code, line.area.name, *_figure_cells(line)] for line in lines)
    name = f"{indicator.code}-{area.code}-{on.isoformat()}"
    return TableExport(name, [_("Area code"), _("Area"), *_figure_headings()], rows)


def of_members(listed, area, on) -> TableExport:
    found = listed.queryset().iterator(chunk_size=CHUNK_ROWS)
    name = f"{listed.indicator.code}-{PARTS[listed.part]}-{area.code}-{on.isoformat()}"
    return TableExport(name, list(listed.columns.headings), (row.cells for row in listed.rows(found)))
