"""Figures as pages and tables show them: half up, never truncated; "—" where there is nothing to divide by, "＊" where it
is withheld (reports/withheld.py)."""

from decimal import ROUND_HALF_UP, Decimal

from reports.indicators.kinds import Indicator

NOTHING = "—"
WITHHELD = "＊"
WITHOUT_SPACE = ("%", "‰")


def rounded(value: Decimal | int, decimals: int) -> Decimal:
    """Half up, as the statistical forms ask; never truncated, never half to even."""
    return Decimal(value).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def value_text(indicator: Indicator, value: Decimal | None) -> str:
    """With its unit: 81.4%, 0.32 yuan."""
    return NOTHING if value is None else with_unit(indicator, f"{rounded(value, indicator.decimals):,}")


def figure_text(figure) -> str:
    return WITHHELD if figure.is_withheld else value_text(figure.indicator, figure.value)


def with_unit(indicator: Indicator, number: str) -> str:
    return f"{number}{indicator.unit}" if indicator.unit in WITHOUT_SPACE else f"{number} {indicator.unit}"


def amount_text(value: Decimal | int | None) -> str:
    """A count, or a sum of money with two places."""
    if value is None:
        return WITHHELD
    return f"{rounded(value, 2):,}" if isinstance(value, Decimal) else f"{value:,}"


def target_text(indicator: Indicator, value: Decimal) -> str:
    """As it was typed: 80%, not 80.00%."""
    number = f"{value.normalize():f}" if value == value.to_integral_value() else f"{value:f}"
    return with_unit(indicator, number)
