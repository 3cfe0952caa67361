"""Part one, its second half: each indicator against its targets and last year, and area by area."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from registry.areas import Level
from reports.annual import amounts, charts, wording
from reports.annual.amounts import MET, SHORT
from reports.annual.blocks import MARK, NUMBER, TEXT, Block, Column, Item, Paragraph, Row, Table
from reports.annual.comparison import against_targets, change_of, signed_change
from reports.annual.figures import YearFigures
from reports.annual.psychiatric import withheld_note
from reports.indicators import FIELDS
from reports.indicators.kinds import Indicator
from reports.models import Target
from reports.outcomes import Outcome

INDICATORS_A_TABLE = 6


def verdict(met: bool | None) -> str:
    if met is None:
        return amounts.NOTHING
    return f"{MET} " + _("Met") if met else f"{SHORT} " + _("Short")


def standing(outcome: Outcome, target: Target) -> str:
    return amounts.WITHHELD if outcome.is_withheld else verdict(outcome.meets(target))


def against(figures: YearFigures) -> list[Block]:
    outcomes = figures.outcomes()
    items = [Item(position, str(o.indicator.name), statement(o)) for position, o in enumerate(outcomes, 1)]
    worst = _worst(outcomes)
    return [
        Paragraph(summary(outcomes)),
        outcome_table(figures, outcomes),
        *charts.against_targets(outcomes),
        *items,
        *(charts.trend(figures, worst) if worst else []),
    ]


def summary(outcomes: list[Outcome]) -> str:
    aimed = [o for o in outcomes if o.targets]
    if not aimed:
        return _("No target is set for the year: the indicators are told without one.")
    withheld = sum(o.is_withheld for o in aimed)
    met = sum(o.is_known and not o.missed for o in aimed)
    missed = sum(bool(o.missed) for o in aimed)
    words = {
        "all": len(outcomes),
        "aimed": len(aimed),
        "met": met,
        "missed": missed,
        "unknown": len(aimed) - met - missed - withheld,
        "withheld": withheld,
    }
    text = _(
        "Of %(all)s indicators, %(aimed)s have a target for the year: %(met)s reach all their targets, %(missed)s do not."
    )
    if words["unknown"]:
        text = _(
            "Of %(all)s indicators, %(aimed)s have a target for the year: %(met)s reach all their targets, %(missed)s do "
            "not, and %(unknown)s can't be judged for want of records."
        )
    more = (
        _("How %(withheld)s psychiatric indicators stand is withheld, for they tell of few people.") if withheld else ""
    )
    return amounts.sentences([text % words, more % words])


def statement(outcome: Outcome) -> str:
    """One indicator in a sentence or two: the fact, last year, the targets."""
    if outcome.is_withheld:
        return _(
            "The figure is withheld: it, or another one that would follow from it, tells of fewer than five people."
        )
    if not outcome.is_known:
        words = {"denominator_words": outcome.indicator.denominator_words, "targets": against_targets(outcome)}
        return _("There is nothing on record to divide by (%(denominator_words)s: 0); %(targets)s.") % words
    words = {
        "fact": capfirst(wording.fact(outcome.this)),
        "change": change_of(outcome),
        "targets": capfirst(against_targets(outcome)),
    }
    return _("%(fact)s; %(change)s. %(targets)s.") % words


def outcome_table(figures: YearFigures, outcomes: list[Outcome]) -> Table:
    """A line for each target; an indicator's own figures stand in its first line only. Sources are numbered below."""
    sources = list(dict.fromkeys(target.source for outcome in outcomes for target in outcome.targets))
    rows = [row for outcome in outcomes for row in _outcome_rows(outcome, sources)]
    columns = [
        Column(_("Indicator"), TEXT),
        Column(_("Numerator / denominator"), NUMBER),
        Column(_("This year"), NUMBER),
        Column(_("Last year"), NUMBER),
        Column(_("Change"), NUMBER),
        Column(_("Target"), NUMBER),
        Column(_("Result"), MARK),
    ]
    named = [f"{_circled(position)} {source}" for position, source in enumerate(sources)]
    notes = [_("Sources of the targets: %(sources)s") % {"sources": amounts.clauses(named)}] if named else []
    note = _(
        "Change: in percentage points for rates, in yuan for funding per head. “—”: nothing to divide by, or no record."
    )
    notes = [*notes, note, *_withheld_notes(rows)]
    return Table(_("Figures against targets and last year"), columns, rows, notes, "outcomes")


def _withheld_notes(rows: list[Row]) -> list[str]:
    return [withheld_note()] if any(amounts.WITHHELD in cell for row in rows for cell in row.cells) else []


