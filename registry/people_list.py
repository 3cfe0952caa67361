"""The list of people as rows of a page and as a table to take away. Numbers are masked in both."""

from collections.abc import Iterable

from django.utils import timezone
from django.utils.translation import gettext as _

from registry.areas import parent_code
from registry.models import Area, Certificate, Person
from registry.tables import TableExport

CHUNK = 1000
STREET_LENGTH = 9


def with_places(people: Iterable[Person]) -> list[dict]:
    """Each person with certificate in force and street, for one query more."""
    people = list(people)
    streets = _street_names({parent_code(person.community_id) for person in people})
    return [
        {"person": person, "certificate": in_force(person), "street": streets.get(parent_code(person.community_id), "")}
        for person in people
    ]


def spans_streets(staff) -> bool:
    """A clerk of one street need not read its name in every row."""
    return len(staff.area_id) < STREET_LENGTH


def in_force(person: Person) -> Certificate | None:
    """From what `for_list` fetched along."""
    return next((one for one in person.certificates.all() if one.cancelled_on is None), None)


def people_table(people) -> TableExport:
    headings = [
        _("Name"),
        _("Sex"),
        _("Birth date"),
        _("Age"),
        _("ID number"),
        _("Phone"),
        _("Disability type"),
        _("Grade"),
        _("Certificate valid until"),
        _("Street"),
        _("Community"),
        _("Registered on"),
        _("Left on"),
    ]
    return TableExport(f"{_('People')}-{timezone.localdate():%Y%m%d}", headings, _rows(people))


def _rows(people):
    streets = _street_names(None)
    for person in people.iterator(chunk_size=CHUNK):
        yield _row(person, in_force(person), streets)


def _row(person: Person, certificate: Certificate | None, streets: dict) -> list:
    return [
        person.full_name,
        person.get_sex_display(),
        person.birth_on,
        person.age,
        person.masked_id_number,
        person.masked_phone,
        certificate.get_disability_type_display() if certificate else "",
        certificate.get_grade_display() if certificate else "",
        certificate.expires_on if certificate else "",
        streets.get(parent_code(person.community_id), ""),
        person.community.name,
        person.registered_on,
        person.left_on,
    ]


def _street_names(codes: set[str] | None) -> dict[str, str]:
    """Of these streets, or of all."""
    areas = Area.objects.of_length(STREET_LENGTH) if codes is None else Area.objects.filter(code__in=codes)
    return dict(areas.values_list("code", "name"))
