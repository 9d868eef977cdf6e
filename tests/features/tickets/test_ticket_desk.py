"""The queue's verbs against a real database: one tap is one number, and no number is ever given twice."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import select, update

from kiosk.features.tickets.hall.schema import opening_hours, services, tickets, windows
from kiosk.features.tickets.rules import event_names, refusals
from kiosk.features.tickets.wire import NoteKind
from tests.features.tickets.hall import COMPLAINTS, FIRST, GENERAL, PARTY, SECOND, Hall


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Hall]:
    hall = Hall(tmp_path / "hall.db")
    yield hall
    hall.database.close()


def test_numbers_of_a_service_follow_each_other(hall: Hall) -> None:
    assert [hall.take(f"k{n}").number for n in range(3)] == ["A001", "A002", "A003"]
    assert hall.take("other", GENERAL).number == "B001"


def test_a_double_tap_is_one_ticket(hall: Hall) -> None:
    first, again = hall.take("tap"), hall.take("tap")
    assert first == again
    assert hall.kinds().count(event_names.TICKET_TAKEN) == 1


def test_the_same_key_from_another_terminal_is_another_visitor(hall: Hall) -> None:
    assert hall.take("tap").number != hall.take("tap", terminal=SECOND).number


def test_a_key_cannot_serve_two_verbs(hall: Hall) -> None:
    ticket = hall.taken("tap")
    with pytest.raises(refusals.KeyReused):
        hall.call(lambda c: hall.desk.reprint(c, FIRST, ticket.id, "tap"))


def test_the_slip_says_who_is_ahead(hall: Hall) -> None:
    for n in range(3):
        hall.taken(f"k{n}")
    ticket = hall.take("mine")
    assert (ticket.ahead, ticket.windows) == (3, ("1 号窗口", "2 号窗口"))
    assert 0 < ticket.wait_low_minutes < ticket.wait_high_minutes
    assert ticket.notes == ("过号请到服务台，再叫 3 个号以内有效。", "每叫 2 个普通号，叫 1 个优先号。")
    assert ticket.note(NoteKind.NO_SHOW).startswith("过号") and "优先号" in ticket.note(NoteKind.LANES)
    assert replace(ticket, notes=()).note(NoteKind.NO_SHOW) == ""  # of a hall that says nothing of it


def test_a_reserved_ticket_is_never_called(hall: Hall) -> None:
    hall.take("being printed")
    assert hall.call(lambda c: hall.desk.windows.call_next(c, 1)) is None


@pytest.mark.parametrize("report", ["report_printed", "report_unknown"])
def test_a_reported_ticket_is_called(hall: Hall, report: str) -> None:
    ticket = hall.take("k")
    hall.call(lambda c: getattr(hall.desk, report)(c, FIRST, ticket.id))
    called = hall.call(lambda c: hall.desk.windows.call_next(c, 1))
    assert called is not None
    assert (called.number, called.window) == ("A001", "1 号窗口")


def test_reports_are_idempotent_and_printed_wins(hall: Hall) -> None:
    ticket = hall.take("k")
    for report in (hall.desk.report_unknown, hall.desk.report_printed, hall.desk.report_printed):
        hall.call(partial(report, terminal_id=FIRST, ticket_id=ticket.id))
    hall.call(lambda c: hall.desk.report_unknown(c, FIRST, ticket.id))
    assert hall.states(ticket.id) == ("printed", "waiting")
    assert hall.kinds()[-2:] == [event_names.PRINT_UNKNOWN, event_names.TICKET_PRINTED]


def test_a_ticket_given_back_is_gone_and_its_number_stays_used(hall: Hall) -> None:
    ticket = hall.taken("wrong one")
    for _ in range(2):
        hall.call(lambda c: hall.desk.give_back(c, FIRST, ticket.id))
    assert hall.states(ticket.id) == ("printed", "given_back")
    assert hall.take("right one").number == "A002"
    assert hall.call(lambda c: hall.desk.windows.call_next(c, 1)) is None


def test_a_called_ticket_cannot_be_given_back(hall: Hall) -> None:
    ticket = hall.taken("k")
    hall.call(lambda c: hall.desk.windows.call_next(c, 1))
    with pytest.raises(refusals.AlreadyCalled):
        hall.call(lambda c: hall.desk.give_back(c, FIRST, ticket.id))


def test_an_order_given_up_before_the_hall_answered(hall: Hall) -> None:
    hall.call(lambda c: hall.desk.abandon(c, FIRST, "late"))
    with pytest.raises(refusals.OrderAbandoned):
        hall.take("late")
    assert hall.take("next").number == "A001"


def test_a_reservation_answered_too_late_is_void_and_its_number_never_reused(hall: Hall) -> None:
    ticket = hall.take("late")
    for _ in range(2):
        hall.call(lambda c: hall.desk.abandon(c, FIRST, "late"))
    assert hall.states(ticket.id) == ("void", "void")
    with pytest.raises(refusals.OrderAbandoned):
        hall.take("late")
    assert hall.take("next").number == "A002"
    assert hall.kinds().count(event_names.TICKET_VOIDED) == 1


def test_a_reprint_keeps_the_number_and_is_logged(hall: Hall) -> None:
    ticket = hall.taken("k")
    again = hall.call(lambda c: hall.desk.reprint(c, FIRST, ticket.id, "r1"))
    assert (again.number, again.reprints) == (ticket.number, 1)
    assert hall.call(lambda c: hall.desk.reprint(c, FIRST, ticket.id, "r1")).reprints == 1
    assert hall.call(lambda c: hall.desk.reprint(c, FIRST, ticket.id, "r2")).reprints == 2
    assert hall.kinds().count(event_names.TICKET_REPRINTED) == 2


def test_a_ticket_given_back_is_not_reprinted(hall: Hall) -> None:
    ticket = hall.taken("k")
    hall.call(lambda c: hall.desk.give_back(c, FIRST, ticket.id))
    with pytest.raises(refusals.NotReprintable):
        hall.call(lambda c: hall.desk.reprint(c, FIRST, ticket.id, "r"))


def test_another_terminals_ticket_is_unknown(hall: Hall) -> None:
    ticket = hall.taken("k")
    for verb in (hall.desk.give_back, hall.desk.report_printed, hall.desk.report_unknown):
        with pytest.raises(refusals.UnknownTicket):
            hall.call(partial(verb, terminal_id=SECOND, ticket_id=ticket.id))
    assert hall.states(ticket.id) == ("printed", "waiting")


def test_a_terminal_that_starts_turns_only_its_own_reserved_into_unknown(hall: Hall) -> None:
    mine, printed, theirs = hall.take("mine"), hall.taken("done"), hall.take("theirs", terminal=SECOND)
    resumed = hall.call(lambda c: hall.desk.startup(c, FIRST))
    assert [ticket.number for ticket in resumed] == [mine.number]
    assert hall.states(mine.id) == ("unknown", "waiting")
    assert hall.states(printed.id) == ("printed", "waiting")
    assert hall.states(theirs.id) == ("reserved", "waiting")
    assert hall.call(lambda c: hall.desk.startup(c, FIRST)) == ()


# -- refusals ---------------------------------------------------------------------------------


def test_an_unknown_service(hall: Hall) -> None:
    with pytest.raises(refusals.UnknownService):
        hall.take("k", 99)


def test_outside_opening_hours(hall: Hall) -> None:
    earlier = hall.take("before")
    hall.now = hall.now.replace(hour=17, minute=30)
    with pytest.raises(refusals.HallClosed):
        hall.take("k")
    assert hall.take("before") == earlier  # an order already answered is answered again
    today = hall.call(hall.desk.hall_today)
    assert (today.state, today.next_opening) == ("closed", "2026-11-18T08:30:00.000+08:00")
    assert [len(day.spans) for day in today.days] == [1, 1, 1, 1, 1, 0, 1, 1]


def test_a_paused_service_and_one_whose_windows_all_pause(hall: Hall) -> None:
    hall.call(lambda c: c.execute(update(services).where(services.c.id == PARTY).values(state="paused")).close())
    hall.call(
        lambda c: c.execute(
            update(windows).where(windows.c.id == 4).values(state="paused", paused_until="10:40", pause_reason="换班")
        ).close()
    )
    hall.desk.plan_changed()
    for service in (PARTY, COMPLAINTS):
        with pytest.raises(refusals.ServicePaused):
            hall.take("k", service)
    assert hall.take("fine", GENERAL).number == "B001"
    rows = {row.id: row for row in hall.call(hall.desk.services_now).services}
    assert (rows[COMPLAINTS].state, rows[COMPLAINTS].paused_until) == ("paused", "10:40")
    assert rows[GENERAL].state == "open"


def test_a_series_that_is_used_up(hall: Hall) -> None:
    hall.call(lambda c: c.execute(update(services).values(last_number=2)).close())
    hall.desk.plan_changed()
    assert [hall.take(f"k{n}").number for n in range(2)] == ["A001", "A002"]
    with pytest.raises(refusals.SeriesExhausted):
        hall.take("one too many")
    assert hall.take("other", GENERAL).number == "B001"


# -- the day ----------------------------------------------------------------------------------


def test_midnight_begins_the_numbers_anew_and_lapses_who_still_waits(hall: Hall) -> None:
    called, waiting = hall.taken("first"), hall.taken("second")
    hall.call(lambda c: hall.desk.windows.call_next(c, 1))
    hall.now += timedelta(days=1)
    tomorrow = hall.take("tomorrow")
    assert (tomorrow.number, tomorrow.business_date) == ("A001", "2026-11-18")
    assert hall.states(waiting.id) == ("printed", "lapsed")
    assert hall.states(called.id) == ("printed", "called")  # a call made before midnight may still be served
    assert tomorrow.ahead == 0


def test_a_clock_set_back_keeps_the_date_and_never_repeats_a_number(hall: Hall) -> None:
    hall.taken("today")
    hall.clock_moves(timedelta(hours=-1))
    assert hall.taken("again").number == "A002"
    hall.restart()
    ticket = hall.take("after a restart")
    assert (ticket.number, ticket.business_date) == ("A003", "2026-11-17")


def test_the_queue_survives_a_restart(hall: Hall) -> None:
    ticket = hall.taken("k")
    hall.restart()
    assert hall.take("k").id == ticket.id
    assert hall.take("next").number == "A002"


# -- many at once -----------------------------------------------------------------------------


def test_eight_threads_take_and_four_windows_call(hall: Hall) -> None:
    hall.call(lambda c: c.execute(update(opening_hours).values(opens="00:00", closes="24:00")).close())
    hall.desk.plan_changed()
    numbers: list[str] = []
    calls: list[str] = []

    def visitor(name: int) -> None:
        for n in range(25):
            numbers.append(hall.taken(f"{name}-{n}").number)

    def window(window_id: int) -> None:
        for _ in range(50):
            if called := hall.call(lambda c: hall.desk.windows.call_next(c, window_id)):
                calls.append(called.number)

    threads = [threading.Thread(target=visitor, args=(n,)) for n in range(8)]
    threads += [threading.Thread(target=window, args=(n,)) for n in (1, 2, 1, 2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(numbers) == len(set(numbers)) == 200
    assert len(calls) == len(set(calls))
    with_window = hall.call(lambda c: c.execute(select(tickets.c.id).where(tickets.c.calls > 0)).all())
    assert len(with_window) == len(calls)


def test_calling_the_next_finishes_the_one_before(hall: Hall) -> None:
    first, second = hall.taken("1"), hall.taken("2")
    for ticket in (first, second):
        called = hall.call(lambda c: hall.desk.windows.call_next(c, 1))
        assert called is not None
        assert called.ticket_id == ticket.id
    assert hall.states(first.id) == ("printed", "done")
    now = hall.call(hall.desk.services_now)
    assert [window.number for window in now.windows] == ["A002", None, None, None]
    assert hall.call(lambda c: hall.desk.windows.call_next(c, 1)) is None
    assert hall.states(second.id) == ("printed", "done")


def test_an_unknown_window(hall: Hall) -> None:
    with pytest.raises(refusals.UnknownWindow):
        hall.call(lambda c: hall.desk.windows.call_next(c, 9))
