"""改成选择题: the right text among others, none of which counts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.banks.model import Item, Kind
from content.pack.open import STARTER, open_pack
from kiosk.features.quiz.rules.choices import COUNT, MOST_NEAR, Fills, choices
from kiosk.features.quiz.rules.normalising import counts, normal

FILLS = [item for item in open_pack(STARTER, decode=False).banks[0] if item.kind is Kind.FILL]


def a_fill(*ways: str, tag: str = "党章", item_id: str = "f") -> Item:
    return Item(item_id, Kind.FILL, "____", (), (), tags=(tag,), blanks=(ways,))


@pytest.mark.parametrize("item", FILLS, ids=lambda item: item.id)
@pytest.mark.parametrize("seed", ["1", "2", "3"])
def test_every_blank_of_the_starter_has_four_and_one_is_right(item: Item, seed: str) -> None:
    found = choices(item, FILLS, seed)
    assert len(found) == len(item.blanks)
    for texts, ways in zip(found, item.blanks, strict=True):
        assert len(texts) == COUNT and len(set(map(normal, texts))) == COUNT
        assert [text for text in texts if counts(text, ways)] == [ways[0]]
    assert found == choices(item, FILLS, seed)


def test_neighbours_of_a_number_are_written_as_it_is() -> None:
    assert all(text.isascii() and text.isdigit() for text in choices(a_fill("1921"), (), "1")[0])
    assert all(text.endswith("年") and len(text) == 5 for text in choices(a_fill("一九二一年"), (), "1")[0])
    assert all(int(normal(text)) % 10 == 0 for text in choices(a_fill("八十"), (), "1")[0])
    assert all(text.endswith("天") for text in choices(a_fill("30天"), (), "1")[0])


def test_texts_of_the_same_topic_and_like_length_come_first() -> None:
    near = [a_fill(text, item_id=text) for text in ("张闻天", "陈独秀", "李大钊")]
    far = [a_fill(text, tag="党费", item_id=text) for text in ("支委会", "全国代表大会")]
    assert set(choices(a_fill("毛泽东"), [*far, *near], "5")[0]) == {"毛泽东", "张闻天", "陈独秀", "李大钊"}


def test_the_right_text_stands_anywhere() -> None:
    at = {choices(FILLS[0], FILLS, str(seed))[0].index(FILLS[0].blanks[0][0]) for seed in range(60)}
    assert at == {0, 1, 2, 3}


TEXT = st.text("一二十百0129年月北京党a𠮷《 。", min_size=1, max_size=6)


@given(st.lists(st.lists(TEXT, min_size=1, max_size=10), min_size=1, max_size=3), st.lists(TEXT, max_size=5), st.text())
def test_none_beside_the_right_one_counts_whatever_the_bank_says(
    blanks: list[list[str]], others: list[str], seed: str
) -> None:
    item = Item("x", Kind.FILL, "____", (), (), blanks=tuple(map(tuple, blanks)))
    for texts, ways in zip(choices(item, [a_fill(one, item_id=one) for one in others], seed), blanks, strict=True):
        assert texts.count(ways[0]) == 1 and len(texts) <= COUNT
        assert not any(counts(text, ways) for text in texts if text != ways[0])


def test_however_many_items_a_bank_has_few_of_them_are_looked_at() -> None:
    many = [a_fill("甲", item_id=f"f{at}", tag=f"第{at % 3}章") for at in range(3000)]
    near = Fills(many).near(a_fill("乙", tag="第1章"))
    assert len(near) <= 2 * MOST_NEAR and [one.tag for one in near[:MOST_NEAR]] == ["第1章"] * MOST_NEAR
    assert {one.tag for one in near[MOST_NEAR:]} == {"第0章", "第2章"}
    assert Fills(FILLS).near(FILLS[0])[0].tag == FILLS[0].tag and Fills(()).near(FILLS[0]) == []
