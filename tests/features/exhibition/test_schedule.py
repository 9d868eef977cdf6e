"""What is on, why something is not, and when that changes: the three must always agree."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from content.pack.exhibit import Showing
from kiosk.features.exhibition.rules.schedule import Why, is_on, next_boundary, on_now, why_not

FRIDAY = datetime(2026, 11, 20)
WORKDAYS = frozenset({1, 2, 3, 4, 5})


@dataclass(frozen=True)
class Notice:
    showing: Showing


MOMENTS = st.datetimes(datetime(2026, 11, 1), datetime(2026, 12, 31)).map(lambda at: at.replace(microsecond=0))
SHOWINGS = st.builds(
    Showing,
    st.none() | MOMENTS,
    st.none() | MOMENTS,
    st.frozensets(st.integers(1, 7), min_size=1),
    st.none() | st.times().map(lambda at: at.replace(microsecond=0)),
    st.none() | st.times().map(lambda at: at.replace(microsecond=0)),
)
NOTICES = st.builds(Notice, SHOWINGS)


def a_notice(**hours: object) -> Notice:
    return Notice(Showing(**hours))  # type: ignore[arg-type]


def test_a_night_window_belongs_to_the_day_it_began() -> None:
    night = a_notice(weekdays=frozenset({5}), daily_from=time(20), daily_until=time(2))
    shown = [is_on(night, FRIDAY + timedelta(hours=hour)) for hour in (19, 20, 25, 26, 44)]
    assert shown == [False, True, True, False, False]


def test_why_not_says_when_it_will_be_on() -> None:
    exhibition = a_notice(
        starts=datetime(2026, 11, 23),
        ends=datetime(2026, 12, 1),
        weekdays=WORKDAYS,
        daily_from=time(8, 30),
        daily_until=time(17, 30),
    )
    said = {
        FRIDAY: (Why.NOT_YET, datetime(2026, 11, 23)),
        datetime(2026, 11, 24, 7): (Why.HOURS, datetime(2026, 11, 24, 8, 30)),
        datetime(2026, 11, 28, 10): (Why.WEEKDAY, datetime(2026, 11, 30, 8, 30)),
        datetime(2026, 11, 30, 18): (Why.HOURS, None),
        datetime(2026, 12, 5): (Why.OVER, datetime(2026, 12, 1)),
    }
    for at, expected in said.items():
        reason = why_not(exhibition, at)
        assert reason is not None and (reason.why, reason.when) == expected, at
    assert why_not(exhibition, datetime(2026, 11, 24, 9)) is None


def test_the_list_is_never_empty_and_keeps_its_order() -> None:
    over, always = a_notice(ends=FRIDAY), a_notice()
    starter = (a_notice(weekdays=frozenset({1})), a_notice())
    assert on_now((always, over, always), FRIDAY, starter) == (always, always)
    assert on_now((over,), FRIDAY, starter) == starter


def test_the_expired_item_goes_at_the_boundary_not_at_the_next_poll() -> None:
    notice = a_notice(ends=FRIDAY + timedelta(hours=3))
    boundary = next_boundary((notice, a_notice()), FRIDAY)
    assert boundary == FRIDAY + timedelta(hours=3)
    assert is_on(notice, boundary - timedelta(seconds=1)) and not is_on(notice, boundary)
    assert next_boundary((notice,), boundary) is None


@given(st.lists(NOTICES, max_size=4), MOMENTS)
def test_nothing_changes_before_the_next_boundary(things: list[Notice], at: datetime) -> None:
    boundary = next_boundary(things, at)
    assert boundary is None or boundary > at
    end = min(boundary or at + timedelta(days=8), at + timedelta(days=8))
    before = [is_on(thing, at) for thing in things]
    for share in (0.01, 0.3, 0.5, 0.77, 0.9999):
        moment = at + (end - at) * share
        assert [is_on(thing, moment) for thing in things] == before


@given(NOTICES, MOMENTS)
def test_what_is_not_on_says_when_and_is_on_then(thing: Notice, at: datetime) -> None:
    reason = why_not(thing, at)
    if reason is None or reason.why is Why.OVER or reason.when is None:
        return
    assert reason.when > at
    if reason.why in (Why.HOURS, Why.WEEKDAY):
        assert is_on(thing, reason.when)


@given(SHOWINGS)
def test_the_ends_of_the_calendar_do_not_break_it(hours: Showing) -> None:
    for at in (datetime.min, datetime.max, datetime.combine(date.max, time())):
        why_not(Notice(hours), at)
        next_boundary((Notice(hours),), at)
