"""Wrongly drawn, and leads: what lists of other departments and the certificates say of those who draw."""

from collections import defaultdict
from datetime import date

from registry.models import Certificate
from relief.choices import AmountRule
from relief.coverage import LIVING, NURSING
from relief.eligibility import certificates_for
from relief.matching.hits import Hit, Stakes, day_of, drawers, key_of, rows_of_people, running
from relief.matching_choices import FindingKind, ListKind
from relief.matching_choices import MatchRule as R
from relief.models import Entitlement, Programme
from relief.months import next_month

# Who lives in an institution is cared for there.
NOT_IN_INSTITUTIONS = (NURSING, LIVING)


def dead(day: date):
    return _listed(R.DEAD, ListKind.DEATHS, day)


def moved_away(day: date):
    """Whoever was granted something since has come back."""
    return _listed(R.MOVED_AWAY, ListKind.MOVED, day, lambda one, on: one.granted_on <= on)


def institution(day: date):
    return _listed(R.INSTITUTION, ListKind.INSTITUTION, day, lambda one, on: one.programme.code in NOT_IN_INSTITUTIONS)


def _listed(rule: R, kind: ListKind, day: date, concerns=lambda one, on: True):
    """Payees of a list; not paid any more from the month after the day it tells."""
    found = rows_of_people(kind)
    drawn, by_person = running(person__in={person.pk for _row, person in found}), defaultdict(list)
    for one in drawn:
        by_person[one.person_id].append(one)
    stakes, hits = Stakes(drawn, day), {}
    for row, person in found:
        for one in by_person[person.pk]:
            if concerns(one, day_of(row)):
                key = key_of(rule, one.pk)
                hits.setdefault(key, _hit(rule, FindingKind.WRONG, key, one, day_of(row), stakes, row_id=row.pk))
    return hits.values()


def _hit(rule, kind, key, one: Entitlement, since: date, stakes: Stakes, **values) -> Hit:
    at_stake = stakes.since(one, next_month(since))
    return Hit(rule, kind, key, one.person_id, one.community_id, since, at_stake, one.programme_id, one.pk, **values)


def lapsed(day: date):
    """The programme asks for a certificate that the payee has not any more."""
    for programme in Programme.objects.open_on(day):
        rule = programme.rule_on(day)
        if rule is None or rule.max_grade is None:
            continue
        holders = certificates_for(rule, day).order_by().values("person")
        without = Entitlement.objects.running().filter(programme=programme).exclude(person__in=holders)
        drawn = list(without.select_related("programme").order_by("pk"))
        ends, stakes = _last_days(drawn), Stakes(drawn, day)
        for one in drawn:
            since = min(ends.get(one.person_id, one.from_month), day)
            yield _hit(R.LAPSED, FindingKind.WRONG, key_of(R.LAPSED, one.pk), one, since, stakes)


def _last_days(drawn: list[Entitlement]) -> dict[int, date]:
    """When the last certificate of each person ended."""
    ends: dict[int, date] = {}
    rows = Certificate.objects.filter(person__in={one.person_id for one in drawn})
    for person, expires_on, cancelled_on in rows.values_list("person", "expires_on", "cancelled_on"):
        end = min(expires_on, cancelled_on or expires_on)
        ends[person] = max(end, ends.get(person, end))
    return ends


def vehicle(day: date):
    return _leads(R.VEHICLE, ListKind.VEHICLES, day)


def listed_property(day: date):
    return _leads(R.PROPERTY, ListKind.PROPERTY, day)


def pension(day: date):
    return _leads(R.PENSION, ListKind.PENSIONS, day)


def _leads(rule: R, kind: ListKind, day: date):
    """Of households whose income is tested; at stake is what they draw a month."""
    found = rows_of_people(kind)
    drawn = running(programme__amount_rule=AmountRule.DIFFERENCE) if found else []
    people, by_person = drawers(drawn), defaultdict(list)
    for one in drawn:
        for person in people[one.pk]:
            by_person[person].append(one)
    stakes, hits = Stakes(drawn, day), {}
    for row, person in found:
        for one in by_person[person.pk]:
            other = person.pk if person.pk != one.person_id else None
            hit = Hit(
                rule,
                FindingKind.LEAD,
                key_of(rule, one.pk, person.pk),
                one.person_id,
                one.community_id,
                day_of(row),
                stakes.since(one, stakes.month),
                one.programme_id,
                one.pk,
                None,
                other,
                row.pk,
            )
            hits.setdefault(hit.key, hit)
    return hits.values()
