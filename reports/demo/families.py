"""Households and guardians of the synthetic people of one chunk: couples, parents with children, people alone."""

from collections import defaultdict
from datetime import date, timedelta
from random import Random

from registry.areas import parent_code
from registry.codes import HEAD_OF_HOUSEHOLD
from registry.models import Guardian, Household, HouseholdKind, HouseholdMember, Person
from registry.querysets import ADULT_AGE
from reports.demo.people import Drawn
from reports.demo.vocabulary import full_name

IN_HOUSEHOLD, GUARDED = 0.7, 0.93
SPOUSE, CHILDREN, PARENTS = "10", {"1": "20", "2": "30"}, {"1": "51", "2": "52"}
TOWN = "100"


def draw_families(rng: Random, drawn: list[Drawn], today: date) -> None:
    present = [one for one in drawn if one.person.left_on is None]
    at_home = defaultdict(list)
    for one in present:
        at_home[one.person.community_id].append(one)
    households, members = [], []
    for neighbours in at_home.values():
        _draw_households(rng, neighbours, households, members)
    Household.objects.bulk_create(households, batch_size=1000)
    HouseholdMember.objects.bulk_create(members, batch_size=2000)
    minors = [one.person for one in present if one.person.age_on(today) < ADULT_AGE]
    Guardian.objects.bulk_create([_guardian(rng, one) for one in minors if rng.random() < GUARDED], batch_size=500)


def _draw_households(rng, neighbours: list[Drawn], households: list, members: list) -> None:
    """The eldest of those left is the next head; a fitting spouse and up to two children join."""
    left = sorted(neighbours, key=lambda one: (one.person.birth_on, one.person.id_number))
    while left:
        head = left.pop(0)
        if rng.random() > IN_HOUSEHOLD or not _is_grown(head.person):
            continue
        joining = _relatives(rng, head.person, left)
        for one, _kinship in joining:
            left.remove(one)
        _add(rng, [(head, HEAD_OF_HOUSEHOLD), *joining], households, members)


def _is_grown(person: Person) -> bool:
    return person.birth_on <= person.registered_on - timedelta(days=ADULT_AGE * 366)


def _relatives(rng, head: Person, others: list[Drawn]) -> list[tuple[Drawn, str]]:
    """Names are left as they are drawn: whoever has another surname counts as adopted, and nobody minds in a demo."""
    spouse = next((one for one in others if one.person.sex != head.sex and _years(head, one.person) < 9), None)
    found = [(spouse, SPOUSE)] if spouse and rng.random() < 0.6 else []
    children = [one for one in others if one is not spouse and 21 < _years(head, one.person) < 42]
    for child in children[: rng.randint(0, 2)]:
        found.append((child, CHILDREN[child.person.sex]))
    return found


def _years(elder: Person, younger: Person) -> float:
    return (younger.birth_on - elder.birth_on).days / 365.25


def _add(rng, relatives: list[tuple[Drawn, str]], households: list, members: list) -> None:
    """Together since the last of them came to live there."""
    since = max(one.residences[-1].from_on for one, _kinship in relatives)
    community = relatives[0][0].person.community
    is_town = parent_code(community.code)[-3:] >= TOWN
    kind = HouseholdKind.RURAL if rng.random() < (0.8 if is_town else 0.15) else HouseholdKind.URBAN
    household = Household(community=community, kind=kind, formed_on=since)
    households.append(household)
    members += [
        HouseholdMember(household=household, person=one.person, kinship=kinship, from_on=since)
        for one, kinship in relatives
    ]


def _guardian(rng, child: Person) -> Guardian:
    """A parent who is not on the register."""
    sex = rng.choice("12")
    return Guardian(
        person=child,
        full_name=child.full_name[0] + full_name(rng, sex)[1:] if sex == "1" else full_name(rng, sex),
        kinship=PARENTS[sex],
        phone=f"1990000{rng.randrange(10_000):04d}",
        from_on=child.registered_on,
    )
