from datetime import date

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st

from registry.certificate_numbers import check_holder, parse_certificate_number
from registry.id_numbers import check_digit

TODAY = date(2026, 3, 2)
GOOD = "34170219550505123744"


@pytest.mark.parametrize(
    ("text", "id_number", "disability_type", "grade", "reissue"),
    [
        (GOOD, "341702195505051237", 4, 4, 0),
        ("34052419800101001X62B1", "34052419800101001X", 6, 2, 1),
        ("34052419800101001x62b9", "34052419800101001X", 6, 2, 9),
        ("'341702 19550505 1237 71", "341702195505051237", 7, 1, 0),
        ("８１００００１９９００１０１００１９１１", "810000199001010019", 1, 1, 0),
    ],
)
def test_good_numbers_tell_what_they_hold(text, id_number, disability_type, grade, reissue):
    parsed = parse_certificate_number(text, TODAY)
    assert (parsed.id_number, parsed.disability_type, parsed.grade, parsed.reissue) == (
        id_number,
        disability_type,
        grade,
        reissue,
    )
    assert parsed.holder.number == id_number


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("34170219550505123784", "type"),
        ("34170219550505123704", "type"),
        ("341702195505051237X4", "type"),
        ("34170219550505123745", "grade"),
        ("34170219550505123740", "grade"),
        (GOOD + "B0", "reissue"),
        (GOOD + "A1", "reissue"),
        (GOOD + "BB", "reissue"),
        (GOOD + "B", "length"),
        (GOOD[:18], "length"),
        ("", "length"),
        (None, "length"),
        ("34170219550505123844", "checksum"),
        ("34170220190229001044", "birth_date"),
        ("H12345678" + "0" * 11, "other_document"),
        (34170219550505123744, "numeric"),
        ("3.41702E+19", "numeric"),
        ("３４１７０２١٩55050512374٤", "shape"),
    ],
)
def test_what_must_fail(text, code):
    with pytest.raises(ValidationError) as refusal:
        parse_certificate_number(text, TODAY)
    assert refusal.value.code == code
    assert "19550505" not in "".join(refusal.value.messages)


def test_a_reissue_keeps_the_root_of_the_first_certificate():
    first, second = (parse_certificate_number(text, TODAY) for text in (GOOD, GOOD + "B2"))
    assert first.root == second.root
    assert first != second


def test_the_repr_does_not_tell_the_number():
    assert "1955050512" not in repr(parse_certificate_number(GOOD, TODAY))


def test_another_persons_number_needs_a_reason():
    certificate = parse_certificate_number(GOOD, TODAY)
    check_holder(certificate, "341702195505051237")
    check_holder(certificate, "34052419800101001X", reason="ID number corrected by the police in 2019")
    for reason in ("", "  "):
        with pytest.raises(ValidationError) as refusal:
            check_holder(certificate, "34052419800101001X", reason=reason)
        assert refusal.value.code == "holder"


@settings(deadline=None)
@given(
    born=st.dates(date(1900, 1, 1), TODAY),
    sequence=st.integers(0, 999),
    disability_type=st.integers(0, 9),
    grade=st.integers(0, 9),
    reissue=st.integers(0, 9),
)
def test_exactly_types_1_to_7_and_grades_1_to_4_are_taken(born, sequence, disability_type, grade, reissue):
    body = f"341702{born:%Y%m%d}{sequence:03}"
    number = f"{body}{check_digit(body)}{disability_type}{grade}" + (f"B{reissue}" if reissue else "")
    if 1 <= disability_type <= 7 and 1 <= grade <= 4:
        parsed = parse_certificate_number(number, TODAY)
        assert (parsed.disability_type, parsed.grade, parsed.reissue) == (disability_type, grade, reissue)
    else:
        with pytest.raises(ValidationError):
            parse_certificate_number(number, TODAY)
