"""Marks on a picture: none lies over another, whatever is written, and none moves without need."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.features.exhibition.rules.marks import Rect, around, beside, contained, corner, spread

ROOM = (984.0, 560.0)
MARK = (64.0, 64.0)
SHARE = st.floats(0, 1)
GAP = 16.0


def at(*shares: tuple[float, float]) -> list[tuple[float, float]]:
    return [(x * ROOM[0], y * ROOM[1]) for x, y in shares]


def inside(rect: Rect) -> bool:
    return rect.x >= 0 and rect.y >= 0 and rect.x + rect.wide <= ROOM[0] and rect.y + rect.high <= ROOM[1]


def test_far_apart_each_stands_at_its_place() -> None:
    points = at((0.2, 0.3), (0.8, 0.7))
    assert [rect.centre for rect in spread(points, [MARK] * 2, ROOM, GAP)] == points


def test_of_two_at_one_point_the_first_stays_and_the_second_lies_beside_it() -> None:
    first, second = spread(at((0.5, 0.5), (0.5, 0.5)), [MARK] * 2, ROOM, GAP)
    assert first.centre == (492, 280) and not first.meets(second, GAP)
    assert abs(second.centre[0] - 492) < 2 * (MARK[0] + GAP)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(SHARE, SHARE), max_size=14))
def test_as_many_as_a_page_of_the_list_has_never_lie_over_one_another(shares: list[tuple[float, float]]) -> None:
    placed = spread(at(*shares), [MARK, (124.0, 60.0)] * 7, ROOM, GAP) if len(shares) == 14 else spread(
        at(*shares), [MARK] * len(shares), ROOM, GAP
    )  # fmt: skip
    assert all(inside(rect) for rect in placed)
    assert not any(one.meets(other, GAP) for one, other in itertools.combinations(placed, 2))


def test_where_there_is_no_room_at_all_they_still_stand_somewhere_inside() -> None:
    placed = spread([(20.0, 20.0)] * 9, [MARK] * 9, (100.0, 100.0), GAP)
    assert len(placed) == 9 and all(0 <= rect.x <= 36 and 0 <= rect.y <= 36 for rect in placed)


def test_what_is_taken_is_left_free() -> None:
    taken = Rect(400, 200, 200, 200)
    (rect,) = spread(at((0.5, 0.5)), [MARK], ROOM, GAP, [taken])
    assert not rect.meets(taken, GAP)


@pytest.mark.parametrize("point", [(0, 0), (984, 560), (0, 560), (984, 0)])
def test_a_mark_at_the_edge_is_moved_in(point: tuple[float, float]) -> None:
    assert inside(around(point, MARK, ROOM))


@pytest.mark.parametrize("y", [0.0, 0.5, 1.0])
def test_the_word_at_a_mark_covers_neither_it_nor_another(y: float) -> None:
    mark, other = around((492, y * 560), MARK, ROOM), around((492, 180), MARK, ROOM)
    word = beside(mark, (190, 64), ROOM, GAP, [other])
    assert inside(word) and not word.meets(mark) and not word.meets(other)


def test_a_card_takes_the_first_corner_without_a_mark() -> None:
    card = (440.0, 240.0)
    assert corner(card, ROOM, 24, []) == Rect(24, 24, *card)
    right = corner(card, ROOM, 24, [around((100, 100), MARK, ROOM)])
    assert right is not None and right.x == 984 - 24 - 440
    everywhere = [around((x, y), MARK, ROOM) for x in (200, 800) for y in (120, 440)]
    assert corner(card, ROOM, 24, everywhere) is None and corner((984, 100), ROOM, 24, []) is None


@pytest.mark.parametrize(("shape", "size"), [((3, 1), (984, 328)), ((1, 3), (560 / 3, 560)), ((984, 560), ROOM)])
def test_a_picture_of_any_shape_is_shown_whole(shape: tuple[float, float], size: tuple[float, float]) -> None:
    assert contained(shape, ROOM) == pytest.approx(size)
