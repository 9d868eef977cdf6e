"""Midnight, and clocks that leap."""

from datetime import timedelta
from functools import partial

import pytest

from kiosk.features.tickets.hall.read_day import read_day
from kiosk.features.tickets.rules import event_names, refusals
from kiosk.features.tickets.rules.statistics import figures
from tests.features.tickets.hall import GENERAL, Hall

# -- midnight and the clock ------------------------------------------------------------------------


def test_midnight_during_a_call(hall: Hall) -> None:
    serving, held = hall.taken("1"), hall.taken("2")
    hall.called(1), hall.called(2)
    hall.call(lambda c: hall.windows.serve(c, 1, serving.id))
    hall.now += timedelta(hours=23)
    for verb in (hall.windows.hold, hall.windows.return_to_queue, hall.windows.transfer):
        with pytest.raises(refusals.DayOver):
            hall.call(partial(verb, window_id=2, ticket_id=held.id))
    hall.call(lambda c: hall.windows.no_show(c, 2, held.id))
    with pytest.raises(refusals.DayOver):
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
    assert hall.kinds().count(event_names.CLOCK_DOUBTED) == 1
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
    assert hall.kinds().count(event_names.CLOCK_CONFIRMED) == 2


def test_a_hall_that_runs_on_believes_its_own_clock(hall: Hall) -> None:
    hall.taken("tuesday")
    for _ in range(4 * 24):
        hall.now += timedelta(hours=1)
        hall.call(hall.desk.keep_time)
    assert hall.taken("saturday morning", GENERAL).business_date == "2026-11-21"
