"""The ten columns of community rehabilitation, for each area directly below and the area as a whole."""

from django.utils.translation import gettext as _

from rehab.summary import COLUMNS, SummaryRow, rows_below
from reports.annual.amounts import number
from reports.annual.blocks import TEXT, Column, Row, Table
from reports.annual.figures import YearFigures


def rehab_summary(figures: YearFigures) -> Table:
    period = figures.period
    *below, whole = rows_below(figures.area, period.start, period.end, lambda model: model._default_manager.all())
    rows = [_row(row.name, row) for row in below]
    rows.append(_row(_("Total"), whole, is_total=True))
    columns = [Column(_("Area"), TEXT), *(Column(str(column.label)) for column in COLUMNS.values())]
    notes = [
        _("A community does rehabilitation when it has a coordinator in post or an open rehab station."),
        _("Cumulative persons served: everyone ever served, once, where the first service was given."),
    ]
    return Table(_("Community rehabilitation summary"), columns, rows, notes, layout="form")


def _row(name: str, row: SummaryRow, *, is_total: bool = False) -> Row:
    return Row([name, *(number(row.counts[key]) for key in COLUMNS)], is_total)
