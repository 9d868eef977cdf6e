"""Any number of the day is found by a clerk, with all that was said of it, and comes back or is called."""

from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.features.tickets.hall.read_number import FoundNumber, find, history
from kiosk.features.tickets.rules import refusals
from kiosk.features.tickets.rules.queue import PRIORITY, ticket_number
from kiosk.features.tickets.rules.searching import Wanted, wanted
from kiosk.features.tickets.rules.states import Verb
from tests.features.tickets.hall import A_MINUTE, GENERAL, OLD, Hall


@pytest.mark.parametrize("typed", ["A014", "a014", "a14", " A 14 ", "Ａ０１４", "A-014", "a14号"])
def test_a_number_is_found_however_it_is_typed(typed: str) -> None:
    assert wanted(typed) == Wanted("A", 14)


@pytest.mark.parametrize("typed", ["14", "014", "１４号"])
def test_digits_alone_mean_every_letter(typed: str) -> None:
    assert wanted(typed) == Wanted("", 14)


@pytest.mark.parametrize("typed", ["", "A", "0", "A000", "A0140", "十四", "A14B", "-", "' OR 1=1", "A1 4 B"])
def test_what_is_no_number_is_none(typed: str) -> None:
    assert wanted(typed) is None


@given(st.sampled_from("ABFZ"), st.integers(1, 999))
def test_what_a_slip_says_is_found(series: str, number: int) -> None:
    assert wanted(ticket_number(series, number)) == Wanted(series, number)


@given(st.text(max_size=40))
def test_any_text_is_read(typed: str) -> None:
    found = wanted(typed)
    assert found is None or 1 <= found.number <= 999


def look(hall: Hall, typed: str) -> tuple[FoundNumber, ...]:
    sought = wanted(typed)
    assert sought is not None
    return hall.call(lambda c: find(c, hall.desk.day, sought))


def test_a_number_that_is_over_is_found_with_its_history(hall: Hall) -> None:
    ticket = hall.taken("1")
    hall.taken("2", GENERAL)
    hall.now += A_MINUTE
    hall.called()
    hall.call(lambda c: hall.windows.finish(c, 1, ticket.id, by="#7"))
    assert [one.number for one in look(hall, "1")] == ["A001", "B001"]
    (found,) = look(hall, "a1")
    assert (found.ticket_id, found.state, found.print_state, found.window) == (
        ticket.id, "done", "printed", "1 号窗口",
    )  # fmt: skip
    assert found.can == {Verb.CALL_BACK, Verb.TAKE_BACK}
    said = hall.call(lambda c: history(c, hall.desk.day, ticket.id))
    assert [row.kind for row in said] == ["ticket_taken", "ticket_printed", "ticket_called", "ticket_done"]
    assert (said[-1].by, said[-1].window, said[0].terminal_id) == ("#7", "1 号窗口", 1)
    hall.now, hall.synchronised = hall.now.replace(day=18), True
    hall.call(hall.desk.keep_time)
    assert look(hall, "A001") == ()


@pytest.mark.parametrize("end", ["finish", "no_show", "hold"])
def test_a_number_comes_back_to_its_place(hall: Hall, end: str) -> None:
    ticket = hall.taken("1")
    hall.taken("2")
    hall.called()
    hall.call(partial(getattr(hall.windows, end), window_id=1, ticket_id=ticket.id))
    hall.now += 60 * A_MINUTE
    hall.call(lambda c: hall.windows.take_back(c, 1, ticket.id, by="#7"))
    assert [row.number for row in hall.call(lambda c: hall.windows.now(c, 1)).waiting] == ["A001", "A002"]
    assert hall.call(lambda c: hall.windows.now(c, 1)).kept == ()
    assert hall.called(2).number == "A001"


def test_a_number_given_back_by_mistake_comes_back(hall: Hall) -> None:
    ticket = hall.taken("1")
    hall.call(lambda c: hall.desk.give_back(c, 1, ticket.id))
    hall.call(lambda c: hall.windows.take_back(c, 1, ticket.id))
    assert hall.called().ticket_id == ticket.id


def test_a_number_is_called_out_of_its_turn(hall: Hall) -> None:
    hall.taken("1"), hall.taken("2")
    late = hall.taken("3")
    assert hall.call(lambda c: hall.windows.call_number(c, 1, late.id, by="#7")).number == "A003"
    with pytest.raises(refusals.WindowBusy):
        hall.call(lambda c: hall.windows.call_number(c, 1, late.id - 1))
    with pytest.raises(refusals.ServedElsewhere):
        hall.call(lambda c: hall.windows.call_number(c, 2, late.id))
    with pytest.raises(refusals.ServedElsewhere):
        hall.call(lambda c: hall.windows.take_back(c, 2, late.id))
    assert hall.called(2).number == "A001"


def test_whom_a_clerk_searches_is_called_though_the_policy_lets_go_of_them(hall: Hall) -> None:
    tickets = [hall.taken(str(n)) for n in range(5)]
    hall.called()
    hall.call(lambda c: hall.windows.no_show(c, 1, tickets[0].id))
    hall.now += A_MINUTE
    for _ in range(4):
        hall.called()
    hall.call(lambda c: hall.windows.finish(c, 1, tickets[4].id))
    with pytest.raises(refusals.KeptNoLonger):
        hall.call(lambda c: hall.windows.call_back(c, 1, tickets[0].id))
    assert hall.call(lambda c: hall.windows.call_back(c, 1, tickets[0].id, searched=True)).number == "A001"


def test_nobody_gets_two_open_numbers_by_a_search(hall: Hall) -> None:
    first = hall.taken("1", lane=PRIORITY, card=OLD)
    hall.called()
    hall.call(lambda c: hall.windows.finish(c, 1, first.id))
    hall.taken("2", lane=PRIORITY, card=OLD)
    for verb in (hall.windows.take_back, partial(hall.windows.call_back, searched=True)):
        with pytest.raises(refusals.AlreadyWaiting):
            hall.call(partial(verb, window_id=1, ticket_id=first.id))


def test_a_slip_that_may_not_exist_is_found_and_not_called(hall: Hall) -> None:
    hall.take("printing")
    (found,) = look(hall, "A001")
    assert (found.print_state, found.state, found.can) == ("reserved", "waiting", frozenset())
    with pytest.raises(refusals.WrongState):
        hall.call(lambda c: hall.windows.call_number(c, 1, found.ticket_id))
    with pytest.raises(refusals.NotReprintable):
        hall.call(lambda c: hall.desk.order_reprint(c, found.ticket_id, by="#7"))


@pytest.mark.parametrize("verb", ["return_to_queue", "transfer"])
def test_a_number_that_waits_is_not_sent_anywhere(hall: Hall, verb: str) -> None:
    ticket = hall.taken("1")
    where = {"to_service": GENERAL} if verb == "transfer" else {}
    with pytest.raises(refusals.WrongState):
        hall.call(partial(getattr(hall.windows, verb), window_id=1, ticket_id=ticket.id, **where))