def _circled(position: int) -> str:
    """① to ⑳, then (21)."""
    return chr(0x2460 + position) if position < 20 else f"({position + 1})"


def _outcome_rows(outcome: Outcome, sources: list[str]) -> list[Row]:
    indicator, this, last = outcome.indicator, outcome.this, outcome.last
    own = [
        str(indicator.name),
        f"{amounts.count_of(this.numerator)} / {amounts.count_of(this.denominator)}",
        amounts.figure_of(this),
        amounts.figure_of(last),
        signed_change(indicator, this.value, last.value),
    ]
    if not outcome.targets:
        return [Row([*own, amounts.NOTHING, amounts.NOTHING])]
    rows = []
    for position, target in enumerate(outcome.targets):
        head = own if position == 0 else [own[0], "", "", "", ""]
        aim = amounts.target_of(indicator, target.value) + _circled(sources.index(target.source))
        rows.append(Row([*head, aim, standing(outcome, target)]))
    return rows


def below_title(figures: YearFigures) -> str:
    return {
        Level.CITY: _("By city"),
        Level.DISTRICT: _("By district and county"),
        Level.STREET: _("By street and town"),
        Level.COMMUNITY: _("By community and village"),
    }[figures.areas_below[0].level]


def by_area(figures: YearFigures) -> list[Block]:
    tables = [_area_table(figures, indicators) for indicators in _table_columns()]
    worst = _worst(figures.outcomes())
    return [Paragraph(_spread(figures)), *(charts.by_area(figures, worst) if worst else []), *tables]


def _table_columns() -> list[tuple[Indicator, ...]]:
    """The indicators of each table: of one field, and not more than fit."""
    return [
        field.indicators[first : first + INDICATORS_A_TABLE]
        for field in FIELDS
        for first in range(0, len(field.indicators), INDICATORS_A_TABLE)
    ]


def _worst(outcomes: list[Outcome]) -> Outcome | None:
    """The rate that lacks the most subjects to its target."""
    lacking = [outcome for outcome in outcomes if outcome.missed and outcome.indicator.unit == "%"]
    return max(lacking, key=lambda outcome: outcome.short(outcome.missed[0]), default=None)


def _spread(figures: YearFigures) -> str:
    """How many areas meet every target they are bound by, and which misses most of them."""
    if not any(outcome.targets for outcome in figures.outcomes()):
        return _("The figures of the %(areas)s areas below:") % {"areas": len(figures.areas_below)}
    misses = {area: sum(o.is_met is False for o in figures.outcomes(area.code)) for area in figures.areas_below}
    without = sum(not n for n in misses.values())
    worst = max(misses.values())
    words = {"areas": len(misses), "without": without, "n": worst}
    if not worst:
        return _("None of the %(areas)s areas below is recorded as missing a target.") % words
    names = [area.name for area, n in misses.items() if n == worst]
    words["names"] = amounts.joined(names[:5])
    if not without:
        return _("All %(areas)s areas below miss a target; most are missed in %(names)s (%(n)s).") % words
    return _("Of the %(areas)s areas below, %(without)s miss no target; most are missed in %(names)s (%(n)s).") % words


def _area_table(figures: YearFigures, indicators: tuple[Indicator, ...]) -> Table:
    rows = [Row([area.name, *_cells(figures, indicators, area.code)]) for area in figures.areas_below]
    rows.append(Row([figures.area.name, *_cells(figures, indicators, figures.area.code)], is_total=True))
    columns = [Column(_("Area"), TEXT), *(Column(_head(indicator)) for indicator in indicators)]
    words = {"first": indicators[0].code, "last": indicators[-1].code}
    note = _("%(sign)s: the deciding target is missed. “—”: nothing to divide by.") % {"sign": SHORT}
    notes = [note, *_withheld_notes(rows)]
    return Table(_("Indicators %(first)s to %(last)s by area") % words, columns, rows, notes, "areas")


def _head(indicator: Indicator) -> str:
    return _("%(name)s (%(unit)s)") % {"name": indicator.name, "unit": indicator.unit}


def _cells(figures: YearFigures, indicators: tuple[Indicator, ...], area_code: str) -> list[str]:
    return [_cell(figures.outcome(indicator, area_code)) for indicator in indicators]


def _cell(outcome: Outcome) -> str:
    if not outcome.is_known:
        return amounts.WITHHELD if outcome.is_withheld else amounts.NOTHING
    sign = SHORT if outcome.is_met is False else ""
    return f"{sign}{amounts.number(outcome.this.value, outcome.indicator.decimals)}"
