"""The report of an area and year, in the active language: figures become sections of sentences, tables and charts."""

from datetime import date

from django.utils.translation import get_language, gettext
from django.utils.translation import gettext as _

from registry.models import Area
from reports.annual import amounts, definitions, done, outlook, psychiatric, results
from reports.annual.activity import activity
from reports.annual.amounts import heading_number
from reports.annual.blocks import Chart, Cover, Paragraph, Report, Section, Table
from reports.annual.figures import YearFigures
from reports.annual.rehab_summary import rehab_summary
from reports.annual.reported import reported


def compose(figures: YearFigures, *, preparer: str = "", document_number: str = "") -> Report:
    sections = [_done(figures), _problems(figures), _plan(figures), _annex(figures)]
    report = Report(_cover(figures, preparer, document_number), sections, get_language())
    _label(report)
    return report


def read(area_code: str, year: int, made_on: date) -> YearFigures:
    return YearFigures(Area.objects.get(code=area_code), year, made_on)


def default_preparer(area: Area) -> str:
    return gettext("Disabled Persons' Federation of %(area)s") % {"area": area.name}


def _cover(figures: YearFigures, preparer: str, document_number: str) -> Cover:
    words = {"day": amounts.day(figures.period.end)}
    return Cover(
        title=_("Work for disabled persons in %(area)s") % {"area": figures.area.name},
        subtitle=_("Annual report %(year)s") % {"year": figures.year},
        note=_("as of %(day)s") % words if figures.is_interim else "",
        preparer=preparer or default_preparer(figures.area),
        document_number=document_number,
        made_on=figures.made_on,
        cut_off=figures.period.end,
    )


def _done(figures: YearFigures) -> Section:
    this = activity(figures.period, figures.area.code)
    last = activity(figures.last_period, figures.area.code)
    parts = [
        (_("Register and certificates"), done.register(figures, this, last)),
        (_("Need screening and rehab files"), done.screening(figures, this, last)),
        (_("Rehabilitation services"), done.services(figures, this, last)),
        (_("Stations, coordinators and training"), [*done.places(figures, this, last), rehab_summary(figures)]),
        (_("Funding"), done.funding(figures, this, last)),
        (_("Psychiatric care"), psychiatric.section(figures)),
        (_("Reported figures"), reported(figures)),
        (_("Targets"), results.against(figures)),
    ]
    if figures.areas_below:
        parts.append((results.below_title(figures), results.by_area(figures)))
    return _section(1, _("What was done"), done.opening(figures), parts)


def _problems(figures: YearFigures) -> Section:
    found = outlook.problems(figures)
    blocks = [] if found else [Paragraph(outlook.no_problems(figures))]
    return _section(2, _("Problems"), blocks, found)


def _plan(figures: YearFigures) -> Section:
    title = _("Work plan for the next year (%(year)s)") % {"year": figures.year + 1}
    return _section(3, title, outlook.plan(figures), [])


def _annex(figures: YearFigures) -> Section:
    return Section("annex", _("Annex: "), _("Definitions of the indicators"), definitions.definitions(figures))


def _section(position: int, title: str, blocks: list, parts: list) -> Section:
    sections = [
        Section(f"part-{position}-{number}", heading_number(number, position), part_title, part_blocks)
        for number, (part_title, part_blocks) in enumerate(parts, 1)
    ]
    return Section(f"part-{position}", heading_number(position), title, blocks, sections)


def _label(report: Report) -> None:
    """表1, 表2 …, 图1 …, in the order of the report."""
    tables = [block for block in report.blocks if isinstance(block, Table)]
    charts = [block for block in report.blocks if isinstance(block, Chart)]
    for number, table in enumerate(tables, 1):
        table.label = _("Table %(n)s") % {"n": number}
    for number, chart in enumerate(charts, 1):
        chart.label = _("Figure %(n)s") % {"n": number}
