"""What stands on the screen, as the voice says it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.ui.voice.spoken import fresh, said, sentences


@pytest.mark.parametrize(
    ("written", "heard"),
    [
        ("A015", "A 零 一 五"),
        ("号已取好，B102", "号已取好，B 一 零 二"),
        ("约 8–15 分钟", "约 8 到 15 分钟"),
        ("今天 8:30–17:00 开放", "今天 8 点 30 分 到 17 点 开放"),
        ("1986 年 11 月 21 日", "一九八六 年 11 月 21 日"),
        ("2026-11-21", "二零二六 年 11 月 21 日"),
        ("请拨 12345", "请拨 一 二 三 四 五"),
        ("0571-88886666", "零 五 七 一，八 八 八 八 六 六 六 六"),
        ("张*", "张某"),
        ("**** 3125", "尾号 三 一 二 五"),
        ("看自己的入党时间\n和入党经过", "看自己的入党时间，和入党经过"),
        ("刚才的号已经退回，请重新选。", "刚才的号已经退回，请虫新选。"),
        ("点“请人帮忙”", "点 请人帮忙"),
        ("坐着等，\n听叫号，看大屏", "坐着等，听叫号，看大屏"),
        ("3 / 4", "3，共 4"),
        ("𠮷*", "𠮷某"),
        ("—", ""),
        ("●●●", ""),
        ("", ""),
    ],
)
def test_numbers_are_said_as_people_say_them(written: str, heard: str) -> None:
    assert said(written) == heard


@given(st.text())
def test_anything_can_be_said_and_said_again(text: str) -> None:
    once = said(text)
    assert "\n" not in once
    assert not re.search(r"[0-9]{5,}", once) or re.search(r"\d\.\d|\.\d", once)


@given(st.lists(st.text()), st.lists(st.text()))
def test_what_was_said_is_not_said_again(before: list[str], more: list[str]) -> None:
    assert fresh(before, before) == []
    assert set(fresh(before, [*before, *more])) <= set(more)


def test_a_countdown_is_no_news_and_a_choice_is() -> None:
    assert fresh(["好，知道了，12 秒后返回"], ["好，知道了，11 秒后返回"]) == []
    assert fresh(["A，党费", "B，会费"], ["A，党费", "B，会费，已选"]) == ["B，会费，已选"]
    assert fresh(["A 零 一 五"], ["A 零 一 六"]) == ["A 零 一 六"]


def test_a_line_is_rendered_sentence_by_sentence() -> None:
    assert sentences("还没有给您取号，不会占号。换好纸就能取号。") == ["还没有给您取号，不会占号。", "换好纸就能取号。"]
    assert "".join(sentences("没有句号")) == "没有句号"
