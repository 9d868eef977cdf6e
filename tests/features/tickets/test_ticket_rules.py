"""Numbers, dates, doors and waits: rules that must hold for every hall and every day."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.core.database.clock import HALL_TIME
from kiosk.features.tickets.rules.hours import (
    Hours,
    Overlapping,
    Span,
    apart,
    in_order,
    is_open,
    joined,
    minutes_of,
    opening,
    spans_of,
    text_of,
)
from kiosk.features.tickets.rules.queue import (
    NORMAL,
    PRIORITY,
    NoShowPolicy,
    Wait,
    age_on,
    business_date,
    call_order,
    expected_wait,
    lane_load,
    load_ahead,
    minutes_each,
    number_range,
    ticket_number,
)

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


# -- dates that differ from the week ----------------------------------------------------------

WEEKDAYS = Hours({day: [Span(510, 1050)] for day in range(5)})
NATIONAL_DAY = {date(2026, 10, day): () for day in range(1, 9)}


def test_a_holiday_is_closed_and_the_next_opening_lies_behind_it() -> None:
    hours = Hours(WEEKDAYS.week, NATIONAL_DAY)
    doors = opening(datetime(2026, 10, 1, 10, 0, tzinfo=HALL_TIME), hours)
    assert not doors.is_open
    assert doors.next_opening == datetime(2026, 10, 9, 8, 30, tzinfo=HALL_TIME)


def test_a_saturday_worked_in_exchange_is_open() -> None:
    saturday = date(2026, 10, 10)
    hours = Hours(WEEKDAYS.week, {saturday: WEEKDAYS.week[4]})
    assert is_open(datetime(2026, 10, 10, 9, 0, tzinfo=HALL_TIME), hours)
    assert not is_open(datetime(2026, 10, 17, 9, 0, tzinfo=HALL_TIME), hours)


@given(MOMENTS, WEEKS, st.dictionaries(st.dates(date(2026, 1, 1), date(2026, 12, 31)), st.lists(SPANS, max_size=2)))
def test_a_date_of_its_own_hides_its_weekday(
    now: datetime, week: dict[int, list[Span]], dates: dict[date, list[Span]]
) -> None:
    own = dates.get(now.date())
    if own is not None:
        assert is_open(now, Hours(week, dates)) == is_open(now, Hours({now.weekday(): own}))
    else:
        assert is_open(now, Hours(week, dates)) == is_open(now, Hours(week))


@given(st.lists(SPANS, max_size=4))
def test_openings_are_written_and_read_alike(spans: list[Span]) -> None:
    try:
        ordered = in_order(spans)
    except Overlapping:
        assert joined(spans) != tuple(sorted(spans, key=lambda span: span.opens))
        return
    assert spans_of(text_of(ordered)) == ordered
    assert all(is_open_at(minute, ordered) == is_open_at(minute, joined(spans)) for minute in range(0, 1440, 7))
    assert apart(joined(spans)) == joined(spans)


def is_open_at(minute: int, spans: Sequence[Span]) -> bool:
    return any(span.opens <= minute < span.closes for span in spans)


@given(st.text(max_size=30))
def test_openings_of_any_text_are_spans_or_a_refusal(text: str) -> None:
    try:
        spans = spans_of(text)
    except ValueError:
        return
    assert all(0 <= span.opens < span.closes <= 1440 for span in spans)


# -- lanes ------------------------------------------------------------------------------------

LANE_LENGTHS = st.tuples(st.integers(0, 40), st.integers(0, 40), st.integers(0, 9), st.integers(1, 5))


@given(LANE_LENGTHS)
def test_both_lanes_move_at_the_ratio_and_nobody_starves(given_lanes: tuple[int, int, int, int]) -> None:
    normal, priority, since, ratio = given_lanes
    order = call_order([("n", n) for n in range(normal)], [("p", n) for n in range(priority)], since, ratio)
    assert [one for one in order if one[0] == "n"] == [("n", n) for n in range(normal)]
    assert [one for one in order if one[0] == "p"] == [("p", n) for n in range(priority)]
    run = since
    for place, (lane, _) in enumerate(order):
        others = any(other[0] != lane for other in order[place:])
        if lane == "n":
            assert not others or run < ratio
            run += 1
        else:
            assert not others or run >= ratio
            run = 0


@given(LANE_LENGTHS, st.sampled_from([NORMAL, PRIORITY]))
def test_nobody_is_called_later_than_the_slip_says(given_lanes: tuple[int, int, int, int], lane: str) -> None:
    normal, priority, since, ratio = given_lanes
    ordinary, first = list(range(normal)), list(range(100, 100 + priority))
    (ordinary if lane == NORMAL else first).append(-1)
    order = call_order(ordinary, first, since, ratio)
    assert order.index(-1) <= lane_load(lane, normal, priority, ratio)


@given(st.integers(-5, 2000), st.integers(-5, 2000))
def test_the_lanes_never_share_a_number(first: int, last: int) -> None:
    low, high = number_range(NORMAL, first, last)
    assert low >= 1
    assert high <= 900
    assert number_range(PRIORITY, first, last) == (901, 999)


# -- no-shows, the clock, ages, the day's pace ------------------------------------------------


def test_what_becomes_of_a_number_whose_holder_was_not_there() -> None:
    assert NoShowPolicy("void").left(0, 0) == 0
    assert [NoShowPolicy("keep_calls", calls=3).left(calls, 999) for calls in (0, 2, 3, 9)] == [3, 1, 0, 0]
    assert [NoShowPolicy("keep_minutes", minutes=30).left(99, gone) for gone in (-60, 0, 29.5, 30)] == [30, 30, 1, 0]


@given(DATES, DATES)
def test_an_age_turns_on_the_birthday(born: date, today: date) -> None:
    age = age_on(today, born)
    assert age == age_on(today - timedelta(days=1), born) + ((today.month, today.day) == _birthday(born, today.year))


def _birthday(born: date, year: int) -> tuple[int, int]:
    leap = (year % 4 == 0 and year % 100 != 0) or year % 400 == 0
    return (3, 1) if (born.month, born.day) == (2, 29) and not leap else (born.month, born.day)


@given(st.floats(1, 60), st.lists(st.floats(0, 300), max_size=60))
def test_the_days_pace_lies_between_the_plan_and_what_was_seen(planned: float, today: list[float]) -> None:
    seen = [took for took in today if 0.5 <= took <= 90] or [planned]
    pace = minutes_each(planned, today)
    assert min(planned, *seen) - 1e-9 <= pace <= max(planned, *seen) + 1e-9
    assert minutes_each(planned, []) == pytest.approx(planned)
