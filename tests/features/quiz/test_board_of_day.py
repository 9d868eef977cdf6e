"""The board of the day against a plain list of everybody who entered, with a clock that goes everywhere."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.features.quiz.rules.board_of_day import (
    MOST_OFFERED,
    MOST_ROWS,
    Board,
    NotEntered,
    Placed,
    board_json,
    board_of,
    current,
    enter,
    offered,
    place_of,
)

NAMES = tuple("abcdefghijkl")
NOON = datetime(2026, 11, 21, 12, 0)
CLOSES = time(17, 30)


@given(st.lists(st.tuples(st.sampled_from(NAMES), st.integers(0, 12)), max_size=40))
def test_it_holds_the_five_best_and_among_equals_those_that_came_first(tried: list[tuple[str, int]]) -> None:
    board, entered = Board(), list[Placed]()
    for name, streak in tried:
        best = sorted(entered, key=lambda row: -row.streak)[:MOST_ROWS]
        has_place = streak > 0 and (len(best) < MOST_ROWS or streak > best[-1].streak)
        is_free = name not in {row.nickname for row in entered}
        place = place_of(board, streak)
        assert (place is not None) is has_place
        if has_place and is_free:
            board = enter(board, name, streak, NOON)
            entered.append(Placed(name, streak))
            assert place is not None and board.rows[place] == entered[-1]
        else:
            with pytest.raises(NotEntered):
                enter(board, name, streak, NOON)
        assert board.rows == tuple(sorted(entered, key=lambda row: -row.streak)[:MOST_ROWS])
        assert board.used == {row.nickname for row in entered}
        assert board_of(board_json(board)) == board


@given(st.sets(st.sampled_from(NAMES)), st.integers(0, 50))
def test_only_free_nicknames_are_offered_and_every_one_comes_round(used: set[str], turn: int) -> None:
    board = Board(used=frozenset(used))
    batches = [offered(NAMES, board, turn + n) for n in range(-(-len(NAMES) // MOST_OFFERED))]
    assert {name for batch in batches for name in batch} == set(NAMES) - used
    assert all(len(batch) <= MOST_OFFERED for batch in batches)


MOMENTS = st.datetimes(NOON - timedelta(days=3), NOON + timedelta(days=3))


@given(MOMENTS, MOMENTS, st.none() | st.times())
def test_it_is_empty_once_the_hall_has_closed_or_the_date_is_another(
    begun: datetime, now: datetime, closes: time | None
) -> None:
    board = enter(Board(), "a", 3, begun)
    shown = current(board, now, closes)
    closed = closes is not None and begun.time() < closes <= now.time()
    assert shown == (Board() if begun.date() != now.date() or closed else board)


def test_who_plays_after_closing_has_a_board_until_midnight() -> None:
    late = NOON.replace(hour=19)
    board = enter(current(enter(Board(), "a", 3, NOON), late, CLOSES), "b", 1, late)
    assert board.rows == (Placed("b", 1),)
    assert current(board, late.replace(hour=23, minute=59), CLOSES) == board
    assert current(board, late + timedelta(days=1), CLOSES) == Board()


def test_the_hour_set_back_takes_nobody_off_and_another_date_does() -> None:
    board = enter(Board(), "a", 3, NOON)
    assert current(board, NOON - timedelta(hours=2), CLOSES) == board
    assert current(board, NOON - timedelta(days=1), CLOSES) == Board()


@pytest.mark.parametrize(
    "kept",
    [
        None, 3, [], {}, {"since": "yesterday", "rows": [], "used": []},
        {"since": "2026-11-21T12:00:00", "rows": [["a", 0]], "used": []},
        {"since": "2026-11-21T12:00:00", "rows": [["a", 3], ["a", 2]], "used": []},
        {"since": "2026-11-21T12:00:00", "rows": [["a"]], "used": []},
        {"since": "2026-11-21T12:00:00", "rows": "abc", "used": []},
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_an_empty_board(kept: object) -> None:
    assert board_of(kept) == Board()


def test_more_rows_than_five_are_read_as_the_first_five() -> None:
    given = board_json(Board(since=NOON)) | {"rows": [[name, 20 - n] for n, name in enumerate(NAMES)]}
    assert len(board_of(given).rows) == MOST_ROWS
    assert replace(board_of(given), rows=()) == Board(used=frozenset(NAMES[:5]), since=NOON)
