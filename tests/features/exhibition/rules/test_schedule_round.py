"""A round of the loop: how often each thing comes, how far apart, and what stays together."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import pairwise
from math import gcd

from hypothesis import given
from hypothesis import strategies as st

from kiosk.features.exhibition.rules.round import round_of, spread
from kiosk.features.exhibition.rules.schedule import loop_of
from tests.features.exhibition.rules.brute_schedule import Notice

WEIGHTS = st.lists(st.integers(1, 9), min_size=1, max_size=12)


def a_round(*things: Notice) -> str:
    return " ".join(thing.key for thing in round_of(things))


def test_without_weights_the_order_is_the_packs() -> None:
    assert a_round(Notice("a"), Notice("b"), Notice("c")) == "a b c"


def test_what_weighs_more_comes_more_often_and_not_twice_running() -> None:
    assert a_round(Notice("a", weight=2), Notice("b"), Notice("c")) == "a b a c"
    assert a_round(Notice("a"), Notice("b", weight=3), Notice("c"), Notice("d")) == "b a b c b d"
    assert a_round(Notice("a", weight=9)) == "a"
    assert a_round(Notice("a", weight=4), Notice("b", weight=2)) == "a a b"  # there is no other way


def test_a_playlist_is_one_block_in_the_packs_order_and_weighs_as_its_heaviest() -> None:
    one, two = Notice("1", playlist="story"), Notice("2", playlist="story", weight=2)
    assert a_round(one, Notice("a"), two, Notice("b")) == "1 2 a 1 2 b"


def test_a_playlist_of_the_same_name_in_another_pack_is_another() -> None:
    one, two = Notice("1", playlist="story"), Notice("2", playlist="story", pack="county")
    assert a_round(one, Notice("a"), two) == "1 a 2"


def test_what_is_for_the_list_alone_is_in_no_round_but_an_interrupt_always_is() -> None:
    listed = Notice("a", attract=False)
    assert loop_of([listed, replace(listed, key="b", interrupt=True), Notice("c")]) == (
        replace(listed, key="b", interrupt=True), Notice("c"),
    )  # fmt: skip


@given(WEIGHTS)
def test_each_copy_stands_near_where_it_would_stand_alone(weights: list[int]) -> None:
    placed = spread(weights)
    common, length = gcd(*weights), len(placed)
    assert Counter(placed) == {number: weight // common for number, weight in enumerate(weights)}
    for number, share in Counter(placed).items():
        half = length / share / 2
        for copy, place in enumerate(place for place, one in enumerate(placed) if one == number):
            assert copy * length // share - half <= place < -(-(copy + 1) * length // share) + half


@given(WEIGHTS)
def test_none_follows_itself_unless_it_has_more_than_half_of_the_round(weights: list[int]) -> None:
    placed = spread(weights)
    if 2 * max(Counter(placed).values()) <= len(placed):
        assert all(one != other for one, other in pairwise([*placed, placed[0]]))


def test_ten_thousand_things_of_every_weight_are_spread_while_nobody_notices() -> None:
    weights = [1 + number % 9 for number in range(10_000)]
    placed = spread(weights)
    assert len(placed) == sum(weights) and all(one != other for one, other in pairwise(placed))
