"""Clocks that are wrong, in a real hall: nobody is lost, no number comes twice, and a person is asked."""

from datetime import datetime, timedelta

import pytest

from kiosk.core.database.clock import HALL_TIME
from kiosk.features.tickets.hall.read_day import days, read_day
from kiosk.features.tickets.rules import event_names, refusals
from kiosk.features.tickets.rules.statistics import figures
from kiosk.features.tickets.wire import Ticket
from tests.features.tickets.hall import Hall

DAY = timedelta(days=1)


def standing(hall: Hall) -> str:
    return hall.call(hall.desk.day.clock_now).standing


def says_right(hall: Hall) -> None:
    hall.call(lambda c: hall.desk.day.answer(c, None, by="#1"))


def says(hall: Hall, right: datetime) -> None:
    hall.call(lambda c: hall.desk.day.answer(c, right, by="#1"))


def confirms(hall: Hall) -> None:
    hall.call(lambda c: hall.desk.day.confirm_clock(c, by="#2"))


def by_hand(hall: Hall, key: str) -> Ticket:
    return hall.call(lambda c: hall.desk.issue_by_hand(c, 1, key, by="#1"))


def refused(hall: Hall, key: str) -> bool:
    """Whether no number is given now, neither at a terminal nor by hand."""
    hall.call(hall.desk.keep_time)
    with pytest.raises(refusals.DateUnsure):
        hall.taken(key)
    with pytest.raises(refusals.DateUnsure):
        by_hand(hall, f"{key} by hand")
    return True


# -- off over a weekend ---------------------------------------------------------------------------


def test_a_weekend_without_a_time_server_begins_monday_and_asks_once(hall: Hall) -> None:
    hall.now = datetime(2026, 11, 27, 17, 0, tzinfo=HALL_TIME)
    for key in ("1", "2", "3"):
        hall.taken(key)
    hall.off_for(timedelta(days=2, hours=16))
    monday = hall.taken("monday")
    assert (monday.number, monday.business_date) == ("A001", "2026-11-30")
    assert hall.called().number == "A001"
    assert hall.call(lambda c: hall.windows.call_next(c, 2)) is None  # Friday's people are not called
    assert standing(hall) == "asked"
    assert hall.kinds().count(event_names.TICKET_LAPSED) == 0  # an answer may still say that it is Friday
    says_right(hall)
    assert standing(hall) == "settled"
    assert hall.kinds().count(event_names.TICKET_LAPSED) == 3
    assert hall.kinds().count(event_names.CLOCK_ASKED) == hall.kinds().count(event_names.CLOCK_CONFIRMED) == 1
    with pytest.raises(refusals.DateDecided):  # two clerks at once
        says_right(hall)
    hall.off_for(timedelta(hours=24))
    assert hall.taken("tuesday").number == "A001"
    assert standing(hall) == "settled"


def test_no_takes_the_right_date_and_the_hall_keeps_to_it(hall: Hall) -> None:
    hall.call(hall.desk.keep_time)
    hall.off_for(6 * DAY)  # the clock lost some days as well: it is the 24th, as the calendar on the wall says
    waiting = [hall.taken(key).number for key in ("1", "2")]
    right = datetime(2026, 11, 24, 8, 30, tzinfo=HALL_TIME)
    with pytest.raises(refusals.DateBeyond):
        says(hall, right - 30 * DAY)
    with pytest.raises(refusals.NoSuchTime):
        hall.call(lambda c: hall.desk.day.set_time(c, right.replace(year=2206), by="#2"))
    says(hall, right)
    ticket = hall.taken("3")
    assert (ticket.number, ticket.business_date, ticket.taken_at[:16]) == ("A003", "2026-11-24", "2026-11-24T08:30")
    assert [hall.called(window).number for window in (1, 2)] == waiting  # who took a number before goes first
    today = hall.call(hall.desk.hall_today)
    assert (today.business_date, today.days[0].date) == ("2026-11-24", "2026-11-24")
    hall.off_for(timedelta(hours=24))
    assert hall.taken("the next morning").business_date == "2026-11-25"
    told = next(event for event in hall.news() if event.kind == event_names.CLOCK_SET)
    assert (told.detail["by"], told.detail["was"], told.detail["machine"][:10]) == ("#1", "2026-11-23", "2026-11-23")
    # A time server answers: the machine is right again, and the offset goes.
    hall.now, hall.synchronised = datetime(2026, 11, 25, 9, 0, tzinfo=HALL_TIME), True
    assert hall.taken("with a time server").taken_at[:16] == "2026-11-25T09:00"
    assert hall.call(hall.desk.day.clock_now).offset_seconds == 0
    hall.synchronised = False
    assert hall.call(hall.desk.day.clock_now).now[:16] == "2026-11-25T09:00"
    with pytest.raises(refusals.TimeServerKnows):
        hall.synchronised = True
        hall.call(lambda c: hall.desk.day.set_time(c, right, by="#2"))


