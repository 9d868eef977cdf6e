"""What was written counts as what was meant: by the stated rules, and by nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.features.quiz.rules.normalising import MOST, counts, in_characters, in_digits, normal

SAME = (
    ("一年", "1年"), ("一年", " 一 年。"), ("《共产党宣言》", "共产党宣言"), ("“五位一体”", "五位一体"),
    ("ＷＴＯ", "wto"), ("十二", "12"), ("二十一", "２１"), ("一百零八", "108"), ("两个", "2个"), ("两百", "二百"),
    ("一九二一年", "1921 年"),
    ("二〇二六", "2026"), ("二○二六", "2026"), ("20万", "二十万"), ("一万零三百", "10300"), ("壹拾", "10"), ("①", "1"),
    ("（支部）", "支部"), ("北京\u200b", "北京"), ("支部；", "支部"), ("一亿零五万", "100050000"), ("𠮷祥", "𠮷祥。"),
)  # fmt: skip
OTHER = (
    ("一百一", "110"), ("一百一", "101"), ("三四十", "3410"), ("二万五", "25000"), ("1.5万", "15000"), ("三两", "32"),
    ("1.5", "15"), ("-1", "1"), ("北京", "北京市"), ("十二", "二十"), ("1年", "11年"), ("", ""), ("。", ""),
    ("x<y", "xy"), ("3%", "3"), ("1/2", "12"),
)  # fmt: skip


@pytest.mark.parametrize(("written", "meant"), SAME)
def test_another_way_of_writing_the_same_counts(written: str, meant: str) -> None:
    assert counts(written, (meant,)) and counts(meant, (written,))


@pytest.mark.parametrize(("written", "meant"), OTHER)
def test_something_else_does_not(written: str, meant: str) -> None:
    assert not counts(written, (meant,))


@given(st.integers(0, MOST - 1))
def test_a_number_in_characters_is_that_number(value: int) -> None:
    assert in_digits(in_characters(value)) == str(value)
    assert counts(in_characters(value), (str(value),))


@given(st.integers(1000, 9999))
def test_a_year_digit_by_digit_is_that_year(year: int) -> None:
    assert normal("".join("〇一二三四五六七八九"[int(one)] for one in str(year))) == str(year)


@given(st.text(max_size=30))
def test_what_is_normal_stays_so_and_counts_as_itself(text: str) -> None:
    once = normal(text)
    assert counts(text, (text,)) == bool(once)
    assert not set(once) & set("《》“”（）() \u200b")


@given(st.text(max_size=12), st.text(" \u3000\u200b《》“”（）", max_size=4), st.text("。，；！？、", max_size=3))
def test_blanks_brackets_and_closing_marks_change_nothing(text: str, around: str, end: str) -> None:
    if normal(text):
        assert normal(around + text + around + end) in (normal(text), normal(text + end))
