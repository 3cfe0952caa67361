"""Reported figures in the report: entered by hand and approved, told from what is counted here."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from reports.annual import amounts
from reports.annual.amounts import number
from reports.annual.blocks import TEXT, Block, Column, Paragraph, Row, Table
from reports.annual.figures import YearFigures
from reports.models import ReportedFigure


def reported(figures: YearFigures) -> list[Block]:
    this, last = (_approved(figures.area.code, year) for year in (figures.year, figures.year - 1))
    if not this:
        return [Paragraph(_("No reported figure of the year has been approved."))]
    before = {figure.kind_id: figure for figure in last}
    text = _(
        "The following %(n)s figures are not counted from records here: departments reported them, and they were checked "
        "and approved."
    )
    return [
        Paragraph(text % {"n": len(this)}),
        *(_table(topic, rows, before) for topic, rows in _by_topic(this).items()),
    ]


def _approved(area_code: str, year: int) -> list[ReportedFigure]:
    rows = ReportedFigure.objects.approved().filter(sheet__area=area_code, sheet__year=year)
    return list(rows.select_related("kind").order_by("kind__position", "kind"))


def _by_topic(rows: Iterable[ReportedFigure]) -> dict[str, list[ReportedFigure]]:
    topics: dict[str, list[ReportedFigure]] = {}
    for figure in rows:
        topics.setdefault(str(figure.kind.get_topic_display()), []).append(figure)
    return topics


def _table(topic: str, rows: Iterable[ReportedFigure], before: dict[int, ReportedFigure]) -> Table:
    columns = [
        Column(_("Reported figure"), TEXT),
        Column(_("Unit"), TEXT),
        Column(_("This year")),
        Column(_("Last year")),
        Column(_("Source document"), TEXT),
    ]
    lines = [
        Row([_name(one), one.kind.unit, _shown(one), _shown(before.get(one.kind_id)), one.source or amounts.NOTHING])
        for one in rows
    ]
    notes = [_("%(name)s: %(remark)s") % {"name": one.kind.name, "remark": one.remark} for one in rows if one.remark]
    return Table(_("Reported figures: %(topic)s") % {"topic": topic}, columns, lines, notes)


def _name(figure: ReportedFigure) -> str:
    return _("of these: %(name)s") % {"name": figure.kind.name} if figure.kind.whole_id else figure.kind.name


def _shown(figure: ReportedFigure | None) -> str:
    if figure is None or figure.value is None:
        return amounts.NOTHING
    text = number(figure.value, figure.kind.decimals)
    return amounts.with_note(text, _("estimate")) if figure.is_estimate else text
