import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from registry.masks import mask_account, mask_certificate_number, mask_id_number, mask_name, mask_phone


@pytest.mark.parametrize(
    ("mask", "value", "shown"),
    [
        (mask_name, "张三", "张**"),
        (mask_name, "欧阳文山", "欧**"),
        (mask_name, "𠮷野家", "𠮷**"),
        (mask_name, "John Smith", "J**"),
        (mask_id_number, "341702195505051234", "3417**********1234"),
        (mask_id_number, "34052419800101001X", "3405**********001X"),
        (mask_id_number, "H12345678", "H1*******"),
        (mask_id_number, "P123456789", "P1********"),
        (mask_id_number, "34170219", "********"),
        (mask_certificate_number, "34170219550505123744", "3417****************"),
        (mask_certificate_number, "34170219550505123744B1", "3417****************"),
        (mask_certificate_number, "3417", "****************"),
        (mask_account, "6217001234567890122", "***************0122"),
        (mask_account, "12345678", "********"),
        (mask_phone, "13812341234", "138****1234"),
        (mask_phone, "05662022222", "*********22"),
        (mask_phone, "+85223456789", "**********89"),
        (mask_phone, "110", "***"),
    ],
)
def test_masks_show_what_the_rule_allows(mask, value, shown):
    assert mask(value) == shown


@pytest.mark.parametrize("mask", [mask_name, mask_id_number, mask_certificate_number, mask_account, mask_phone])
def test_nothing_stays_nothing(mask):
    assert mask("") == ""


# Letters that differ from each other and from "*", so that each character shown can be traced to its place.
traceable = st.integers(1, 30).map(lambda length: (string.ascii_letters)[:length])


@settings(deadline=None)
@given(traceable)
def test_masks_never_show_the_hidden_part(value):
    length = len(value)
    assert set(mask_name(value)) <= {value[0], "*"}
    assert set(mask_certificate_number(value)) <= {*value[:4], "*"}
    assert set(mask_account(value)) <= {*value[-4:], "*"}
    assert set(mask_id_number(value)) <= {*(value[:4] + value[-4:] if length == 18 else value[:2]), "*"}
    assert set(mask_phone(value)) <= {*value[-2:], "*"}


@settings(deadline=None)
@given(traceable)
def test_at_most_half_of_any_number_is_shown(value):
    for mask in (mask_id_number, mask_certificate_number, mask_account, mask_phone):
        assert sum(character != "*" for character in mask(value)) * 2 <= len(value)


@settings(deadline=None)
@given(st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True))
def test_a_mobile_shows_three_and_four(mobile):
    assert mask_phone(mobile) == f"{mobile[:3]}****{mobile[7:]}"
