"""过号 counts from when a board said the call: told by boards, and never needed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from kiosk.features.tickets.rules import event_names
from kiosk.features.tickets.rules.refusals import KeptNoLonger
from kiosk.features.tickets.wire import KeptTicket
from tests.features.tickets.hall import FIRST, Hall

SECOND = timedelta(seconds=1)
BOARD = FIRST  # any enrolled device; that it is a board is asked at the door


def said(hall: Hall, number: str) -> None:
    """A board has said the newest call of that number."""
    calls = hall.call(hall.desk.board_now).calls
    event_id = next(call.event_id for call in calls if call.number == number)
    hall.call(lambda c: hall.desk.board_said(c, BOARD, event_id))


def kept(hall: Hall, window: int = 1) -> list[KeptTicket]:
    return list(hall.call(lambda c: hall.windows.now(c, window)).kept)


def unsaid(hall: Hall, window: int) -> bool:
    current = hall.call(lambda c: hall.windows.now(c, window)).current
    assert current
    return current.unsaid


def three_called(hall: Hall) -> list[int]:
    """A001 to window 1, A002 to 2, A003 to 3, all at once; the board has said the first."""
    every_window_serves(hall)
    tickets = [hall.taken(f"order-{n}").id for n in range(1, 4)]
    for window in (1, 2, 3):
        hall.called(window)
    hall.now += 6 * SECOND
    said(hall, "A001")
    return tickets


def every_window_serves(hall: Hall) -> None:
    from kiosk.features.tickets.hall import plan_edits

    for window in (1, 2, 3, 4):
        name = f"{window} 号窗口"
        hall.call(
            lambda c, window=window, name=name: plan_edits.save_window(  # type: ignore[misc]
                c, window, name=name, service_ids=(1, 2, 3, 4)
            )
        )
    hall.desk.plan_changed()


def test_a_number_passed_over_before_its_call_was_said_does_not_lapse(hall: Hall) -> None:
    _, second, _ = three_called(hall)
    assert unsaid(hall, 2) and not unsaid(hall, 1)
    hall.call(lambda c: hall.windows.no_show(c, 2, second))
    for n in range(10, 20):  # more calls than any number is kept for
        hall.taken(f"later-{n}")
        hall.called(2)
    (one,) = [one for one in kept(hall, 2) if one.ticket_id == second]
    assert (one.left, one.left_words, one.reason) == (None, "大屏没念到，一直保留", "")
    hall.call(lambda c: hall.windows.finish(c, 2, hall.windows.now(c, 2).current.ticket_id))  # type: ignore[union-attr]
    assert hall.call(lambda c: hall.windows.call_back(c, 2, second)).number == "A002"


def test_a_number_that_was_said_lapses_as_the_slip_says(hall: Hall) -> None:
    first, *_ = three_called(hall)
    hall.call(lambda c: hall.windows.no_show(c, 1, first))
    (one,) = [one for one in kept(hall) if one.ticket_id == first]
    assert one.left == 3
    hall.now += SECOND
    for n in range(10, 13):
        hall.taken(f"later-{n}")
        hall.called(1)
    assert first not in [one.ticket_id for one in kept(hall)]
    hall.call(lambda c: hall.windows.finish(c, 1, hall.windows.now(c, 1).current.ticket_id))  # type: ignore[union-attr]
    with pytest.raises(KeptNoLonger):
        hall.call(lambda c: hall.windows.call_back(c, 1, first))


def test_without_a_board_that_speaks_it_counts_from_the_call(hall: Hall) -> None:
    ticket = hall.taken("order").id
    hall.called()
    assert not unsaid(hall, 1)
    hall.call(lambda c: hall.windows.no_show(c, 1, ticket))
    assert [one.left for one in kept(hall)] == [3]


def test_a_board_that_died_holds_up_nobody(hall: Hall) -> None:
    _, second, _ = three_called(hall)
    hall.now += timedelta(minutes=1) + SECOND
    assert not unsaid(hall, 2)
    hall.call(lambda c: hall.windows.no_show(c, 2, second))
    assert [one.left for one in kept(hall, 2)] == [3]


def test_a_call_that_no_board_has_is_overtaken_by_the_next_that_is_said(hall: Hall) -> None:
    """Two boards, and window 2 is on neither: A003 is said, so A002 counts from when it was called."""
    three_called(hall)
    said(hall, "A003")
    assert not unsaid(hall, 2)


def test_called_again_it_was_said_already(hall: Hall) -> None:
    first, *_ = three_called(hall)
    hall.call(lambda c: hall.windows.recall(c, 1, first))
    assert not unsaid(hall, 1)


def test_two_boards_tell_the_same_once_and_nonsense_changes_nothing(hall: Hall) -> None:
    three_called(hall)
    said(hall, "A001")
    for nonsense in (0, 1, 99_999):
        hall.call(lambda c, event=nonsense: hall.desk.board_said(c, BOARD, event))  # type: ignore[misc]
    assert hall.kinds().count(event_names.TICKET_SAID) == 1
