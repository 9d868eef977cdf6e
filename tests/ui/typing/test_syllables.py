"""The table, and where a row of letters breaks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.ui.typing.syllables import BREAK, SYLLABLES, digits_of, units

ROW = st.text("abcdefghijklmnopqrstuvwxyz'", max_size=80)


def test_the_table_is_whole() -> None:
    assert 400 <= len(SYLLABLES) == len(set(SYLLABLES)) <= 412
    assert digits_of("huan") == "4826"


@pytest.mark.parametrize(("row", "cut"), [
    ("huanying", ["huan", "ying"]), ("xi'an", ["xi'", "an"]), ("xian", ["xian"]), ("zg", ["z", "g"]),
    ("zhg", ["zh", "g"]), ("don", ["don"]), ("ivu", ["i", "v", "u"]),
])  # fmt: skip
def test_a_row_breaks_where_a_reader_would(row: str, cut: list[str]) -> None:
    assert units(row) == cut


@given(ROW)
def test_units_are_the_row_again(row: str) -> None:
    pieces = units(row)
    assert "".join(pieces) == row
    assert all(pieces) and all(BREAK not in piece.rstrip(BREAK).lstrip(BREAK) for piece in pieces)
