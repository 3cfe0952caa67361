"""What is to be done for a row of people and certificates, held against the register. Nothing is written here."""

from dataclasses import dataclass, field
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from registry.certificate_numbers import CertificateNumber, check_holder
from registry.classification import masked_value
from registry.codes import DisabilityType
from registry.id_numbers import IdNumber, check_matches
from registry.imports.resource import Row
from registry.masks import mask_certificate_number, mask_phone
from registry.models import Certificate, CertificateComponent, Person, Residence
from registry.services.certificates import check_components, check_days, components_change, default_expiry
from registry.services.days import shown

PERSON_FIELDS = ("full_name", "phone", "address", "ethnic_group")
CERTIFICATE_FIELDS = ("issued_on", "expires_on", "prefix_reason")
_OF_CERTIFICATE = ("disability_type", "grade", "components", *CERTIFICATE_FIELDS)


@dataclass(frozen=True)
class Register:
    """What the register holds of a chunk's rows: people by digest, their certificates in force, numbers given before."""

    people: dict[str, Person]
    held: dict[int, Certificate]
    taken: set[str]
    today: date


@dataclass(slots=True)
class Plan:
    """`corrections` and `certificate_corrections` are {field: [old, new]} as the audit log keeps them.

    `certificate` is a new one, or the one in force if it has corrections; `parts` only where they are to be written.
    """

    person: Person
    is_new: bool
    corrections: dict = field(default_factory=dict)
    moves_from: str = ""
    moves_to: str = ""
    residence: Residence | None = None
    certificate: Certificate | None = None
    certificate_corrections: dict = field(default_factory=dict)
    parts: list[CertificateComponent] = field(default_factory=list)

    def corrects_residence(self, today: date) -> bool:
        return self.residence is not None and self.residence.from_on == today


def judge_row(row: Row, register: Register, communities) -> None:
    """Set the row's outcome, plan, label and changes. Raises ValidationError by column."""
    values = row.values
    person = register.people.get(row.keys["id_number"])
    if person and not communities.is_mine(person.community_id):
        raise ValidationError(
            {"id_number": _("This ID number is on the register of another area; ask your district manager.")}
        )
    row.label = values["full_name"]
    community = _find_community(values["community"], communities, may_be_outside=person is not None)
    check_matches(values["id_number"], sex=values["sex"], birth_on=values["birth_on"])
    if person is None:
        row.plan = Plan(_new_person(values, values["id_number"], community, register.today), is_new=True)
    else:
        _check_known(values, person)
        row.plan = Plan(person, is_new=False)
        _plan_corrections(row, person)
        _plan_move(row, person, community, communities)
    _plan_certificate(row, register)
    row.outcome = "added" if row.plan.is_new else "changed" if row.changes else "unchanged"


def _find_community(shown: str, communities, *, may_be_outside: bool) -> str:
    try:
        return communities.find(shown, may_be_outside=may_be_outside)
    except ValidationError as error:
        raise ValidationError({"community": error.messages}) from error


def _new_person(values: dict, number: IdNumber, community: str, today: date) -> Person:
    birth_on, sex = number.birth_on or values["birth_on"], number.sex or values["sex"]
    if birth_on is None or sex is None:
        raise ValidationError({"birth_on": _("This document does not tell birth date and sex: fill in both.")})
    registered_on = values["registered_on"] or today
    if birth_on > registered_on:
        raise ValidationError({"registered_on": _("The birth date is after the day of registering.")})
    return Person(
        full_name=values["full_name"],
        document_kind=number.document_kind,
        id_number=number.number,
        sex=sex,
        birth_on=birth_on,
        ethnic_group=values["ethnic_group"] or "01",
        phone=values["phone"] or "",
        address=values["address"] or "",
        community_id=community,
        registered_on=registered_on,
    )


def _check_known(values: dict, person: Person) -> None:
    """What an import does not change must not differ unnoticed."""
    if person.left_on:
        raise ValidationError({"id_number": _("This person has left the register; take them back on their page.")})
    for name in ("sex", "birth_on"):
        if values[name] is not None and values[name] != getattr(person, name):
            raise ValidationError({name: _("The register has it otherwise: compare, and correct it on their page.")})
    if values["registered_on"] not in (None, person.registered_on):
        message = _("On the register since %(day)s: compare, and correct it on their page, or leave the cell empty.")
        raise ValidationError({"registered_on": message % {"day": shown(person.registered_on)}})


