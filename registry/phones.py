"""Phones: stored as digits only (13800001234, 05662022222), those of Hong Kong, Macao and Taiwan as +852…"""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from registry.text import compact

_MOBILE = re.compile(r"1[3-9][0-9]{9}")
# Beijing and 02x have three-digit area codes and eight-digit numbers.
_LANDLINE = re.compile(r"0(10|2[0-9])[0-9]{8}|0[3-9][0-9]{2}[0-9]{7,8}")
_ABROAD = re.compile(r"\+(852[0-9]{8}|853[0-9]{8}|886[0-9]{8,9})")
_MAINLAND_PREFIX = re.compile(r"^(\+|00)?86(?=0[1-9]|1[0-9]{10}$)")


def normalise_phone(text: object) -> str:
    """Digits only; the prefix of mainland China goes, those of Hong Kong, Macao and Taiwan stay.

    A numeric cell is taken: a mobile number loses nothing by it.
    """
    if isinstance(text, float) and text.is_integer():
        text = int(text)
    phone = "" if text is None else re.sub(r"[().（）]", "", compact(str(text)))
    return re.sub(r"^00(?=852|853|886)", "+", _MAINLAND_PREFIX.sub("", phone))


def parse_phone(text: object) -> str:
    """ "" for a person without a phone. Raises ValidationError: phone."""
    phone = normalise_phone(text)
    if phone and not (_MOBILE.fullmatch(phone) or _LANDLINE.fullmatch(phone) or _ABROAD.fullmatch(phone)):
        raise ValidationError(
            _("A phone number is a mobile number of 11 digits, or a landline with its area code."), code="phone"
        )
    return phone
