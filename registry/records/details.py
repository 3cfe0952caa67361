"""The page of one record: facts, what may be done, and the rows that hang on it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.shortcuts import render

from registry.records.sections import Section


@dataclass(frozen=True)
class Fact:
    """`mask_url` leads to the page that shows a masked value; `is_masked` without it: who reads may not see it."""

    label: Any
    value: Any
    url: str = ""
    kind: str = ""
    is_masked: bool = False
    mask_url: str = ""


@dataclass(frozen=True)
class Action:
    label: Any
    url: str
    is_main: bool = False


@dataclass(frozen=True)
class Cell:
    text: Any
    url: str = ""
    kind: str = ""
    is_number: bool = False


@dataclass(frozen=True)
class Table:
    """`rows` hold a Cell or a plain value for each heading; the first cell names its row."""

    title: Any
    headings: Sequence
    rows: Sequence[Sequence]
    empty: Any = ""
    actions: Sequence[Action] = field(default_factory=tuple)

    def heads(self) -> list[dict]:
        """A heading stands over numbers where the first row has one."""
        first = self.rows[0] if self.rows else [""] * len(self.headings)
        return [
            {"label": heading, "is_number": isinstance(cell, Cell) and cell.is_number}
            for heading, cell in zip(self.headings, first, strict=True)
        ]

    def lines(self) -> list[list[dict]]:
        return [[_cell(value, heading) for value, heading in zip(row, self.headings, strict=True)] for row in self.rows]


def _cell(value, heading) -> dict:
    cell = value if isinstance(value, Cell) else Cell(value)
    text = "—" if cell.text in (None, "") else cell.text
    return {"label": heading, "text": text, "url": cell.url, "kind": cell.kind, "is_number": cell.is_number}


def detail_page(request, section: Section, *, heading, facts, crumbs=(), actions=(), tables=(), about=None, notice=""):
    """`about` (a section's facts) shows whom the record is about."""
    context = {
        "heading": heading,
        "facts": facts,
        "crumbs": [section.crumb, *crumbs],
        "actions": actions,
        "tables": tables,
        "about": about,
        "notice": notice,
    }
    return render(request, "records/detail.html", context)
