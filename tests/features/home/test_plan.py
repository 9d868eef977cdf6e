"""What stands on home and in 全部服务, by what is offered at this moment and what an editor chose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.core.terminal.home_tile import GROUPS
from kiosk.features.home.rules.arrangement import (
    MOST_ROWS,
    PLACES,
    USUAL,
    Arrangement,
    Row,
    filled,
    from_plain,
    sound,
    to_plain,
)
from kiosk.features.home.rules.plan import planned, usual

DO, LEARN, SEE, SAY = GROUPS


@dataclass(frozen=True)
class Tile:
    key: str
    group: str = SEE
    is_main: bool = False
    is_small: bool = True


MAINS = (
    Tile("tickets", DO, is_main=True), Tile("membership", LEARN, is_main=True), Tile("quiz", LEARN, is_main=True),
    Tile("exhibition", SEE, is_main=True),
)  # fmt: skip


def many(count: int, group: str = SEE) -> list[Tile]:
    return [Tile(f"{group}.n{place}", group) for place in range(count)]


def small(offered: Sequence[Tile], arrangement: Arrangement = USUAL) -> list[str]:
    return [tile.key for tile in planned(offered, arrangement, GROUPS).small]


def groups(offered: Sequence[Tile], arrangement: Arrangement = USUAL) -> dict[str, list[str]]:
    return {group: [tile.key for tile in tiles] for group, tiles in planned(offered, arrangement, GROUPS).groups}


# -- by itself --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [0, 1, 3, 4, 9, 20, 60, 200, 10_000])
def test_home_has_at_most_three_and_all_services_at_most_twelve(count: int) -> None:
    offered = [*MAINS, *(Tile(f"n{place}", GROUPS[place % 4]) for place in range(count))]
    plan = planned(offered, USUAL, GROUPS)
    assert len(plan.small) == min(count, 3)
    assert plan.count <= 12
    assert {tile.key for tile in MAINS} <= {tile.key for _, tiles in plan.groups for tile in tiles}


def test_the_three_are_of_three_groups_where_there_are_as_many() -> None:
    offered = [*MAINS, *many(3, SEE), *many(2, LEARN), Tile("guide", DO), Tile("talk", SAY)]
    assert small(offered) == ["guide", "learning.n0", "seeing.n0"]
    assert small(many(5, SEE)) == ["seeing.n0", "seeing.n1", "seeing.n2"]


def test_a_listed_tile_stands_in_all_services_alone() -> None:
    offered = [*MAINS, Tile("find", is_small=False)]
    assert small(offered) == []
    assert groups(offered)[SEE] == ["exhibition", "find"]


def test_what_has_another_way_to_it_gives_way() -> None:
    """知识挑战 is a row of 党性体检."""
    offered = [*MAINS, Tile("challenge", LEARN, is_small=False), *many(1, LEARN), *many(3, SEE), Tile("talk", SAY)]
    assert groups(offered)[LEARN] == ["membership", "quiz", "learning.n0"]
    assert groups(offered, sound([("challenge", "all")]))[LEARN] == ["membership", "quiz", "challenge"]


def test_what_empty_groups_leave_goes_to_those_that_have_more() -> None:
    three = [*MAINS, *many(9, SEE)]
    assert {group: len(keys) for group, keys in groups(three).items()} == {DO: 1, LEARN: 2, SEE: 6}
    assert list(groups([*three, Tile("talk", SAY)])) == list(GROUPS)
    assert len(groups([*three, Tile("talk", SAY)])[SEE]) == 3
    assert len(groups(many(40, SEE))[SEE]) == 12


# -- as an editor chose -----------------------------------------------------------------------------------------------


def test_the_editor_s_order_holds_and_who_stops_is_followed_by_the_next() -> None:
    chosen = sound([("a", "home"), ("b", "home"), ("c", "all"), ("d", "home"), ("e", "home")])
    offered = [*MAINS, *map(Tile, "edcba")]
    assert small(offered, chosen) == ["a", "b", "d"]
    assert small([tile for tile in offered if tile.key != "b"], chosen) == ["a", "d", "e"]
    assert groups(offered, chosen)[SEE] == ["exhibition", *"abcde"]


def test_what_is_off_stands_nowhere_and_a_main_function_cannot_be() -> None:
    chosen = sound([("a", "off"), ("tickets", "off"), ("exhibition", "off")])
    plan = planned([*MAINS, Tile("a"), Tile("b")], chosen, GROUPS)
    assert [tile.key for tile in plan.small] == ["b"]
    assert groups([*MAINS, Tile("a"), Tile("b")], chosen)[SEE] == ["exhibition", "b"]


def test_a_tile_that_nobody_has_named_yet_fills_a_free_place() -> None:
    chosen = sound([("a", "home")])
    assert small([Tile("new"), Tile("a")], chosen) == ["a", "new"]
    full = sound([("a", "home"), ("b", "home"), ("c", "home")])
    assert small([*map(Tile, "abc"), Tile("new")], full) == ["a", "b", "c"]


def test_the_page_of_the_editor_has_a_row_for_everything() -> None:
    usual = [Row("a", "home"), Row("b", "all")]
    assert filled(USUAL, usual).rows == tuple(usual)
    assert filled(sound([("b", "off"), ("old", "home")]), usual).rows == (
        Row("b", "off"), Row("old", "home"), Row("a", "home"),
    )  # fmt: skip


def test_who_saves_what_stands_there_by_itself_changes_nothing() -> None:
    offered = [
        *MAINS, *many(3, SEE), *many(2, LEARN), Tile("guide", DO), Tile("find", SEE, is_small=False), Tile("talk", SAY),
    ]  # fmt: skip
    saved = Arrangement(usual(offered, GROUPS))
    assert planned(offered, saved, GROUPS) == planned(offered, USUAL, GROUPS)


# -- bad values -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "given",
    [None, 7, "daily", {}, [], [["daily"]], [["daily", "home", 3]], [[None, None]], [["𠮷", "home"]],
     [["a" * 99, "all"]], [["../etc", "home"]], [["daily", "top"]],
     [[["daily"], ["home"]]], {"rows": [["daily", "home"]]}],
)  # fmt: skip
def test_what_cannot_be_used_leaves_home_as_it_is_by_itself(given: Any) -> None:
    assert from_plain(given) == USUAL
    assert small([*MAINS, *many(4)], from_plain(given)) == small([*MAINS, *many(4)])


def test_a_row_twice_counts_once_and_no_more_than_sixty_are_kept() -> None:
    assert sound([("a", "home"), ("a", "off")]).rows == (Row("a", "home"),)
    assert len(sound([(f"k{place}", "all") for place in range(10_000)]).rows) == MOST_ROWS


keys = st.from_regex(r"[a-z][a-z0-9_]{0,8}(\.[a-z][a-z0-9_]{0,8})?", fullmatch=True)
rows = st.lists(st.tuples(keys, st.sampled_from(PLACES)), max_size=70)
tiles = st.lists(st.builds(Tile, keys, st.sampled_from(GROUPS), st.booleans(), st.booleans()), max_size=30)


@given(rows)
def test_an_arrangement_survives_being_kept(given_rows: list[tuple[str, str]]) -> None:
    assert from_plain(to_plain(sound(given_rows))) == sound(given_rows)


@given(tiles, rows)
def test_nothing_stands_twice_nothing_off_is_seen_and_no_group_is_empty(
    offered: list[Tile], given_rows: list[tuple[str, str]]
) -> None:
    offered = list({tile.key: tile for tile in offered}.values())
    arrangement = sound(given_rows)
    plan = planned(offered, arrangement, GROUPS)
    shown = [tile for _, group in plan.groups for tile in group]
    assert len({tile.key for tile in shown}) == len(shown) == plan.count <= 12
    assert len(set(plan.small)) == len(plan.small) <= 3
    assert all(group for _, group in plan.groups)
    assert not [tile for tile in (*shown, *plan.small) if not tile.is_main and arrangement.place_of(tile.key) == "off"]
    assert not [tile for tile in plan.small if tile.is_main]
