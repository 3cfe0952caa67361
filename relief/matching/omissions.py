"""Missed: who is entitled and draws nothing. What the fields beside miss comes through registry.plugs."""

from datetime import date
from decimal import Decimal

from registry.models import Certificate, Person
from registry.plugs import Omission
from relief.amounts import Facts, Standards
from relief.coverage import LIVING, NURSING, OLD_AGE, missed, open_programme
from relief.matching.hits import Hit, key_of
from relief.matching_choices import FindingKind, FindingState
from relief.matching_choices import MatchRule as R
from relief.models import MatchFinding


def no_nursing(day: date):
    return _of_programme(R.NO_NURSING, NURSING, day)


def no_living(day: date):
    return _of_programme(R.NO_LIVING, LIVING, day)


def no_old_age(day: date):
    return _of_programme(R.NO_OLD_AGE, OLD_AGE, day)


def _of_programme(rule: R, code: str, day: date):
    programme = open_programme(code, day)
    people = list(missed(programme, day).only("pk", "community_id", "birth_on"))
    grades, since = _grades(people, day), _open_since(rule)
    standards = Standards(programme, day) if people else None
    for person in people:
        key = key_of(rule, person.pk)
        first_day = since.get(key, day)
        standard = standards.of(Facts(person.age_on(day), grades.get(person.pk), ""))
        amount = standard and standard.amount * _months(first_day, day)
        yield Hit(rule, FindingKind.MISSED, key, person.pk, person.community_id, first_day, amount, programme.pk)


def _grades(people: list[Person], day: date) -> dict[int, int]:
    """Read for all at once: an IN of so many people is more than SQLite takes."""
    rows = Certificate.objects.valid_on(day).order_by() if people else Certificate.objects.none()
    return dict(rows.values_list("person", "grade"))


def _open_since(rule: str) -> dict[str, date]:
    return dict(MatchFinding.objects.filter(rule=rule, state=FindingState.OPEN).values_list("key", "since"))


def _months(first_day: date, day: date) -> Decimal:
    """Begun ones."""
    return Decimal((day.year - first_day.year) * 12 + day.month - first_day.month + 1)


def of_field(omission: Omission, day: date):
    """`omission` is what a field beside misses: people for whom something is, and who are without it."""
    since = _open_since(omission.key)
    people = Person.objects.on_register(day).filter(pk__in=omission.missed(day))
    for pk, community in people.order_by("pk").values_list("pk", "community"):
        key = key_of(omission.key, pk)
        yield Hit(
            omission.key,
            FindingKind.MISSED,
            key,
            pk,
            community,
            since.get(key, day),
            needs_permission=omission.permission.value if omission.permission else "",
        )
