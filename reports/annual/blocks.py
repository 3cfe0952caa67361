"""What a report is made of: sections of paragraphs, items, tables and charts, without any markup."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from reports.annual import amounts

TEXT, NUMBER, MARK = "text", "number", "mark"


@dataclass(frozen=True)
class Paragraph:
    text: str
    template = "pdf/blocks/paragraph.html"


@dataclass(frozen=True)
class Item:
    """A numbered paragraph that begins with its subject: 1.康复室设置率。…"""

    number: int
    lead: str
    text: str
    template = "pdf/blocks/item.html"

    @property
    def heading(self) -> str:
        # Translators: with a space after it, or none where the language has none.
        return _("%(number)s. %(lead)s. ") % {"number": self.number, "lead": self.lead}


@dataclass(frozen=True)
class Column:
    label: str
    kind: str = NUMBER


@dataclass(frozen=True)
class Row:
    cells: list[str]
    is_total: bool = False


@dataclass
class Table:
    """`rows` have a cell for each column, the first one being the row's heading.

    `layout` sets the widths; `label` (表1) is given at the end.
    """

    caption: str
    columns: list[Column]
    rows: list[Row]
    notes: list[str] = field(default_factory=list)
    layout: str = "counts"
    label: str = ""
    template = "pdf/blocks/table.html"

    @property
    def body(self) -> Iterator[dict]:
        for row in self.rows:
            yield {"is_total": row.is_total, "cells": list(zip(self.columns, row.cells, strict=True))}


@dataclass
class Chart:
    """`chart` is what the drawing template wants; `label` (图1) is given at the end."""

    caption: str
    drawing: str
    chart: object
    note: str = ""
    label: str = ""
    template = "pdf/blocks/chart.html"


Block = Paragraph | Item | Table | Chart


@dataclass
class Section:
    anchor: str
    number: str
    title: str
    blocks: list[Block] = field(default_factory=list)
    sections: list["Section"] = field(default_factory=list)

    @property
    def all_blocks(self) -> Iterator[Block]:
        yield from self.blocks
        for section in self.sections:
            yield from section.all_blocks


@dataclass(frozen=True)
class Cover:
    title: str
    subtitle: str
    note: str
    preparer: str
    document_number: str
    made_on: date
    cut_off: date

    @property
    def made_on_text(self) -> str:
        return amounts.day(self.made_on)


@dataclass(frozen=True)
class Report:
    cover: Cover
    sections: list[Section]
    language: str

    @property
    def title(self) -> str:
        return f"{self.cover.title} {self.cover.subtitle}"

    @property
    def blocks(self) -> Iterator[Block]:
        for section in self.sections:
            yield from section.all_blocks
