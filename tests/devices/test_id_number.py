"""Citizen identity numbers: right ones pass, every common slip of the finger is caught."""

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from devices.emulators import demo_number
from devices.id_card import id_number
from devices.id_card.id_number import IdNumberWrong

births = st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31))
numbers = st.builds(lambda serial, born: demo_number(serial, f"{born:%Y%m%d}"), st.integers(0, 999), births)


@given(numbers)
def test_a_number_made_by_iso_7064_passes(number: str) -> None:
    assert id_number.is_valid(number)
    assert id_number.check_digit(number[:17]) == number[17]
    assert f"{id_number.birth_date(number):%Y%m%d}" == number[6:14]


@given(numbers, st.integers(0, 16), st.integers(1, 9))
def test_one_wrong_digit_is_caught(number: str, place: int, step: int) -> None:
    wrong = str((int(number[place]) + step) % 10)
    assert not id_number.is_valid(number[:place] + wrong + number[place + 1 :])


@given(numbers, st.integers(0, 15))
def test_two_neighbours_changed_over_are_caught(number: str, place: int) -> None:
    assume(number[place] != number[place + 1])
    assert not id_number.is_valid(number[:place] + number[place + 1] + number[place] + number[place + 2 :])


@given(st.text(max_size=20))
def test_any_text_is_refused_or_normal(text: str) -> None:
    if id_number.is_valid(text):
        assert id_number.parse(text) == id_number.normalise(text)


def test_a_small_x_is_taken_for_a_large_one() -> None:
    number = next(number for serial in range(99) if (number := demo_number(serial)).endswith("X"))
    assert id_number.parse(f" {number.lower()} ") == number


@pytest.mark.parametrize("area", ["810000", "820000", "830000", "932682"])
def test_permits_outside_the_area_tables_pass(area: str) -> None:
    first = f"{area}19900101001"
    assert id_number.is_valid(first + id_number.check_digit(first))


@pytest.mark.parametrize(
    ("number", "field"),
    [
        ("12345", "length"),
        ("00000019900230001X", "birth"),
        ("０" * 17 + "X", "digits"),
        ("000000199001010019", "check"),
        ("X00000199001010019", "digits"),
    ],
)
def test_a_refusal_names_its_field_and_not_the_number(number: str, field: str) -> None:
    with pytest.raises(IdNumberWrong) as refusal:
        id_number.parse(number)
    assert refusal.value.field == field
    assert number not in str(refusal.value)


def test_nobody_is_born_tomorrow() -> None:
    number = demo_number(1, "20260102")
    assert id_number.is_valid(number, today=date(2026, 1, 2))
    assert not id_number.is_valid(number, today=date(2026, 1, 1))
