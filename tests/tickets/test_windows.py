"""From the call to the end of the service, at real windows on a real database: never two people with one number."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import update

from devices.id_card.id_number import check_digit
from kiosk.hall import events
from kiosk.hall.schema import windows
from kiosk.settings import HallSettings
from kiosk.tickets import keeping, rules
from kiosk.tickets.card_age import CardProof
from kiosk.tickets.ledger import read_day
from kiosk.tickets.rules import PRIORITY
from kiosk.tickets.statistics import figures
from kiosk.tickets.views import Called
from tests.tickets.hall import FIRST, GENERAL, HELPERS, PARTY, SECOND, Hall

A_MINUTE = timedelta(minutes=1)


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Hall]:
    hall = Hall(tmp_path / "hall.db")
    yield hall
    hall.database.close()


def hall_with(path: Path, **policy: object) -> Hall:
    return Hall(path / "hall.db", replace(HallSettings(), **policy))  # type: ignore[arg-type]


def card(born: str, serial: str = "001") -> CardProof:
    number = f"000000{born}{serial}"
    return CardProof(number + check_digit(number))


OLD, YOUNG = card("19500101"), card("20000101")

# -- a service, from the call to the end ------------------------------------------------------


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
    assert hall.kinds().count(events.TICKET_SERVING) == hall.kinds().count(events.TICKET_DONE) == 1


def test_a_double_press_of_call_next_is_one_call(hall: Hall) -> None:
    hall.taken("1"), hall.taken("2")
    press = partial(hall.windows.call_next, window_id=1, key="press-0001")
    assert hall.call(press) == hall.call(press)
    assert hall.kinds().count(events.TICKET_CALLED) == 1


def test_two_clerks_at_one_window(hall: Hall) -> None:
    first = hall.taken("1")
    hall.taken("2")
    hall.call(partial(hall.windows.call_next, window_id=1, finishing=None))
    with pytest.raises(rules.WindowMoved):
        hall.call(partial(hall.windows.call_next, window_id=1, finishing=None))
    assert hall.states(first.id)[1] == "called"


def test_two_clerks_on_one_number(hall: Hall) -> None:
    ticket = hall.taken("k")
    hall.called(1)
    for verb in (hall.windows.serve, hall.windows.finish, hall.windows.no_show, hall.windows.hold):
        with pytest.raises(rules.ServedElsewhere):
            hall.call(partial(verb, window_id=2, ticket_id=ticket.id))
    hall.call(lambda c: hall.windows.hold(c, 1, ticket.id, "去复印材料"))
    hall.call(lambda c: hall.windows.call_back(c, 2, ticket.id))
    with pytest.raises(rules.ServedElsewhere):
        hall.call(lambda c: hall.windows.call_back(c, 1, ticket.id))


def test_recalls_are_capped(hall: Hall) -> None:
    ticket = hall.taken("k")
    hall.called()
    for _ in range(2):
        hall.call(lambda c: hall.windows.recall(c, 1, ticket.id))
    with pytest.raises(rules.RecallCap):
        hall.call(lambda c: hall.windows.recall(c, 1, ticket.id))
    assert hall.kinds().count(events.TICKET_RECALLED) == 2
    hall.call(lambda c: hall.windows.serve(c, 1, ticket.id))
    with pytest.raises(rules.WrongState):
        hall.call(lambda c: hall.windows.recall(c, 1, ticket.id))


@pytest.mark.parametrize("verb", ["serve", "finish", "no_show", "hold", "recall", "call_back"])
def test_a_number_that_still_waits_is_in_no_hand(hall: Hall, verb: str) -> None:
    ticket = hall.taken("k")
    with pytest.raises(rules.WrongState):
        hall.call(partial(getattr(hall.windows, verb), window_id=1, ticket_id=ticket.id))


def test_unknown_numbers_and_windows(hall: Hall) -> None:
    hall.taken("k")
    with pytest.raises(rules.UnknownTicket):
        hall.call(lambda c: hall.windows.serve(c, 1, 99))
    for verb in (hall.windows.call_next, hall.windows.resume, hall.windows.now):
        with pytest.raises(rules.UnknownWindow):
            hall.call(partial(verb, window_id=9))


# -- not there, held, returned, transferred ---------------------------------------------------


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
    with pytest.raises(rules.KeptNoLonger):
        hall.call(lambda c: hall.windows.call_back(c, 1, gone.ticket_id))
    assert hall.call(lambda c: hall.windows.now(c, 1)).kept == ()


def in_hand(hall: Hall, window: int) -> int:
    current = hall.call(lambda c: hall.windows.now(c, window)).current
    assert current is not None
    return current.ticket_id


def test_who_was_not_there_is_kept_for_minutes(tmp_path: Path) -> None:
    hall = hall_with(tmp_path, no_show_policy="keep_minutes", no_show_kept_minutes=10)
    assert hall.taken("k").notes[0] == "过号请到服务台，保留 10 分钟。"
    gone = no_show(hall)
    hall.now += 9 * A_MINUTE
    hall.call(lambda c: hall.windows.call_back(c, 2, gone.ticket_id))
    hall.call(lambda c: hall.windows.no_show(c, 2, gone.ticket_id))
    hall.now += 10 * A_MINUTE
    with pytest.raises(rules.KeptNoLonger):
        hall.call(lambda c: hall.windows.call_back(c, 2, gone.ticket_id))
    hall.database.close()


def test_who_was_not_there_loses_the_number(tmp_path: Path) -> None:
    hall = hall_with(tmp_path, no_show_policy="void")
    assert hall.taken("k").notes[0] == "过号作废，请重新取号。"
    gone = no_show(hall)
    with pytest.raises(rules.KeptNoLonger):
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
    with pytest.raises(rules.WindowBusy):
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
    with pytest.raises(rules.UnknownWindow):
        hall.call(lambda c: hall.windows.transfer(c, 4, ticket.id, to_window=9))
    with pytest.raises(rules.UnknownService):
        hall.call(lambda c: hall.windows.transfer(c, 4, ticket.id, to_service=9))


# -- pauses -----------------------------------------------------------------------------------


def test_a_paused_window_calls_nobody_but_finishes_what_it_has(hall: Hall) -> None:
    ticket = hall.taken("k")
    hall.called()
    hall.call(lambda c: hall.windows.pause(c, 1, "换班", until="10:40"))
    with pytest.raises(rules.WindowPaused):
        hall.call(lambda c: hall.windows.call_next(c, 1))
    with pytest.raises(rules.WindowPaused):
        hall.call(lambda c: hall.windows.recall(c, 1, ticket.id))
    hall.call(lambda c: hall.windows.finish(c, 1, ticket.id))
    now = hall.call(lambda c: hall.windows.now(c, 1))
    assert (now.state, now.pause_reason, now.paused_until) == ("paused", "换班", "10:40")
    hall.call(lambda c: hall.windows.resume(c, 1))
    assert hall.call(lambda c: hall.windows.call_next(c, 1)) is None


# -- priority ---------------------------------------------------------------------------------


def test_priority_numbers_are_901_up_and_called_at_the_ratio(hall: Hall) -> None:
    for n in range(5):
        hall.taken(f"n{n}")
    tickets = [hall.taken(f"p{n}", lane=PRIORITY, card=card("19500101", f"00{n}")) for n in range(2)]
    assert [ticket.number for ticket in tickets] == ["A901", "A902"]
    assert tickets[0].notes[1] == "每叫 2 个普通号，叫 1 个优先号。"
    assert [row.number for row in hall.call(lambda c: hall.windows.now(c, 1)).waiting] == [
        "A001", "A002", "A901", "A003", "A004", "A902", "A005",
    ]  # fmt: skip
    numbers = []
    for _ in range(7):
        hall.now += A_MINUTE
        numbers.append(hall.called().number)
    assert numbers == ["A001", "A002", "A901", "A003", "A004", "A902", "A005"]


def test_the_slip_of_a_priority_number_promises_no_less_than_the_ratio(hall: Hall) -> None:
    for n in range(9):
        hall.taken(f"n{n}")
    assert hall.taken("old", lane=PRIORITY, card=OLD).ahead == 2
    assert hall.taken("next").ahead == 10


def test_a_priority_number_needs_age_or_a_clerk(hall: Hall) -> None:
    take = partial(hall.taken, lane=PRIORITY)
    for wrong in (YOUNG, CardProof("000000195001010010"), CardProof("x"), None):
        with pytest.raises(rules.NotEntitled):
            take("young", card=wrong)
    hall.call(lambda c: hall.desk.grant_priority(c, FIRST, by="li"))
    with pytest.raises(rules.NotEntitled):
        take("other terminal", terminal=SECOND)
    assert take("granted").number == "A901"
    with pytest.raises(rules.NotEntitled):
        take("a grant is for one number")
    hall.call(lambda c: hall.desk.grant_priority(c, FIRST, by="li"))
    hall.now += 6 * A_MINUTE
    with pytest.raises(rules.NotEntitled):
        take("a grant ends")


def test_one_open_number_a_person_and_service(hall: Hall) -> None:
    first = hall.taken("1", lane=PRIORITY, card=OLD)
    with pytest.raises(rules.AlreadyWaiting, match="A901"):
        hall.taken("2", card=OLD)
    other = hall.taken("3", HELPERS, card=OLD)
    hall.called(1)
    with pytest.raises(rules.AlreadyWaiting):
        hall.call(lambda c: hall.windows.transfer(c, 1, first.id, to_service=HELPERS))
    hall.call(lambda c: hall.windows.finish(c, 1, first.id))
    assert hall.taken("4", card=OLD).number == "A001"
    assert other.number == "C001"


def test_nothing_of_the_card_is_kept(hall: Hall) -> None:
    hall.taken("1", lane=PRIORITY, card=OLD)
    stored = b"".join(file.read_bytes() for file in hall.path.parent.iterdir())
    assert OLD.id_number.encode() not in stored
    assert b"19500101" not in stored
    assert "1950" not in repr(OLD)
    hall.now += timedelta(days=1)
    hall.taken("tomorrow")
    assert hall.call(lambda c: c.exec_driver_sql("SELECT count(person) FROM tickets").scalar()) == 0


# -- by hand, quotas, dates -------------------------------------------------------------------


def test_a_clerk_writes_a_number_down_after_hours(hall: Hall) -> None:
    hall.now = hall.now.replace(hour=20)
    issue = partial(hall.desk.issue_by_hand, service_id=PARTY, key="hand-0001", by="li", lane=PRIORITY)
    ticket = hall.call(issue)
    assert hall.call(issue) == ticket
    assert (ticket.number, ticket.print_state) == ("A901", "printed")
    assert hall.called().ticket_id == ticket.id


def test_a_quota_fills_and_the_next_slot_is_empty(hall: Hall) -> None:
    slots = [("08:30", "12:00", 2), ("13:00", "17:30", 1)]
    hall.call(lambda c: keeping.set_quota(c, PARTY, slots))
    hall.desk.plan_changed()
    hall.taken("1")
    given_back = hall.taken("2")
    with pytest.raises(rules.QuotaFull):
        hall.taken("3")
    hall.call(lambda c: hall.desk.give_back(c, FIRST, given_back.id))
    assert hall.taken("4").number == "A003"
    hall.now = hall.now.replace(hour=12, minute=30)
    hall.taken("between the slots")
    hall.now = hall.now.replace(hour=13)
    hall.taken("afternoon")
    with pytest.raises(rules.QuotaFull):
        hall.taken("5")
    hall.taken("other service", GENERAL)


def test_a_keeper_closes_a_holiday_and_opens_a_saturday(hall: Hall) -> None:
    hall.call(lambda c: keeping.set_date(c, "2026-11-17", "演示假日"))
    hall.call(lambda c: keeping.set_date(c, "2026-11-21", "调休", like_weekday=1))
    hall.desk.plan_changed()
    with pytest.raises(rules.HallClosed):
        hall.take("k")
    today = hall.call(hall.desk.hall_today)
    assert (today.days[0].name, today.days[0].spans) == ("演示假日", ())
    assert today.days[4].spans == (("08:30", "17:30"),)
    assert [entry.day for entry in hall.call(keeping.dates)] == ["2026-11-17", "2026-11-21"]
    hall.call(lambda c: keeping.clear_date(c, "2026-11-17"))
    hall.desk.plan_changed()
    assert hall.take("k").number == "A001"


REFUSED_EDITS: list[Callable[..., object]] = [
    partial(keeping.set_hours, weekday=1, spans=[("12:00", "08:30")]),
    partial(keeping.set_hours, weekday=1, spans=[("08:30", "12:00"), ("11:00", "17:30")]),
    partial(keeping.set_hours, weekday=7, spans=[]),
    partial(keeping.set_date, day="2026-02-30", name="没有这天"),
    partial(keeping.set_date, day="2026-11-17", name=" "),
    partial(keeping.save_service, service_id=1, series="B", name="党员服务"),
    partial(keeping.save_service, service_id=1, series="A", name="党员服务", last_number=901),
    partial(keeping.save_service, service_id=9, series="Z", name="没有这项"),
    partial(keeping.save_window, window_id=None, name="1 号窗口", service_ids=[1]),
    partial(keeping.save_window, window_id=None, name="5 号窗口", service_ids=[9]),
    partial(keeping.set_quota, service_id=1, slots=[("08:30", "12:00", -1)]),
]


@pytest.mark.parametrize("edit", REFUSED_EDITS)
def test_an_edit_that_makes_no_sense_changes_nothing(hall: Hall, edit: Callable[..., object]) -> None:
    before = hall.call(hall.desk.plan)
    with pytest.raises(keeping.PlanRefused):
        hall.call(edit)
    hall.desk.plan_changed()
    assert hall.call(hall.desk.plan) == before


def test_a_keeper_adds_a_service_and_its_window(hall: Hall) -> None:
    service = hall.call(lambda c: keeping.save_service(c, None, series="E", name="文体活动", minutes_each=3))
    window = hall.call(lambda c: keeping.save_window(c, None, name="5 号窗口", service_ids=[service]))
    hall.desk.plan_changed()
    assert hall.taken("k", service).number == "E001"
    assert hall.called(window).window == "5 号窗口"


# -- training ---------------------------------------------------------------------------------


def test_training_is_marked_counted_nowhere_and_ends_clean(hall: Hall) -> None:
    waiting = hall.taken("real")
    with pytest.raises(rules.HallBusy):
        hall.call(lambda c: hall.desk.begin_training(c, by="wang"))
    hall.call(lambda c: hall.desk.give_back(c, FIRST, waiting.id))
    hall.now = hall.now.replace(hour=7)
    hall.call(lambda c: hall.desk.begin_training(c, by="wang"))
    practice = [hall.taken(f"t{n}") for n in range(2)]
    assert [ticket.training for ticket in practice] == [True, True]
    assert hall.call(hall.desk.hall_today).training
    hall.called()
    hall.call(lambda c: hall.windows.finish(c, 1, practice[0].id))
    hall.call(lambda c: hall.desk.end_training(c, by="wang"))
    assert hall.states(practice[1].id)[1] == "lapsed"
    hall.now = hall.now.replace(hour=9)
    real = hall.taken("real again")
    assert (real.training, real.number, real.ahead) == (False, "A004", 0)  # no number is ever given twice
    day = figures(hall.call(lambda c: read_day(c, "2026-11-17")))
    assert (day.all.taken, day.all.served) == (2, 0)
    assert hall.call(lambda c: hall.windows.now(c, 1)).figures.done == 0


def test_training_forgotten_overnight_ends_with_the_day(hall: Hall) -> None:
    hall.call(lambda c: hall.desk.begin_training(c, by="wang"))
    hall.now += timedelta(days=1)
    assert not hall.taken("tomorrow").training


# -- midnight and the clock -------------------------------------------------------------------


def test_midnight_during_a_call(hall: Hall) -> None:
    serving, held = hall.taken("1"), hall.taken("2")
    hall.called(1), hall.called(2)
    hall.call(lambda c: hall.windows.serve(c, 1, serving.id))
    hall.now += timedelta(hours=23)
    for verb in (hall.windows.hold, hall.windows.return_to_queue, hall.windows.transfer):
        with pytest.raises(rules.DayOver):
            hall.call(partial(verb, window_id=2, ticket_id=held.id))
    hall.call(lambda c: hall.windows.no_show(c, 2, held.id))
    with pytest.raises(rules.DayOver):
        hall.call(lambda c: hall.windows.call_back(c, 2, held.id))
    hall.call(lambda c: hall.windows.finish(c, 1, serving.id))
    assert hall.taken("new day").number == "A001"
    assert hall.called(1).number == "A001"
    yesterday = figures(hall.call(lambda c: read_day(c, "2026-11-17")))
    assert (yesterday.all.served, yesterday.all.no_shows) == (1, 1)
    assert figures(hall.call(lambda c: read_day(c, "2026-11-18"))).all.taken == 1


def test_a_clock_that_leaps_ahead_is_not_believed_until_a_keeper_confirms(hall: Hall) -> None:
    hall.taken("today")
    hall.now += timedelta(days=400)
    doubted = hall.taken("after the leap")
    assert (doubted.number, doubted.business_date) == ("A002", "2026-11-17")
    assert hall.call(hall.desk.hall_today).clock_doubted
    hall.restart()
    assert hall.taken("still").number == "A003"
    assert hall.kinds().count(events.CLOCK_DOUBTED) == 1
    hall.call(lambda c: hall.desk.confirm_clock(c, by="wang"))
    confirmed = hall.taken("confirmed")
    assert (confirmed.number, confirmed.business_date) == ("A001", "2027-12-22")
    assert not hall.call(hall.desk.clock_doubted)


def test_a_time_server_confirms_the_clock(hall: Hall) -> None:
    hall.taken("friday")
    hall.now += timedelta(days=9)  # the machine was off over the holidays; a Thursday again
    assert hall.taken("no time server yet").business_date == "2026-11-17"
    hall.synchronised = True
    assert hall.taken("synchronised").business_date == "2026-11-26"


def test_a_wrong_confirmation_is_taken_back_and_numbers_go_on(hall: Hall) -> None:
    hall.taken("today")
    hall.now += timedelta(days=400)
    hall.call(lambda c: hall.desk.confirm_clock(c, by="wang"))
    hall.taken("wrong date")
    hall.now -= timedelta(days=400)
    assert hall.taken("still the wrong date").business_date == "2027-12-22"
    hall.call(lambda c: hall.desk.confirm_clock(c, by="wang"))
    ticket = hall.taken("right again")
    assert (ticket.number, ticket.business_date) == ("A002", "2026-11-17")
    assert hall.kinds().count(events.CLOCK_CONFIRMED) == 2


def test_a_hall_that_runs_on_believes_its_own_clock(hall: Hall) -> None:
    hall.taken("tuesday")
    for _ in range(4 * 24):
        hall.now += timedelta(hours=1)
        hall.call(hall.desk.keep_time)
    assert hall.taken("saturday morning", GENERAL).business_date == "2026-11-21"


# -- the wait ---------------------------------------------------------------------------------


def test_the_estimate_follows_the_days_own_service_times(hall: Hall) -> None:
    def promised(key: str) -> int:
        hall.taken(key), hall.taken(key + "b"), hall.taken(key + "c")
        return hall.taken(key + "d").wait_high_minutes

    before = promised("before")
    for _ in range(4):
        called = hall.called()
        hall.now += 20 * A_MINUTE
        hall.call(partial(hall.windows.finish, window_id=1, ticket_id=called.ticket_id))
    assert promised("after") > 2 * before


# -- many at once -----------------------------------------------------------------------------


def test_eight_windows_never_call_one_person_twice(hall: Hall) -> None:
    hall.call(lambda c: c.execute(update(windows).values(state="open")).close())
    for n in range(5, 9):
        hall.call(partial(keeping.save_window, window_id=None, name=f"{n} 号窗口", service_ids=[PARTY, GENERAL]))
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
