"""Identity documents: resident ID numbers (GB 11643), residence permits, passes and birth certificates.

No message repeats the number: messages reach logs and error files.
"""

import re
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from stdnum import numdb
from stdnum.cn import ric

from registry.text import compact

_RESIDENT = re.compile(r"[1-9][0-9]{16}[0-9X]")
_PASS = re.compile(r"[HM][0-9]{8}([0-9]{2})?")
_BIRTH_CERTIFICATE = re.compile(r"[A-Z][0-9]{9}")
_PERMIT_PREFIXES = ("810000", "820000", "830000")
# What a spreadsheet makes of a long number: 3.41702E+17, or 341702195505051000.0.
_WRITTEN_AS_NUMBER = re.compile(r"[0-9]+(\.[0-9]*)(E\+?[0-9]+)?|[0-9]+E\+?[0-9]+")


@dataclass(frozen=True, slots=True)
class IdNumber:
    """`birth_on` and `sex` ("1", "2") are None where the document does not tell them."""

    number: str = field(repr=False)
    document_kind: str
    birth_on: date | None
    sex: str | None

    @property
    def area_prefix(self) -> str:
        """The district that gave out the number; "" where the document does not tell it."""
        return self.number[:6] if self.document_kind == "resident_id" else ""


def normalise_id_number(text: object) -> str:
    """Raises ValidationError for a numeric cell: a spreadsheet has already lost its last digits."""
    if text is None:
        return ""
    number = compact(text).upper() if isinstance(text, str) else None
    if number is None or _WRITTEN_AS_NUMBER.fullmatch(number):
        raise ValidationError(
            _("The number was stored as a number and lost digits; format the column as text and type it again."),
            code="numeric",
        )
    return number[:-1] + "X" if number.endswith("×") else number


def parse_id_number(text: object, today: date) -> IdNumber:
    """Raises ValidationError: numeric, required, fifteen_digits, shape, other_document, birth_date, future, too_old, checksum."""
    number = normalise_id_number(text)
    if _PASS.fullmatch(number):
        return IdNumber(number, "hm_pass", None, None)
    if _BIRTH_CERTIFICATE.fullmatch(number):
        return IdNumber(number, "birth_certificate", None, None)
    return parse_resident_number(number, today)


def parse_resident_number(number: str, today: date) -> IdNumber:
    """A normalised number of 18 characters: a resident ID card or a residence permit."""
    _check_shape(number)
    birth_on = _birth_on(number, today)
    if check_digit(number) != number[17]:
        raise ValidationError(
            _("The ID number does not add up: compare it digit by digit with the card."), code="checksum"
        )
    kind = "residence_permit" if number.startswith(_PERMIT_PREFIXES) else "resident_id"
    return IdNumber(number, kind, birth_on, "1" if int(number[16]) % 2 else "2")


def check_digit(number: str) -> str:
    """Of the first 17 digits, by ISO 7064 MOD 11-2."""
    # Not ric.validate(): it refuses retired area codes, and those younger than the person.
    return ric.calc_check_digit(number[:17] + "0")


def warnings(number: str) -> list[str]:
    """What is odd about a valid number and yet no reason to refuse it."""
    if len(number) != 18 or number.startswith(_PERMIT_PREFIXES):
        return []
    match _area_status(number[:6]):
        case "retired":
            return [_("The area code of the ID number is no longer in use; an older card may still carry it.")]
        case "unknown":
            return [_("The area code of the ID number (digits 1 to 6) is not known: compare it with the card.")]
    return []


def check_matches(id_number: IdNumber, *, sex: str | None, birth_on: date | None) -> None:
    """Raises for a sex or birth date that is not the number's; what the document does not tell always matches."""
    errors = {}
    if birth_on and id_number.birth_on and birth_on != id_number.birth_on:
        errors["birth_on"] = _("The birth date differs from the one in the ID number.")
    if sex and id_number.sex and sex != id_number.sex:
        errors["sex"] = _("The sex differs from the one in the ID number.")
    if errors:
        raise ValidationError(errors, code="mismatch")


def _check_shape(number: str) -> None:
    if _RESIDENT.fullmatch(number):
        return
    if not number:
        raise ValidationError(_("Enter the ID number."), code="required")
    if len(number) == 15 and number.isdecimal():
        raise ValidationError(
            _("This is an old 15-digit ID number: type the 18 digits of the present card."), code="fifteen_digits"
        )
    if "A" <= number[0] <= "Z":
        raise ValidationError(
            _("A travel permit is H or M and 8 or 10 digits, a birth certificate a letter and 9 digits."),
            code="other_document",
        )
    raise ValidationError(_("An ID number has 18 characters: 17 digits and a last digit or X."), code="shape")


def _birth_on(number: str, today: date) -> date:
    try:
        birth_on = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        raise ValidationError(_("Digits 7 to 14 of the ID number are not a real date."), code="birth_date") from None
    if birth_on > today:
        raise ValidationError(_("The birth date in the ID number is in the future."), code="future")
    if birth_on.year < 1900:
        raise ValidationError(_("The birth date in the ID number is before 1900."), code="too_old")
    return birth_on


@lru_cache(maxsize=8192)
def _area_status(prefix: str) -> str:
    """One of current, retired, unknown. python-stdnum lists districts with the years in which each code was valid."""
    facts = [fact for _part, fact in numdb.get("cn/loc").info(prefix) if "county" in fact]
    if not facts:
        return "unknown"
    last_years = re.findall(r"\[[0-9]*-([0-9]*)\]", facts[-1]["county"])
    return "retired" if last_years and all(last_years) else "current"
