"""A visitor writes a word: titles come first, then topics, then texts with the sentence found; never a crash."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.kinds.article import parse_article
from content.kinds.kind import ExhibitKind
from content.pack.exhibit import Exhibit
from kiosk.features.exhibition.rules.search import AFTER, BEFORE, search


def article(name: str, title: str, text: str, topics: tuple[str, ...] = ()) -> Exhibit:
    return Exhibit(
        name, ExhibitKind.ARTICLE, title, Path(name), "demo", "1", article=parse_article(text), topics=topics
    )  # fmt: skip


FEE = article("fee", "党费怎么算", "按月交纳党费。")
STEPS = article("steps", "入党要走哪几步", "递交申请书。预备期满，按时交纳党费，参加组织生活。", topics=("党章基础",))
LANE = article("lane", "二十年，这条巷子", "巷口的石桥原来只有一米宽。会后，七个人留下来量桥。")
HALL = (LANE, STEPS, FEE)


def keys(query: str) -> list[str]:
    return [hit.exhibit.id for hit in search(query, HALL)]


def test_the_title_comes_before_the_text() -> None:
    assert keys("党费") == ["fee", "steps"]
    first, second = search("党费", HALL)
    assert first.line == "" and "交纳党费" in second.line and not second.near


def test_topics_and_several_words_count_together() -> None:
    assert keys("党章") == ["steps"]
    assert keys("石桥 巷子") == ["lane"]
    assert keys("石桥，党费") == []


def test_width_and_capitals_do_not_matter() -> None:
    room = article("room", "Wi-Fi 怎么连", "密码在服务台。")
    for query in ("wi-fi", "ＷＩ－ＦＩ", "Wi-Fi"):
        assert [hit.exhibit.id for hit in search(query, (room,))] == ["room"]


def test_the_sentence_is_shown_as_it_was_written() -> None:
    (hit,) = search("七个人", HALL)
    assert hit.line.startswith("会后，七个人")  # the comma stays a Chinese one
    assert len(hit.line) <= BEFORE + AFTER + 2


def test_a_cut_sentence_does_not_begin_with_a_mark() -> None:
    (hit,) = search("丁戊", (article("cut", "题", "甲乙丙子，寅卯辰丁戊。"),))
    assert hit.line == "…寅卯辰丁戊。"


def test_a_whole_question_finds_what_comes_near() -> None:
    hits = search("党费要怎么算呀", HALL)
    assert [hit.exhibit.id for hit in hits] == ["fee"] and hits[0].near
    assert search("明天几点开饭", HALL) == ()


@pytest.mark.parametrize("query", ["", "  ", "，。！", "“”"])
def test_nothing_asked_is_nothing_found(query: str) -> None:
    assert search(query, HALL) == ()


def test_initials_find_by_the_packs_own_words() -> None:
    assert [hit.exhibit.id for hit in search("df", HALL, lambda letters: ["党费"] if letters == "df" else [])] == [
        "fee",
        "steps",
    ]


@given(st.text(max_size=30))
def test_anything_may_be_asked(query: str) -> None:
    for hit in search(query, HALL):
        assert hit.exhibit in HALL
