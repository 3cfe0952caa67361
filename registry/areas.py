"""Area codes (GB/T 2260 and the statistical codes): an area is its code, "inside" is a prefix."""

import re

from django.db import models
from django.utils.translation import gettext_lazy as _

LEVEL_LENGTHS = (2, 4, 6, 9, 12)
COMMUNITY_LENGTH = 12


class Level(models.TextChoices):
    PROVINCE = "province", _("Province")
    CITY = "city", _("City")
    DISTRICT = "district", _("District")
    STREET = "street", _("Street or town")
    COMMUNITY = "community", _("Community")


LEVELS = dict(zip(LEVEL_LENGTHS, Level, strict=True))


def is_area_code(code: str) -> bool:
    return bool(re.fullmatch(r"\d+", code or "", re.ASCII)) and len(code) in LEVELS


def level_of(code: str) -> Level:
    return LEVELS[len(code)]


def parent_code(code: str) -> str:
    """The code one level up; "" above a province."""
    return code[: max((n for n in LEVEL_LENGTHS if n < len(code)), default=0)]


def ancestor_codes(code: str) -> list[str]:
    """Codes from the province down to `code` itself."""
    return [code[:n] for n in LEVEL_LENGTHS if n <= len(code)]


def code_range(prefix: str) -> tuple[str, str]:
    """First code inside `prefix`, and the first one after it (exclusive), in byte order."""
    return prefix, prefix[:-1] + chr(ord(prefix[-1]) + 1)


def is_inside(code: str, prefix: str) -> bool:
    return code.startswith(prefix)


class AreaCodeField(models.CharField):
    """A code in byte order, so that a prefix is an index range on both databases."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("max_length", COMMUNITY_LENGTH)
        super().__init__(*args, **kwargs)

    def db_parameters(self, connection):
        parameters = super().db_parameters(connection)
        if connection.vendor == "postgresql":
            parameters["collation"] = "C"
        return parameters


@AreaCodeField.register_lookup
class Inside(models.Lookup):
    """`code__inside="341702"` is `code >= '341702' AND code < '341703'`: LIKE uses no index on SQLite."""

    lookup_name = "inside"

    def get_prep_lookup(self):
        if not is_area_code(self.rhs):
            raise ValueError(f"not an area code: {self.rhs!r}")
        return self.rhs

    def as_sql(self, compiler, connection):
        lhs, params = self.process_lhs(compiler, connection)
        return f"({lhs} >= %s AND {lhs} < %s)", [*params, code_range(self.rhs)[0], *params, code_range(self.rhs)[1]]
