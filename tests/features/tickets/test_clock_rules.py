"""Which date the hall serves under when the clock may be wrong: the table of ``rules/clock``, and what always holds."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.core.database.clock import HALL_TIME
from kiosk.features.tickets.rules.clock import (
    MOST_DAYS,
    Judged,
    Known,
    Reading,
    Standing,
    clerk_may_say,
    is_a_time,
    judge,
    offset_for,
)

FRIDAY = datetime(2026, 11, 27, 17, 20, tzinfo=HALL_TIME)
MONDAY = datetime(2026, 11, 30, 8, 5, tzinfo=HALL_TIME)
FRIDAYS = Known(FRIDAY, FRIDAY.date())
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
SETTLED, ASKED, AHEAD, BEHIND = Standing


def off(now: datetime) -> Reading:
    """The machine was turned on again."""
    return Reading(now, fresh=True)


def ran(now: datetime, counted: datetime) -> Reading:
    return Reading(now, counted)


@pytest.mark.parametrize(
    ("reading", "known", "sure", "standing", "day"),
    [
        (off(MONDAY), Known(), False, SETTLED, "2026-11-30"),
        (off(MONDAY), FRIDAYS, False, ASKED, "2026-11-30"),
        (off(MONDAY), FRIDAYS, True, SETTLED, "2026-11-30"),
        (off(FRIDAY + 15 * HOUR), FRIDAYS, False, SETTLED, "2026-11-28"),  # every night
        (off(FRIDAY + 15 * DAY), FRIDAYS, False, ASKED, "2026-12-12"),
        (off(FRIDAY + 16 * DAY), FRIDAYS, False, AHEAD, "2026-11-27"),
        (off(FRIDAY + 400 * DAY), FRIDAYS, True, SETTLED, "2028-01-01"),
        (off(FRIDAY - 8 * 365 * DAY), FRIDAYS, False, BEHIND, "2026-11-27"),  # first start in 2035, then set right
        (off(FRIDAY - 8 * 365 * DAY), FRIDAYS, True, BEHIND, "2026-11-27"),
        (off(datetime(1970, 1, 1, 8, tzinfo=HALL_TIME)), FRIDAYS, False, BEHIND, "2026-11-27"),
        (off(FRIDAY + HOUR / 20), FRIDAYS, False, ASKED, "2026-11-27"),  # no battery: it starts where it stopped
        (off(FRIDAY - HOUR / 2), FRIDAYS, False, ASKED, "2026-11-27"),
        (off(FRIDAY + HOUR / 20), FRIDAYS, True, SETTLED, "2026-11-27"),
        (ran(FRIDAY + 3 * DAY, FRIDAY + 3 * DAY), FRIDAYS, False, SETTLED, "2026-11-30"),  # asleep over the weekend
        (ran(FRIDAY + 40 * DAY, FRIDAY + 40 * DAY), FRIDAYS, False, SETTLED, "2027-01-06"),
        (ran(FRIDAY + 3 * DAY, FRIDAY + HOUR / 60), FRIDAYS, False, ASKED, "2026-11-30"),
        (ran(FRIDAY + 400 * DAY, FRIDAY + HOUR / 60), FRIDAYS, False, AHEAD, "2026-11-27"),
        (ran(FRIDAY - HOUR / 60, FRIDAY), FRIDAYS, False, SETTLED, "2026-11-27"),
        (ran(FRIDAY - 20 * HOUR, FRIDAY), FRIDAYS, False, SETTLED, "2026-11-27"),  # back over midnight: the date stays
        (ran(FRIDAY - 25 * HOUR, FRIDAY), FRIDAYS, False, BEHIND, "2026-11-27"),
        (ran(MONDAY, MONDAY), Known(MONDAY, MONDAY.date(), FRIDAY), False, ASKED, "2026-11-30"),  # nobody answered yet
        (ran(MONDAY + DAY, MONDAY + DAY), Known(MONDAY, MONDAY.date(), FRIDAY), False, ASKED, "2026-12-01"),
        (ran(MONDAY, MONDAY), Known(MONDAY, MONDAY.date(), FRIDAY), True, SETTLED, "2026-11-30"),
        # A time server answers instead: what nobody had confirmed goes back by itself.
        (ran(FRIDAY + DAY, MONDAY), Known(MONDAY, MONDAY.date(), FRIDAY), True, SETTLED, "2026-11-28"),
        (ran(FRIDAY - 9 * DAY, MONDAY), Known(MONDAY, MONDAY.date(), FRIDAY), True, BEHIND, "2026-11-30"),
        (off(MONDAY), Known(None, FRIDAY.date()), False, ASKED, "2026-11-30"),
        (off(MONDAY), Known(FRIDAY, date(2035, 1, 4)), False, BEHIND, "2035-01-04"),
    ],
)
def test_the_table(reading: Reading, known: Known, sure: bool, standing: Standing, day: str) -> None:
    judged = judge(reading, known, lambda: sure)
    assert (judged.standing, judged.day.isoformat()) == (standing, day)


MOMENTS = st.datetimes(datetime(1970, 1, 2), datetime(2090, 1, 1)).map(lambda one: one.replace(tzinfo=HALL_TIME))
MARKS = st.builds(lambda high, back: Known(high, (high - back).date()), MOMENTS, st.timedeltas(timedelta(), 2 * DAY))
READINGS = st.one_of(
    st.builds(Reading, MOMENTS, st.none(), st.booleans()), st.builds(Reading, MOMENTS, MOMENTS, st.just(False))
)


def _judge(reading: Reading, known: Known, sure: bool) -> Judged:
    return judge(reading, known, lambda: sure)


@given(READINGS, MARKS, st.booleans())
def test_what_was_believed_is_never_set_back(reading: Reading, known: Known, sure: bool) -> None:
    judged = _judge(reading, known, sure)
    assert known.day is not None
    assert judged.day >= known.day
    assert not judged.undecided or judged.day == known.day


@given(MARKS, st.timedeltas(timedelta(), DAY), st.booleans())
def test_a_small_step_back_asks_nobody(known: Known, back: timedelta, sure: bool) -> None:
    assert known.high is not None
    reading = Reading(known.high - back, counted=known.high)
    if known.day == known.high.date():
        assert _judge(reading, known, sure) == Judged(SETTLED, known.day)


@given(MOMENTS, st.timedeltas(timedelta(), 400 * DAY), st.timedeltas(-HOUR, HOUR))
def test_a_machine_that_ran_on_is_asked_nothing(high: datetime, later: timedelta, drift: timedelta) -> None:
    if timedelta() <= later + drift:
        judged = _judge(Reading(high + later + drift, counted=high + later), Known(high, high.date()), sure=False)
        assert judged == Judged(SETTLED, (high + later + drift).date())


@given(READINGS, MARKS)
def test_a_time_server_is_only_doubted_when_it_would_set_the_date_back(reading: Reading, known: Known) -> None:
    assert _judge(reading, known, sure=True).standing in (SETTLED, BEHIND)


@given(READINGS, MARKS)
def test_what_is_served_is_served_within_fifteen_days_of_the_mark(reading: Reading, known: Known) -> None:
    judged = _judge(reading, known, sure=False)
    if judged.standing == ASKED:
        assert known.high is not None
        assert judged.day - max(known.high.date(), known.day or known.high.date()) <= timedelta(days=MOST_DAYS)


def test_a_clerk_says_a_day_within_fifteen_of_the_last_one() -> None:
    assert [clerk_may_say(FRIDAY + days * DAY, FRIDAY) for days in (-1, 0, 15, 16)] == [False, True, True, False]


@given(MOMENTS, MOMENTS)
def test_an_offset_leads_to_the_time_that_was_said(right: datetime, machine: datetime) -> None:
    offset = offset_for(right, machine)
    assert abs(machine + offset - right) <= (timedelta(seconds=1) if offset else timedelta(minutes=2, seconds=1))


def test_a_slip_of_the_hand_in_the_year_is_no_time() -> None:
    assert [is_a_time(FRIDAY.replace(year=year)) for year in (1926, 2025, 2026, 2206)] == [False, False, True, False]
