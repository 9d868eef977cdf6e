"""The plan changes while people wait: nothing waiting is ever invisible, and no number is given that nobody calls."""

from functools import partial

import pytest

from kiosk.core.web.frame import Fields
from kiosk.core.web.keeper_room import AskFirst, NotDone
from kiosk.core.web.requests import MAX_BODY_BYTES
from kiosk.features.tickets.console import keeper_forms, seen
from kiosk.features.tickets.console.keeper_forms import HOURS, PLAN
from kiosk.features.tickets.hall import plan_edits
from kiosk.features.tickets.rules import refusals
from kiosk.features.tickets.wire import Left
from tests.features.tickets.hall import COMPLAINTS, FIRST, GENERAL, HELPERS, PARTY, Hall

THIRD = 3  # the window that alone serves HELPERS


def left(hall: Hall) -> Left:
    return hall.call(hall.desk.left)


def unserved(hall: Hall) -> dict[str, str]:
    return {one.number: one.why for one in left(hall).unserved}


def window(hall: Hall, window_id: int, serves: tuple[int, ...], state: str = "open") -> None:
    name = f"{window_id} 号窗口"
    hall.call(partial(plan_edits.save_window, window_id=window_id, name=name, service_ids=serves, state=state))
    hall.desk.plan_changed()


def service(hall: Hall, service_id: int, state: str, series: str = "") -> None:
    now = hall.call(hall.desk.plan).services[service_id]
    edit = partial(plan_edits.save_service, service_id=service_id, name=now.name, state=state)
    hall.call(partial(edit, series=series or now.series))
    hall.desk.plan_changed()


def offered(hall: Hall) -> list[str]:
    return [one.name for one in hall.call(lambda c: hall.desk.services_now(c, FIRST)).services]


# -- numbers that nobody would call ----------------------------------------------------------------


def test_a_service_without_a_window_is_not_offered_and_gives_no_number(hall: Hall) -> None:
    window(hall, THIRD, ())
    assert "帮办代办" not in offered(hall)
    with pytest.raises(refusals.NoWindow):
        hall.take("k", HELPERS)
    with pytest.raises(refusals.NoWindow):
        hall.call(lambda c: hall.desk.issue_by_hand(c, HELPERS, "hand", by="li"))
    held = hall.taken("another")
    hall.called()
    with pytest.raises(refusals.NoWindow):
        hall.call(lambda c: hall.windows.transfer(c, 1, held.id, to_service=HELPERS))
    window(hall, THIRD, (HELPERS,))
    assert "帮办代办" in offered(hall)
    assert hall.take("k", HELPERS).number == "C001"


def test_a_hall_whose_windows_are_all_gone_offers_nothing(hall: Hall) -> None:
    for one in (1, 2, 3, 4):
        window(hall, one, ())
    now = hall.call(lambda c: hall.desk.services_now(c, FIRST))
    assert (now.services, now.hall.state) == ((), "paused")


# -- numbers that stand where a window goes --------------------------------------------------------


@pytest.mark.parametrize("how", ["dropped", "retired", "paused"])
def test_who_waits_where_the_last_window_goes_is_listed_and_can_be_called(hall: Hall, how: str) -> None:
    waits = hall.taken("k", HELPERS)
    assert unserved(hall) == {}
    match how:
        case "dropped":
            window(hall, THIRD, ())
        case "retired":
            window(hall, THIRD, (HELPERS,), "retired")
        case "paused":
            window(hall, THIRD, (HELPERS,), "paused")
    why = {"dropped": "没有窗口办这个事项", "retired": "没有窗口办这个事项", "paused": "3 号窗口暂停"}
    assert unserved(hall) == {"C001": why[how]}
    (one,) = left(hall).unserved
    assert (one.ticket_id, one.service, one.state) == (waits.id, "帮办代办", "waiting")


def test_a_pause_with_an_end_says_when_the_window_is_back(hall: Hall) -> None:
    hall.taken("k", HELPERS)
    hall.call(lambda c: hall.windows.pause(c, THIRD, "换班", until="10:40", by="li"))
    assert unserved(hall) == {"C001": "3 号窗口暂停到 10:40"}
    hall.call(lambda c: hall.windows.resume(c, THIRD, by="li"))
    assert unserved(hall) == {}


def test_the_end_of_a_pause_is_forgotten_with_the_pause(hall: Hall) -> None:
    """A keeper who opens a window and later pauses it for the day does not say 10:40."""
    hall.call(lambda c: hall.windows.pause(c, THIRD, "换班", until="10:40", by="li"))
    window(hall, THIRD, (HELPERS,), "paused")  # another name, say: the clerk's own pause stays
    assert hall.call(hall.desk.plan).windows[THIRD].paused_until == "10:40"
    window(hall, THIRD, (HELPERS,))
    window(hall, THIRD, (HELPERS,), "paused")
    assert hall.call(hall.desk.plan).windows[THIRD].paused_until is None


