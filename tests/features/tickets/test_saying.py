"""In which order calls are said: everybody once before anybody twice, and nobody given up before the call was heard."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.features.tickets.rules.saying import SPEAKS_WITHIN, Said, Turns, is_unsaid, place_of
from tests.benchmarks.busy_minute import CHIME_SECONDS, espeak_seconds, heard_whole

AT = datetime(2026, 11, 17, 10, 26)
needs_espeak = pytest.mark.skipif(shutil.which("espeak-ng") is None, reason="no espeak-ng: apt-get install espeak-ng")


@dataclass(frozen=True)
class Call:
    event_id: int
    ticket_id: int
    window_id: int = 1


def said(turns: Turns[Call]) -> list[int]:
    """The tickets of everything that is said from here on."""
    tickets = []
    while call := turns.begin():
        tickets.append(call.ticket_id)
        turns.end(whole=True)
    return tickets


def added(*calls: Call, times: int = 2) -> Turns[Call]:
    turns = Turns[Call](times)
    for call in calls:
        turns.add(call)
    return turns


ONE, TWO, THREE = Call(1, 1, 1), Call(2, 2, 2), Call(3, 3, 3)


def test_everybody_once_then_everybody_again() -> None:
    assert said(added(ONE, TWO, THREE)) == [1, 2, 3, 1, 2, 3]
    assert said(added(ONE, TWO, times=1)) == [1, 2]
    assert said(added(ONE, TWO, times=3)) == [1, 2, 1, 2, 1, 2]


def test_who_comes_later_is_said_before_anybody_is_repeated() -> None:
    turns = added(ONE, TWO)
    turns.begin()
    turns.end(whole=True)
    turns.add(THREE)
    assert said(turns) == [2, 3, 1, 2, 3]


def test_a_number_called_again_waits_behind_those_never_said_and_before_the_repeats() -> None:
    turns = added(ONE, TWO)
    for _ in range(2):
        turns.begin()
        turns.end(whole=True)
    turns.add(Call(4, 2, 2))  # 重呼
    turns.add(THREE)
    assert said(turns) == [3, 2, 1, 3, 2], "its own repeat gave way to the new call"


def test_called_again_before_it_was_said_it_is_one_call() -> None:
    assert said(added(ONE, TWO, Call(4, 2, 2))) == [1, 2, 1, 2]


def test_called_again_while_it_is_being_said_it_is_said_anew() -> None:
    turns = added(ONE)
    turns.begin()
    turns.add(Call(4, 1, 1))
    turns.end(whole=True)
    assert said(turns) == [1, 1]


def test_what_was_cut_short_is_neither_heard_nor_repeated() -> None:
    turns = added(ONE)
    assert turns.begin() and turns.undone == (ONE,)
    assert not turns.end(whole=False)
    assert said(turns) == [] and not turns.undone


def test_a_number_no_longer_called_is_not_said_nor_repeated() -> None:
    turns = added(ONE, TWO, THREE)
    turns.begin()
    turns.end(whole=True)
    turns.keep(lambda call: call == THREE)
    assert said(turns) == [3, 3]


def test_the_first_time_is_told_and_no_other() -> None:
    turns = added(ONE)
    told = []
    while turns.begin():
        told.append(turns.end(whole=True))
    assert told == [True, False]


@given(st.lists(st.one_of(st.tuples(st.just("call"), st.integers(1, 5)), st.tuples(st.just("say"), st.just(0)))))
def test_however_they_are_called_nobody_is_repeated_while_somebody_was_never_said(steps: list[tuple[str, int]]) -> None:
    turns, heard, made = Turns[Call](), dict[int, int](), set[int]()
    for event_id, (step, ticket) in enumerate((*steps, *(("say", 0),) * (3 * len(steps) + 3)), 1):
        if step == "call":
            turns.add(Call(event_id, ticket))
            made.add(ticket)
        elif call := turns.begin():
            never = [one for one in turns.waiting if place_of(one)[0] not in heard]
            assert call.ticket_id not in heard or not never
            heard[call.ticket_id] = heard.get(call.ticket_id, 0) + 1
            turns.end(whole=True)
    assert heard.keys() == made
    assert all(times >= 2 for times in heard.values())
    assert turns.begin() is None


@pytest.mark.parametrize(
    ("said", "unsaid"),
    [
        (None, False),  # no board ever told
        (Said(9, AT), True),
        (Said(10, AT), False),
        (Said(12, AT), False),  # a later one was said: it is another board's, or its report was lost
        (Said(9, AT - SPEAKS_WITHIN - timedelta(seconds=1)), False),  # the board is dead
        (Said(9, AT + timedelta(hours=1)), True),  # the clock was set back
    ],
)
def test_a_call_waits_to_be_said_only_while_a_board_speaks(said: Said | None, unsaid: bool) -> None:
    assert is_unsaid(10, said, AT) is unsaid


@needs_espeak
@pytest.mark.parametrize("windows", [12, 20, 40])
def test_all_windows_call_within_twenty_seconds_and_everybody_is_heard(windows: int) -> None:
    lengths = [CHIME_SECONDS + espeak_seconds(window) for window in range(1, windows + 1)]
    assert heard_whole(lengths) == windows


@needs_espeak
def test_without_a_word_of_the_boards_twelve_are_heard_all_the_same() -> None:
    lengths = [CHIME_SECONDS + espeak_seconds(window) for window in range(1, 13)]
    assert heard_whole(lengths, reports=False) == 12
    assert heard_whole([2 * one for one in lengths], reports=False) < 12, "as when each was said twice at once"


@given(st.lists(st.integers(2, 9), min_size=1, max_size=40), st.integers(0, 60), st.integers(1, 3))
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_whatever_their_lengths_nobody_is_given_up_unheard(lengths: list[int], within: int, times: int) -> None:
    assert heard_whole(lengths, within, times=times) == len(lengths)
