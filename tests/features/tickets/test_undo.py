"""撤销 at real windows on a real database: what was undone never was, and no number is ever lost by it."""

from datetime import timedelta
from functools import partial

import pytest

from kiosk.features.tickets.hall.read_day import read_day
from kiosk.features.tickets.hall.undo import UNDO_FOR
from kiosk.features.tickets.rules import event_names, refusals
from kiosk.features.tickets.rules.queue import PRIORITY
from kiosk.features.tickets.rules.statistics import figures
from kiosk.features.tickets.wire import AtWindow
from tests.features.tickets.hall import A_MINUTE, HELPERS, OLD, PARTY, Hall

A_SECOND = timedelta(seconds=1)


def at(hall: Hall, window: int = 1) -> AtWindow:
    return hall.call(lambda c: hall.windows.now(c, window))


def undo(hall: Hall, window: int = 1) -> tuple[int, ...]:
    return hall.call(lambda c: hall.windows.undo(c, window, by="li"))


def in_hand(hall: Hall, window: int = 1) -> tuple[str, str] | None:
    current = at(hall, window).current
    return (current.number, current.state) if current else None


def test_a_finish_with_the_next_call_is_undone_whole(hall: Hall) -> None:
    first, second, third = hall.taken("1"), hall.taken("2"), hall.taken("3")
    hall.called()
    hall.call(lambda c: hall.windows.serve(c, 1, first.id))
    hall.now += 5 * A_MINUTE
    hall.called()
    offer = at(hall).undo
    assert offer is not None
    assert (offer.kind, offer.number, offer.next_number) == ("ticket_done", "A001", "A002")
    hall.now += UNDO_FOR - A_SECOND
    assert undo(hall) == (first.id, second.id)
    assert in_hand(hall) == ("A001", "serving")
    assert [row.number for row in at(hall).waiting] == ["A002", "A003"]
    assert at(hall).figures.done == 0
    day = figures(hall.call(lambda c: read_day(c, "2026-11-17")))
    assert (day.all.called, day.all.served, day.by_window[1].called) == (1, 0, 1)
    assert hall.called(2).ticket_id == second.id
    assert hall.states(third.id)[1] == "waiting"


@pytest.mark.parametrize("verb", ["finish", "no_show", "hold", "return_to_queue", "transfer", "serve", "recall"])
def test_every_verb_for_the_number_in_hand_is_undone(hall: Hall, verb: str) -> None:
    ticket = hall.taken("1")
    hall.called()
    before = at(hall).current
    where = {"to_service": HELPERS} if verb == "transfer" else {}
    hall.call(partial(getattr(hall.windows, verb), window_id=1, ticket_id=ticket.id, **where))
    assert at(hall).current != before
    hall.now += 3 * A_SECOND
    assert undo(hall) == (ticket.id,)
    assert at(hall).current == before
    assert (at(hall).kept, at(hall).waiting) == ((), ())
    figured = at(hall).figures
    assert (figured.done, figured.no_shows, figured.transferred) == (0, 0, 0)


def test_steps_are_undone_one_by_one_also_when_the_next_was_called_since(hall: Hall) -> None:
    hall.taken("1"), hall.taken("2")
    missed = hall.called()
    hall.call(lambda c: hall.windows.no_show(c, 1, missed.ticket_id))
    hall.now += 8 * A_SECOND
    hall.called()
    hall.now += 8 * A_SECOND
    undo(hall)
    assert in_hand(hall) is None
    hall.now += 8 * A_SECOND
    undo(hall)
    assert in_hand(hall) == ("A001", "called")
    assert [row.number for row in at(hall).waiting] == ["A002"]


def test_after_ten_seconds_it_is_too_late(hall: Hall) -> None:
    ticket = hall.taken("1")
    hall.called()
    hall.call(lambda c: hall.windows.finish(c, 1, ticket.id))
    hall.now += UNDO_FOR
    assert at(hall).undo is None
    with pytest.raises(refusals.NothingToUndo):
        undo(hall)
    hall.now -= A_MINUTE  # nor for ever, when the clock is set back
    with pytest.raises(refusals.NothingToUndo):
        undo(hall)
    assert hall.states(ticket.id)[1] == "done"


def test_what_has_been_built_upon_is_not_undone(hall: Hall) -> None:
    ticket = hall.taken("1")
    hall.called(1)
    hall.call(lambda c: hall.windows.return_to_queue(c, 1, ticket.id))
    hall.called(2)
    assert at(hall).undo is None
    with pytest.raises(refusals.NothingToUndo):
        undo(hall, 1)
    assert in_hand(hall, 2) == ("A001", "called")
    undo(hall, 2)
    undo(hall, 1)  # what was built on it never was
    assert in_hand(hall, 1) == ("A001", "called")


def test_a_second_press_of_undo_is_aimed_at_a_step_that_is_gone(hall: Hall) -> None:
    ticket = hall.taken("1")
    hall.called()
    hall.call(lambda c: hall.windows.serve(c, 1, ticket.id))
    offer = at(hall).undo
    assert offer is not None
    hall.call(lambda c: hall.windows.undo(c, 1, offer.step))
    with pytest.raises(refusals.NothingToUndo):
        hall.call(lambda c: hall.windows.undo(c, 1, offer.step))
    assert in_hand(hall) == ("A001", "called")


def test_nobody_gets_two_open_numbers_by_an_undo(hall: Hall) -> None:
    first = hall.taken("1", lane=PRIORITY, card=OLD)
    hall.called()
    hall.call(lambda c: hall.windows.finish(c, 1, first.id))
    hall.taken("2", lane=PRIORITY, card=OLD)
    with pytest.raises(refusals.AlreadyWaiting):
        undo(hall)
    assert hall.states(first.id)[1] == "done"


def test_a_call_of_yesterday_does_not_wait_again(hall: Hall) -> None:
    hall.now = hall.now.replace(hour=17, minute=0)
    ticket = hall.taken("1")
    hall.now = hall.now.replace(hour=23, minute=59, second=57)
    hall.called()
    hall.now += 5 * A_SECOND
    hall.call(hall.desk.keep_time)
    with pytest.raises(refusals.DayOver):
        undo(hall)
    assert hall.states(ticket.id)[1] == "called"


def test_the_boards_forget_a_call_that_never_was(hall: Hall) -> None:
    hall.taken("1"), hall.taken("2")
    hall.called(1), hall.called(2)
    undo(hall, 2)
    board = hall.call(hall.desk.board_now)
    assert [call.number for call in board.calls] == ["A001"]
    assert [window.number for window in board.windows[:2]] == ["A001", ""]
    assert hall.news()[-1].kind == event_names.TICKET_UNDONE
    assert event_names.TICKET_UNDONE in event_names.HEARD_AT_ONCE
    assert {one.service_id: one.people for one in board.waiting}[PARTY] == 1
