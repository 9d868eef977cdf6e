"""Who was served last at a window: what is asked before somebody is asked how it was."""

from datetime import timedelta
from functools import partial

from kiosk.features.tickets.hall.read_served import last_served, window_name
from kiosk.features.tickets.wire import LastServed
from tests.features.tickets.hall import A_MINUTE, Hall

THREE = timedelta(minutes=3)


def last(hall: Hall, window_id: int = 1) -> LastServed | None:
    return hall.call(partial(last_served, window_id=window_id, since=hall.now - THREE, now=hall.now))


def test_the_ticket_done_last_is_told_for_a_span_of_time(hall: Hall) -> None:
    assert last(hall) is None
    first, second = hall.taken("served-0001"), hall.taken("served-0002")
    for ticket in (first, second):
        hall.called()
        hall.call(partial(hall.windows.finish, window_id=1, ticket_id=ticket.id))
    assert last(hall) == LastServed(second.id, "A002", "党员服务", next_is_served=False)
    assert last(hall, window_id=2) is None
    hall.now += THREE - timedelta(seconds=1)
    assert last(hall) is not None
    hall.now += timedelta(seconds=1)
    assert last(hall) is None


def test_it_says_when_the_next_one_sits_there_not_when_he_is_called(hall: Hall) -> None:
    first, second = hall.taken("served-0001"), hall.taken("served-0002")
    hall.called()
    hall.call(partial(hall.windows.finish, window_id=1, ticket_id=first.id))
    hall.called()
    hall.now += A_MINUTE
    assert last(hall) == LastServed(first.id, "A001", "党员服务", next_is_served=False)
    hall.call(partial(hall.windows.serve, window_id=1, ticket_id=second.id))
    assert last(hall) == LastServed(first.id, "A001", "党员服务", next_is_served=True)


def test_a_window_has_its_name_and_one_that_never_was_has_none(hall: Hall) -> None:
    assert hall.call(partial(window_name, window_id=2)) == "2 号窗口"
    assert hall.call(partial(window_name, window_id=99)) is None
