"""Issuing, reissuing, correcting and cancelling a disability certificate."""

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from registry import audit
from registry.certificate_numbers import check_holder, parse_certificate_number
from registry.codes import DisabilityType
from registry.models import CancelReason, Certificate, CertificateComponent, Person
from registry.models.certificates import VALID_YEARS
from registry.services.days import check_not_before, check_not_future, shown, years_after
from registry.services.holders import certificate_number_is_taken

KEEPS_EXPIRY_DAYS = 90
LAST_REISSUE = 9


@transaction.atomic
def issue_certificate(
    *, by, certificate: Certificate, components: Sequence[CertificateComponent] = (), action: str = "add"
) -> Certificate:
    """Save an unsaved certificate of `certificate.person`, with the parts of a multiple disability."""
    person = Person.objects.select_for_update().get(pk=certificate.person_id)
    if person.left_on:
        raise ValidationError(_("The person left the register on %(day)s.") % {"day": shown(person.left_on)})
    if person.certificates.in_force().exists():
        raise ValidationError(_("The person has a certificate in force: reissue or cancel it first."))
    check_certificate(certificate, person, components)
    certificate.save()
    write_components(certificate, components)
    changes = audit.first_values(certificate) | components_change([], components)
    audit.record(by=by, action=action, obj=certificate, changes=changes)
    return certificate


@transaction.atomic
def reissue_certificate(*, by, certificate: Certificate, number: str, issued_on: date, expires_on: date) -> Certificate:
    """The same disability under a new number (B1 to B9): a new row; the old one ends on the day the new one begins."""
    if number[:20] != certificate.number[:20] or number == certificate.number:
        message = _("A reissue keeps the first 20 characters of the number and adds B1 to B9.")
        raise ValidationError({"number": message})
    cancel_certificate(by=by, certificate=certificate, on=issued_on, reason=CancelReason.REISSUED, field="issued_on")
    again = Certificate(
        person_id=certificate.person_id,
        number=number,
        disability_type=certificate.disability_type,
        grade=certificate.grade,
        issued_on=issued_on,
        expires_on=expires_on,
        prefix_reason=certificate.prefix_reason,
    )
    parts = [
        CertificateComponent(disability_type=c.disability_type, grade=c.grade) for c in certificate.components.all()
    ]
    return issue_certificate(by=by, certificate=again, components=parts, action="reissue")


@transaction.atomic
def cancel_certificate(*, by, certificate: Certificate, on: date, reason: str, field: str = "on") -> None:
    check_not_future(on, field)
    message = _("The certificate was issued on %(first)s; it cannot end before.")
    check_not_before(on, certificate.issued_on, message, field)
    cancelled = Certificate.objects.in_force().filter(pk=certificate.pk)
    if not cancelled.update(cancelled_on=on, cancel_reason=reason, version=F("version") + 1):
        raise ValidationError(_("This certificate is already cancelled."))
    changes = {"cancelled_on": [None, str(on)], "cancel_reason": ["", str(reason)]}
    audit.record(by=by, action="cancel", obj=certificate, changes=changes)


def check_certificate(certificate: Certificate, person: Person, components: Sequence[CertificateComponent]) -> None:
    """Number, holder, type and grade, parts and days held against each other. Raises ValidationError by field."""
    parsed = parse_certificate_number(certificate.number, timezone.localdate())
    errors = {}
    try:
        check_holder(parsed, person.id_number, certificate.prefix_reason)
    except ValidationError as error:
        errors["prefix_reason"] = error.messages
    if parsed.disability_type != certificate.disability_type:
        errors["disability_type"] = _("The type differs from the one in the certificate number.")
    if parsed.grade != certificate.grade:
        errors["grade"] = _("The grade differs from the one in the certificate number.")
    if certificate_number_is_taken(parsed.number, apart_from=certificate if certificate.pk else None):
        errors["number"] = _("This certificate number is already on the register.")
    if errors:
        raise ValidationError(errors)
    check_days(certificate, person)
    check_components(certificate, components)


def check_days(certificate: Certificate, person: Person) -> None:
    check_not_future(certificate.issued_on, "issued_on")
    check_not_before(certificate.issued_on, person.birth_on, _("The person was born on %(first)s."), "issued_on")
    if certificate.expires_on <= certificate.issued_on:
        raise ValidationError({"expires_on": _("The certificate would end before it is issued.")})


def check_components(certificate: Certificate, components: Sequence[CertificateComponent]) -> None:
    """A multiple disability names at least two, the most severe of which gives the certificate's grade."""
    if certificate.disability_type != DisabilityType.MULTIPLE:
        if components:
            raise ValidationError(_("Only a multiple disability has parts."))
        return
    if len(components) < 2:
        raise ValidationError(_("A multiple disability has at least two parts: give each its grade."))
    if min(part.grade for part in components) != certificate.grade:
        raise ValidationError({"grade": _("The grade is that of the most severe part.")})


def write_components(certificate: Certificate, components: Sequence[CertificateComponent]) -> None:
    certificate.components.all().delete()
    for part in components:
        part.certificate = certificate
    CertificateComponent.objects.bulk_create(components)


def components_change(before: Sequence[CertificateComponent], after: Sequence[CertificateComponent]) -> dict:
    old, new = _as_pairs(before), _as_pairs(after)
    return {"components": [old, new]} if old != new else {}


def _as_pairs(components: Sequence[CertificateComponent]) -> str:
    """Type and grade digits, as "42 63"."""
    return " ".join(f"{int(part.disability_type)}{int(part.grade)}" for part in components)


def next_reissue_number(certificate: Certificate) -> str:
    """B1 after the first issue, B2 after B1; "" after B9."""
    marks = int(certificate.number[21:] or 0)
    return f"{certificate.number[:20]}B{marks + 1}" if marks < LAST_REISSUE else ""


def default_expiry(issued_on: date) -> date:
    return years_after(issued_on, VALID_YEARS)


def reissue_expiry(certificate: Certificate, issued_on: date) -> date:
    """A lost card keeps its last day; one that is about to end is renewed for another ten years."""
    left = (certificate.expires_on - issued_on).days
    return certificate.expires_on if left > KEEPS_EXPIRY_DAYS else default_expiry(issued_on)
