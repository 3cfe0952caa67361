"""Somebody who works out withheld counts: every table that agrees with all that is shown, by brute force over small tables.

A leaf's counts are a vector, one number a key; an area's is the sum of those below it. What a vector may be is found exactly, by
going up the tree (sums of what is possible below) and down again (what the others leave).
"""

from itertools import product

from registry.areas import parent_code
from reports.suppression import Hidden, Key, Table


class Attacker:
    """`most` is the largest count of a leaf that is thought possible."""

    def __init__(self, table: Table, hidden: Hidden, most: int):
        self.keys = sorted(table, key=len)
        self.shown = {
            (key, code): count
            for key, counts in table.items()
            for code, count in counts.items()
            if code not in hidden[key]
        }
        codes = sorted({code for counts in table.values() for code in counts})
        self.below = {code: [c for c in codes if parent_code(c) == code] for code in codes}
        self.top = codes[0]
        self.vectors = [v for v in product(range(most + 1), repeat=len(self.keys)) if self._is_sound(v)]
        self.from_below: dict[str, set] = {}
        self._go_up(self.top)
        self.possible = {self.top: self.from_below[self.top]}
        self._go_down(self.top)

    def values(self, key: Key, code: str) -> set[int]:
        return {vector[self.keys.index(key)] for vector in self.possible[code]}

    def rests(self, wider: Key, key: Key, code: str) -> set[int]:
        first, second = self.keys.index(wider), self.keys.index(key)
        return {vector[first] - vector[second] for vector in self.possible[code]}

    def _is_sound(self, vector: tuple) -> bool:
        pairs = [(a, b) for a in range(len(self.keys)) for b in range(len(self.keys)) if self.keys[a] < self.keys[b]]
        return all(vector[a] >= vector[b] for a, b in pairs)

    def _agrees(self, code: str, vector: tuple) -> bool:
        return all(self.shown.get((key, code), n) == n for key, n in zip(self.keys, vector, strict=True))

    def _go_up(self, code: str) -> None:
        for child in self.below[code]:
            self._go_up(child)
        found = self._sums([self.from_below[c] for c in self.below[code]]) if self.below[code] else self.vectors
        self.from_below[code] = {v for v in found if self._agrees(code, v)}

    def _go_down(self, code: str) -> None:
        for child in self.below[code]:
            others = self._sums([self.from_below[c] for c in self.below[code] if c != child])
            wanted = self.possible[code]
            self.possible[child] = {
                v for v in self.from_below[child] if any(_plus(v, other) in wanted for other in others)
            }
            self._go_down(child)

    def _sums(self, sets: list[set]) -> set:
        total = {(0,) * len(self.keys)}
        for one in sets:
            total = {_plus(a, b) for a in total for b in one}
        return total


def _plus(one: tuple, other: tuple) -> tuple:
    return tuple(a + b for a, b in zip(one, other, strict=True))
