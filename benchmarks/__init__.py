"""`make bench`: ratios in one run against something named, on both databases, written to docs/benchmarks.md.

A benchmark is a module with `run() -> list[Result]`; it runs in a process of its own for each database.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Result:
    """`ratio` of ours to the named other thing; `limit` is what we hold ourselves to ("≤ 1.3", "≥ 20")."""

    name: str
    ours: str
    against: str
    ratio: float
    limit: str

    @property
    def holds(self) -> bool:
        sign, bound = self.limit.split()
        return self.ratio <= float(bound) if sign == "≤" else self.ratio >= float(bound)
