"""Figures as those without the psychiatric permission get them: what would tell of few people is None.

What is withheld is worked out from all psychiatric counts of the whole province at once, so that every page, export and report
withholds the same, whatever part of it is shown (reports/suppression.py; docs/decisions/0007-suppression.md).
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from registry.areas import LEVEL_LENGTHS, ancestor_codes
from registry.permissions import Permission
from reports import engine, suppression
from reports.engine import Counts, Figure
from reports.indicators import INDICATORS
from reports.indicators.kinds import Indicator, Rate
from reports.periods import Period

CONFIDENTIAL = [i for i in INDICATORS.values() if i.confidential and isinstance(i, Rate)]
PROVINCE = LEVEL_LENGTHS[0]


def sees_confidential(staff) -> bool:
    return staff is not None and staff.can(Permission.VIEW_PSYCH)


def count(indicators: Iterable[Indicator], area_code: str, periods: Iterable[Period], *, reader=None):
    """As engine.count, in the eyes of `reader`; without one, as whoever may not see psychiatric records."""
    indicators, periods = list(indicators), list(dict.fromkeys(periods))
    if sees_confidential(reader) or not any(i.confidential for i in indicators):
        return engine.count(indicators, area_code, periods)
    province = area_code[:PROVINCE]
    asked = defaultdict(list, {province: list(CONFIDENTIAL)})
    asked[area_code] += [i for i in indicators if i not in CONFIDENTIAL]
    found = engine.count_areas(asked, periods)
    return GuardedCounts(found[area_code], found[province])


def numerator_key(rate: Rate) -> suppression.Key:
    return frozenset({*rate.population, rate.condition, *rate.implies})


def denominator_key(rate: Rate) -> suppression.Key:
    return frozenset(rate.population)


class GuardedCounts:
    """Answers like engine.Counts, without what is withheld."""

    def __init__(self, counts: Counts, everywhere: Counts):
        self._counts, self._everywhere = counts, everywhere
        self._hidden: dict = {}

    def figure(self, indicator: Indicator, area_code: str, period: Period) -> Figure:
        if not indicator.confidential:
            return self._counts.figure(indicator, area_code, period)
        if not isinstance(indicator, Rate):
            return self._guarded_ratio(indicator, area_code, period)
        figure = self._everywhere.figure(indicator, area_code, period)
        is_hidden = self._is_hidden(indicator.subject.key, numerator_key(indicator), area_code, period)
        is_whole_hidden = self._is_hidden(indicator.subject.key, denominator_key(indicator), area_code, period)
        if is_whole_hidden:
            return replace(figure, numerator=None, denominator=None)
        # Of nobody it is nobody, whatever else is withheld.
        return replace(figure, numerator=None) if is_hidden and figure.denominator else figure

    def _guarded_ratio(self, indicator: Indicator, area_code: str, period: Period) -> Figure:
        """So many of a subject by something public: the numerator is the count of the whole subject."""
        figure = self._counts.figure(indicator, area_code, period)
        is_hidden = self._is_hidden(indicator.numerator.key, frozenset(), area_code, period)
        return replace(figure, numerator=None) if is_hidden else figure

    def _is_hidden(self, subject: str, key: suppression.Key, area_code: str, period: Period) -> bool:
        if (subject, period) not in self._hidden:
            self._hidden[subject, period] = suppression.withheld(self._table(subject, period))
        hidden = self._hidden[subject, period][key]
        return any(code in hidden for code in ancestor_codes(area_code))

    def _table(self, subject: str, period: Period) -> suppression.Table:
        table: dict = {}
        for rate in CONFIDENTIAL:
            if rate.subject.key == subject:
                pairs = self._everywhere.pairs(rate, period)
                table[denominator_key(rate)] = {code: pair[1] for code, pair in pairs.items()}
                table[numerator_key(rate)] = {code: pair[0] for code, pair in pairs.items()}
        return table
