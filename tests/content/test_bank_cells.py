"""Property tests: whatever stands in the cells, a row becomes a sound item or is refused, never anything else."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.banks.answers import read_answer, read_kind, read_options
from content.banks.bank_file import item_of
from content.banks.cells import damage, date_of, is_plain, lines_of, text_of
from content.banks.columns import find_columns, letters
from content.banks.model import Kind
from content.banks.sound import MOST_OPTIONS, Unclear

VALUES = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), st.text(max_size=40),
    st.dates(), st.datetimes(), st.times(), st.timedeltas(),
)  # fmt: skip
LETTERS = "ABCDEFGH"


@given(VALUES)
def test_any_cell_becomes_a_clean_text(value: object) -> None:
    text = text_of(value)  # type: ignore[arg-type]
    assert text == text.strip()
    assert not {"\n", "\r", "\xa0", "\u200b", "\t"} & set(text)
    assert isinstance(damage(value), str)  # type: ignore[arg-type]


@given(VALUES)
def test_any_cell_is_a_date_nothing_or_refused(value: object) -> None:
    try:
        day = date_of(value)  # type: ignore[arg-type]
    except ValueError:
        return
    assert day is None or type(day) is dt.date


@given(st.lists(st.text(max_size=12), max_size=MOST_OPTIONS), st.text(max_size=12), st.sampled_from([None, *Kind]))
def test_any_row_is_a_sound_item_or_unclear(cells: list[str], text: str, kind: Kind | None) -> None:
    if kind in (Kind.FILL, Kind.ORDER):
        kind = None
    try:
        options = read_options([text_of(cell) for cell in cells])
        got, options, answer = read_answer(kind, options, text_of(text))
    except Unclear as unclear:
        assert unclear.reason
        return
    assert answer and list(answer) == sorted(set(answer)) and max(answer) < len(options)
    assert got in (Kind.SINGLE, Kind.MULTIPLE, Kind.JUDGE)
    assert kind in (None, got)
    assert len(answer) == 1 or got is Kind.MULTIPLE


@given(st.sets(st.integers(0, 7), min_size=1), st.randoms(), st.sampled_from(["", ",", "、", "|", " ", "；", "/"]))
def test_letters_written_in_any_order_give_the_same_answer(wanted: set[int], random: object, mark: str) -> None:
    order = sorted(wanted)
    random.shuffle(order)  # type: ignore[attr-defined]
    options = tuple(f"选项内容{index}" for index in range(8))
    written = mark.join(LETTERS[index] for index in order)
    assert read_answer(Kind.MULTIPLE, options, written)[2] == tuple(sorted(wanted))
    assert read_answer(Kind.MULTIPLE, options, written.lower())[2] == tuple(sorted(wanted))


@given(st.text(max_size=20))
def test_any_type_is_known_inferred_or_refused(text: str) -> None:
    try:
        assert read_kind(text) in (None, Kind.SINGLE, Kind.MULTIPLE, Kind.JUDGE)
    except Unclear as unclear:
        assert unclear.field == "kind"


@given(st.lists(st.text(max_size=8), max_size=12))
def test_a_header_needs_a_stem_and_an_answer(cells: list[str]) -> None:
    columns = find_columns(cells)
    assert columns is None or (columns["stem"] >= 0 and columns["answer"] >= 0)


def test_column_letters_are_those_of_the_spreadsheet() -> None:
    assert [letters(n) for n in (-1, 0, 25, 26, 51, 52, 701, 702, 16383)] == [
        "", "A", "Z", "AA", "AZ", "BA", "ZZ", "AAA", "XFD",
    ]  # fmt: skip


@pytest.mark.parametrize("letter", [
    "\u3164", "\u2800", "\uffa0", "\u1160", "\u115f", "\u061c", "\u180e", "\ufff9", "\ufffe", "\uffff", "\ufdd0",
    "\U000e0041", "\ud800", "\u202e", "\x00",
])  # fmt: skip
def test_what_nobody_sees_makes_no_question_and_no_other_wording(letter: str) -> None:
    """An option of nothing but such letters is an empty one; with one of them in it a stem would be another."""
    for text in (letter, f"甲{letter}乙", f"{letter}甲乙"):
        assert not is_plain(text) and letter not in text_of(text)
    assert text_of(letter) == "" and text_of(f"甲{letter}乙") == "甲乙" == lines_of(f"甲{letter}乙")
    for key, value in ("stem", letter), ("stem", f"甲{letter}"), ("options", ["甲", letter]), ("tags", [letter]):
        plain = {"id": "1", "kind": "single", "stem": "问？", "options": ["甲", "乙"], "answer": "A", key: value}
        with pytest.raises(Unclear):
            item_of(plain)
    assert text_of("葛\U000e0100") == "葛\U000e0100"  # which form of a letter a name has
