"""Characters that our faces can't print: found before rendering, printed as 〓 and told, never left out silently."""

import html
import re
from dataclasses import dataclass
from functools import cache

from registry.pdf import fonts

SUBSTITUTE = "〓"
CONTEXT = 8


@dataclass(frozen=True)
class Missing:
    character: str
    context: str

    @property
    def code_point(self) -> str:
        return f"U+{ord(self.character):04X}"


@cache
def _printable() -> frozenset[int]:
    from fontTools.ttLib import TTFont

    folder, points = fonts.prepare(), set()
    for family in fonts.FAMILIES:
        with TTFont(folder / family.file_name("Regular"), lazy=True) as face:
            points |= face.getBestCmap().keys()
    return frozenset(points)


def missing(page: str) -> list[Missing]:
    """Each character once, with what stands around it where it comes first."""
    text = re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]*>", " ", page)))
    lacking = dict.fromkeys(c for c in text if ord(c) not in _printable() and not c.isspace())
    return [Missing(c, _around(text, text.index(c), lacking)) for c in lacking]


def _around(text: str, position: int, lacking) -> str:
    words = text[max(0, position - CONTEXT) : position + CONTEXT].strip()
    return "".join(SUBSTITUTE if c in lacking else c for c in words)


def replaced(page: str, found: list[Missing]) -> str:
    return page.translate({ord(item.character): SUBSTITUTE for item in found})
