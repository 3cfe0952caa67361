"""The columns of the dataset "people and certificates", and how a file's cells of them are read."""

import re
from functools import lru_cache
from operator import attrgetter

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registry.certificate_numbers import parse_certificate_number
from registry.codes import ETHNIC_GROUPS, DisabilityType, Grade, Sex
from registry.id_numbers import parse_id_number
from registry.imports.columns import (
    Column,
    any_date,
    choice,
    ignoring_today,
    labels_in_all_languages,
    past_date,
    text,
)
from registry.names import parse_name
from registry.phones import parse_phone
from registry.text import half_width

_TOLD_BY_ID = gettext_lazy("May stay empty: the ID number tells it.")
_TOLD_BY_CERTIFICATE = gettext_lazy("May stay empty: the certificate number tells it.")
# Lists write 汉 for 汉族 and 肢体 for 肢体残疾.
_ENDINGS = ("族", "残疾", "殘疾")
_PARTS_SEPARATOR = r"[;；,，、/\s]+"
_SINGLE = tuple(DisabilityType.choices[:-1])
_GRADES = tuple(Grade.choices)


def _choice_column(name, heading, choices, **kwargs) -> Column:
    return Column(name, heading, choice(choices, endings=_ENDINGS), choices=tuple(choices), **kwargs)


def _of_certificate(attribute: str):
    """Of the certificate in force; the dataset's rows have it as a list of one or none."""

    def value(person):
        return next((getattr(held, attribute) for held in person.in_force), None)

    return value


def _label_of_certificate(attribute: str):
    def value(person):
        return next((getattr(held, f"get_{attribute}_display")() for held in person.in_force), None)

    return value


def parts(cell, today) -> tuple[tuple[int, int], ...]:
    """(type, grade) of each part of a multiple disability, from "4:2;5:3", "42 53" or the words for them."""
    shown = half_width(text(200)(cell, today))
    one = _part_pattern()
    if not re.fullmatch(rf"(?:{one}){_PARTS_SEPARATOR}(?:{one})(?:{_PARTS_SEPARATOR}(?:{one}))*", shown, re.IGNORECASE):
        raise ValidationError(
            _("Write each part as type and grade, like 4:2;5:3 for physical grade 2, intellectual 3.")
        )
    types, grades = _words(_SINGLE), _words(_GRADES)
    found = [
        (types[kind.casefold()], grades[grade.casefold()]) for kind, grade in re.findall(one, shown, re.IGNORECASE)
    ]
    if len({kind for kind, _grade in found}) < len(found):
        raise ValidationError(_("The same disability type stands there twice."))
    return tuple(sorted(found))


def shown_parts(components) -> str:
    return ";".join(f"{int(part.disability_type)}:{int(part.grade)}" for part in components)


@lru_cache(maxsize=2)
def _words(choices) -> dict[str, int]:
    words = {str(value): value for value, _label in choices}
    for value, label in choices:
        for shown in labels_in_all_languages(label):
            words |= {shown.removesuffix(ending).casefold(): value for ending in ("", *_ENDINGS)}
    return words


@lru_cache(maxsize=1)
def _part_pattern() -> str:
    kinds, grades = (
        "|".join(re.escape(word) for word in sorted(_words(choices), key=len, reverse=True))
        for choices in (_SINGLE, _GRADES)
    )
    return rf"({kinds})\s*[:：]?\s*({grades})"


