"""The one search field: a name or a part of it, or an exact ID, certificate or phone number."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError

from registry.id_numbers import normalise_id_number
from registry.models import Person
from registry.names import normalise_name
from registry.phones import normalise_phone

SHOWN = 50


@dataclass(frozen=True)
class Found:
    """`exact`: by a number. `more`: there are others beyond the first SHOWN."""

    people: list[Person]
    exact: bool
    more: bool = False


def find_people(*, staff, text: str) -> Found:
    """Only people in the staff's scope; for others the answer is the same as for people who do not exist."""
    people = Person.objects.visible_to(staff).for_list()
    if any(character.isdigit() for character in text):
        return Found(_by_number(people, text), exact=True)
    name = normalise_name(text)
    found = list(people.named_like(name).order_by("full_name", "-pk")[: SHOWN + 1]) if name else []
    return Found(found[:SHOWN], exact=False, more=len(found) > SHOWN)


def _by_number(people, text: str) -> list[Person]:
    try:
        number, phone = normalise_id_number(text), normalise_phone(text)
    except ValidationError:  # 3.4E+17: nobody has such a number
        return []
    ways = (people.with_id_number(number), people.with_certificate_number(number), people.with_phone(phone))
    return next((found for way in ways if (found := list(way[:SHOWN]))), [])
