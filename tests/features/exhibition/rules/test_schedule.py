"""What is on, in which order, and when that changes: against a plan that marks every minute, and at odd dates."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from content.pack.exhibit import Showing
from kiosk.features.exhibition.rules.schedule import Schedule, on_at, round_at
from kiosk.features.exhibition.rules.showing import Doubt, Screen, is_on
from tests.features.exhibition.rules.brute_schedule import DAYS, MINUTE, STARTER, Case, Minutes, Notice, cases

FRIDAY = datetime(2026, 11, 20)
WORKDAYS = frozenset({1, 2, 3, 4, 5})
ANYWHERE = Screen()
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def a_notice(key: str = "hall/a", **hours: object) -> Notice:
    return Notice(key, Showing(**hours))  # type: ignore[arg-type]


def a_schedule(*things: Notice, screen: Screen = ANYWHERE) -> Schedule[Notice]:
    return Schedule(things, STARTER, screen)


def keys(things: tuple[Notice, ...]) -> list[str]:
    return [thing.key for thing in things]


# -- told ---------------------------------------------------------------------------------------------------------


def test_a_night_window_belongs_to_the_day_it_began() -> None:
    night = a_notice(weekdays=frozenset({5}), daily_from=time(20), daily_until=time(2))
    shown = [is_on(night, FRIDAY + hour * HOUR, ANYWHERE) for hour in (19, 20, 25, 26, 44)]
    assert shown == [False, True, True, False, False]


def test_the_list_is_never_empty_and_keeps_its_order() -> None:
    over, one, other = a_notice(ends=FRIDAY), a_notice("hall/b"), a_notice("hall/c")
    assert on_at((one, over, other), FRIDAY, ANYWHERE, STARTER) == (one, other)
    assert on_at((over,), FRIDAY, ANYWHERE, STARTER) == STARTER
    assert a_schedule(over).round_at(FRIDAY) == STARTER


def test_the_starter_lies_below_all_also_where_it_is_among_the_packs() -> None:
    mine = a_notice(ends=FRIDAY)
    schedule = a_schedule(mine, *STARTER)
    assert schedule.on_at(FRIDAY - HOUR) == (mine,)
    assert schedule.on_at(FRIDAY) == STARTER


def test_the_expired_item_goes_at_the_boundary_not_at_the_next_poll() -> None:
    notice = a_notice(ends=FRIDAY + 3 * HOUR)
    schedule = a_schedule(notice, a_notice("hall/b"))
    assert schedule.next_boundary(FRIDAY) == FRIDAY + 3 * HOUR
    assert schedule.next_boundary(FRIDAY + 3 * HOUR) is None


def test_of_a_pack_that_has_dates_alone_the_next_one_is_named_years_ahead() -> None:
    schedule = a_schedule(a_notice(starts=FRIDAY), replace(a_notice("hall/b"), consent_until=date(2031, 1, 31)))
    assert schedule.next_boundary(FRIDAY) == datetime(2031, 2, 1)


def test_an_exhibit_is_on_where_and_while_its_pack_allows_it_too() -> None:
    pack = Showing(weekdays=frozenset({5}), daily_from=time(9), daily_until=time(12))
    notice = replace(a_notice(daily_from=time(11), daily_until=time(14)), pack_showing=pack)
    shown = [is_on(notice, FRIDAY + hour * HOUR, ANYWHERE) for hour in (10, 11, 12, 35)]
    assert shown == [False, True, False, False]


def test_with_the_day_of_its_consent_an_exhibit_ends_whatever_its_dates_say() -> None:
    notice = replace(a_notice(ends=FRIDAY + 300 * DAY), consent_until=FRIDAY.date())
    assert is_on(notice, FRIDAY + timedelta(hours=23, minutes=59), ANYWHERE)
    assert not is_on(notice, FRIDAY + DAY, ANYWHERE)
    schedule = a_schedule(notice)
    assert schedule.on_at(FRIDAY + DAY - MINUTE) == (notice,) and schedule.on_at(FRIDAY + DAY) == STARTER


def test_from_eight_to_eight_is_always() -> None:
    whole = a_notice(daily_from=time(8), daily_until=time(8))
    assert a_schedule(whole, a_notice("hall/b", weekdays=WORKDAYS)).next_boundary(FRIDAY) == FRIDAY + DAY
    assert a_schedule(whole).next_boundary(FRIDAY) is None


def test_each_screen_and_each_profile_of_hall_has_its_own() -> None:
    board = replace(a_notice("hall/b"), screens=frozenset({"board"}))
    village = replace(a_notice("hall/v"), profiles=frozenset({"point", "station"}))
    things = (board, village)
    assert keys(on_at(things, FRIDAY, Screen("board", "center"))) == ["hall/b"]
    assert keys(on_at(things, FRIDAY, Screen("terminal", "station"))) == ["hall/v"]
    assert keys(on_at(things, FRIDAY, Screen("board", ""))) == ["hall/b", "hall/v"]
    assert keys(on_at(things, FRIDAY, Screen("", "point"))) == ["hall/b", "hall/v"]


def test_while_an_interrupt_is_on_it_alone_is_shown() -> None:
    typhoon = replace(a_notice("hall/typhoon", starts=FRIDAY, ends=FRIDAY + HOUR), interrupt=True)
    schedule = a_schedule(a_notice(), typhoon)
    shown = [keys(schedule.on_at(FRIDAY + minutes * MINUTE)) for minutes in (-1, 0, 59, 60)]
    assert shown == [["hall/a"], ["hall/typhoon"], ["hall/typhoon"], ["hall/a"]]
    assert keys(schedule.all_on_at(FRIDAY)) == ["hall/a", "hall/typhoon"]


# -- against every minute ---------------------------------------------------------------------------------------------


@given(cases(), st.lists(st.integers(0, DAYS * 1440 - 1), min_size=3, max_size=12))
def test_what_shows_is_what_the_minutes_say_whichever_way_the_clock_goes(case: Case, numbers: list[int]) -> None:
    """Also set back: the moments come in any order, and one schedule answers all of them."""
    minutes = Minutes(case.start, case.screen)
    schedule = a_schedule(*case.things, screen=case.screen)
    for number in numbers:
        at = minutes.moment(number)
        expected = minutes.shown(case.things, at, STARTER)
        assert keys(schedule.on_at(at)) == expected
        assert keys(on_at(case.things, at, case.screen, STARTER)) == expected
        assert schedule.round_at(at) == (round_at(case.things, at, case.screen, STARTER) or STARTER)
        schedule.next_boundary(at)  # plans another day


@given(cases())
def test_nothing_changes_before_the_next_boundary_and_something_does_there(case: Case) -> None:
    minutes = Minutes(case.start, case.screen)
    on = [minutes.of(thing) for thing in case.things]
    states = [tuple(number in one for one in on) for number in sorted(minutes.all)]
    schedule = a_schedule(*case.things, screen=case.screen)
    number = minutes.number(case.at)
    changes = (later for later in range(number + 1, len(states)) if states[later] != states[later - 1])
    change = next(changes, None)
    boundary = schedule.next_boundary(case.at)
    if change is not None:
        assert boundary is not None and case.at < boundary <= minutes.moment(change)
    if boundary is not None and boundary.time() != time() and minutes.number(boundary) < len(states):
        assert boundary == minutes.moment(change or -1), "a terminal would plan anew for nothing"


def test_a_thousand_things_with_hours_of_their_own_are_as_if_each_were_asked() -> None:
    drawn = Random(18)
    things = [
        Notice(
            f"hall/{number}",
            Showing(
                FRIDAY - drawn.randrange(99) * HOUR, FRIDAY + drawn.randrange(99) * HOUR,
                frozenset(drawn.sample(range(1, 8), 4)), time(drawn.randrange(24), drawn.randrange(60)),
                time(drawn.randrange(24), drawn.randrange(60)),
            ),
        )
        for number in range(1000)
    ]  # fmt: skip
    schedule = a_schedule(*things)
    for number in range(-60, 60):
        at = FRIDAY + number * 97 * MINUTE
        assert schedule.on_at(at) == on_at(things, at, ANYWHERE, STARTER)


# -- odd dates --------------------------------------------------------------------------------------------------------

ODD = st.sampled_from([
    datetime.min, datetime.max, datetime.max.replace(microsecond=0), datetime.combine(date.max, time()),
    datetime(2028, 2, 29), datetime(2026, 12, 31, 23, 59, 59, 999999), datetime(1, 1, 2), datetime(9999, 12, 30, 12),
])  # fmt: skip
ANY = ODD | st.datetimes()
ANY_HOURS = st.builds(
    Showing, st.none() | ANY, st.none() | ANY, st.frozensets(st.integers(1, 7), min_size=1), st.none() | st.times(),
    st.none() | st.times(),
)  # fmt: skip


@given(st.lists(st.builds(Notice, st.uuids().map(str), ANY_HOURS, ANY_HOURS), max_size=4), ANY)
def test_the_ends_of_the_calendar_and_fractions_of_a_second_do_not_break_it(things: list[Notice], at: datetime) -> None:
    schedule = a_schedule(*things)
    assert schedule.on_at(at) == on_at(things, at, ANYWHERE, STARTER)
    boundary = schedule.next_boundary(at)
    if boundary is None:
        return
    assert boundary > at
    for share in (0.3, 0.9999999):
        between = at + (boundary - at) * share
        if between < boundary:
            assert schedule.on_at(between) == schedule.on_at(at)


def test_the_29th_of_february_is_the_last_day_of_what_ends_with_it() -> None:
    notice = replace(a_notice(), consent_until=date(2028, 2, 29))
    assert is_on(notice, datetime(2028, 2, 29, 23, 59, 59, 999999), ANYWHERE)
    assert not is_on(notice, datetime(2028, 3, 1), ANYWHERE)
    assert is_on(replace(notice, consent_until=date.max), datetime.max, ANYWHERE)


# -- a clock that is not believed -------------------------------------------------------------------------------------


@settings(max_examples=50)
@given(cases())
def test_in_doubt_shows_what_would_show_at_every_later_minute_and_nothing_that_might_be_over(case: Case) -> None:
    minutes = Minutes(case.start, case.screen)
    sure = [
        thing
        for thing in case.things
        if minutes.of(thing) == minutes.all
        and not (thing.showing.ends or thing.pack_showing.ends or thing.consent_until)
    ]
    shown = a_schedule(*case.things, screen=case.screen).on_in_doubt(Doubt(minutes.start))
    assert shown == (tuple(sure) or STARTER)


def test_in_doubt_a_beginning_counts_when_it_lies_before_the_last_believed_time() -> None:
    begun = a_notice(starts=FRIDAY)
    assert a_schedule(begun).on_in_doubt(Doubt(FRIDAY)) == (begun,)
    assert a_schedule(begun).on_in_doubt(Doubt(FRIDAY - HOUR)) == STARTER
    assert a_schedule(begun).on_in_doubt(Doubt()) == STARTER
