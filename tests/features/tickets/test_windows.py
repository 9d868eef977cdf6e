"""From the call to the end of the service, at real windows on a real database: never two people with one number."""

import threading
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import update

from kiosk.features.tickets.hall import plan_edits
from kiosk.features.tickets.hall.read_day import read_day
from kiosk.features.tickets.hall.schema import windows
from kiosk.features.tickets.rules import event_names, refusals
from kiosk.features.tickets.rules.statistics import figures
from kiosk.features.tickets.wire import Called
from tests.features.tickets.hall import A_MINUTE, GENERAL, HELPERS, PARTY, Hall, hall_with

# -- a service, from the call to the end -----------------------------------------------------------


def test_a_visitor_comes_and_is_served(hall: Hall) -> None:
    ticket = hall.taken("k")
    hall.now += 10 * A_MINUTE
    assert hall.called().ticket_id == ticket.id
    hall.now += A_MINUTE
    hall.call(lambda c: hall.windows.serve(c, 1, ticket.id, by="li"))
    hall.now += 5 * A_MINUTE
    seen = hall.call(lambda c: hall.windows.now(c, 1)).current
    assert seen is not None
    assert (seen.number, seen.state, seen.calls) == ("A001", "serving", 1)
    hall.call(lambda c: hall.windows.finish(c, 1, ticket.id, by="li"))
    assert hall.states(ticket.id) == ("printed", "done")
    day = figures(hall.call(lambda c: read_day(c, "2026-11-17")))
    assert (day.by_service[PARTY].wait_p50_minutes, day.by_window[1].service_mean_minutes) == (10, 5)
    assert [event.detail.get("by") for event in hall.news()[-2:]] == ["li", "li"]


def test_a_verb_said_twice_changes_nothing(hall: Hall) -> None:
    ticket = hall.taken("k")
    hall.called()
    for verb in (hall.windows.serve, hall.windows.serve, hall.windows.finish, hall.windows.finish):
        hall.call(partial(verb, window_id=1, ticket_id=ticket.id))
    assert hall.kinds().count(event_names.TICKET_SERVING) == hall.kinds().count(event_names.TICKET_DONE) == 1


def test_a_double_press_of_call_next_is_one_call(hall: Hall) -> None:
    hall.taken("1"), hall.taken("2")
    press = partial(hall.windows.call_next, window_id=1, key="press-0001")
    assert hall.call(press) == hall.call(press)
    assert hall.kinds().count(event_names.TICKET_CALLED) == 1


def test_two_clerks_at_one_window(hall: Hall) -> None:
    first = hall.taken("1")
    hall.taken("2")
    hall.call(partial(hall.windows.call_next, window_id=1, finishing=None))
    with pytest.raises(refusals.WindowMoved):
        hall.call(partial(hall.windows.call_next, window_id=1, finishing=None))
    assert hall.states(first.id)[1] == "called"


def test_two_clerks_on_one_number(hall: Hall) -> None:
    ticket = hall.taken("k")
    hall.called(1)
    for verb in (hall.windows.serve, hall.windows.finish, hall.windows.no_show, hall.windows.hold):
        with pytest.raises(refusals.ServedElsewhere):
            hall.call(partial(verb, window_id=2, ticket_id=ticket.id))
    hall.call(lambda c: hall.windows.hold(c, 1, ticket.id, "去复印材料"))
    hall.call(lambda c: hall.windows.call_back(c, 2, ticket.id))
    with pytest.raises(refusals.ServedElsewhere):
        hall.call(lambda c: hall.windows.call_back(c, 1, ticket.id))


def test_recalls_are_capped(hall: Hall) -> None:
    ticket = hall.taken("k")
    hall.called()
    for _ in range(2):
        hall.call(lambda c: hall.windows.recall(c, 1, ticket.id))
    with pytest.raises(refusals.RecallCap):
        hall.call(lambda c: hall.windows.recall(c, 1, ticket.id))
    assert hall.kinds().count(event_names.TICKET_RECALLED) == 2
    hall.call(lambda c: hall.windows.serve(c, 1, ticket.id))
    with pytest.raises(refusals.WrongState):
        hall.call(lambda c: hall.windows.recall(c, 1, ticket.id))


