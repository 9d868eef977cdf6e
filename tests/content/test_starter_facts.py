"""What the starter pack states is read in a text that it names: no number of an item stands without its fact."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.kinds.kind import ExhibitKind
from content.pack.exhibit import Exhibit
from content.pack.open import STARTER, open_pack
from content.packs.starter_source.facts import facts, facts_of
from content.packs.starter_source.numbers import numbers_in
from content.packs.starter_source.sources import sources

_FACTS = facts()
_CALL = re.compile(r"〔\d+〕")
"""The sign of a footnote in a document."""


@pytest.fixture(scope="module")
def exhibits() -> tuple[Exhibit, ...]:
    return tuple(open_pack(STARTER).exhibits)


def test_every_number_that_an_item_says_stands_in_a_fact_of_it(exhibits: tuple[Exhibit, ...]) -> None:
    told = [exhibit for exhibit in exhibits if _is_of_the_world(exhibit)]
    assert len(told) >= 5
    assert not [exhibit.id for exhibit in told if not facts_of(exhibit.id)], "no fact at all"
    assert not [line for exhibit in told for line in _without_a_fact(exhibit)]


def test_a_fact_names_an_item_and_says_something_once(exhibits: tuple[Exhibit, ...]) -> None:
    undrawn = {text.stem for text in (STARTER / "texts").iterdir()}  # written before the picture it belongs to
    ids = {exhibit.id for exhibit in exhibits} | undrawn
    assert not [fact for fact in _FACTS if not fact.unread and not ids.issuperset(fact.items)]
    assert all(fact.says for fact in _FACTS)
    assert len({(fact.items, fact.says) for fact in _FACTS}) == len(_FACTS)


def test_what_is_to_be_looked_up_again_was_not_over_when_it_was_written() -> None:
    assert all(fact.holds_until is None or fact.holds_until > date(2026, 11, 30) for fact in _FACTS)
    assert all(source.date <= date(2026, 11, 30) for source in sources().values())


def test_a_keeper_is_asked_once_the_first_fact_of_an_item_may_no_longer_hold(exhibits: tuple[Exhibit, ...]) -> None:
    for exhibit in exhibits:
        ends = [fact.holds_until for fact in facts_of(exhibit.id) if fact.holds_until]
        assert exhibit.check_by == min(ends, default=None), exhibit.id


def test_what_was_not_read_stands_in_no_text(exhibits: tuple[Exhibit, ...]) -> None:
    said = "\n".join(text for exhibit in exhibits for text in _texts(exhibit))
    assert not [fact.says for fact in _FACTS if fact.unread and fact.says in said]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("五个阶段、二十五步，培养一年以上", {"25步", "1年"}),
        ("6 个月，六个月，半年", {"6个月"}),
        ("1921年7月23日至8月初；二〇二六年五月", {"1921年7月23日", "8月", "2026年", "5月"}),
        ("1921.7.23 一大开幕，2021-06-28 发表", {"1921年7月23日", "2021年6月28日"}),
        ("两万余人，50 多名党员，两千多年，3.23 亿多人", {"20000人", "50名", "2000年", "3.23亿人"}),
        ("0.2 元到 1 元，０.５%，0.50%", {"0.2元", "1元", "0.5%"}),
        ("拨 12345 或者 110", {"12345", "110"}),
        ("一个人说一句话，三件事，一人", set()),
        ("第一千二百五十四条，十天，两名，二十四个学时", {"1254条", "10天", "2名", "24学时"}),
        ("", set()),
    ],
)
def test_a_number_is_read_in_figures_and_in_words(text: str, numbers: set[str]) -> None:
    assert numbers_in(text) == numbers


@given(st.text("〇零一二三四五六七八九十百千万亿两几余多半年月日天条元.-%0123456789０½²٣ 第个", max_size=30))
def test_no_text_is_too_odd_to_be_read(text: str) -> None:
    assert all(number.strip() for number in numbers_in(text))


@given(st.integers(2, 9999))
def test_a_count_in_words_is_the_count_in_figures(count: int) -> None:
    assert numbers_in(f"第{_in_words(count)}条") == numbers_in(f"第 {count} 条") == {f"{count}条"}


def test_an_item_without_facts_and_a_number_without_one_are_found() -> None:
    assert not facts_of("nobody")
    fee = "\n".join(fact.says for fact in facts_of("fee"))
    assert numbers_in("每月交 3.5 元") - numbers_in(fee) == {"3.5元"}


def _in_words(count: int) -> str:
    """二十五, 一百零三, 一千二百五十四: below ten thousand."""
    figures = str(count)
    places = ("千", "百", "十", "")[-len(figures) :]
    words = "".join("零" if figure == "0" else "零一二三四五六七八九"[int(figure)] + place
                    for figure, place in zip(figures, places, strict=True))  # fmt: skip
    return re.sub("零+", "零", words).rstrip("零").removeprefix("一" if 10 <= count < 20 else "")


def _is_of_the_world(exhibit: Exhibit) -> bool:
    """Not what is marked as invented, and not the bank, whose statements stand in questions.toml."""
    return not exhibit.demo and "虚构" not in exhibit.source and exhibit.kind is not ExhibitKind.BANK


def _without_a_fact(exhibit: Exhibit) -> Iterator[str]:
    """``join: 25步 in …`` for each number of its text."""
    known = facts_of(exhibit.id)
    stated = numbers_in("\n".join(f"{fact.says}\n{fact.place}\n{fact.source.title}" for fact in known))
    for text in _texts(exhibit):
        for number in sorted(numbers_in(text) - stated):
            yield f"{exhibit.id}: {number} in {text}"


def _texts(exhibit: Exhibit) -> Iterator[str]:
    """Everything that a visitor reads of it but its source."""
    yield exhibit.title
    yield exhibit.heading
    for article in (exhibit.article, exhibit.alternative):
        if article:
            yield article.title
            yield from (block.text for block in article.blocks)
    if exhibit.content:
        for name, text in exhibit.content.texts():
            yield from _CALL.sub("", f"{name}\n{text}").splitlines()
