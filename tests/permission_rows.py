"""What a row of tests/permission_matrix.py is made of, for the apps that keep their rows beside their tests."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from registry.models import Staff
from registry.permissions import Permission as P
from tests.factories import PersonFactory

PUBLIC, SIGNED_IN = "public", "signed in"


def any_of(*permissions: P) -> frozenset[P]:
    return frozenset(permissions)


@dataclass(frozen=True)
class Place:
    code: str
    staff: Staff

    def level(self, digits: int) -> str:
        return self.code[:digits]


@dataclass(frozen=True)
class Row:
    access: Any
    of: Callable[[Place], Any] | None = None
    args: dict = field(default_factory=dict)
    post: bool = False
    above: bool = False
    personal: bool = False
    everywhere: bool = False

    def allows(self, staff) -> bool:
        if isinstance(self.access, str) and self.access in (PUBLIC, SIGNED_IN):
            return True
        if isinstance(self.access, frozenset):
            return any(staff.can(one) for one in self.access)
        return all(staff.can(one) for one in (self.access if isinstance(self.access, tuple) else (self.access,)))


def person(place: Place):
    return PersonFactory(community_id=place.code)


def area(place: Place):
    return {"code": place.code}


def of_person(factory):
    return lambda place: factory(person=person(place))
