"""Columns of datasets of records: how each kind of model field is read from a cell and shown in an export."""

import re
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from operator import attrgetter
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registry.encrypted_fields import EncryptedField
from registry.id_numbers import parse_id_number
from registry.imports.columns import Column, any_date, choice, ignoring_today, past_date, text
from registry.names import parse_name
from registry.phones import parse_phone
from registry.text import half_width

NOTE_CHARACTERS = 5000
_YES_NO = ((True, gettext_lazy("Yes")), (False, gettext_lazy("No")))
_AMOUNT = re.compile(r"[¥￥]?\s*(\d+|\d{1,3}(,\d{3})+)(\.\d+)?\s*元?")
_WHOLE = re.compile(r"(\d{1,10})(\.0+)?")
_AREA_ALIASES = ("社区（村）", "村（社区）", "社区/村", "村/社区", "村居", "所属社区", "社区代码")


def whole_number(cell, today) -> int:
    """0 or more, of up to ten digits."""
    match = _WHOLE.fullmatch(half_width(str(cell)).strip())
    if not match:
        raise ValidationError(_("This is not a whole number."))
    return int(match[1])


def amount(field: models.DecimalField) -> Callable:
    """A decimal of the field's places; 1,200.00 and ￥1200 are read too."""

    def read(cell, today):
        # A number of a workbook is a float: its shortest text is what the cell shows.
        shown = half_width(str(cell)).strip()
        if not _AMOUNT.fullmatch(shown):
            raise ValidationError(_("This is not an amount; write it like 1200.00."))
        try:
            value = Decimal(re.sub(r"[^\d.]", "", shown))
        except InvalidOperation as error:
            raise ValidationError(_("This is not an amount; write it like 1200.00.")) from error
        if value != round(value, field.decimal_places):
            raise ValidationError(_("At most %(places)d decimal places.") % {"places": field.decimal_places})
        return round(value, field.decimal_places)

    return read


def record_number() -> Column:
    return Column(
        "record",
        gettext_lazy("Record number"),
        whole_number,
        attrgetter("pk"),
        help=gettext_lazy("From an export: finds the record again. Empty in a new row."),
        width=12,
    )


def person_columns(path: str = "person") -> tuple[Column, Column]:
    """The ID number finds the person; the name is compared, so that a wrong number does not reach somebody else."""
    return (
        Column(
            "id_number",
            gettext_lazy("ID number"),
            parse_id_number,
            attrgetter(f"{path}.id_number"),
            required=True,
            example="341799195505051236",
            help=gettext_lazy("Of a person on the register of your area."),
            aliases=("证件号码", "身份证号码", "公民身份号码", "身份证"),
            width=22,
        ),
        Column(
            "person_name",
            gettext_lazy("Name"),
            ignoring_today(parse_name),
            attrgetter(f"{path}.full_name"),
            example="汪春梅",
            help=gettext_lazy("Filled in, it is compared with the register."),
            aliases=("残疾人姓名",),
            width=12,
        ),
    )


def community_column() -> Column:
    return Column(
        "community",
        gettext_lazy("Community"),
        text(60),
        attrgetter("community_id"),
        required=True,
        example="341702001008",
        help=gettext_lazy("The 12-digit code, or the name where it is the only one of that name in your area."),
        aliases=_AREA_ALIASES,
        width=18,
    )


def area_column() -> Column:
    return Column(
        "area",
        gettext_lazy("Area"),
        text(60),
        attrgetter("area_id"),
        required=True,
        example="341702001",
        help=gettext_lazy("The code of a district, street or community, or its name where it is the only one."),
        width=18,
    )


def of_fields(model: type[models.Model], *names: str, ahead: tuple[str, ...] = (), required: tuple[str, ...] = ()):
    """A column for each of the model's fields; the days of `ahead` may lie in the future."""
    return tuple(_of_field(model._meta.get_field(name), name in ahead, name in required) for name in names)


def _of_field(field: models.Field, is_ahead: bool, is_required: bool) -> Column:
    must = not (field.blank or field.null or field.has_default())
    return Column(
        field.name,
        capfirst(field.verbose_name),
        _reader(field, is_ahead),
        _shown(field),
        required=is_required or must,
        choices=tuple(_choices(field)),
        example=_example(field),
        width=14,
    )


def _choices(field: models.Field):
    if isinstance(field, models.BooleanField):
        return _YES_NO
    return [pair for pair in field.choices or () if pair[0] not in ("", None)]


def _reader(field: models.Field, is_ahead: bool) -> Callable:
    if choices := _choices(field):
        return choice(choices)
    if isinstance(field, models.DateField):
        return any_date if is_ahead else past_date
    if isinstance(field, models.DecimalField):
        return amount(field)
    if isinstance(field, models.IntegerField):
        return whole_number
    if field.name == "full_name":
        return ignoring_today(parse_name)
    if isinstance(field, EncryptedField):
        return _ENCRYPTED[field.purpose]
    return text(field.max_length or NOTE_CHARACTERS)


_ENCRYPTED = {
    "phone": ignoring_today(parse_phone),
    "id_number": lambda cell, today: parse_id_number(cell, today).number,
    "psychiatric_note": text(NOTE_CHARACTERS),
}


def _shown(field: models.Field) -> Callable[[Any], Any]:
    if isinstance(field, models.BooleanField):
        return lambda record: _YES_NO[0][1] if getattr(record, field.name) else _YES_NO[1][1]
    if field.choices:
        return lambda record: getattr(record, f"get_{field.name}_display")()
    return attrgetter(field.attname)


def _example(field: models.Field) -> str:
    if choices := _choices(field):
        return str(choices[0][1])
    if isinstance(field, models.DateField):
        return "2025-03-01"
    if isinstance(field, models.DecimalField):
        return "1200.00" if field.decimal_places == 2 else "3.5"
    return "1" if isinstance(field, models.IntegerField) else ""