def test_a_time_server_answers_the_question(hall: Hall) -> None:
    hall.call(hall.desk.keep_time)
    hall.off_for(9 * DAY)
    assert hall.taken("nobody has answered").business_date == "2026-11-26"
    assert standing(hall) == "asked"
    hall.clock_moves(-7 * DAY)
    hall.synchronised = True
    ticket = hall.taken("the time server")
    assert (ticket.number, ticket.business_date) == ("A002", "2026-11-19")
    hall.synchronised = False
    assert standing(hall) == "settled"


def test_a_board_without_a_battery_asks_at_every_start_until_a_time_server_answers(hall: Hall) -> None:
    friday = [hall.taken(key) for key in ("1", "2")]
    hall.off_for(timedelta(minutes=2), boot="monday")  # the clock stood still all weekend
    morning = hall.taken("monday")
    assert (morning.number, morning.business_date) == ("A003", "2026-11-17")
    assert standing(hall) == "asked"
    hall.clock_moves(3 * DAY)
    hall.synchronised = True
    later = hall.taken("a time server answered")
    assert (later.number, later.business_date) == ("A004", "2026-11-20")
    assert [hall.called(window).number for window in (1, 2)] == ["A003", "A004"]
    assert {hall.states(ticket.id)[1] for ticket in friday} == {"lapsed"}
    hall.off_for(timedelta(minutes=2), boot="tuesday")
    hall.taken("still with a time server")
    assert standing(hall) == "settled"


def test_a_restart_of_the_service_asks_nothing(hall: Hall) -> None:
    hall.taken("1")
    hall.restart()
    hall.now += timedelta(minutes=2)
    hall.taken("2")
    assert standing(hall) == "settled"


# -- more than fifteen days, and a mark that lies in the future -----------------------------------


def test_a_first_start_in_2035_is_put_right_by_a_keeper(hall: Hall) -> None:
    hall.clock_moves(3000 * DAY)
    wrong = hall.taken("in 2035", 2)
    assert wrong.business_date == "2035-02-03"
    hall.clock_moves(-3000 * DAY)
    assert refused(hall, "now it is 2026")
    assert hall.called(2).number == wrong.number  # who waits is served all the same
    view = hall.call(hall.desk.services_now)
    assert (view.hall.clock_doubted, view.hall.state, {one.state for one in view.services}) == (
        True, "paused", {"paused"},
    )  # fmt: skip
    hall.restart()
    assert standing(hall) == "behind"
    assert hall.kinds().count(event_names.CLOCK_DOUBTED) == 1
    confirms(hall)
    ticket = hall.taken("right again", 2)
    assert (ticket.number, ticket.business_date) == ("B002", "2026-11-17")
    assert hall.call(lambda c: hall.desk.ticket(c, wrong.id)).business_date == "2026-11-17"
    assert hall.call(days) == ["2026-11-17"]
    assert figures(hall.call(lambda c: read_day(c, "2026-11-17"))).all.taken == 2
    assert standing(hall) == "settled"


def test_beyond_fifteen_days_nobody_is_served_under_a_guess(hall: Hall) -> None:
    hall.taken("before the long holiday")
    hall.off_for(20 * DAY)
    assert refused(hall, "after it")
    with pytest.raises(refusals.DateUnsure):  # nor is called who waited three weeks ago
        hall.called()
    with pytest.raises(refusals.DateDecided):  # it is no clerk's to say
        says_right(hall)
    confirms(hall)
    ticket = hall.taken("confirmed")
    assert (ticket.number, ticket.business_date) == ("A001", "2026-12-07")
    assert hall.called().number == "A001"


def test_a_clock_that_is_set_back_by_itself_needs_nobody(hall: Hall) -> None:
    hall.taken("1")
    hall.clock_moves(400 * DAY)
    assert refused(hall, "leapt")
    hall.clock_moves(-400 * DAY)
    assert hall.taken("back again").number == "A002"
    assert standing(hall) == "settled"