COLUMNS = (
    Column(
        "full_name",
        gettext_lazy("Name"),
        ignoring_today(parse_name),
        attrgetter("full_name"),
        required=True,
        example="汪春梅",
        aliases=("残疾人姓名",),
        width=12,
    ),
    Column(
        "id_number",
        gettext_lazy("ID number"),
        parse_id_number,
        attrgetter("id_number"),
        required=True,
        example="341799195505051236",
        help=gettext_lazy(
            "18 characters as text; it finds the person again. Birth-certificate numbers and travel permits too."
        ),
        aliases=("证件号码", "证件号", "身份证号码", "居民身份证号", "居民身份证号码", "公民身份号码", "身份证"),
        width=22,
    ),
    _choice_column(
        "sex",
        gettext_lazy("Sex"),
        Sex.choices,
        value=lambda person: person.get_sex_display(),
        example="男",
        width=8,
        help=_TOLD_BY_ID,
    ),
    Column(
        "birth_on",
        gettext_lazy("Birth date"),
        past_date,
        attrgetter("birth_on"),
        example="1955-05-05",
        width=13,
        help=_TOLD_BY_ID,
        aliases=("出生年月日", "生日"),
    ),
    _choice_column(
        "ethnic_group",
        gettext_lazy("Ethnic group"),
        ETHNIC_GROUPS,
        value=lambda person: person.get_ethnic_group_display(),
        example="汉族",
        width=10,
    ),
    Column(
        "phone",
        gettext_lazy("Phone"),
        ignoring_today(parse_phone),
        attrgetter("phone"),
        example="19900000000",
        width=15,
        aliases=("联系电话", "电话号码", "手机", "手机号", "手机号码", "联系方式"),
    ),
    Column(
        "community",
        gettext_lazy("Community"),
        text(60),
        attrgetter("community_id"),
        required=True,
        example="341702001008",
        width=18,
        help=gettext_lazy("The 12-digit code, or the name where it is the only one of that name in your area."),
        aliases=("社区（村）", "村（社区）", "社区/村", "村/社区", "村居", "所属社区", "社区代码"),
    ),
    Column(
        "address",
        gettext_lazy("Address"),
        text(200),
        attrgetter("address"),
        example="秀山居委会3组12号",
        width=30,
        aliases=("家庭住址", "现住址", "住址", "详细地址", "家庭地址"),
    ),
    Column(
        "registered_on",
        gettext_lazy("Registered on"),
        past_date,
        attrgetter("registered_on"),
        example="2025-03-01",
        width=13,
        help=gettext_lazy("Empty: today."),
        aliases=("登记时间",),
    ),
    Column(
        "certificate_number",
        gettext_lazy("Certificate number"),
        parse_certificate_number,
        _of_certificate("number"),
        example="34179919550505123644",
        width=25,
        help=gettext_lazy("20 characters, or 22 after a reissue; empty without a certificate."),
        aliases=("残疾证号", "残疾证号码", "残疾人证号码", "残疾人证编号"),
    ),
    _choice_column(
        "disability_type",
        gettext_lazy("Disability type"),
        DisabilityType.choices,
        value=_label_of_certificate("disability_type"),
        example="肢体残疾",
        width=12,
        help=_TOLD_BY_CERTIFICATE,
        aliases=("残疾类型",),
    ),
    _choice_column(
        "grade",
        gettext_lazy("Disability grade"),
        Grade.choices,
        value=_label_of_certificate("grade"),
        example="四级",
        width=10,
        help=_TOLD_BY_CERTIFICATE,
        aliases=("残疾级别", "等级"),
    ),
    Column(
        "components",
        gettext_lazy("Parts of a multiple disability"),
        parts,
        lambda person: next((shown_parts(held.components.all()) for held in person.in_force), None),
        example="",
        width=20,
        help=gettext_lazy(
            "Only for a multiple disability, and needed there: type and grade of each part, like 4:2;5:3 "
            "(1 visual, 2 hearing, 3 speech, 4 physical, 5 intellectual, 6 mental)."
        ),
        aliases=("多重残疾明细",),
    ),
    Column(
        "issued_on",
        gettext_lazy("Issued on"),
        past_date,
        _of_certificate("issued_on"),
        example="2025-02-20",
        width=13,
        help=gettext_lazy("Needed with a certificate number."),
        aliases=("发证日期", "发证时间", "签发时间", "批准日期"),
    ),
    Column(
        "expires_on",
        gettext_lazy("Valid until"),
        any_date,
        _of_certificate("expires_on"),
        example="2035-02-20",
        width=13,
        help=gettext_lazy("Empty: ten years after the issue."),
        aliases=("有效期", "有效期限", "截止日期", "到期日期"),
    ),
    Column(
        "prefix_reason",
        gettext_lazy("Why the number differs"),
        text(200),
        _of_certificate("prefix_reason"),
        width=24,
        help=gettext_lazy("Only where the certificate number does not begin with the ID number."),
    ),
)
