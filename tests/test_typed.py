"""What people type for codes and numbers: full-width, parted by anything that looks like a dash."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.core.access.enrol_code import EnrolCode
from kiosk.core.sealing import recovery
from kiosk.features.tickets.rules.searching import wanted
from kiosk.typed import squeezed

DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\uff0d\u30fc\u2500\ufe63"
WIDE = {ord(letter): ord(letter) + 0xFEE0 for letter in map(chr, range(0x21, 0x7F))}


@pytest.mark.parametrize("dash", DASHES)
def test_every_dash_parts(dash: str) -> None:
    assert squeezed(f"k7qf{dash}odmp") == "K7QFODMP"


def test_full_width_and_what_cannot_be_seen() -> None:
    assert squeezed("Ｋ７ｑｆ\u3000ＯＤＭＰ\u200b：ｘ\ufeff") == "K7QFODMP:X"


@given(st.sampled_from(DASHES), st.booleans())
def test_an_enrolment_code_is_read_however_it_is_typed(dash: str, wide: bool) -> None:
    code = EnrolCode.fresh(bytes(range(32)))
    typed = str(code).lower().replace("-", f" {dash} ")
    assert EnrolCode.parse(typed.translate(WIDE) if wide else typed) == code


def test_a_recovery_code_and_a_number_of_the_day_too() -> None:
    code = recovery.new_code()
    assert recovery.read_code(code.translate(WIDE).replace("－", "—")) == recovery.read_code(code)
    found = wanted(squeezed("ａ－０１４ 号"))
    assert found and (found.series, found.number) == ("A", 14)