@pytest.mark.parametrize("verb", ["serve", "finish", "no_show", "hold", "recall", "call_back"])
def test_a_number_that_still_waits_is_in_no_hand(hall: Hall, verb: str) -> None:
    ticket = hall.taken("k")
    with pytest.raises(refusals.WrongState):
        hall.call(partial(getattr(hall.windows, verb), window_id=1, ticket_id=ticket.id))


def test_unknown_numbers_and_windows(hall: Hall) -> None:
    hall.taken("k")
    with pytest.raises(refusals.UnknownTicket):
        hall.call(lambda c: hall.windows.serve(c, 1, 99))
    for verb in (hall.windows.call_next, hall.windows.resume, hall.windows.now):
        with pytest.raises(refusals.UnknownWindow):
            hall.call(partial(verb, window_id=9))


# -- not there, held, returned, transferred --------------------------------------------------------


def no_show(hall: Hall) -> Called:
    called = hall.called()
    hall.call(lambda c: hall.windows.no_show(c, 1, called.ticket_id))
    return called


def test_who_was_not_there_is_kept_for_three_calls(hall: Hall) -> None:
    for n in range(6):
        hall.taken(str(n))
    gone = no_show(hall)
    hall.now += A_MINUTE
    hall.called(1), hall.called(2)
    (kept,) = hall.call(lambda c: hall.windows.now(c, 1)).kept
    assert (kept.number, kept.left, kept.left_words) == ("A001", 1, "还能保留 1 个号")
    hall.call(partial(hall.windows.finish, window_id=1, ticket_id=in_hand(hall, 1)))
    assert hall.call(lambda c: hall.windows.call_back(c, 1, gone.ticket_id)).number == "A001"
    hall.call(lambda c: hall.windows.no_show(c, 1, gone.ticket_id))
    hall.now += A_MINUTE
    for _ in range(3):
        hall.called(1)
    hall.call(partial(hall.windows.finish, window_id=1, ticket_id=in_hand(hall, 1)))
    with pytest.raises(refusals.KeptNoLonger):
        hall.call(lambda c: hall.windows.call_back(c, 1, gone.ticket_id))
    assert hall.call(lambda c: hall.windows.now(c, 1)).kept == ()


def in_hand(hall: Hall, window: int) -> int:
    current = hall.call(lambda c: hall.windows.now(c, window)).current
    assert current is not None
    return current.ticket_id


def test_who_was_not_there_is_kept_for_minutes(tmp_path: Path) -> None:
    hall = hall_with(tmp_path, no_show_policy="keep_minutes", no_show_kept_minutes=10)
    assert hall.taken("k").notes[0] == "过号请到服务台，10 分钟以内有效。"
    gone = no_show(hall)
    hall.now += 9 * A_MINUTE
    hall.call(lambda c: hall.windows.call_back(c, 2, gone.ticket_id))
    hall.call(lambda c: hall.windows.no_show(c, 2, gone.ticket_id))
    hall.now += 10 * A_MINUTE
    with pytest.raises(refusals.KeptNoLonger):
        hall.call(lambda c: hall.windows.call_back(c, 2, gone.ticket_id))
    hall.database.close()


def test_who_was_not_there_loses_the_number(tmp_path: Path) -> None:
    hall = hall_with(tmp_path, no_show_policy="void")
    assert hall.taken("k").notes[0] == "过号作废，请重新取号。"
    gone = no_show(hall)
    with pytest.raises(refusals.KeptNoLonger):
        hall.call(lambda c: hall.windows.call_back(c, 1, gone.ticket_id))
    hall.database.close()


