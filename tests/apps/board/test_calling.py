"""Which call is said next: one at a time, none lost, none out of date."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.apps.board.calling import Calls
from kiosk.core.database.clock import stamp
from kiosk.features.tickets.wire_board import BoardCall, BoardNow
from tests.apps.board.sample_halls import AT, MORNING, call, many_windows, window


def hall(*calls: BoardCall, in_hand: tuple[BoardCall, ...] | None = None) -> BoardNow:
    """The calls so far, oldest first; each window waits for the last number called to it."""
    last = {one.window_id: one for one in calls} if in_hand is None else {one.window_id: one for one in in_hand}
    windows = tuple(window(n, last[n].number, "called") if n in last else window(n) for n in range(1, 5))
    newest = max((one.event_id for one in calls), default=0)
    return replace(MORNING, calls=tuple(reversed(calls)), windows=windows, event_id=newest)


def said(calls: Calls) -> list[str]:
    """Everything that is said from here on, without the repeats."""
    numbers = []
    while one := calls.begin():
        if calls.end(whole=True):
            numbers.append(one.number)
    return numbers


FIRST, SECOND, THIRD = call(11, "A001", 1), call(12, "B001", 2), call(13, "C001", 3)


def test_what_was_called_before_the_board_was_hung_up_is_not_said() -> None:
    calls = Calls()
    calls.hear(hall(FIRST))
    assert calls.begin() is None
    calls.hear(hall(FIRST, SECOND))
    assert said(calls) == ["B001"]


def test_ten_at_once_are_said_in_the_order_of_the_calls() -> None:
    calls = Calls(said_up_to=100)
    calls.hear(many_windows(10))
    assert said(calls) == [f"A{n:03d}" for n in range(1, 11)]


def test_one_at_a_time() -> None:
    calls = Calls(0)
    calls.hear(hall(FIRST, SECOND))
    assert calls.begin() == FIRST
    assert calls.begin() is None
    calls.end(whole=True)
    assert calls.begin() == SECOND


def test_a_repeat_joins_the_call_that_still_waits() -> None:
    calls = Calls(0)
    calls.hear(hall(FIRST, SECOND))
    calls.begin()
    again = replace(SECOND, event_id=14)
    calls.hear(hall(FIRST, SECOND, again))
    calls.end(whole=True)
    assert said(calls) == ["B001"]


def test_a_repeat_of_what_is_being_said_is_said_again() -> None:
    calls = Calls(0)
    calls.hear(hall(FIRST))
    calls.begin()
    calls.hear(hall(FIRST, replace(FIRST, event_id=14)))
    calls.end(whole=True)
    assert said(calls) == ["A001"]


def test_a_number_that_came_or_was_passed_over_is_not_said() -> None:
    calls = Calls(0)
    calls.hear(hall(FIRST, SECOND, THIRD))
    calls.begin()
    calls.hear(hall(FIRST, SECOND, THIRD, in_hand=(THIRD,)))  # the first two were served or marked 过号
    assert not calls.is_current(FIRST)
    calls.end(whole=True)
    assert said(calls) == ["C001"]


def test_the_next_number_at_a_window_takes_the_place_of_the_one_before() -> None:
    calls = Calls(0)
    calls.hear(hall(call(10, "A001", 1), call(11, "A002", 1), call(12, "A003", 1)))
    assert said(calls) == ["A003"]


def test_a_board_that_was_off_for_an_hour_says_nothing_old() -> None:
    calls = Calls(0)
    calls.hear(hall(replace(FIRST, at=stamp(AT - timedelta(hours=1))), SECOND))
    assert said(calls) == ["B001"]


def test_a_restored_hall_counts_anew() -> None:
    calls = Calls(5000)
    calls.hear(hall(FIRST))
    assert said(calls) == []
    calls.hear(hall(FIRST, SECOND))
    assert said(calls) == ["B001"]


def test_a_board_that_starts_again_goes_on_with_what_was_not_said() -> None:
    calls = Calls(0)
    calls.hear(hall(FIRST, SECOND, THIRD))
    calls.begin()
    calls.end(whole=True)
    calls.begin()  # and killed while the second is being said
    later = Calls(calls.said_up_to)
    later.hear(hall(FIRST, SECOND, THIRD))
    assert said(later) == ["B001", "C001"]


@given(st.lists(st.tuples(st.integers(1, 4), st.booleans()), max_size=30))
@settings(max_examples=60)
def test_whatever_is_called_the_last_number_of_each_window_is_said(turns: list[tuple[int, bool]]) -> None:
    """However clerks call and the board speaks in between: each at most twice, and nothing lost."""
    calls, made, spoken = Calls(0), list[BoardCall](), list[BoardCall]()
    for number, (window_id, speaks) in enumerate(turns, 1):
        made.append(call(number, f"A{number:03d}", window_id))
        calls.hear(hall(*made))
        if speaks and (one := calls.begin()):
            assert calls.is_current(one)
            spoken.append(one)
            calls.end(whole=True)
    while one := calls.begin():
        spoken.append(one)
        calls.end(whole=True)
    assert all(spoken.count(one) <= 2 for one in spoken)
    last = {one.window_id: one for one in made}
    assert {one.event_id for one in last.values()} <= {one.event_id for one in spoken}
