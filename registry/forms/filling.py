"""What a certificate or ID number tells of the rest of the form. The page asks while typing; submitting fills it the same."""

from datetime import date

from django.core.exceptions import ValidationError

from registry.certificate_numbers import parse_certificate_number
from registry.forms.fields import DayField
from registry.id_numbers import IdNumber, parse_id_number
from registry.services.certificates import default_expiry


def told_by(data, today: date) -> dict[str, str]:
    """Values as the form's inputs hold them; what does not parse tells nothing."""
    told = _told_by_certificate(data.get("number"), today)
    told |= _told_by_id(data.get("id_number") or told.get("id_number"), today)
    return told | _told_by_issue(data.get("issued_on"))


def fill(data, today: date):
    """A copy of the posted data with what is missing filled in."""
    filled = data.copy()
    for name, value in told_by(data, today).items():
        if not filled.get(name, "").strip():
            filled[name] = value
    return filled


def _told_by_certificate(text, today) -> dict[str, str]:
    if not text:
        return {}
    try:
        parsed = parse_certificate_number(text, today)
    except ValidationError:
        return {}
    return {
        "id_number": parsed.holder.number,
        "disability_type": str(parsed.disability_type),
        "grade": str(parsed.grade),
    } | _of(parsed.holder)


def _told_by_id(text, today) -> dict[str, str]:
    if not text:
        return {}
    try:
        return _of(parse_id_number(text, today))
    except ValidationError:
        return {}


def _of(parsed: IdNumber) -> dict[str, str]:
    """Nothing for documents that tell neither sex nor birth date."""
    if parsed.birth_on is None:
        return {}
    return {"sex": parsed.sex, "birth_on": parsed.birth_on.isoformat()}


def _told_by_issue(text) -> dict[str, str]:
    try:
        issued_on = DayField().clean(text)
    except ValidationError:
        return {}
    return {"expires_on": default_expiry(issued_on).isoformat()}
