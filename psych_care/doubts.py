"""Which visits look made up: pure rules over what is known of each entry. They doubt, they do not judge."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from psych_care.care_choices import DoubtRule
from psych_care.quarters import quarter_of

HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Entry:
    """A visit as the rules see it. `entered_at` is None where it says nothing of the worker (imports)."""

    pk: int
    worker: str
    person: int
    visited_on: date
    entered_at: datetime | None = None
    note: str | None = None
    died_on: date | None = None
    due_on: date | None = None


@dataclass(frozen=True)
class Limits:
    """From how many on: visits in an hour, patients with one note, visits of a quarter all made on the last day."""

    haste_visits: int
    same_notes: int
    last_day_visits: int


def doubted(entries: Iterable[Entry], limits: Limits) -> set[tuple[int, DoubtRule]]:
    """(visit, rule) for each visit that a rule finds."""
    entries = list(entries)
    found = {
        DoubtRule.HASTE: hasty(entries, limits.haste_visits),
        DoubtRule.SAME_NOTE: of_one_note(entries, limits.same_notes),
        DoubtRule.AFTER_DEATH: after_death(entries),
        DoubtRule.LAST_DAY: on_last_days(entries, limits.last_day_visits),
    }
    return {(pk, rule) for rule, visits in found.items() for pk in visits}


def hasty(entries: Iterable[Entry], least: int) -> set[int]:
    """One worker entered `least` visits or more within an hour."""
    found = set()
    for several in _grouped(entries, lambda one: one.worker if one.entered_at else None):
        several.sort(key=lambda one: one.entered_at)
        for first, last in zip(several, several[least - 1 :], strict=False):
            if last.entered_at - first.entered_at < HOUR:
                found |= {one.pk for one in several if first.entered_at <= one.entered_at <= last.entered_at}
    return found


def of_one_note(entries: Iterable[Entry], least: int) -> set[int]:
    """One worker wrote the same note for `least` patients or more; the same patient may stay the same."""
    groups = _grouped(entries, lambda one: (one.worker, one.note) if one.note else None)
    return _of([several for several in groups if len({one.person for one in several}) >= least])


def after_death(entries: Iterable[Entry]) -> set[int]:
    return {one.pk for one in entries if one.died_on and one.visited_on > one.died_on}


def on_last_days(entries: Iterable[Entry], least: int) -> set[int]:
    """A worker made `least` visits or more in a quarter, and all on the day they were due or the quarter's last."""
    groups = _grouped(entries, lambda one: (one.worker, quarter_of(one.visited_on)))
    return _of([several for several in groups if len(several) >= least and all(map(_on_last_day, several))])


def _on_last_day(one: Entry) -> bool:
    return one.visited_on in (one.due_on, quarter_of(one.visited_on)[1])


def _grouped(entries: Iterable[Entry], key) -> list[list[Entry]]:
    """Those with a key."""
    groups = defaultdict(list)
    for one in entries:
        if (of := key(one)) is not None:
            groups[of].append(one)
    return list(groups.values())


def _of(groups: Iterable[Iterable[Entry]]) -> set[int]:
    return {one.pk for several in groups for one in several}
