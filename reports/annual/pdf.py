"""The report as a PDF: its page from the templates, what the fonts can't print, and the workbook inside it."""

from dataclasses import dataclass
from datetime import UTC, datetime, time
from pathlib import Path

from django.template.loader import get_template, render_to_string
from django.utils.translation import gettext as _

from registry.pdf import glyphs, render
from reports.annual import workbook
from reports.annual.blocks import Report
from reports.annual.figures import YearFigures

LANGUAGE_TAGS = {"zh-hans": "zh-Hans", "zh-hant": "zh-Hant", "en": "en"}


@dataclass(frozen=True)
class Printed:
    """The order for the renderer, and the characters that it can't print."""

    order: render.Order
    missing: list[glyphs.Missing]


def prepare(report: Report, figures: YearFigures) -> Printed:
    moment = datetime.combine(figures.made_on, time(), UTC)
    html = _html(report, moment, [])
    missing = glyphs.missing(html)
    if missing:
        html = glyphs.replaced(_html(report, moment, missing), missing)
    order = render.Order(
        html=html,
        css=_css(),
        moment=moment.isoformat(),
        workbook=workbook.build(report, figures, moment),
        workbook_name=f"figures-{figures.area.code}-{figures.year}.xlsx",
        workbook_words=_("The figures of this report"),
    )
    return Printed(order, missing)


def _html(report: Report, moment: datetime, missing: list[glyphs.Missing]) -> str:
    context = {
        "language": LANGUAGE_TAGS[report.language],
        "title": report.title,
        "moment": moment.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "cover": report.cover,
        "sections": report.sections,
        "missing": missing,
    }
    return render_to_string("pdf/annual.html", context)


def _css() -> str:
    return Path(get_template("pdf/report.css").origin.name).read_text(encoding="utf-8")
