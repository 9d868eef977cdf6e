"""Which characters the faces have."""

from __future__ import annotations

from itertools import pairwise

from kiosk.ui.font_files import letters


def has(letter: str) -> bool:
    return any(first <= ord(letter) <= last for first, last in letters())


def test_what_halls_write_is_there_and_a_sign_that_no_face_has_is_not() -> None:
    assert all(has(letter) for letter in "党𠮷·，。（）《》①㎡→0aA—…")
    assert not has("\U0001f600") and not has("\ue000")


def test_they_are_told_in_ranges_of_neighbours() -> None:
    told = letters()
    assert len(told) > 1000 and all(first <= last for first, last in told)
    assert all(one[1] + 1 < other[0] for one, other in pairwise(told))