@pytest.mark.parametrize(("state", "why"), [("retired", "转到3 号窗口，那个窗口停用了"), ("paused", "3 号窗口暂停")])
def test_who_was_sent_to_a_window_that_goes_is_listed(hall: Hall, state: str, why: str) -> None:
    """党员服务 has other windows, but this number waits for the third alone."""
    sent = hall.taken("k")
    hall.called()
    hall.call(lambda c: hall.windows.transfer(c, 1, sent.id, to_window=THIRD))
    assert unserved(hall) == {}
    window(hall, THIRD, (HELPERS,), state)
    assert unserved(hall) == {"A001": why}


def test_who_is_held_by_the_last_window_of_a_service_is_listed(hall: Hall) -> None:
    held, missed = hall.taken("held", HELPERS), hall.taken("missed", HELPERS)
    hall.called(THIRD)
    hall.call(lambda c: hall.windows.hold(c, THIRD, held.id, "去复印材料"))
    hall.called(THIRD)
    hall.call(lambda c: hall.windows.no_show(c, THIRD, missed.id))
    window(hall, THIRD, (), "paused")
    assert {(one.number, one.state) for one in left(hall).unserved} == {("C001", "held"), ("C002", "no_show")}
    called = hall.call(lambda c: hall.windows.call_back(c, 1, held.id))
    assert (called.number, called.service) == ("C001", "帮办代办")


def test_a_retired_service_keeps_its_name_wherever_its_numbers_stand(hall: Hall) -> None:
    for key in ("1", "2", "3"):
        hall.taken(key, HELPERS)
    first = hall.called(THIRD)
    service(hall, HELPERS, "retired")
    assert unserved(hall) == {}  # its window goes on calling it
    at = hall.call(lambda c: hall.windows.now(c, THIRD))
    assert at.current is not None
    assert {at.current.service, *(one.service for one in at.waiting)} == {"帮办代办"}
    board = hall.call(hall.desk.board_now)
    assert [one.service for one in board.windows if one.number] == ["帮办代办"]
    assert ("帮办代办", 2) in [(row.service, row.people) for row in board.waiting]
    hall.call(lambda c: hall.windows.finish(c, THIRD, first.ticket_id))
    second = hall.called(THIRD)
    assert second.service == "帮办代办"
    hall.call(lambda c: hall.windows.transfer(c, THIRD, second.ticket_id, to_window=1))
    assert hall.called(1).number == second.number
    assert hall.called(THIRD).number == "C003"
    assert "帮办代办" not in [row.service for row in hall.call(hall.desk.board_now).waiting]


def test_a_window_with_a_number_in_hand_is_not_retired(hall: Hall) -> None:
    number = hall.taken("k", HELPERS)
    hall.called(THIRD)
    with pytest.raises(plan_edits.PlanRefused, match="C001"):
        window(hall, THIRD, (HELPERS,), "retired")
    hall.call(lambda c: hall.windows.finish(c, THIRD, number.id))
    window(hall, THIRD, (HELPERS,), "retired")


def test_another_letter_changes_no_number_in_a_hand_and_gives_none_twice(hall: Hall) -> None:
    hall.taken("k", HELPERS)
    service(hall, HELPERS, "open", "F")
    assert hall.taken("e", HELPERS).number == "F001"
    service(hall, COMPLAINTS, "open", "C")
    assert hall.taken("c", COMPLAINTS).number == "C002"
    assert [hall.called(THIRD).number, hall.called(THIRD).number, hall.called(4).number] == ["C001", "F001", "C002"]


# -- the keeper is told first ----------------------------------------------------------------------


def send(hall: Hall, verb: str, form: str) -> None:
    forms = keeper_forms.forms(hall.desk, {**PLAN, **HOURS})
    hall.call(lambda c: forms[verb](c, Fields(form.encode()), 1))


def asked(hall: Hall, verb: str, form: str) -> AskFirst:
    with pytest.raises(AskFirst) as asks:
        send(hall, verb, form)
    return asks.value


def third(state: str = "open", serves: str = "&serves=3") -> str:
    return f"id=3&name=3 号窗口&state={state}{serves}"


def helpers(state: str = "open", series: str = "C") -> str:
    return f"id=3&series={series}&name=帮办代办&first=1&last=900&minutes=6&state={state}"


