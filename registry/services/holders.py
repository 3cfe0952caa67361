"""Is this number taken? Asked over all areas; the answer names a person only to staff in whose scope that person is."""

from dataclasses import dataclass

from registry.models import Certificate, Person


@dataclass(frozen=True)
class Holder:
    """`person` is None for a person out of the asker's scope: then only that the number is taken may be told."""

    person: Person | None


def holder_of_id_number(number: str, *, staff) -> Holder | None:
    """`number` normalised; None when it is free."""
    return _answer(Person.objects.with_id_number(number), staff)


def holder_of_certificate(number: str, *, staff) -> Holder | None:
    """`number` normalised; cancelled certificates count, as no number is given twice."""
    return _answer(Person.objects.with_certificate_number(number), staff)


def _answer(people, staff) -> Holder | None:
    if not people.exists():
        return None
    return Holder(people.visible_to(staff).first())


def certificate_number_is_taken(number: str, *, apart_from: Certificate | None = None) -> bool:
    taken = Certificate.objects.with_number(number)
    return taken.exclude(pk=apart_from.pk if apart_from else None).exists()
