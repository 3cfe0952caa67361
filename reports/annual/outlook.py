"""Part two, the problems, written from the missed targets; part three, next year's plan, drafted from the shortfalls."""

from decimal import ROUND_CEILING, Decimal

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from reports.annual import amounts, wording
from reports.annual.blocks import TEXT, Block, Column, Item, Paragraph, Row, Table
from reports.annual.comparison import against, named_target
from reports.annual.figures import YearFigures
from reports.models import Target
from reports.outcomes import Outcome

WORST_AREAS = 3


def problems(figures: YearFigures) -> list[tuple[str, list[Block]]]:
    """(title, blocks) of each indicator that misses a target, and one more for those that can't be judged."""
    outcomes = figures.outcomes()
    found = [(_problem_title(o), [Paragraph(_problem(figures, o))]) for o in outcomes if o.missed]
    unknown = [str(o.indicator.name) for o in outcomes if o.targets and not o.is_known and not o.is_withheld]
    if unknown:
        text = _("For want of records these indicators can't be judged: %(names)s. The records must be entered first.")
        found.append((_("Missing records"), [Paragraph(text % {"names": amounts.joined(unknown)})]))
    return found


def no_problems(figures: YearFigures) -> str:
    if not any(o.targets for o in figures.outcomes()):
        return _("No target is set for the year, so that none is missed. Targets should be set for the coming year.")
    if any(o.targets and o.is_withheld for o in figures.outcomes()):
        return _("All targets of the year are met whose figures are told. No problem follows from these figures.")
    return _("All targets of the year are met. No problem follows from the figures.")


def _problem_title(outcome: Outcome) -> str:
    words = {"name": outcome.indicator.name}
    if outcome.is_met:
        return _("%(name)s misses one of its targets") % words
    return _("%(name)s misses its target") % words


def _problem(figures: YearFigures, outcome: Outcome) -> str:
    clauses = amounts.clauses([against(outcome, target) for target in outcome.targets])
    text = capfirst(_("%(fact)s; %(targets)s.") % {"fact": wording.fact(outcome.this), "targets": clauses})
    worst = _worst(figures, outcome, outcome.missed[0])
    return amounts.sentences([text, _("The shortfall is largest in %(areas)s.") % {"areas": worst} if worst else ""])


def _worst(figures: YearFigures, outcome: Outcome, target: Target) -> str:
    lacking = [(area, short) for area, _figure, short in figures.shares_below(outcome.indicator, target) if short]
    return amounts.joined(
        [
            amounts.with_note(area.name, wording.subjects(outcome.indicator, short))
            for area, short in lacking[:WORST_AREAS]
        ]
    )


def plan(figures: YearFigures) -> list[Block]:
    outcomes = [(o, figures.plan_targets(o)) for o in figures.outcomes()]
    due = [(outcome, targets) for outcome, targets in outcomes if targets]
    words = {"year": figures.year + 1, "day": amounts.day(figures.period.end)}
    kept = [str(o.indicator.name) for o, targets in outcomes if o.targets and o.is_known and not targets]
    closing = _keep(len(due) + 1, kept, words)
    if not due:
        return [Paragraph(_nothing_due(figures, words)), *closing]
    text = _(
        "This plan for %(year)s is drafted from the shortfalls. The numbers are estimates on the figures of %(day)s; "
        "what counts is what will be recorded in the year."
    )
    items = [Item(position, str(o.indicator.name), _due(o, targets)) for position, (o, targets) in enumerate(due, 1)]
    tables = [_share_table(figures, [(outcome, targets[0]) for outcome, targets in due])] if figures.areas_below else []
    return [Paragraph(text % words), *items, *closing, *tables]


def _nothing_due(figures: YearFigures, words: dict) -> str:
    if not any(o.targets for o in figures.outcomes()):
        return (
            _(
                "Without targets no shortfall can be worked out. Set the targets of %(year)s; the plan follows from them."
            )
            % words
        )
    return _("The figures of %(day)s leave no shortfall to make up in %(year)s.") % words


def _keep(position: int, names: list[str], words: dict) -> list[Block]:
    if not names:
        return []
    text = _("The targets already reached are kept: %(names)s.") % {"names": amounts.joined(names)}
    return [Item(position, _("Keep what is reached"), text)]


def _due(outcome: Outcome, targets: list[Target]) -> str:
    return amounts.sentences(
        [
            _("To reach the target of %(target)s: %(action)s.")
            % {
                "target": named_target(outcome.indicator, target),
                "action": wording.action(outcome.indicator, outcome.short(target)),
            }
            for target in targets
        ]
    )


def _share_table(figures: YearFigures, due: list[tuple[Outcome, Target]]) -> Table:
    """What each area below lacks to the target itself; areas above it don't make up for it, so the sum may be more."""
    shares = [{area: short for area, _figure, short in figures.shares_below(o.indicator, t)} for o, t in due]
    rows = [Row([area.name, *(_share(share, area) for share in shares)]) for area in figures.areas_below]
    rows.append(Row([_("Sum"), *(_sum(figures, share) for share in shares)], is_total=True))
    least = [_whole(outcome.short(target)) for outcome, target in due]
    rows.append(Row([_("%(area)s at least") % {"area": figures.area.name}, *least], is_total=True))
    columns = [Column(_("Area"), TEXT), *(Column(_plan_head(o, target)) for o, target in due)]
    note = _(
        "Each number brings the area itself to the target. The sum may be more than the whole area needs at least, "
        "as areas above the target make up for others."
    )
    caption = _("What is to be done in %(year)s, by area (estimate)") % {"year": figures.year + 1}
    return Table(caption, columns, rows, [note], "plan")


def _share(share: dict, area) -> str:
    return _whole(share[area]) if area in share else amounts.WITHHELD


def _sum(figures: YearFigures, share: dict) -> str:
    """None where a summand is withheld: it would be what the others leave."""
    return _whole(sum(share.values(), Decimal(0))) if len(share) == len(figures.areas_below) else amounts.WITHHELD


def _plan_head(outcome: Outcome, target: Target) -> str:
    return f"{outcome.indicator.name}\n{amounts.target_of(outcome.indicator, target.value)}"


def _whole(short: Decimal) -> str:
    return amounts.number(short.to_integral_value(ROUND_CEILING)) if short else amounts.NOTHING
