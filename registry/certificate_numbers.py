"""Disability certificate numbers: ID number + type digit + grade digit, and B1 to B9 for a reissue (GB/T 26341)."""

import re
from dataclasses import dataclass, field
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from registry.id_numbers import IdNumber, normalise_id_number, parse_resident_number

_REISSUE = re.compile(r"B[1-9]")


@dataclass(frozen=True, slots=True)
class CertificateNumber:
    """`reissue` is 0 for the first issue, 1 to 9 for B1 to B9."""

    number: str = field(repr=False)
    holder: IdNumber
    disability_type: int
    grade: int
    reissue: int

    @property
    def id_number(self) -> str:
        return self.number[:18]

    @property
    def root(self) -> str:
        """Without the reissue mark: the same person's same disability."""
        return self.number[:20]


def parse_certificate_number(text: object, today: date) -> CertificateNumber:
    """Raises ValidationError: numeric, length, type, grade, reissue, or what is wrong with the ID number in it."""
    number = normalise_id_number(text)
    if len(number) not in (20, 22):
        raise ValidationError(
            _("A certificate number has 20 characters, or 22 with B1 to B9 after a reissue."), code="length"
        )
    holder = parse_resident_number(number[:18], today)
    if number[18] not in "1234567":
        raise ValidationError(_("The 19th character is the disability type, 1 to 7."), code="type")
    if number[19] not in "1234":
        raise ValidationError(_("The 20th character is the grade, 1 to 4."), code="grade")
    if len(number) == 22 and not _REISSUE.fullmatch(number[20:]):
        raise ValidationError(_("A reissued certificate ends in B1 to B9."), code="reissue")
    return CertificateNumber(
        number, holder, int(number[18]), int(number[19]), int(number[21]) if len(number) == 22 else 0
    )


def check_holder(certificate: CertificateNumber, id_number: str, reason: str = "") -> None:
    """The first 18 characters are the holder's ID number, unless a reason is given."""
    if certificate.id_number != id_number and not reason.strip():
        raise ValidationError(
            _("The certificate number does not begin with the person's ID number; correct it or give the reason."),
            code="holder",
        )
