"""Midnight, during a call and in a hall that runs on. Clocks that are wrong: ``test_clock``."""

from datetime import timedelta
from functools import partial

import pytest

from kiosk.features.tickets.hall.read_day import read_day
from kiosk.features.tickets.rules import refusals
from kiosk.features.tickets.rules.statistics import figures
from tests.features.tickets.hall import GENERAL, Hall


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


def test_a_hall_that_runs_on_believes_its_own_clock(hall: Hall) -> None:
    hall.taken("tuesday")
    for _ in range(4 * 24):
        hall.now += timedelta(hours=1)
        hall.call(hall.desk.keep_time)
    assert hall.taken("saturday morning", GENERAL).business_date == "2026-11-21"
