"""Doubted visits: found by the rules, answered by the worker, called back by the manager."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from psych_care import doubts
from psych_care.care_choices import DoubtState
from psych_care.models import CareRule, Doubt, Patient, Visit
from psych_care.quarters import quarter_of
from psych_care.workflows import DOUBT
from registry import audit
from registry.models.people import LeftReason

WINDOW = timedelta(hours=1)


def look_at(*, visit: Visit, by) -> None:
    """After a visit was saved: the rules look at what its worker entered around it.

    A doubt that a correction has settled is closed with it.
    """
    found = find(visits=_beside(visit), by=by)
    for doubt in visit.doubts.filter(state=DoubtState.FOUND):
        if (visit.pk, doubt.rule) not in found:
            DOUBT.take("correct", record=doubt, by=by, answered_on=timezone.localdate())


@transaction.atomic
def find(*, visits, by) -> set[tuple[int, str]]:
    """Keep a doubt for each (visit, rule) that has none yet; all the pairs that the rules find."""
    today = timezone.localdate()
    rule = CareRule.objects.holding_on(today)
    limits = doubts.Limits(rule.haste_visits, rule.same_notes, rule.last_day_visits)
    found = doubts.doubted(_entries(visits), limits)
    known = set(Doubt.objects.filter(visit__in={pk for pk, _rule in found}).values_list("visit", "rule"))
    _keep(found - known, today, by)
    return found


def _keep(pairs: set[tuple[int, str]], today: date, by) -> None:
    visits = Visit.objects.in_bulk({pk for pk, _rule in pairs})
    rows = [
        Doubt(
            visit=visits[pk],
            person_id=visits[pk].person_id,
            community_id=visits[pk].community_id,
            rule=rule,
            found_on=today,
        )
        for pk, rule in sorted(pairs)
    ]
    created = Doubt.objects.bulk_create(rows)
    audit.record_many(
        by=by,
        events=[audit.Event("doubt", one, audit.first_values(one), area_code=one.community_id) for one in created],
    )


def _beside(visit: Visit):
    """What the same worker entered in that hour, with that note, or for that quarter."""
    near = Q(entered_at__range=(visit.entered_at - WINDOW, visit.entered_at + WINDOW))
    near |= Q(visited_on__range=quarter_of(visit.visited_on))
    near |= Q(note_digest=visit.note_digest)
    return Visit.objects.filter(Q(pk=visit.pk) | Q(near, entered_by=visit.entered_by_id, entered_by__isnull=False))


def _entries(visits) -> Iterable[doubts.Entry]:
    earlier = Visit.objects.filter(person=OuterRef("person"), visited_on__lt=OuterRef("visited_on"))
    first_due = Patient.objects.filter(person=OuterRef("person")).order_by("-pk").values("first_due_on")[:1]
    before = earlier.order_by("-visited_on", "-pk").values("next_due_on")[:1]
    rows = visits.order_by().annotate(due_on=Coalesce(Subquery(before), Subquery(first_due)))
    names = ("pk", "entered_by", "visited_by", "person", "visited_on", "entered_at", "note_digest", "due_on")
    for row in rows.values(*names, "person__left_on", "person__left_reason"):
        yield doubts.Entry(
            pk=row["pk"],
            worker=str(row["entered_by"] or row["visited_by"]),
            person=row["person"],
            visited_on=row["visited_on"],
            entered_at=row["entered_at"] if row["entered_by"] else None,
            note=row["note_digest"],
            died_on=row["person__left_on"] if row["person__left_reason"] == LeftReason.DIED else None,
            due_on=row["due_on"],
        )


def find_for_leaver(*, person, on: date, reason: str, by) -> None:
    """Leave hook: what was entered for days after a death. The person may not be saved as dead yet."""
    if reason == LeftReason.DIED:
        later = Visit.objects.filter(person=person, visited_on__gt=on).values_list("pk", flat=True)
        pairs = {(pk, doubts.DoubtRule.AFTER_DEATH) for pk in later}
        known = set(Doubt.objects.filter(person=person).values_list("visit", "rule"))
        _keep(pairs - known, timezone.localdate(), by)


def confirm(*, doubt: Doubt, by, reason: str) -> None:
    """The visit was made as written, says who entered it; the manager calls back."""
    DOUBT.check("confirm", doubt)
    if doubt.visit.entered_by_id not in (None, by.pk):
        raise ValidationError(_("Only who entered the visit can answer for it."))
    DOUBT.take("confirm", record=doubt, by=by, answered_on=timezone.localdate(), answer=reason)


def call_back(*, doubt: Doubt, by, outcome: str, note: str) -> None:
    """Somebody else than the worker rings the family. Without an answer only after the days of the rule."""
    DOUBT.check("call_back", doubt)
    today = timezone.localdate()
    if doubt.visit.entered_by_id == by.pk:
        raise ValidationError(_("Nobody calls back about a visit of their own."))
    days = CareRule.objects.holding_on(today).answer_days
    if doubt.state == DoubtState.FOUND and doubt.found_on > today - timedelta(days=days):
        raise ValidationError(_("The worker has %(days)s days to look at the visit again.") % {"days": days})
    DOUBT.take("call_back", record=doubt, by=by, called_on=today, called_by=by, outcome=outcome, call_note=note)
