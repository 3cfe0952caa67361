"""The annex: what each indicator counts, of what, and up to which day."""

from django.utils.translation import gettext as _

from reports.annual import amounts
from reports.annual.blocks import TEXT, Block, Column, Paragraph, Row, Table
from reports.annual.figures import YearFigures


def definitions(figures: YearFigures) -> list[Block]:
    cut_off = amounts.day(figures.period.end)
    rows = [
        Row(
            [
                f"{indicator.code} {indicator.name}",
                str(indicator.definition),
                str(indicator.numerator_words),
                str(indicator.denominator_words),
            ]
        )
        for indicator in figures.indicators
    ]
    columns = [
        Column(_("Indicator"), TEXT),
        Column(_("Definition"), TEXT),
        Column(_("Numerator"), TEXT),
        Column(_("Denominator"), TEXT),
    ]
    text = _(
        "The cut-off day of all figures is %(day)s; what is counted “this year” is counted from %(first)s. Rates are rounded "
        "half up to one decimal; whether a target is met is judged before rounding. “—” means that there is nothing to "
        "divide by, or no record; it is not a zero. The figures with their numerators and denominators, also for each "
        "area, are attached to this document as a workbook."
    ) % {"day": cut_off, "first": amounts.day(figures.period.start)}
    return [Paragraph(text), Table(_("Definitions of the indicators"), columns, rows, [], "definitions")]
