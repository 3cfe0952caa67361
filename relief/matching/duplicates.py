"""Helped twice: rules whose hits are suspicions until a person has looked (DOMAIN §12, 5 and 13)."""

from collections import defaultdict
from datetime import date
from decimal import Decimal
from itertools import combinations

from django.db.models import Count

from registry.models import Certificate, Guardian, Person
from relief.choices import Cycle, Unit
from relief.matching.hits import Hit, Stakes, day_of, drawers, key_of, rows_of_people, running, short
from relief.matching_choices import FindingKind, ListKind
from relief.matching_choices import MatchRule as R
from relief.models import Account, Entitlement, Exclusion
from relief.months import month_of

ID_LENGTH = 18


def excluded(day: date):
    """Both drawn now, by one person or for one household, though the matrix of the day excludes it."""
    pairs = list(Exclusion.objects.holding_on(day).values_list("prevailing", "excluded", "effective_from"))
    drawn = running(programme__in={programme for pair in pairs for programme in pair[:2]})
    people, stakes = drawers(drawn), Stakes(drawn, day)
    by_programme = defaultdict(lambda: defaultdict(list))
    for one in drawn:
        for person in people[one.pk]:
            by_programme[one.programme_id][person].append(one)
    hits = {}
    for prevailing, loser, effective_from in pairs:
        for person in by_programme[prevailing].keys() & by_programme[loser].keys():
            for first in by_programme[prevailing][person]:
                for second in by_programme[loser][person]:
                    since = max(first.from_month, second.from_month, month_of(effective_from))
                    hit = _pair(R.EXCLUDED, second, first, since, stakes)
                    hits[hit.key] = hit
    return hits.values()


def _pair(rule: R, entitlement: Entitlement, other: Entitlement, since: date, stakes: Stakes) -> Hit:
    return Hit(
        rule,
        FindingKind.DUPLICATE,
        key_of(rule, *sorted((entitlement.pk, other.pk))),
        entitlement.person_id,
        entitlement.community_id,
        since,
        stakes.since(entitlement, since),
        entitlement.programme_id,
        entitlement.pk,
        other.pk,
        other.person_id if other.person_id != entitlement.person_id else None,
    )


def same_household(day: date):
    """A household's benefit drawn by two of its people."""
    drawn = [one for one in running(programme__unit=Unit.HOUSEHOLD) if one.programme.cycle != Cycle.ONCE]
    people, stakes, by_person = drawers(drawn), Stakes(drawn, day), defaultdict(set)
    for one in drawn:
        for person in people[one.pk]:
            by_person[(one.programme_id, person)].add(one)
    hits = {}
    for several in by_person.values():
        for first, second in combinations(sorted(several, key=lambda one: one.pk), 2):
            hit = _pair(R.SAME_HOUSEHOLD, second, first, max(first.from_month, second.from_month), stakes)
            hits[hit.key] = hit
    return hits.values()


def same_account(day: date):
    """One account that two payees draw on, unless a registered guardian holds it for them."""
    present = Account.objects.present().order_by()
    shared = present.values("number_digest").annotate(n=Count("pk")).filter(n__gt=1).values("number_digest")
    by_number = defaultdict(list)
    for account in present.filter(number_digest__in=shared).select_related("guardian").defer("number").order_by("pk"):
        by_number[account.number_digest].append(account)
    pairs = [
        pair for accounts in by_number.values() for pair in combinations(accounts, 2) if not _one_guardian(*pair, day)
    ]
    by_person = _running_by_person({account.person_id for pair in pairs for account in pair})
    stakes = Stakes([one for rows in by_person.values() for one in rows], day)
    for first, second in pairs:
        if by_person[first.person_id] and by_person[second.person_id]:
            yield _of_two(R.SAME_ACCOUNT, first.person_id, by_person[second.person_id], second.from_on, stakes)


def _one_guardian(first: Account, second: Account, day: date) -> bool:
    """The holder is one person: both accounts are that guardian's, or one is the guardian's own."""
    holders = {_holder(account, day) for account in (first, second)}
    return len(holders) == 1


def _holder(account: Account, day: date):
    guardian = account.guardian
    if guardian is None or (guardian.until_on and guardian.until_on <= day):
        return ("person", account.person_id)
    if guardian.guardian_id:
        return ("person", guardian.guardian_id)
    return ("guardian", guardian.id_digest or guardian.full_name)


