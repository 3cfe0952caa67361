"""Personal names: 2 to 50 characters; the separator of minority names is · (U+00B7)."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from registry.text import half_width

# 〇, extension A, the basic block, compatibility, planes 2 and 3 (kept for further extensions), and the private use
# area: old systems put rare characters there, and a person must not go unregistered for it.
_HAN = r"\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003fffd\ue000-\uf8ff"
_LETTER = rf"[{_HAN}A-Za-zÀ-ÖØ-öø-ɏḀ-ỿ]"
_NAME = re.compile(rf"{_LETTER}(?:(?:[·' -]|\. ?)?{_LETTER})*\.?")
_USUAL = re.compile(r"[\u4e00-\u9fff]{2,50}")
_LOST = re.compile(r"[?\ufffd□]")

_DOTS = dict.fromkeys(map(ord, "•・‧･∙⋅●．﹒"), "·")
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff"), "")
# Text copied from a PDF may hold radicals that look like the characters. NFKC on the rest would change rare characters.
_RADICALS = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}
_REPLACED = _DOTS | _INVISIBLE | _RADICALS | {ord("’"): "'", ord("‘"): "'"}

# Line breaks and tabs are none of them: two lines in a cell are two names.
_SPACES = re.compile(r"[ \u00a0\u2000-\u200a\u202f]+")
_BETWEEN_HAN = re.compile(rf"(?<=[{_HAN}]) (?=[{_HAN}])")
_SEPARATOR = re.compile(rf" ?·[· ]*|(?<=[{_HAN}]) ?\. ?(?=[{_HAN}])")


def normalise_name(text: object) -> str:
    """Every kind of dot becomes ·, spaces between Han characters go; rare characters stay as they are."""
    name = "" if text is None else str(text)
    if _USUAL.fullmatch(name):
        return name
    name = half_width(unicodedata.normalize("NFC", name.translate(_REPLACED)))
    name = _SPACES.sub(" ", name).strip(" \t\r\n")
    return _SEPARATOR.sub("·", _BETWEEN_HAN.sub("", name))


def parse_name(text: object) -> str:
    """Raises ValidationError: length, lost, characters."""
    name = normalise_name(text)
    if not 2 <= len(name) <= 50:
        raise ValidationError(_("A name has 2 to 50 characters."), code="length")
    if _LOST.search(name):
        raise ValidationError(
            _("A rare character of the name was lost and shows as ? or □: type it again."), code="lost"
        )
    if not _NAME.fullmatch(name):
        raise ValidationError(
            _("A name holds only Chinese characters, letters and the separator ·."), code="characters"
        )
    return name
