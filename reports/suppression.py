"""Which counts of few people are withheld, so that none of them follows from those that are shown.

Pure functions on tables of counts. A table tells for each *key* (a set of properties) and area how many people have all of
them; a key with more properties counts fewer people, and an area is the sum of those directly below it. The method and what it
can't do are in docs/decisions/0007-suppression.md.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from math import inf

from registry.areas import parent_code

LEAST_SHOWN = 5
LARGEST_SMALL = LEAST_SHOWN - 1

Key = frozenset[Hashable]
Table = Mapping[Key, Mapping[str, int]]
Hidden = dict[Key, set[str]]


def is_small(count: int) -> bool:
    return 0 < count < LEAST_SHOWN


def withheld(table: Table) -> Hidden:
    """The areas of each key whose count is not shown; whatever lies inside such an area isn't either."""
    codes = {code for counts in table.values() for code in counts}
    below = _children(codes)
    hidden: Hidden = {}
    for key in sorted(table, key=lambda k: (len(k), sorted(map(str, k)))):
        wider = [k for k in table if k < key]
        layer = _Layer(table[key], [table[k] for k in wider], [hidden[k] for k in wider], below)
        hidden[key] = layer.choose(codes)
    return hidden


def _children(codes: Iterable[str]) -> dict[str, list[str]]:
    below = defaultdict(list)
    for code in sorted(codes):
        if parent_code(code) in codes:
            below[parent_code(code)].append(code)
    return below


@dataclass
class _Layer:
    """The counts of one key, those of the keys that it is part of (`wider`), and where these are withheld."""

    counts: Mapping[str, int]
    wider: list[Mapping[str, int]]
    wider_hidden: list[set[str]]
    below: dict[str, list[str]]

    def choose(self, codes: set[str]) -> set[str]:
        """Small counts and those of a withheld whole, then what keeps them from being worked out, from the lowest areas up."""
        self.hidden: set[str] = set()
        self.forced = set().union(*self.wider_hidden)
        for code in [*self.forced, *(code for code in codes if self._is_small(code))]:
            self._hide(code)
        for parent in sorted(self.below, key=lambda code: (-len(code), code)):
            if parent not in self.hidden:
                self._protect_below(parent)
        return self.hidden

    def _hide(self, code: str) -> None:
        if code not in self.hidden:
            self.hidden.add(code)
            for inner in self.below.get(code, ()):
                self._hide(inner)

    def _protect_below(self, parent: str) -> None:
        """The last areas in the order of their codes join those withheld until these are safe; failing that, their sum does.

        The order doesn't look at the counts, for else the choice itself would tell something of them.
        """
        chosen = [code for code in self.below[parent] if code in self.hidden]
        if not chosen:
            return
        spare = [code for code in self.below[parent] if code not in self.hidden and self._is_peopled(code)]
        while not self._is_safe(chosen, is_last=not spare):
            if not spare:
                self._hide(parent)
                return
            chosen.append(spare.pop())
            self._hide(chosen[-1])

    def _count(self, code: str) -> int:
        return self.counts.get(code, 0)

    def _rests(self, code: str) -> list[int]:
        """How many of each wider count are not in this one."""
        return [counts.get(code, 0) - self._count(code) for counts in self.wider]

    def _rest(self, code: str) -> float:
        return min(self._rests(code), default=inf)

    def _is_small(self, code: str) -> bool:
        return any(map(is_small, [self._count(code), *self._rests(code)]))

    def _is_peopled(self, code: str) -> bool:
        return bool(self._count(code)) or any(self._rests(code))

    def _is_safe(self, chosen: list[str], *, is_last: bool) -> bool:
        """Whether nobody who knows the sum over `chosen` (and all that is shown) can tell a small count inside them.

        They must not all be small ones as long as others are there to join them: that they are would tell too much.
        """
        if len(chosen) < 2 or (not is_last and all(self._is_small(code) for code in chosen)):
            return False
        count, rest = sum(map(self._count, chosen)), sum(map(self._rest, chosen))
        inside = [(code, top) for top in chosen for code in self._region(top)]
        return all(
            self._is_vague(code, count, rest) or self._is_free(code, top, chosen) for code, top in inside
        ) and all(
            self._has_leeway(chosen, counted, is_last)
            for counted in [self._count, *([self._rest] if self.wider else [])]
        )

    def _region(self, code: str) -> Iterable[str]:
        yield code
        for inner in self.below.get(code, ()):
            yield from self._region(inner)

    def _is_vague(self, code: str, count: float, rest: float) -> bool:
        """A small count of `code` may be anything from 1 to 4: the others (`count` and `rest` in all) can make up for it."""
        own = self._count(code)
        others_give = count - own
        others_take = inf if rest == inf else rest - self._rest(code)
        if is_small(own) and (others_take < own - 1 or others_give < LARGEST_SMALL - own):
            return False
        return all(
            others_give >= small - 1 and others_take >= min(LARGEST_SMALL - small, own)
            for small in self._rests(code)
            if is_small(small)
        )

    def _is_free(self, code: str, top: str, chosen: list[str]) -> bool:
        """Where every wider count is withheld too, people may stand in another such area with all that is told of them."""
        movers = [one for one in chosen if all(one in hidden for hidden in self.wider_hidden)]
        if top not in movers or len(movers) < 2:
            return False
        pairs = [(self._count(code), sum(map(self._count, movers)))]
        pairs += [(own, sum(self._rests(one)[place] for one in movers)) for place, own in enumerate(self._rests(code))]
        return all(whole >= LARGEST_SMALL for own, whole in pairs if is_small(own))

    def _has_leeway(self, chosen: list[str], counted: Callable, is_last: bool) -> bool:
        """Also for a reader who knows this method: each small one can be 1 to 4 while the others are what they must be.

        With all there are withheld (`is_last`) each must be at least 1, or 0 where the whole of it is withheld too; else
        those that joined are known to be large.
        """
        counts = [counted(code) for code in chosen]
        if not any(map(is_small, counts)):
            return True
        if is_last:
            known = [code for code in chosen if code not in self.forced and counted(code)]
            return sum(counts) >= LARGEST_SMALL + len(known) - (len(known) == len(chosen))
        large = [n for n in counts if n >= LEAST_SHOWN]
        return sum(counts) - LEAST_SHOWN * len(large) >= LARGEST_SMALL + len([n for n in counts if is_small(n)])
