"""A visitor writes a word: titles come first, then topics, then texts with the sentence found; never a crash."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.kinds.article import parse_article
from content.kinds.kind import ExhibitKind
from content.pack.exhibit import Exhibit
from kiosk.features.exhibition.rules.index import Index, plain
from kiosk.features.exhibition.rules.search import AFTER, BEFORE, MOST, Expand, Hit, Shown, words_of
from kiosk.features.exhibition.rules.search import search as search_shown


def article(name: str, title: str, text: str, topics: tuple[str, ...] = ()) -> Exhibit:
    return Exhibit(
        name, ExhibitKind.ARTICLE, title, Path(name), "demo", "1", article=parse_article(text), topics=topics
    )  # fmt: skip


FEE = article("fee", "党费怎么算", "按月交纳党费。")
STEPS = article("steps", "入党要走哪几步", "递交申请书。预备期满，按时交纳党费，参加组织生活。", topics=("党章基础",))
LANE = article("lane", "二十年，这条巷子", "巷口的石桥原来只有一米宽。会后，七个人留下来量桥。")
HALL = (LANE, STEPS, FEE)
INITIALS = {
    "党": "d", "费": "f", "入": "r", "要": "y", "长": "cz", "证": "z", "件": "j", "办": "b", "理": "l", "城": "c",
}  # fmt: skip


def search(query: str, exhibits: Sequence[Exhibit], expand: Expand = lambda letters: ()) -> tuple[Hit, ...]:
    return search_shown(query, Shown(Index(exhibits, INITIALS), exhibits), expand)


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


@dataclass(frozen=True)
class People:
    """A kind with places of its own."""

    names: tuple[str, ...]

    def texts(self) -> Iterator[tuple[str, str]]:
        for name in self.names:
            yield name, f"{name}\n在惠民路做志愿者，每个星期六教老人用手机。"

    def pictures(self) -> Sequence[str]:
        return ()


GALLERY = Exhibit(
    "people", ExhibitKind.STEPS, "身边的人", Path("p"), "demo", "1", content=People(("许知夏", "𠮷田·演示"))
)


def test_a_place_is_found_by_its_name_and_opened_there() -> None:
    (hit,) = search("知夏", (*HALL, GALLERY))
    assert (hit.exhibit, hit.at, hit.line) == (GALLERY, "许知夏", "")
    assert [hit.at for hit in search("𠮷", (GALLERY,))] == ["𠮷田·演示"]


def test_a_text_is_found_once_with_its_first_place_and_how_many_more_there_are() -> None:
    (hit,) = search("志愿者", (GALLERY,))
    assert (hit.at, hit.more) == ("许知夏", 1) and "志愿者" in hit.line


def test_the_heading_over_the_sentence_is_where_it_stands() -> None:
    text = "# 甲\n\n序言一段。\n\n## 第一章 总则\n\n本法所称档案。\n\n## 第二章 管理\n\n国家规定的档案馆。"
    (hit,) = search("档案馆", (article("long", "甲", text),))
    assert hit.at == "第二章 管理" and "档案馆" in hit.line
    assert [hit.at for hit in search("序言", (article("long", "甲", text),))] == [""]


def test_initials_find_titles_and_names_with_every_reading() -> None:
    papers = article("papers", "证件办理", "带上身份证。")
    wall = article("wall", "长城", "一段话。")
    assert [hit.exhibit.id for hit in search("zj", (papers, wall))] == ["papers"]
    assert [hit.exhibit.id for hit in search("ZJBL", (papers, wall))] == ["papers"]
    assert [hit.exhibit.id for hit in search("cc", (papers, wall))] == ["wall"]
    assert [hit.exhibit.id for hit in search("zc", (papers, wall))] == ["wall"]  # 长 is zhang as well
    assert search("jz", (papers, wall)) == ()


def test_what_is_not_on_now_is_not_found() -> None:
    index = Index((*HALL, GALLERY), INITIALS)
    assert [hit.exhibit.id for hit in search_shown("党费", Shown(index, (STEPS,)))] == ["steps"]
    assert search_shown("知夏", Shown(index, HALL)) == ()
    assert search_shown("df", Shown(index, (STEPS, LANE))) == ()
    renewed = replace(FEE, pack_version="2")  # not what was indexed
    assert search_shown("党费", Shown(index, (renewed,))) == ()


def test_a_person_whose_consent_has_ended_is_not_found() -> None:
    """The exhibit that shows now has the others alone; the index is that of the whole sheet."""
    index, left = Index((GALLERY,), INITIALS | {"许": "x", "知": "z"}), replace(GALLERY, content=People(("𠮷田·演示",)))
    for query in ("知夏", "许知夏", "xz"):
        assert search_shown(query, Shown(index, (GALLERY,)))
        assert search_shown(query, Shown(index, (left,))) == ()
    (hit,) = search_shown("志愿者", Shown(index, (left,)))
    assert (hit.exhibit, hit.at, hit.more) == (left, "𠮷田·演示", 0) and hit.line.startswith("…")
    assert search_shown("许知夏教老人用手机", Shown(index, (left,)))[0].near


SYNTAX = (
    '"', '""', "*", "党*", "NEAR", "NEAR(党 费)", "党 AND 费", "党 OR 费", "NOT 党", "-党", "head : 党", "{head}",
    "^党", "党 + 费", "(", "\0", "党\0费", "\ud800", "'; DROP TABLE row; --", "%", "_", "党_", "\u200b", "é", "x" * 500,
)  # fmt: skip


@pytest.mark.parametrize("query", SYNTAX)
def test_what_the_database_would_take_for_its_own_is_only_looked_for(query: str) -> None:
    for hit in search(query, HALL):
        assert hit.exhibit in HALL


def test_marks_and_signs_part_nothing_that_stands_together() -> None:
    room = article("room", "Ｗi-Fi 5G", "速度 100%，密码：a*b。")
    for query in ("5g", "i-f", "a*b", "100%"):
        assert [hit.exhibit.id for hit in search(query, (room,))] == ["room"], query
    assert search("a+b", (room,)) == ()


def test_one_letter_and_twenty_are_looked_for() -> None:
    assert set(keys("党")) == {"steps", "fee"}
    assert search("递交申请书预备期满按时交纳党费参加组织", HALL)[0].exhibit is STEPS


def test_no_more_are_listed_than_somebody_turns_through() -> None:
    many = [article(str(number), f"党费 {number}", "一段话。") for number in range(MOST + 5)]
    assert len(search("党费", many)) == MOST


@given(st.text('党费aZ5，*-"𠮷㐂𱍐 ', min_size=1, max_size=6), st.text("党费aZ5，*-𠮷𱍐", min_size=1, max_size=2))
def test_whatever_a_plain_look_finds_is_found(text: str, query: str) -> None:
    """Recall 1."""
    one = article("one", "题", text)
    words = words_of(query)
    blocks = one.article.blocks if one.article else ()
    if words and blocks and all(word in plain(blocks[0].text) for word in words):
        assert search(query, (one,))


@given(st.text(max_size=30))
def test_anything_may_be_asked(query: str) -> None:
    for hit in search(query, HALL):
        assert hit.exhibit in HALL
