"""The times that are read, and what a time says of its weeks."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.features.use.rules.hours import filed, hour_of, last_whole_week, read_hour
from kiosk.features.use.rules.plays import Shown, by_item, joined
from kiosk.features.use.rules.summary import HourRow, Row, summary
from kiosk.features.use.rules.times import KEPT_DAYS, KINDS, Kind, spans, time_of

TODAY = date(2026, 11, 17)
WEEK = date(2026, 11, 9)


def rows(thing: str, *weeks: tuple[int, ...], last: date = WEEK) -> list[Row]:
    """For each week, the oldest first, how often at each terminal."""
    begin = last - timedelta(days=7 * (len(weeks) - 1))
    return [
        Row(thing, begin + timedelta(days=7 * place), terminal, times)
        for place, week in enumerate(weeks)
        for terminal, times in enumerate(week, 1)
        if times
    ]


@given(st.sampled_from(KINDS), st.dates(), st.dates(date(2026, 1, 1), date(2030, 1, 1)))
def test_a_time_is_of_whole_weeks_that_are_over_and_kept(kind: Kind, day: date, today: date) -> None:
    time = time_of(kind, day, today)
    assert time.weeks and all(one.weekday() == 0 for one in time.weeks)
    assert today - timedelta(days=KEPT_DAYS) <= time.first and time.last < today
    for other in (time.before, time.after):
        if other is not None:
            assert time_of(kind, other, today).weeks != time.weeks


@pytest.mark.parametrize(
    ("kind", "day", "first", "last"),
    [
        ("week", TODAY, WEEK, date(2026, 11, 15)), ("week", date(2026, 11, 8), date(2026, 11, 2), date(2026, 11, 8)),
        ("month", TODAY, date(2026, 11, 2), date(2026, 11, 15)),
        ("month", date(2026, 10, 31), date(2026, 10, 5), date(2026, 11, 1)),
        ("year", TODAY, date(2026, 1, 5), date(2026, 11, 15)),
        ("year", date(2025, 12, 31), date(2025, 10, 20), date(2026, 1, 4)),  # as far back as anything is kept
    ],
)  # fmt: skip
def test_which_days_stand_on_the_page(kind: Kind, day: date, first: date, last: date) -> None:
    time = time_of(kind, day, TODAY)
    assert (time.first, time.last) == (first, last)


def test_the_first_days_of_a_month_are_of_the_week_before() -> None:
    assert time_of("month", date(2026, 12, 3), date(2026, 12, 4)).first == date(2026, 11, 2)
    assert last_whole_week(date(2026, 11, 16)) == WEEK and last_whole_week(date(2026, 11, 15)) == date(2026, 11, 2)


@given(st.dates(date(2025, 1, 1), date(2026, 1, 1)), st.integers(-3, 500))
def test_the_parts_of_a_time_are_every_day_once(first: date, days: int) -> None:
    last = first + timedelta(days=days)
    found = [begin + timedelta(days=n) for begin, end in spans(first, last, 7) for n in range((end - begin).days + 1)]
    assert found == [first + timedelta(days=n) for n in range(days + 1)]


@given(st.datetimes(datetime(2000, 1, 1), datetime(2050, 1, 1)))
def test_an_hour_is_read_as_it_was_written(at: datetime) -> None:
    assert read_hour(hour_of(at)) == at.replace(minute=0, second=0, microsecond=0)
    assert filed(at, at) == filed(read_hour(hour_of(at)), at)


@pytest.mark.parametrize("written", ["2026-11-17T9", "2026-11-17 09", "2026-11-17T09:00", "2026-02-30T09", "", "x"])
def test_an_hour_written_otherwise_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_hour(written)


def test_a_week_tells_what_is_not_few_and_how_it_was_before() -> None:
    told = (
        rows("visit", (30, 20), (40, 20)) + rows("tickets.opened", (20, 10), (25, 12)) + rows("large", (3, 0), (1, 2))
    )
    found = summary([*told, *rows("seconds", (0, 0), (4_000, 2_000))], [], time_of("week", WEEK, TODAY))
    tickets = found.features[0]
    assert (found.visits.value, tickets.feature, tickets.opened.value, tickets.change) == (60, "tickets", 37, 7)
    assert (found.modes["large"].value, found.modes["large"].few) == (None, True)
    assert found.mean_seconds == 100
    assert found.features[-1].opened.value == 0 and found.features[-1].change == 0


def test_a_longer_time_says_that_it_is_about() -> None:
    found = summary(rows("visit", (9,), (3,), (9,)), [], time_of("month", date(2026, 11, 5), TODAY))
    assert (found.visits.value, found.visits.about) == (2 + 9, True)  # the month has two weeks; 3 is told by its middle
    year = summary(rows("visit", (9,), (3,), (9,)), [], time_of("year", TODAY, TODAY))
    assert (year.visits.value, year.visits.about) == (20, True)


def test_hours_are_those_of_the_whole_hall_and_a_wrong_clock_has_none() -> None:
    hours = [HourRow(WEEK, 1, 9, 8), HourRow(WEEK, 2, 9, 6), HourRow(WEEK, 2, 10, 9), HourRow(WEEK, 1, -1, 7)]
    told = rows("visit", (20, 10))
    found = summary(told, hours, time_of("week", WEEK, TODAY))
    assert (found.hours[9].value, found.days[1, 9].value, found.days[0, 9].value, found.hours[8].value) == (14, 8, 0, 0)
    assert found.no_hour.value == 7
    one = summary(told, hours, time_of("week", WEEK, TODAY), screen=1)
    assert (one.visits.value, one.hours, one.days) == (20, {}, {})


def test_an_item_of_several_versions_stands_once_under_its_newest_title() -> None:
    def shown(version: str, title: str, seconds: int, day: str) -> Shown:
        return Shown("spring", version, "a", title, "ab", 1, seconds, day, day)

    weeks = [
        [shown("1", "旧名", 10, "2026-11-02")],
        [shown("1", "旧名", 5, "2026-11-09"), shown("2", "新名", 7, "2026-11-10")],
    ]
    both = joined(weeks)
    assert [(one.version, one.times, one.seconds, one.first, one.last) for one in both] == [
        ("1", 2, 15, "2026-11-02", "2026-11-09"), ("2", 1, 7, "2026-11-10", "2026-11-10"),
    ]  # fmt: skip
    assert [(one.title, one.times, one.seconds, one.versions) for one in by_item(both)] == [("新名", 3, 22, 2)]