def test_a_held_number_comes_back_to_a_free_window_only(hall: Hall) -> None:
    ticket = hall.taken("k")
    hall.taken("next")
    hall.called()
    hall.call(lambda c: hall.windows.hold(c, 1, ticket.id, "去复印材料"))
    (kept,) = hall.call(lambda c: hall.windows.now(c, 1)).kept
    assert (kept.state, kept.reason, kept.left) == ("held", "去复印材料", None)
    hall.called()
    with pytest.raises(refusals.WindowBusy):
        hall.call(lambda c: hall.windows.call_back(c, 1, ticket.id))
    assert hall.call(lambda c: hall.windows.call_back(c, 3, ticket.id)).window == "3 号窗口"


def test_a_returned_number_keeps_its_place(hall: Hall) -> None:
    first = hall.taken("1")
    hall.taken("2")
    hall.called()
    hall.call(lambda c: hall.windows.return_to_queue(c, 1, first.id))
    assert hall.called(2).ticket_id == first.id


def test_a_transfer_to_another_service_waits_by_its_time(hall: Hall) -> None:
    moved = hall.taken("party")
    hall.taken("helpers", HELPERS)
    hall.called(1)
    hall.call(lambda c: hall.windows.transfer(c, 1, moved.id, to_service=HELPERS))
    called = hall.called(3)
    assert (called.ticket_id, called.number, called.service) == (moved.id, "A001", "帮办代办")


def test_a_transfer_to_a_window_is_called_there_alone(hall: Hall) -> None:
    ticket = hall.taken("k")
    hall.called(1)
    hall.call(lambda c: hall.windows.transfer(c, 1, ticket.id, to_window=4))
    assert hall.call(lambda c: hall.windows.call_next(c, 1)) is None
    assert hall.called(4).ticket_id == ticket.id
    with pytest.raises(refusals.UnknownWindow):
        hall.call(lambda c: hall.windows.transfer(c, 4, ticket.id, to_window=9))
    with pytest.raises(refusals.UnknownService):
        hall.call(lambda c: hall.windows.transfer(c, 4, ticket.id, to_service=9))


# -- pauses ----------------------------------------------------------------------------------------


def test_a_paused_window_calls_nobody_but_finishes_what_it_has(hall: Hall) -> None:
    ticket = hall.taken("k")
    hall.called()
    hall.call(lambda c: hall.windows.pause(c, 1, "换班", until="10:40"))
    with pytest.raises(refusals.WindowPaused):
        hall.call(lambda c: hall.windows.call_next(c, 1))
    with pytest.raises(refusals.WindowPaused):
        hall.call(lambda c: hall.windows.recall(c, 1, ticket.id))
    hall.call(lambda c: hall.windows.finish(c, 1, ticket.id))
    now = hall.call(lambda c: hall.windows.now(c, 1))
    assert (now.state, now.pause_reason, now.paused_until) == ("paused", "换班", "10:40")
    hall.call(lambda c: hall.windows.resume(c, 1))
    assert hall.call(lambda c: hall.windows.call_next(c, 1)) is None


# -- many at once ----------------------------------------------------------------------------------


def test_eight_windows_never_call_one_person_twice(hall: Hall) -> None:
    hall.call(lambda c: c.execute(update(windows).values(state="open")).close())
    for n in range(5, 9):
        hall.call(partial(plan_edits.save_window, window_id=None, name=f"{n} 号窗口", service_ids=[PARTY, GENERAL]))
    hall.desk.plan_changed()
    waiting = [hall.taken(str(n), PARTY if n % 2 else GENERAL) for n in range(120)]
    calls: list[int] = []

    def clerk(window: int) -> None:
        while called := hall.call(lambda c: hall.windows.call_next(c, window)):
            calls.append(called.ticket_id)

    threads = [threading.Thread(target=clerk, args=(window,)) for window in (1, 2, 5, 6, 7, 8) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(calls) == sorted(ticket.id for ticket in waiting)
