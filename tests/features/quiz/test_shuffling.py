"""Options stand in another order every time, unless a word of the item depends on it; the answer goes with them."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.banks.model import Bank, Item, Kind
from content.banks.papers import Plan, Quota
from kiosk.features.quiz.rules.answer import Answer
from kiosk.features.quiz.rules.marking import Outcome, mark
from kiosk.features.quiz.rules.paper import draw, in_order
from kiosk.features.quiz.rules.pool import Pool
from kiosk.features.quiz.rules.shuffling import may_shuffle, order_of
from kiosk.features.quiz.rules.sitting import Sitting

DAY = date(2026, 11, 21)
PLAIN = ("一个月", "三个月", "半年", "一年")
DEPEND = (
    ("甲", "乙", "丙", "以上都对"), ("甲", "乙", "丙", "以上都不对"), ("甲", "乙", "上述三项"), ("甲", "乙", "前两项"),
    ("甲", "乙", "A和B"), ("甲", "乙", "AB"), ("甲", "乙", "Ａ、Ｂ"), ("甲", "乙", "a 与 b"), ("甲", "乙", "都是"),
    ("甲", "乙", "两者都有"), ("甲", "乙", "其他各项"), ("甲", "乙", "均正确"),
    ("甲", "乙", "全部"), ("甲", "乙", "都可以"),
    ("甲", "同上", "乙"), ("one", "two", "all of the above"), ("甲", "乙", "只有第一个选项对"), ("甲", "乙", "全对"),
    ("甲", "乙", "这两项"), ("甲", "乙", "除 A 项外"), ("甲", "乙", "其他"), ("甲", "乙", "其余三种"),
)  # fmt: skip
FREE = (
    PLAIN, ("APP 上交", "窗口上交", "银行转账"), ("WTO", "APEC", "OECD"), ("5G", "H7N9", "3D"),
    ("全面领导", "都市", "部分"),
    ("第三十条第二项", "第四条"), ("60 分以下", "60 分以上"), ("一至两名", "七名以上", "三年以上刑期"),
    ("各项权利", "各项义务"),
)  # fmt: skip


def an_item(options: tuple[str, ...], kind: Kind = Kind.SINGLE, stem: str = "哪一个？", why: str = "") -> Item:
    return Item("x", kind, stem, options, (0,), explanation=why)


@pytest.mark.parametrize("options", DEPEND, ids=lambda options: options[-1])
def test_options_that_speak_of_each_other_keep_their_order(options: tuple[str, ...]) -> None:
    assert not may_shuffle(an_item(options))
    assert order_of(an_item(options), "7:b") == tuple(range(len(options)))


@pytest.mark.parametrize("options", FREE, ids=lambda options: options[0])
def test_options_that_stand_for_themselves_are_shuffled(options: tuple[str, ...]) -> None:
    assert may_shuffle(an_item(options))


@pytest.mark.parametrize(
    "why",
    [
        "A 项错在时间",
        "故选 BD",
        "选项 C 是旧规定",
        "第三个选项是干扰",
        "前两项都对",
        "①错误",
        "选Ｂ。",
        "后者是预备期",
        "第二个说法错",
        "最后一个是对的",
        "B、C 不对",
    ],
)
def test_an_explanation_that_names_options_keeps_their_order(why: str) -> None:
    assert not may_shuffle(an_item(PLAIN, why=why))


@pytest.mark.parametrize("why", ["依据党章第三十条第二项。", "见第七条第（二）项", "2022 年修改", "用 APP 也行"])
def test_an_explanation_that_cites_a_law_does_not(why: str) -> None:
    assert may_shuffle(an_item(PLAIN, why=why))


def test_a_stem_that_names_an_option_keeps_the_order_and_only_choices_are_shuffled() -> None:
    assert not may_shuffle(an_item(PLAIN, stem="下面哪项和 A 一样？"))
    assert may_shuffle(an_item(PLAIN, Kind.MULTIPLE))
    assert not may_shuffle(replace(an_item(PLAIN), picture="pictures/map.png"))
    for kind in (Kind.JUDGE, Kind.FILL):
        assert not may_shuffle(an_item(PLAIN, kind))


ITEMS = st.integers(2, 8).flatmap(
    lambda count: st.builds(
        lambda answer, kind: Item("x", kind, "哪些？", tuple(f"选择{n}" for n in range(count)), tuple(sorted(answer))),
        st.sets(st.integers(0, count - 1), min_size=1),
        st.just(Kind.MULTIPLE),
    )
)


@given(ITEMS, st.text(max_size=8))
def test_shuffled_the_right_options_are_still_the_right_ones(item: Item, seed: str) -> None:
    order = order_of(item, seed)
    assert sorted(order) == list(range(len(item.options)))
    shown = in_order(item, order)
    assert shown.answer == tuple(sorted(shown.answer))
    assert set(shown.answer_texts()) == set(item.answer_texts())
    right = tuple(place for place, index in enumerate(order) if index in item.answer)
    assert mark(shown, Answer(right)).right
    assert order == order_of(item, seed)


def test_every_order_comes_as_often_as_any_other() -> None:
    item = an_item(("红", "黄", "蓝"))
    found = Counter(order_of(item, f"{seed}:b") for seed in range(1_200))
    assert len(found) == 6 and all(abs(count - 200) < 65 for count in found.values())


@given(st.lists(ITEMS, min_size=1, max_size=8), st.integers(0, 2**32), st.data())
def test_an_attempt_freezes_the_wording_the_order_and_what_was_chosen_of_the_banks_options(
    items: list[Item], seed: int, data: st.DataObject
) -> None:
    bank = Bank("b", tuple(_numbered(items)))
    paper = draw(Pool((bank,), DAY), Plan("p", "卷", (Quota(len(items)),)), seed)
    sitting = Sitting(paper, DAY, 0.0)
    wanted: dict[str, set[int]] = {}
    while not sitting.finished:
        question = sitting.question
        chosen = data.draw(st.sets(st.integers(0, len(question.item.options) - 1), min_size=1))
        wanted[question.item.id] = chosen
        sitting.answer(Answer(tuple(question.order.index(index) for index in chosen)))
        sitting.go_on()
    attempt = sitting.finish(1.0)
    by_id = {item.id: item for item in bank}
    assert [entry.item_id for entry in attempt.entries] == [question.item.id for question in paper.questions]
    for entry, question in zip(attempt.entries, paper.questions, strict=True):
        item = by_id[entry.item_id]
        assert (entry.bank, entry.item_version, entry.order) == ("b", item.version, question.order)
        assert set(entry.answer.chosen) == wanted[item.id]
        assert (entry.outcome is Outcome.RIGHT) == (wanted[item.id] == set(item.answer))


def _numbered(items: list[Item]) -> list[Item]:
    return [
        Item(f"i{n}", item.kind, f"第 {n} 问？", item.options, item.answer, tags=("党史",))
        for n, item in enumerate(items)
    ]
