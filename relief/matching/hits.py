"""A hit, and what the rules share: what is drawn now, by whom, and the money at stake."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from registry.models import HouseholdMember, Person
from relief.choices import Cycle
from relief.matching_choices import FindingKind
from relief.models import Entitlement, EntitlementAmount, ListRow
from relief.months import month_of, next_month

IN_ONE_QUERY = 500


@dataclass(frozen=True)
class Hit:
    """`key` stays the same from night to night."""

    rule: str
    kind: FindingKind
    key: str
    person_id: int
    community_id: str
    since: date
    amount: Decimal | None = None
    programme_id: int | None = None
    entitlement_id: int | None = None
    other_entitlement_id: int | None = None
    other_person_id: int | None = None
    row_id: int | None = None
    needs_permission: str = ""


def key_of(*parts) -> str:
    return ":".join(str(part) for part in parts)


def short(text: str) -> str:
    """Words of a list as a piece of a key."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


class Stakes:
    """What entitlements have paid from a month up to the present one, their amounts read in a few queries."""

    def __init__(self, entitlements: Iterable[Entitlement], day: date):
        self.month = month_of(day)
        self.rows: dict[int, list[tuple[date, Decimal]]] = defaultdict(list)
        ids = sorted({one.pk for one in entitlements})
        for first in range(0, len(ids), IN_ONE_QUERY):
            rows = EntitlementAmount.objects.filter(entitlement__in=ids[first : first + IN_ONE_QUERY])
            for pk, month, amount in rows.order_by("from_month").values_list("entitlement", "from_month", "amount"):
                self.rows[pk].append((month, amount))

    def since(self, entitlement: Entitlement, first_month: date) -> Decimal:
        """At least one month: it would be paid again."""
        month = max(first_month, entitlement.from_month)
        total = self._in(entitlement, max(month, self.month))
        if entitlement.programme.cycle != Cycle.MONTHLY:
            return total
        while month < self.month:
            total += self._in(entitlement, month)
            month = next_month(month)
        return total

    def _in(self, entitlement: Entitlement, month: date) -> Decimal:
        holding = [amount for from_month, amount in self.rows[entitlement.pk] if from_month <= month]
        return holding[-1] if holding else Decimal(0)


def running(**conditions) -> list[Entitlement]:
    return list(Entitlement.objects.running().filter(**conditions).select_related("programme").order_by("pk"))


def drawers(entitlements: list[Entitlement]) -> dict[int, set[int]]:
    """The people for whom each entitlement is drawn: the payee, and the household's present members."""
    at_home = defaultdict(set)
    households = Entitlement.objects.running().exclude(household=None).order_by().values("household")
    members = HouseholdMember.objects.present().filter(household__in=households)
    for household, person in members.order_by().values_list("household", "person"):
        at_home[household].add(person)
    return {one.pk: {one.person_id} | at_home[one.household_id] for one in entitlements}


def rows_of_people(*kinds) -> list[tuple[ListRow, Person]]:
    """Lines of the lists in force with the people of the list's area whom they are about."""
    rows = ListRow.objects.holding().of_kind(*kinds).select_related("outside_list").defer("id_number")
    rows = rows.filter(id_digest__in=Person.objects.order_by().values("id_digest"))
    people = Person.objects.filter(id_digest__in=rows.order_by().values("id_digest"), left_on__isnull=True)
    by_digest = {person.id_digest: person for person in people.only("pk", "id_digest", "community_id")}
    return [
        (row, person)
        for row in rows.order_by("pk")
        if (person := by_digest.get(row.id_digest)) and person.community_id.startswith(row.outside_list.area_id)
    ]


def day_of(row: ListRow) -> date:
    return row.on or row.outside_list.as_of
