"""九宫格: digits to syllables to words."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.ui.typing.composer import Composer
from kiosk.ui.typing.nine_key import NineKeys, readings
from kiosk.ui.typing.pinyin import open_pinyin
from kiosk.ui.typing.syllables import BREAK, SYLLABLES, digits_of
from tests.ui.typing.conftest import LOCAL

DIGITS = st.text("23456789", min_size=1, max_size=24)
ROWS = st.lists(st.one_of(DIGITS, st.sampled_from(SYLLABLES)), min_size=1, max_size=4).map(BREAK.join)


def words(nine: NineKeys, letters: str, most: int = 4) -> list[str]:
    return [hit.text for hit in nine.candidates(digits_of(letters))[:most]]


@pytest.mark.parametrize(("letters", "word"), [
    ("dangyuan", "党员"), ("fuwu", "服务"), ("huanying", "欢迎"), ("shequ", "社区"), ("zhongguo", "中国"),
    ("xiexie", "谢谢"), ("shitang", "食堂"), ("kaimen", "开门"), ("women", "我们"), ("laonianren", "老年人"),
    ("xiwang", "希望"), ("zhoumo", "周末"), ("fangbian", "方便"), ("haochi", "好吃"), ("shi", "是"), ("de", "的"),
])  # fmt: skip
def test_everyday_words_are_on_the_first_page(nine: NineKeys, letters: str, word: str) -> None:
    assert word in words(nine, letters)


def test_the_reading_on_the_left_is_that_of_the_first_word(nine: NineKeys) -> None:
    row = digits_of("huanying")
    assert nine.shown(row) == "huan'ying"
    assert nine.choices(row)[:3] == ("huan", "guan", "hua") and "gu" in nine.choices(row)


def test_a_settled_syllable_leaves_its_words_only(nine: NineKeys) -> None:
    row = nine.settle(digits_of("huanying"), "guan")
    assert row == "guan'9464"
    found = [hit.text for hit in nine.candidates(row)]
    assert "惯性" in found[:4] and "欢迎" not in found
    assert nine.choices(row)[0] in ("xing", "ying")
    assert nine.shorten(nine.shorten(row)) == "guan'94"


def test_back_opens_a_settled_syllable_again(nine: NineKeys) -> None:
    assert nine.shorten("guan") == "4826"
    assert nine.shorten("huan'ying") == "huan9464"


@settings(max_examples=60, deadline=None)
@given(ROWS)
def test_no_row_of_keys_is_without_a_way_on(row: str) -> None:
    nine = NineKeys(open_pinyin(), LOCAL)
    found = nine.candidates(row)
    assert found and all(0 < hit.used <= len(row) and hit.text for hit in found)
    assert digits_of(nine.shown(row)).replace(BREAK, "") == digits_of(row).replace(BREAK, "")


@settings(max_examples=100, deadline=None)
@given(DIGITS)
def test_readings_use_every_digit_in_order(row: str) -> None:
    for way in readings(row):
        assert digits_of("".join(unit.letters[: unit.length] for unit in way)) == row


@settings(max_examples=60, deadline=None)
@given(DIGITS, st.data())
def test_settling_any_choice_keeps_the_digits(row: str, data: st.DataObject) -> None:
    nine = NineKeys(open_pinyin(), LOCAL)
    choice = data.draw(st.sampled_from(nine.choices(row)))
    assert digits_of(nine.settle(row, choice)).replace(BREAK, "") == row


def test_what_was_spelled_on_the_full_keys_goes_on_here(nine: NineKeys) -> None:
    from kiosk.ui.typing.full_keys import FullKeys

    pinyin = open_pinyin()
    composer = Composer(FullKeys(pinyin, LOCAL))
    for letter in "dangyuan":
        composer.spell(letter)
    composer.use(nine)
    assert composer.page()[0] == "党员"
    composer.use(FullKeys(pinyin, LOCAL))
    assert composer.page()[0] == "党员"


def test_the_row_reads_as_the_local_word_that_stands_first(nine: NineKeys) -> None:
    row = digits_of("yunxili")
    assert nine.candidates(row)[0].text == "云溪里"
    assert nine.shown(row) == "yun'xi'li"
    assert nine.choices(row)[0] == "yun"
    assert nine.settle(row, "yun") == "yun'" + digits_of("xili")
    assert nine.shown("yun'" + digits_of("xili")) == "yun'xi'li"
