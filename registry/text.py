"""Normalising what people type: full-width characters, stray spaces and signs."""

_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_STRAY = dict.fromkeys(map(ord, " \t\r\n\u00a0\u2002\u2003\u2009\u200b\u200c\u200d\u202f\u2060\ufeff-‐‑–—\u2212'’‘`\""))


def half_width(text: str) -> str:
    return text.translate(_FULL_WIDTH)


def compact(text: str) -> str:
    """ASCII digits and letters without the spaces, hyphens and apostrophes that typing and spreadsheets add."""
    if text.isascii() and text.isalnum():
        return text
    return half_width(text).translate(_STRAY)
