"""The report's figures, drawn by the same geometry and templates as those of the board."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from reports import charts, withheld
from reports.annual import amounts
from reports.annual.blocks import Chart
from reports.annual.figures import YearFigures
from reports.engine import Figure
from reports.outcomes import Outcome

BULLET_WIDTH = 300
LOWEST = 10
NAME_LENGTH = 12


@dataclass(frozen=True)
class Bullet:
    name: str
    drawing: charts.Bullet
    value: str
    mark: str


def against_targets(outcomes: list[Outcome]) -> list[Chart]:
    """Every rate of the area as a bar, with last year's ring and a stroke for each target."""
    bullets = [_bullet(outcome) for outcome in outcomes if outcome.indicator.unit == "%" and outcome.is_known]
    note = _("Bar: this year; ring: last year; stroke: target; %(met)s met, %(short)s short.")
    words = {"met": amounts.MET, "short": amounts.SHORT}
    chart = Chart(_("The rates against their targets"), "pdf/drawings/bullets.html", bullets, note % words)
    return [chart] if bullets else []


def _bullet(outcome: Outcome) -> Bullet:
    indicator, value = outcome.indicator, amounts.value_of(outcome.indicator, outcome.this.value)
    drawing = charts.bullet(
        value=outcome.this.value,
        label=f"{indicator.name} {value}",
        target=[target.value for target in outcome.targets],
        last_year=outcome.last.value,
        max=100,
        met=outcome.is_met,
        unit=indicator.unit,
        lower_is_better=indicator.lower_is_better,
        width=BULLET_WIDTH,
    )
    mark = {True: amounts.MET, False: amounts.SHORT, None: ""}[outcome.is_met]
    return Bullet(str(indicator.name), drawing, value, mark)


def by_area(figures: YearFigures, outcome: Outcome) -> list[Chart]:
    """A rate that misses its target, in the areas below that do worst."""
    target, indicator = outcome.missed[0], outcome.indicator
    known = [(a, f) for a, f, _short in figures.shares_below(indicator, target) if f.value is not None]
    if len(known) < 2:
        return []
    lowest = sorted(known, key=lambda row: (row[1].value, row[0].code))[:LOWEST]
    words = {"name": indicator.name, "shown": len(lowest), "all": len(known)}
    caption = _("%(name)s by area, the lowest first (%(shown)s of %(all)s)") % words
    rows = [
        {"label": _short(area.name), "value": figure.value, "text": amounts.value_of(indicator, figure.value)}
        for area, figure in lowest
    ]
    drawing = charts.bars(
        rows=rows,
        label=_spoken(caption, rows),
        target=target.value,
        max=100,
        unit=indicator.unit,
        lower_is_better=indicator.lower_is_better,
    )
    return [Chart(caption, "charts/bars.html", drawing)]


def _short(name: str) -> str:
    return name if len(name) <= NAME_LENGTH else f"{name[: NAME_LENGTH - 1]}…"


def trend(figures: YearFigures, outcome: Outcome) -> list[Chart]:
    """A rate at the end of each month of the year, with last year's behind it."""
    indicator, periods = outcome.indicator, figures.period.trend(figures.period.end.month)
    if len(periods) < 2:
        return []
    before = [period.a_year_before() for period in periods]
    counts = withheld.count([indicator], figures.area.code, [*periods, *before])
    this = [counts.figure(indicator, figures.area.code, period) for period in periods]
    last = [counts.figure(indicator, figures.area.code, period).value for period in before]
    drawing = charts.trend(
        points=(points := [_point(figure) for figure in this]),
        label=_spoken(caption := _("%(name)s at the end of each month") % {"name": indicator.name}, points),
        target=outcome.target.value if outcome.target else None,
        last_year=last if any(value is not None for value in last) else (),
        max=100,
        unit=indicator.unit,
    )
    return [Chart(caption, "charts/trend.html", drawing, _("Line: this year; dots: last year; dashes: target."))]


def _point(figure: Figure) -> dict:
    text = amounts.figure_of(figure)
    return {"label": amounts.month(figure.period.end), "value": figure.value, "text": text}


def _spoken(caption: str, rows: list[dict]) -> str:
    """What the drawing shows, for those who hear it: WeasyPrint takes the title for the alternative text."""
    return amounts.clauses([caption, amounts.joined([f"{row['label']} {row['text']}" for row in rows])])
