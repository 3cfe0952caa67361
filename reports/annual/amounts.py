"""Numbers, rates, money and dates as they stand in the report, in the active language."""

from datetime import date
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import get_language, pgettext

from reports.formatting import WITHHELD, rounded
from reports.indicators.kinds import Indicator

NOTHING = "—"
MET, SHORT = "●", "▲"
TEN_THOUSAND = Decimal(10_000)


def is_english() -> bool:
    return (get_language() or "").startswith("en")


def number(value: int | Decimal, decimals: int = 0) -> str:
    """Thousands are grouped in English only: official Chinese writes 16995."""
    shown = rounded(Decimal(value), decimals)
    return f"{shown:,f}" if is_english() else f"{shown:f}"


def plain(value: Decimal) -> str:
    """80.00 is 80, 0.30 is 0.3: for targets, which are typed by people."""
    text = f"{Decimal(value):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def with_unit(text: str, indicator: Indicator) -> str:
    return f"{text}{indicator.unit}" if indicator.unit in ("%", "‰") else money_unit(text)


def money_unit(text: str) -> str:
    return pgettext("annual report", "%(amount)s yuan") % {"amount": text}


def value_of(indicator: Indicator, value: Decimal | None) -> str:
    return NOTHING if value is None else with_unit(number(value, indicator.decimals), indicator)


def figure_of(figure) -> str:
    return WITHHELD if figure.is_withheld else value_of(figure.indicator, figure.value)


def count_of(value: int | Decimal | None) -> str:
    return WITHHELD if value is None else number(value)


def target_of(indicator: Indicator, value: Decimal) -> str:
    text = plain(value) if indicator.unit in ("%", "‰") else number(value, indicator.decimals)
    return with_unit(text, indicator)


def money(value: Decimal, beside: Decimal | None = None) -> str:
    """Chinese reports tell from 10,000 yuan on in units of 10,000; an amount beside another one in the other's unit."""
    if not is_english() and (value if beside is None else beside) >= TEN_THOUSAND:
        amount = number(value / TEN_THOUSAND, 2)
        return pgettext("annual report", "%(amount)s ten thousand yuan") % {"amount": amount}
    return money_unit(number(value, 2))


def day(value: date) -> str:
    # Translators: a PHP-style date format without leading zeros (GB/T 9704).
    return date_format(value, pgettext("date format of the annual report", "j F Y"))


def month(value: date) -> str:
    return date_format(value, pgettext("month format of the annual report", "M"))


def joined(parts: list[str]) -> str:
    return pgettext("between the items of a list", ", ").join(parts)


def clauses(parts: list[str]) -> str:
    return pgettext("between the clauses of a sentence", "; ").join(parts)


def sentences(parts: list[str]) -> str:
    return (" " if is_english() else "").join(part for part in parts if part)


def with_note(text: str, note: str) -> str:
    return pgettext("a note in brackets", "%(text)s (%(note)s)") % {"text": text, "note": note}


def ordinal(position: int) -> str:
    """一, 二 … 九十九 for Chinese headings."""
    tens, ones = divmod(position, 10)
    digits = "〇一二三四五六七八九"
    if tens == 0:
        return digits[ones]
    return ("" if tens == 1 else digits[tens]) + "十" + (digits[ones] if ones else "")


def heading_number(position: int, parent: int = 0) -> str:
    """GB/T 9704: 一、 then （一）; English 1 then 1.1."""
    if is_english():
        return f"{parent}.{position} " if parent else f"{position}. "
    return f"（{ordinal(position)}）" if parent else f"{ordinal(position)}、"