def _running_by_person(people) -> dict[int, list[Entitlement]]:
    by_person = defaultdict(list)
    for one in running(person__in=people):
        by_person[one.person_id].append(one)
    return by_person


def _of_two(rule: R, other_person: int, drawn: list[Entitlement], since: date, stakes: Stakes) -> Hit:
    """`drawn` is what the second of the two draws."""
    first = drawn[0]
    return Hit(
        rule,
        FindingKind.DUPLICATE,
        key_of(rule, *sorted((other_person, first.person_id))),
        first.person_id,
        first.community_id,
        max(since, first.from_month),
        sum((stakes.since(one, month_of(since)) for one in drawn), Decimal(0)),
        first.programme_id,
        first.pk,
        None,
        other_person,
    )


def same_person(day: date):
    """Two people of the register who draw, with one name, birth date and guardian, or one root of their certificates."""
    drawing = Person.objects.filter(pk__in=Entitlement.objects.running().order_by().values("person"))
    pairs = sorted({*_namesakes(drawing, day), *_of_one_root(drawing)})
    by_person = _running_by_person({person for pair in pairs for person in pair})
    stakes = Stakes([one for rows in by_person.values() for one in rows], day)
    for first, second in pairs:
        programmes = {one.programme_id for one in by_person[first]}
        both = [one for one in by_person[second] if one.programme_id in programmes] or by_person[second]
        yield _of_two(R.SAME_PERSON, first, both, both[0].from_month, stakes)


def _namesakes(drawing, day: date) -> set[tuple[int, int]]:
    alike = drawing.order_by().values("full_name", "birth_on").annotate(n=Count("pk")).filter(n__gt=1)
    names = {row["full_name"] for row in alike}
    guardians = Guardian.objects.holding_on(day).filter(person__in=drawing.filter(full_name__in=names).values("pk"))
    groups = defaultdict(set)
    for row in guardians.values_list("person__full_name", "person__birth_on", "full_name", "person"):
        groups[row[:3]].add(row[3])
    return {pair for people in groups.values() for pair in combinations(sorted(people), 2)}


def _of_one_root(drawing) -> set[tuple[int, int]]:
    """Only a certificate with a reason for it bears another number than its holder's."""
    strange = (
        Certificate.objects.in_force().exclude(prefix_reason="").filter(person__in=drawing.order_by().values("pk"))
    )
    pairs = set()
    for certificate in strange:
        others = drawing.with_id_number(certificate.number[:ID_LENGTH]).exclude(pk=certificate.person_id)
        pairs |= {tuple(sorted((certificate.person_id, pk))) for pk in others.values_list("pk", flat=True)}
    return pairs


def other_relief(day: date):
    """Somebody who draws here stands in another department's list of relief."""
    found = rows_of_people(ListKind.OTHER_RELIEF)
    by_person = _running_by_person({person.pk for _row, person in found})
    hits = {}
    for row, person in found:
        if drawn := by_person[person.pk]:
            named = next((one for one in drawn if one.programme.name in row.detail), drawn[0])
            hit = Hit(
                R.OTHER_RELIEF,
                FindingKind.DUPLICATE,
                key_of(R.OTHER_RELIEF, person.pk, short(f"{row.outside_list.department}|{row.detail}")),
                person.pk,
                person.community_id,
                day_of(row),
                row.amount,
                named.programme_id,
                named.pk,
                row_id=row.pk,
            )
            hits[hit.key] = hit
    return hits.values()


def two_lists(day: date):
    """Somebody stands in the lists of relief of two departments, whether they draw here or not."""
    by_person = defaultdict(dict)
    for row, person in rows_of_people(ListKind.OTHER_RELIEF):
        by_person[person][row.outside_list.department] = row
    for person, rows in by_person.items():
        if len(rows) > 1:
            departments = sorted(rows)
            newest = max(rows.values(), key=lambda row: (day_of(row), row.pk))
            amounts = [row.amount for row in rows.values() if row.amount is not None]
            yield Hit(
                R.TWO_LISTS,
                FindingKind.DUPLICATE,
                key_of(R.TWO_LISTS, person.pk, short("|".join(departments))),
                person.pk,
                person.community_id,
                day_of(newest),
                min(amounts, default=None),
                row_id=newest.pk,
            )
