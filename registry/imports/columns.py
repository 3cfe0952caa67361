"""What a column of a dataset is, and how its cells are read.

A reader takes the cell as the file gives it (text, number, date) and today, and returns the value or raises
ValidationError with the reason and the remedy. It is not asked about empty cells.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import override

from registry.text import half_width

MAX_CELL_CHARACTERS = 32_767
_DATE = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
_COMPACT_DATE = re.compile(r"(\d{4})(\d{2})(\d{2})")
# An apostrophe that an export put before what a spreadsheet program would take for a formula (registry.tables).
_NEUTRALISED = re.compile(r"'(?=[=+\-@＝＋－＠])")


@dataclass(frozen=True)
class Column:
    """`choices` maps a stored value to its lazy label; `example` and `help` go into the template.

    `value(record)` is what an export shows of it. `aliases` are other headings that lists in use carry.
    """

    name: str
    heading: Any
    read: Callable[[Any, date], Any]
    value: Callable[[Any], Any]
    required: bool = False
    choices: tuple[tuple[Any, Any], ...] = ()
    example: str = ""
    help: Any = ""
    aliases: tuple[str, ...] = ()
    width: int = 16

    def known_headings(self) -> set[str]:
        return {plain_heading(text) for text in (self.name, *labels_in_all_languages(self.heading), *self.aliases)}


def plain_heading(text: object) -> str:
    """Without the marks, spaces and line breaks that people add to a heading."""
    return re.sub(r"[\s*]", "", half_width(str(text))).casefold()


def labels_in_all_languages(label) -> set[str]:
    """How the label reads in every language of the desk."""
    labels = set()
    for code, _name in settings.LANGUAGES:
        with override(code):
            labels.add(str(label))
    return labels


def is_blank(cell: object) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def check_readable(cell: object) -> None:
    """What is wrong with a cell whatever its column."""
    if not isinstance(cell, str):
        return
    if len(cell) > MAX_CELL_CHARACTERS:
        raise ValidationError(_("The cell holds too much text."))
    if "\0" in cell:
        raise ValidationError(_("The cell holds a character that cannot be stored."))
    if cell.startswith("#") and cell.endswith(("!", "?", "/A")):
        raise ValidationError(_("The cell holds a formula error: type the value itself."))


def ignoring_today(parse: Callable[[Any], Any]) -> Callable[[Any, date], Any]:
    def read(cell, today):
        return parse(cell)

    return read


def text(max_length: int) -> Callable:
    def read(cell, today):
        if isinstance(cell, float) and cell.is_integer():
            cell = int(cell)
        value = _NEUTRALISED.sub("", re.sub(r"\s+", " ", str(cell)).strip(), count=1)
        if len(value) > max_length:
            raise ValidationError(_("The text is longer than %(limit)d characters.") % {"limit": max_length})
        return value

    return read


def any_date(cell, today: date) -> date:
    """A date cell, or text like 2025-3-1, 2025/03/01, 2025年3月1日 or 20250301."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, float | int):
        cell = str(int(cell))
    shown = half_width(str(cell)).strip()
    match = _DATE.fullmatch(shown) or _COMPACT_DATE.fullmatch(shown)
    try:
        return date(*map(int, match.groups()))
    except (AttributeError, ValueError) as error:
        raise ValidationError(_("This is not a date; write it like 2025-03-01.")) from error


def past_date(cell, today: date) -> date:
    value = any_date(cell, today)
    if value > today:
        raise ValidationError(_("The date is in the future."))
    return value


def choice(choices, endings: tuple[str, ...] = ()) -> Callable:
    """The stored value from its code, or from its label in any of the three languages, with or without its ending."""

    @lru_cache(maxsize=1)
    def table():
        by_text = {str(value): value for value, _label in choices}
        for value, label in choices:
            for shown in labels_in_all_languages(label):
                shown = half_width(shown).strip()
                by_text |= {shown.removesuffix(ending).casefold(): value for ending in ("", *endings)}
        return by_text

    def read(cell, today):
        if isinstance(cell, float) and cell.is_integer():
            cell = int(cell)
        value = table().get(half_width(str(cell)).strip().casefold())
        if value is None:
            raise ValidationError(_("This is not one of the choices; take one from the list in the template."))
        return value

    return read