CHANGES = [
    ("window", third("retired"), "unserved"),
    ("window", third(serves=""), "unserved"),
    ("window", third("paused"), "all_paused"),
    ("service", helpers("retired"), "retired"),
    ("service", helpers("paused"), "paused"),
    ("service", helpers(series="F"), "series"),
    ("week", "day1=", "shut"),
    ("date", "day=2026-11-17&name=演示假日&kind=closed", "shut"),
]


@pytest.mark.parametrize(("verb", "form", "what"), CHANGES)
def test_a_change_says_who_waits_and_what_becomes_of_them_before_it_is_made(
    hall: Hall, verb: str, form: str, what: str
) -> None:
    held, before = hall.taken("held", HELPERS), hall.call(hall.desk.plan)
    hall.called(THIRD)
    hall.call(lambda c: hall.windows.hold(c, THIRD, held.id))
    hall.taken("waits", HELPERS)
    asks = asked(hall, verb, form)
    assert hall.call(hall.desk.plan) == before  # nothing was saved
    (change,) = asks.found["changes"]
    kept = () if what == "shut" or form == third(serves="") else ("C001",)  # its own window keeps it
    assert (change.what, change.service, change.waiting, change.kept) == (what, "帮办代办", ("C002",), kept)
    send(hall, verb, f"{form}&sure={asks.sure}")
    assert hall.call(hall.desk.plan) != before


@pytest.mark.parametrize(("verb", "form", "what"), CHANGES)
def test_nobody_is_asked_where_nobody_waits(hall: Hall, verb: str, form: str, what: str) -> None:
    del what
    send(hall, verb, form)


def test_who_comes_while_the_keeper_reads_is_asked_about_and_who_is_called_is_not(hall: Hall) -> None:
    hall.taken("1", HELPERS)
    hall.taken("2", HELPERS)
    sure = asked(hall, "window", third(serves="")).sure
    hall.taken("3", HELPERS)
    again = asked(hall, "window", f"{third(serves='')}&sure={sure}")
    assert again.found["changes"][0].waiting == ("C001", "C002", "C003")
    hall.called(THIRD)
    send(hall, "window", f"{third(serves='')}&sure={again.sure}")
    assert set(unserved(hall)) == {"C002", "C003"}


def test_a_full_hall_fits_into_the_form_that_agrees(hall: Hall) -> None:
    for number in range(300):
        hall.taken(f"k{number:03d}", HELPERS)
    asks = asked(hall, "window", third("retired"))
    assert len(asks.found["changes"][0].waiting) == 300
    assert len(asks.sure) < MAX_BODY_BYTES // 2
    send(hall, "window", f"{third('retired')}&sure={asks.sure}")
    assert len(unserved(hall)) == 300


@pytest.mark.parametrize("sure", ["yes", "unserved.1.2.3", "unserved.x", "-.-", "unserved.99999999999999999999", "."])
def test_nothing_but_what_was_shown_agrees(hall: Hall, sure: str) -> None:
    hall.taken("0")
    for key in "1234":
        hall.taken(key, HELPERS)
    asked(hall, "window", f"{third('retired')}&sure={sure}")


def test_two_keepers_each_dropping_one_of_two_windows_strand_nobody_unseen(hall: Hall) -> None:
    hall.taken("k", GENERAL)
    send(hall, "window", "id=1&name=1 号窗口&state=open&serves=1")
    asks = asked(hall, "window", "id=2&name=2 号窗口&state=open&serves=1")
    assert asks.found["changes"][0].waiting == ("B001",)


def test_what_another_keeper_has_changed_is_not_written_over_unseen(hall: Hall) -> None:
    was = seen.window(hall.call(hall.desk.plan).windows[THIRD])
    hall.call(lambda c: hall.windows.pause(c, THIRD, "吃饭", by="li"))
    with pytest.raises(NotDone, match="3 号窗口”刚才有人改过"):
        send(hall, "window", f"{third()}&as_seen={was}")
    assert not hall.call(hall.desk.plan).windows[THIRD].is_open
    was = hall.call(lambda c: seen.service(c, hall.desk.plan(c).services[PARTY]))
    hall.call(lambda c: plan_edits.set_quota(c, PARTY, [("08:30", "12:00", 40)]))
    with pytest.raises(NotDone, match="党员服务"):
        send(hall, "service", f"id=1&series=A&name=党员服务&first=1&last=900&minutes=4&state=open&as_seen={was}")
    week = hall.call(seen.week)
    hall.call(lambda c: plan_edits.set_hours(c, 1, [("08:30", "12:00")]))
    with pytest.raises(NotDone, match="每周"):
        send(hall, "week", f"day1=8:30-17:00&as_seen={week}")