def _plan_corrections(row: Row, person: Person) -> None:
    for name in PERSON_FIELDS:
        old, new = getattr(person, name), row.values[name]
        if new is not None and new != old:
            row.changes[name] = [mask_phone(old), mask_phone(new)] if name == "phone" else [old, new]
            row.plan.corrections[name] = _masked(Person, name, old, new)
            setattr(person, name, new)


def _plan_move(row: Row, person: Person, community: str, communities) -> None:
    if community != person.community_id:
        row.changes["community"] = [communities.names.get(person.community_id, ""), communities.names[community]]
        row.plan.moves_from, row.plan.moves_to = person.community_id, community


def _masked(model, name: str, old, new) -> list:
    model_field = model._meta.get_field(name)
    return [masked_value(model_field, old), masked_value(model_field, new)]


def _plan_certificate(row: Row, register: Register) -> None:
    values, person = row.values, row.plan.person
    number: CertificateNumber | None = values["certificate_number"]
    if number is None:
        if any(values[name] is not None for name in _OF_CERTIFICATE):
            raise ValidationError({"certificate_number": _("Fill in the number, or leave all the certificate empty.")})
        return
    _check_against_number(values, number)
    held = register.held.get(person.pk)
    if held and held.number_digest == row.keys["certificate_number"]:
        _plan_certificate_corrections(row, held)
    elif held:
        raise ValidationError(
            {"certificate_number": _("The person has another certificate in force: reissue it on their page.")}
        )
    elif row.keys["certificate_number"] in register.taken:
        raise ValidationError({"certificate_number": _("This certificate number is already on the register.")})
    else:
        _plan_new_certificate(row, number)


def _check_against_number(values: dict, number: CertificateNumber) -> None:
    if values["disability_type"] not in (None, number.disability_type):
        raise ValidationError({"disability_type": _("The type differs from the one in the certificate number.")})
    if values["grade"] not in (None, number.grade):
        raise ValidationError({"grade": _("The grade differs from the one in the certificate number.")})


def _plan_new_certificate(row: Row, number: CertificateNumber) -> None:
    values, plan = row.values, row.plan
    if values["issued_on"] is None:
        raise ValidationError({"issued_on": _("A certificate needs the day it was issued.")})
    plan.certificate = Certificate(
        number=number.number,
        disability_type=number.disability_type,
        grade=number.grade,
        issued_on=values["issued_on"],
        expires_on=values["expires_on"] or default_expiry(values["issued_on"]),
        prefix_reason=values["prefix_reason"] or "",
    )
    plan.parts = _parts(values["components"])
    _check_certificate(row, plan.certificate, plan.parts)
    row.changes["certificate_number"] = ["", mask_certificate_number(number.number)]


def _plan_certificate_corrections(row: Row, held: Certificate) -> None:
    plan, values = row.plan, row.values
    for name in CERTIFICATE_FIELDS:
        old, new = getattr(held, name), values[name]
        if new is not None and new != old:
            plan.certificate_corrections[name] = _masked(Certificate, name, old, new)
            row.changes[name] = [str(old), str(new)]
            setattr(held, name, new)
    wanted = _parts(values["components"])
    if wanted and (change := components_change(list(held.components.all()), wanted)):
        plan.parts = wanted
        plan.certificate_corrections |= change
        row.changes |= change
    if plan.certificate_corrections:
        plan.certificate = held
        _check_certificate(row, held, plan.parts or list(held.components.all()))


def _parts(pairs) -> list[CertificateComponent]:
    return [CertificateComponent(disability_type=kind, grade=grade) for kind, grade in pairs or ()]


def _check_certificate(row: Row, certificate: Certificate, parts: list[CertificateComponent]) -> None:
    """The rules of services.certificates, with the errors at this dataset's columns."""
    id_number, number = row.values["id_number"], row.values["certificate_number"]
    try:
        check_holder(number, id_number.number, certificate.prefix_reason)
    except ValidationError as error:
        raise ValidationError({"certificate_number": error.messages}) from error
    check_days(certificate, row.plan.person)
    if parts or certificate.disability_type == DisabilityType.MULTIPLE:
        try:
            check_components(certificate, parts)
        except ValidationError as error:
            raise ValidationError({"components": error.messages}) from error
