"""Numbers, dates, doors and waits: rules that must hold for every hall and every day."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.hall.clock import HALL_TIME
from kiosk.tickets.hours import Hours, Span, is_open, minutes_of, opening
from kiosk.tickets.rules import Wait, business_date, expected_wait, load_ahead, ticket_number

DATES = st.dates(date(2020, 1, 1), date(2040, 1, 1))
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1)).map(lambda moment: moment.replace(tzinfo=HALL_TIME))
SPANS = st.tuples(st.integers(0, 1439), st.integers(1, 1440)).filter(lambda s: s[0] < s[1]).map(lambda s: Span(*s))
WEEKS = st.dictionaries(st.integers(0, 6), st.lists(SPANS, max_size=3), max_size=7)
SHARED = [frozenset({1, 2}), frozenset({1, 2}), frozenset({3})]


def test_a_number_is_a_letter_and_three_digits() -> None:
    assert [ticket_number("A", number) for number in (1, 12, 999)] == ["A001", "A012", "A999"]


@given(st.lists(DATES, min_size=1))
def test_the_business_date_never_goes_back(days: list[date]) -> None:
    mark: date | None = None
    for today in days:
        day = business_date(today, mark)
        assert day >= today
        assert mark is None or day >= mark
        mark = day
    assert mark == max(days)


@pytest.mark.parametrize("text", ["8:30", "08:60", "24:01", "0830", "", "ab:cd", "08:30:00", "２4:00"[:4]])
def test_a_time_of_day_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not"):
        minutes_of(text)


@given(st.integers(0, 1440))
def test_a_time_of_day_is_read(minutes: int) -> None:
    assert minutes_of(f"{minutes // 60:02d}:{minutes % 60:02d}") == minutes


@given(MOMENTS, WEEKS)
def test_doors_say_when_they_turn(now: datetime, spans: dict[int, list[Span]]) -> None:
    week = Hours(spans)
    doors = opening(now, week)
    minute = now.hour * 60 + now.minute + (now.second + now.microsecond / 1e6) / 60
    inside = any(span.opens <= minute < span.closes for span in spans.get(now.weekday(), ()))
    assert doors.is_open == is_open(now, week) == inside
    if doors.is_open:
        assert doors.closes_at is not None
        assert doors.closes_at > now
        assert doors.closes_at > now + timedelta(days=7) or not opening(doors.closes_at, week).is_open
    elif doors.next_opening is not None:
        assert doors.next_opening > now
        assert opening(doors.next_opening, week).is_open
        assert not opening(doors.next_opening - timedelta(microseconds=1), week).is_open
    else:
        assert not any(spans.values())


def test_a_hall_open_around_the_clock_never_closes_at_midnight() -> None:
    week = Hours({day: [Span(0, 1440)] for day in range(7)})
    doors = opening(datetime(2026, 11, 17, 23, 59, tzinfo=HALL_TIME), week)
    assert doors.is_open
    assert doors.closes_at is not None
    assert doors.closes_at > datetime(2026, 11, 19, tzinfo=HALL_TIME)


def test_nobody_waits_where_a_window_is_free() -> None:
    assert expected_wait(0, windows=2, busy=1, minutes_each=4) == Wait(0, 0)


def test_three_people_ahead_of_one_busy_window() -> None:
    assert expected_wait(3, windows=1, busy=1, minutes_each=4) == Wait(9, 20)


@given(st.floats(0, 300), st.floats(0, 50), st.integers(0, 9), st.integers(0, 9), st.floats(1, 60))
def test_more_people_ahead_never_promise_less(ahead: float, more: float, windows: int, busy: int, each: float) -> None:
    fewer, longer = (expected_wait(people, windows, busy, each) for people in (ahead, ahead + more))
    assert 0 <= fewer.low_minutes <= fewer.high_minutes
    assert fewer.low_minutes <= longer.low_minutes
    assert fewer.high_minutes <= longer.high_minutes


def test_people_of_a_neighbouring_service_count_by_the_windows_they_share() -> None:
    assert load_ahead(1, {1: 3, 2: 2, 3: 9}, SHARED) == 5
    assert load_ahead(1, {2: 2}, [frozenset({1, 2}), frozenset({2})]) == 1
    assert load_ahead(3, {1: 3, 2: 2}, SHARED) == 0


@given(st.dictionaries(st.integers(1, 4), st.integers(0, 50)), st.integers(1, 4))
def test_the_load_lies_between_ones_own_queue_and_everybody(waiting: dict[int, int], service: int) -> None:
    load = load_ahead(service, waiting, SHARED)
    assert waiting.get(service, 0) <= load <= sum(waiting.values())
