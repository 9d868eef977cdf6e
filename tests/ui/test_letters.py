"""Which characters the faces have."""

from __future__ import annotations

from kiosk.ui.font_files import letters, ranges


def has(letter: str) -> bool:
    return any(first <= ord(letter) <= last for first, last in letters())


def test_what_halls_write_is_there_and_a_sign_that_no_face_has_is_not() -> None:
    assert all(has(letter) for letter in "党𠮷·，。（）《》①㎡→0aA—…")
    assert not has("\U0001f600") and not has("\ue000")


def test_neighbours_stand_together() -> None:
    assert ranges([1, 2, 3, 7, 9, 10]) == ((1, 3), (7, 7), (9, 10)) and ranges([]) == ()
