"""Findings made of the rules' hits. However often and by however many it runs, a finding is there once."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.db.models import Exists, F, OuterRef
from django.utils import timezone

from registry import audit, dialect
from relief.finding_workflow import FINDING
from relief.matching.hits import Hit
from relief.matching.rules import all_rules, is_confidential
from relief.matching_choices import FindingState as S
from relief.models import Application, FindingSpell, MatchFinding

BATCH = 500
LINKS = ("programme_id", "entitlement_id", "other_entitlement_id", "other_person_id", "row_id", "needs_permission")
FOLLOWED = ("amount", "since", "row_id", "community_id")


@dataclass
class Outcome:
    """How many findings a run added, opened again, ended, and left as they were."""

    counts: dict[str, int] = field(default_factory=lambda: {"added": 0, "reopened": 0, "ended": 0, "unchanged": 0})

    def __add__(self, other: "Outcome") -> "Outcome":
        return Outcome({name: n + other.counts[name] for name, n in self.counts.items()})

    @property
    def changed(self) -> int:
        return sum(n for name, n in self.counts.items() if name != "unchanged")


def find_matches(*, day: date | None = None, by=None) -> Outcome:
    """Every rule in a transaction of its own: one that fails keeps what the others found."""
    day, total = day or timezone.localdate(), Outcome()
    for rule, hits_of in all_rules().items():
        total += apply_rule(rule=rule, hits=hits_of, day=day, by=by)
    return total


@transaction.atomic
def apply_rule(*, rule: str, hits, day: date, by=None) -> Outcome:
    """`hits(day)` are asked for under the lock: what changed meanwhile is seen."""
    dialect.lock_matching()
    known = {row.key: row for row in MatchFinding.objects.filter(rule=rule).select_for_update(of=("self",))}
    hit = {one.key: one for one in hits(day)}
    recurring = [row for key, row in known.items() if key in hit and _recurs(row, day)]
    gone = [row for key, row in known.items() if key not in hit and row.state == S.OPEN]
    new = [one for key, one in hit.items() if key not in known]
    _add(new, day)
    _reopen(recurring, day)
    _end(gone, day)
    _follow(known, hit, day)
    _open_spells(rule, day)
    kept = len(hit) - len(new) - len(recurring)
    outcome = Outcome({"added": len(new), "reopened": len(recurring), "ended": len(gone), "unchanged": kept})
    if outcome.changed:
        told = {} if is_confidential(rule) else {name: [None, n] for name, n in outcome.counts.items() if n}
        audit.record(by=by, action="find_matches", changes=told | {"rule": [None, rule]})
    return outcome


def _recurs(row: MatchFinding, day: date) -> bool:
    """Found though it had ended: at once, but for what is silent still or waits for its application."""
    if row.state == S.OPEN:
        return False
    if row.state == S.EXPLAINED:
        return row.silent_until <= day
    if row.state == S.APPLIED:
        return not Application.objects.undecided().filter(pk=row.application_id).exists()
    return True


def _add(hits: list[Hit], day: date) -> None:
    rows = [
        MatchFinding(
            key=one.key,
            rule=one.rule,
            kind=one.kind,
            person_id=one.person_id,
            community_id=one.community_id,
            since=one.since,
            amount=one.amount,
            found_on=day,
            **{name: getattr(one, name) for name in LINKS},
        )
        for one in hits
    ]
    MatchFinding.objects.bulk_create(rows, batch_size=BATCH)


def _reopen(rows: list[MatchFinding], day: date) -> None:
    """Its age counts anew; the spells before tell the rest."""
    _update(rows, "recur", found_on=day, silent_until=None, application=None)


def _update(rows: Iterable[MatchFinding], step: str, **values) -> None:
    ids = [row.pk for row in rows]
    moving = FINDING[step]
    for first in range(0, len(ids), BATCH):
        open_rows = MatchFinding.objects.filter(pk__in=ids[first : first + BATCH], state__in=moving.sources)
        open_rows.update(state=moving.target, version=F("version") + 1, **values)


def _end(rows: list[MatchFinding], day: date) -> None:
    """Applied for in the meantime, or gone."""
    applied = {row.pk: application for row in rows if (application := _application_since(row))}
    for row in rows:
        if row.pk in applied:
            _update([row], "apply", application=applied[row.pk])
    _update([row for row in rows if row.pk not in applied], "vanish")
    for row in rows:
        close_spell(row, S.APPLIED if row.pk in applied else S.GONE, day)


def _application_since(row: MatchFinding) -> Application | None:
    if row.kind != "missed" or row.programme_id is None:
        return None
    made = Application.objects.filter(person=row.person_id, programme=row.programme_id, received_on__gte=row.found_on)
    return made.order_by("-pk").first()


def close_spell(row: MatchFinding, outcome: str, day: date, **values) -> None:
    row.spells.filter(closed_on__isnull=True).update(closed_on=day, outcome=outcome, **values)


def _follow(known: dict[str, MatchFinding], hits: dict[str, Hit], day: date) -> None:
    """What is at stake, and the newest line that tells it; of open findings and of those opened just now."""
    changed = []
    for key, row in known.items():
        if key in hits and (row.state == S.OPEN or _recurs(row, day)):
            values = {name: getattr(hits[key], name) for name in FOLLOWED}
            if any(getattr(row, name) != value for name, value in values.items()):
                for name, value in values.items():
                    setattr(row, name, value)
                changed.append(row)
    MatchFinding.objects.bulk_update(changed, FOLLOWED, batch_size=BATCH)


def _open_spells(rule: str, day: date) -> None:
    running = FindingSpell.objects.filter(finding=OuterRef("pk"), closed_on__isnull=True)
    without = MatchFinding.objects.filter(~Exists(running), rule=rule, state=S.OPEN)
    spells = [FindingSpell(finding=row, opened_on=day) for row in without]
    FindingSpell.objects.bulk_create(spells, batch_size=BATCH)
