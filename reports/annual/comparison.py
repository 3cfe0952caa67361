"""How a figure stands to last year's and to its targets, in words chosen by the figure."""

from decimal import Decimal

from django.utils.translation import gettext as _

from reports.annual import amounts, wording
from reports.indicators.kinds import Indicator
from reports.models import Target
from reports.outcomes import Outcome


def change(indicator: Indicator, this: Decimal | None, last: Decimal | None) -> str:
    """By the rounded values, so that a reader who subtracts what is printed gets what is printed."""
    if this is None or last is None:
        return _("there is no figure for the year before")
    this, last = amounts.rounded(this, indicator.decimals), amounts.rounded(last, indicator.decimals)
    words = {"by": _difference(indicator, abs(this - last)), "last": amounts.value_of(indicator, last)}
    if this > last:
        return _("it rose by %(by)s from %(last)s of the year before") % words
    if this < last:
        return _("it fell by %(by)s from %(last)s of the year before") % words
    return _("it is unchanged from %(last)s of the year before") % words


def change_of(outcome: Outcome) -> str:
    if outcome.last.is_withheld:
        return _("the figure of the year before is withheld")
    return change(outcome.indicator, outcome.this.value, outcome.last.value)


def _difference(indicator: Indicator, difference: Decimal) -> str:
    text = amounts.number(difference, indicator.decimals)
    if indicator.unit == "%":
        return _("%(n)s percentage points") % {"n": text}
    return amounts.with_unit(text, indicator)


def count_change(this: Decimal | int, last: Decimal | int, show=amounts.number) -> str:
    """Of a plain count or sum; a year without a single record is said to be one, not compared with."""
    if not last:
        return _("nothing was recorded in the year before")
    words = {"by": show(abs(this - last)), "last": show(last)}
    if this > last:
        return _("up by %(by)s from %(last)s in the year before") % words
    if this < last:
        return _("down by %(by)s from %(last)s in the year before") % words
    return _("the same as in the year before")


def signed_change(indicator: Indicator, this: Decimal | None, last: Decimal | None) -> str:
    """For a table cell: +9.1, -0.3, 0.0 or a dash."""
    if this is None or last is None:
        return amounts.NOTHING
    difference = amounts.rounded(this, indicator.decimals) - amounts.rounded(last, indicator.decimals)
    sign = "+" if difference > 0 else "−" if difference < 0 else ""
    return f"{sign}{amounts.number(abs(difference), indicator.decimals)}"


def against_targets(outcome: Outcome) -> str:
    """A clause for each target; sources are named where there are several that contradict each other."""
    if not outcome.targets:
        return _("no target is set")
    several = len(outcome.targets) > 1
    return amounts.clauses([against(outcome, target, with_source=several) for target in outcome.targets])


def named_target(indicator: Indicator, target: Target) -> str:
    return amounts.with_note(amounts.target_of(indicator, target.value), target.source)


def against(outcome: Outcome, target: Target, *, with_source: bool = True) -> str:
    indicator, met = outcome.indicator, outcome.meets(target)
    words = {"target": named_target(indicator, target) if with_source else amounts.target_of(indicator, target.value)}
    if met is None:
        return _("the target of %(target)s can't be judged") % words
    if met:
        return _("the target of %(target)s is met") % words
    words["short"] = wording.subjects(indicator, outcome.short(target))
    gap = amounts.rounded(abs(target.value - outcome.this.value), indicator.decimals)
    if not gap:
        return _("the target of %(target)s is just missed, by %(short)s") % words
    words["gap"] = _difference(indicator, gap)
    if indicator.lower_is_better:
        return _("the target of %(target)s is exceeded by %(gap)s, %(short)s too many") % words
    return _("the target of %(target)s is missed by %(gap)s, %(short)s short") % words
