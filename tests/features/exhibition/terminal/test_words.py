"""What the exhibition's own sentences promise, in both languages: the notice comes first, nothing is said twice."""

from __future__ import annotations

from datetime import date
from types import ModuleType

import pytest

from kiosk.features.exhibition.terminal.modules.directory.words import en as directory_en
from kiosk.features.exhibition.terminal.modules.directory.words import zh as directory_zh
from kiosk.features.exhibition.terminal.modules.document.words import en as document_en
from kiosk.features.exhibition.terminal.modules.document.words import zh as document_zh
from kiosk.features.exhibition.terminal.words import en, zh

DAY = date(2026, 11, 30)


@pytest.mark.parametrize("words", [zh, en, document_zh, document_en])
def test_that_it_is_a_demonstration_is_the_last_to_be_cut(words: ModuleType) -> None:
    assert words.source("社区", DAY, True).startswith(words.DEMO)
    assert words.DEMO not in words.source("社区", DAY, False)


def test_several_lines_become_sentences_and_one_stays_as_it_is() -> None:
    told = f"下面有 3 个\n{zh.source('社区', DAY, True)}"
    assert zh.in_one_line(told) == f"下面有 3 个。{zh.DEMO}。来源：社区，2026 年 11 月 30 日。"
    assert zh.in_one_line(zh.in_one_line(told)) == zh.in_one_line(told)
    assert zh.in_one_line("来源：社区") == "来源：社区"


@pytest.mark.parametrize(
    ("area", "place", "told"),
    [
        ("1 楼窗口", "1 号窗口", "1 楼，1 号窗口"),
        ("2 楼房间", "203 室", "2 楼房间，203 室"),
        ("", "1 号窗口", "1 号窗口"),
        ("1 楼窗口", "", "1 楼窗口"),
        ("窗口", "窗口", "窗口"),
        ("窗口", "1 号窗口", "1 号窗口"),
    ],
)
def test_where_says_window_once(area: str, place: str, told: str) -> None:
    assert directory_zh.where(area, place) == told
    assert directory_en.where(area, place).count("窗口") == told.count("窗口")
