import pytest
from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st

from registry.phones import normalise_phone, parse_phone


@pytest.mark.parametrize(
    ("typed", "phone"),
    [
        ("13812341234", "13812341234"),
        ("138 1234 1234", "13812341234"),
        ("138-1234-1234", "13812341234"),
        ("１３８１２３４１２３４", "13812341234"),
        ("'13812341234", "13812341234"),
        ("+86 138 1234 1234", "13812341234"),
        ("008613812341234", "13812341234"),
        ("8613812341234", "13812341234"),
        (13812341234, "13812341234"),
        (13812341234.0, "13812341234"),
        ("0566-2022222", "05662022222"),
        ("（0566）2022222", "05662022222"),
        ("0898 68551234", "089868551234"),
        ("010-62345678", "01062345678"),
        ("+86 0566 2022222", "05662022222"),
        ("+852 2345 6789", "+85223456789"),
        ("00852 2345 6789", "+85223456789"),
        ("＋853 2822 1234", "+85328221234"),
        ("+886 912 345 678", "+886912345678"),
        ("", ""),
        ("-", ""),
        (None, ""),
    ],
)
def test_phones_are_stored_as_digits(typed, phone):
    assert parse_phone(typed) == phone


@pytest.mark.parametrize(
    "text",
    [
        "12812341234",
        "1381234123",
        "138123412345",
        "2022222",
        "5662022222",
        "010-6234567",
        "0166-2022222",
        "13812341234/13912341234",
        "+1 212 555 0100",
        "+852 2345 678",
        "call his son",
        "١٣٨١٢٣٤١٢٣٤",
        13812341234.5,
        "138****1234",
    ],
)
def test_what_must_fail(text):
    with pytest.raises(ValidationError) as refusal:
        parse_phone(text)
    assert refusal.value.code == "phone"


@settings(deadline=None)
@given(
    st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True), st.integers(1, 10), st.sampled_from([" ", "-", "\u3000", "－"])
)
def test_a_mobile_is_the_same_however_it_is_grouped(mobile, place, gap):
    assert parse_phone(mobile[:place] + gap + mobile[place:]) == mobile


@settings(deadline=None)
@given(st.text(alphabet="0123456789+86-() ", max_size=18))
def test_a_phone_taken_stays_what_it_is(text):
    try:
        phone = parse_phone(text)
    except ValidationError:
        return
    assert normalise_phone(phone) == phone
