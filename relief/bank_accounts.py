"""Account numbers of banks: normalised, and proved by Luhn's rule where the card bears it."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from registry.text import compact
from relief.choices import AccountKind

_CARD = re.compile(r"[0-9]{16,19}")
_PASSBOOK = re.compile(r"[0-9]{8,28}")


def luhn_holds(number: str) -> bool:
    digits = [int(digit) for digit in reversed(number)]
    doubled = (2 * digit - 9 if digit > 4 else 2 * digit for digit in digits[1::2])
    return (sum(digits[::2]) + sum(doubled)) % 10 == 0


def parse_account_number(text: str, kind: str) -> str:
    """The digits alone. A card must add up; a passbook only looks like one. No message repeats the number."""
    number = compact(text)
    if kind == AccountKind.PASSBOOK:
        if not _PASSBOOK.fullmatch(number):
            raise ValidationError(_("The number of a passbook has 8 to 28 digits."))
        return number
    if not _CARD.fullmatch(number):
        raise ValidationError(_("The number of a card has 16 to 19 digits."))
    if not luhn_holds(number):
        raise ValidationError(_("This card number does not add up: a digit is wrong."))
    return number
