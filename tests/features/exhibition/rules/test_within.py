"""Words looked for in one text: every place, whatever its width and capitals, and across the blanks of a line."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kiosk.features.exhibition.rules.within import MOST, Match, line_around, matches


def test_places_are_told_by_block_letter_and_length() -> None:
    assert matches("党费", ("党费和党费", "没有", "交党　费")) == (Match(0, 0, 2), Match(0, 3, 2), Match(2, 1, 3))


def test_width_and_capitals_do_not_matter_and_signs_do() -> None:
    assert matches("wi-fi", ("Ｗｉ－Ｆｉ",)) == (Match(0, 0, 5),)
    assert matches("a.b", ("a+b a.b",)) == (Match(0, 4, 3),)
    assert matches("𠮷", ("𠮷田𠮷",)) == (Match(0, 0, 1), Match(0, 2, 1))


def test_nothing_asked_and_nothing_there() -> None:
    assert matches("", ("字",)) == matches(" 　", ("字",)) == matches("字", ()) == matches("字", ("",)) == ()


def test_there_are_no_more_than_somebody_turns_through() -> None:
    assert len(matches("字", ("字" * 40_000,))) == MOST


def test_a_line_says_that_it_is_cut() -> None:
    text = "甲乙丙丁戊己庚辛壬癸" * 4
    assert line_around(Match(0, 20, 2), text) == "…戊己庚辛壬癸甲乙丙丁戊己庚辛壬癸甲乙丙丁…"
    assert line_around(Match(0, 0, 2), "甲乙丙") == "甲乙丙"


@given(st.text("a字Ａﬁ　 é", max_size=30), st.text("a字Ａfié", min_size=1, max_size=3))
def test_every_place_is_inside_of_its_text(text: str, query: str) -> None:
    for match in matches(query, (text,)):
        assert 0 <= match.at < match.at + match.length <= len(text)