def test_a_wrong_word_of_a_keeper_is_taken_back_and_no_number_comes_twice(hall: Hall) -> None:
    numbers = [hall.taken("today").number]
    hall.clock_moves(400 * DAY)
    confirms(hall)
    numbers.append(hall.taken("wrong date").number)
    hall.clock_moves(-400 * DAY)
    assert refused(hall, "the mark lies in the future")
    confirms(hall)
    ticket = hall.taken("right again")
    assert ticket.business_date == "2026-11-17"
    assert [*numbers, ticket.number] == ["A001", "A002", "A003"]
    assert [hall.called(window).number for window in (1, 2)] == ["A001", "A002"]


def test_a_keeper_takes_the_right_time_back_to_the_machines_own(hall: Hall) -> None:
    hall.taken("1")
    hall.off_for(30 * DAY)
    hall.call(lambda c: hall.desk.day.set_time(c, datetime(2026, 11, 18, 9, 0, tzinfo=HALL_TIME), by="#2"))
    assert hall.taken("2").business_date == "2026-11-18"
    hall.now = datetime(2026, 11, 18, 9, 5, tzinfo=HALL_TIME)  # somebody set the machine's clock, too
    assert refused(hall, "a month back")
    hall.call(lambda c: hall.desk.day.set_time(c, hall.now, by="#2"))
    assert hall.call(hall.desk.day.clock_now).offset_seconds == 0
    assert hall.taken("3").number == "A002"


def test_numbers_of_a_false_day_that_the_day_has_given_already_are_named(hall: Hall) -> None:
    hall.taken("1")
    hall.off_for(3 * DAY)  # only for a minute, but the clock came back three days late
    false = hall.taken("2")
    assert (false.number, false.business_date) == ("A001", "2026-11-20")
    says(hall, datetime(2026, 11, 17, 10, 30, tzinfo=HALL_TIME))
    assert hall.call(hall.desk.day.clock_now).left == ("A001",)
    assert hall.taken("3").number == "A002"
    assert [hall.called(window).number for window in (1, 2)] == ["A001", "A002"]
    assert hall.states(false.id)[1] == "lapsed"


# -- small steps ----------------------------------------------------------------------------------


def test_small_steps_do_nothing_and_the_date_waits_for_the_clock(hall: Hall) -> None:
    hall.now = datetime(2026, 11, 18, 0, 3, tzinfo=HALL_TIME)
    assert by_hand(hall, "after midnight").business_date == "2026-11-18"
    hall.clock_moves(timedelta(minutes=-8))
    ticket = by_hand(hall, "the clock went back over midnight")
    assert (ticket.number, ticket.business_date) == ("A002", "2026-11-18")
    assert standing(hall) == "settled"
    hall.now += timedelta(hours=9)
    assert hall.taken("in the morning").number == "A003"
    asked = {event_names.CLOCK_ASKED, event_names.CLOCK_DOUBTED, event_names.DATE_CORRECTED}
    assert not asked & set(hall.kinds())


def test_a_time_server_that_steps_over_midnight_loses_nobody(hall: Hall) -> None:
    waiting = [hall.taken(key).number for key in ("1", "2")]
    hall.now += timedelta(minutes=20)
    hall.call(hall.desk.keep_time)
    hall.clock_moves(timedelta(hours=22))
    hall.synchronised = True
    ticket = hall.taken("3")
    assert (ticket.number, ticket.business_date) == ("A003", "2026-11-18")
    assert [hall.called(window).number for window in (1, 2)] == waiting


# -- a hall of the version before -----------------------------------------------------------------


def test_a_hall_of_the_version_before_goes_on(hall: Hall) -> None:
    hall.taken("1")
    _forget_what_is_new(hall)
    hall.restart()
    assert hall.taken("the same day").number == "A002"
    assert standing(hall) == "settled"


def test_a_hall_of_the_version_before_that_stood_still_is_freed(hall: Hall) -> None:
    """It had doubted a jump of some days, and served on under the old date."""
    hall.taken("friday")
    _forget_what_is_new(hall)
    hall.call(
        lambda c: c.exec_driver_sql("INSERT INTO marks VALUES ('clock_doubted', '2026-11-20T10:00:00.000+08:00')")
    )
    hall.off_for(3 * DAY)
    ticket = hall.taken("monday")
    assert (ticket.number, ticket.business_date) == ("A001", "2026-11-20")
    assert standing(hall) == "asked"


def _forget_what_is_new(hall: Hall) -> None:
    hall.call(lambda c: c.exec_driver_sql("DELETE FROM marks WHERE name = 'clock_anchor'"))
