"""Psychiatric care in the year: how many were on file, looked after, helped; small counts are withheld (reports/withheld.py)."""

from django.utils.translation import gettext as _

from reports.annual import amounts
from reports.annual.blocks import TEXT, Block, Column, Paragraph, Row, Table
from reports.annual.comparison import count_change
from reports.annual.figures import YearFigures
from reports.annual.wording import WORDS
from reports.engine import Figure
from reports.indicators import INDICATORS
from reports.outcomes import Outcome

NUMERATOR, DENOMINATOR = "numerator", "denominator"
# The counts of the table, each told once: whose, and which part of the figure.
COUNTS = [
    ("P02", DENOMINATOR),
    ("P02", NUMERATOR),
    ("P03", NUMERATOR),
    ("P04", NUMERATOR),
    ("P05", DENOMINATOR),
    ("P05", NUMERATOR),
    ("P06", NUMERATOR),
    ("P07", DENOMINATOR),
    ("P07", NUMERATOR),
    ("P08", NUMERATOR),
    ("P09", NUMERATOR),
    ("P10", DENOMINATOR),
    ("P10", NUMERATOR),
]


def section(figures: YearFigures) -> list[Block]:
    outcomes = {code: figures.outcome(INDICATORS[code]) for code, _part in COUNTS}
    if not any(_part_of(o.this, part) != 0 for (_code, part), o in _asked(outcomes)):
        return [Paragraph(_("Nobody was on file with a severe mental disorder."))]
    return [Paragraph(_on_file(figures, outcomes["P02"])), _table(outcomes)]


def withheld_note() -> str:
    return _(
        "＊: withheld. It is a figure of fewer than five psychiatric patients, or one from which such a figure could be "
        "worked out."
    )


def _asked(outcomes: dict[str, Outcome]) -> list[tuple]:
    return [(asked, outcomes[asked[0]]) for asked in COUNTS]


def _part_of(figure: Figure, part: str) -> int | None:
    return getattr(figure, part)


def _patients(n: int) -> str:
    return WORDS["P02"].subjects(n) % {"n": amounts.number(n)}


def _on_file(figures: YearFigures, outcome: Outcome) -> str:
    words = {"day": amounts.day(figures.period.end)}
    this, last = outcome.this.denominator, outcome.last.denominator
    if this is None:
        return _("How many patients with a severe mental disorder were on file on %(day)s is withheld.") % words
    words["patients"] = _patients(this)
    if last is None:
        return _("On %(day)s %(patients)s with a severe mental disorder were on file.") % words
    words["change"] = count_change(this, last, _patients)
    return _("On %(day)s %(patients)s with a severe mental disorder were on file, %(change)s.") % words


def _table(outcomes: dict[str, Outcome]) -> Table:
    rows = [
        Row(
            [
                str(getattr(outcome.indicator, f"{part}_words")),
                amounts.count_of(_part_of(outcome.this, part)),
                amounts.count_of(_part_of(outcome.last, part)),
            ]
        )
        for (_code, part), outcome in _asked(outcomes)
    ]
    columns = [Column(_("Patients"), TEXT), Column(_("This year")), Column(_("Last year"))]
    is_withheld = any(amounts.WITHHELD in row.cells for row in rows)
    return Table(_("Psychiatric care in figures"), columns, rows, [withheld_note()] if is_withheld else [])
