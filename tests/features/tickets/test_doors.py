"""Before, between and after the openings of a day: a hall says which it is, wherever it says so."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.core.database.clock import HALL_TIME
from kiosk.features.tickets.hall import plan_edits
from kiosk.features.tickets.rules.doors import Shut, doors_by, why_shut
from kiosk.features.tickets.rules.hours import Hours, Span, hhmm, joined, opening
from tests.features.tickets.hall import Hall

TUESDAY = 1
TWO_SPANS = [("08:00", "10:00"), ("13:30", "17:30")]


def keep(hall: Hall, spans: list[tuple[str, str]], weekday: int = TUESDAY) -> None:
    hall.call(partial(plan_edits.set_hours, weekday=weekday, spans=spans))
    hall.desk.plan_changed()


@pytest.mark.parametrize(
    ("clock", "shut", "opens"),
    [
        ("07:20", Shut.BEFORE, "2026-11-17T08:00"),
        ("10:28", Shut.BREAK, "2026-11-17T13:30"),
        ("12:00", Shut.BREAK, "2026-11-17T13:30"),  # it began at 10: nobody's lunch
        ("17:30", Shut.OVER, "2026-11-18T08:30"),
        ("23:59", Shut.OVER, "2026-11-18T08:30"),
    ],
)
def test_a_pause_between_two_openings_is_not_the_end_of_the_day(hall: Hall, clock: str, shut: Shut, opens: str) -> None:
    keep(hall, TWO_SPANS)
    hall.now = hall.now.replace(hour=int(clock[:2]), minute=int(clock[3:]))
    today = hall.call(hall.desk.hall_today)
    assert today.state == "closed"
    assert why_shut(today.days, today.next_opening) == shut
    assert (today.next_opening or "").startswith(opens)
    known = doors_by(today.days, hall.now)
    assert known is not None
    assert known.shut == shut
    assert (known.next_opening or "").startswith(opens)


@pytest.mark.parametrize(
    ("first", "second", "shut"),
    [
        ("08:30-11:30", "13:30-17:30", Shut.MIDDAY),
        ("08:30-12:00", "14:00-17:30", Shut.MIDDAY),
        ("08:30-10:00", "13:30-17:30", Shut.BREAK),
        ("08:30-12:00", "18:00-20:00", Shut.BREAK),
        ("14:00-15:00", "16:00-17:30", Shut.BREAK),
    ],
)
def test_only_a_pause_around_noon_is_lunch(hall: Hall, first: str, second: str, shut: Shut) -> None:
    spans = [tuple(part.split("-")) for part in (first, second)]
    keep(hall, spans)  # type: ignore[arg-type]
    closes = first.split("-")[1]
    hall.now = hall.now.replace(hour=int(closes[:2]), minute=int(closes[3:]))
    today = hall.call(hall.desk.hall_today)
    assert why_shut(today.days, today.next_opening) == shut


def test_a_holiday_is_no_end_of_a_day_and_an_exception_of_two_halves_has_its_lunch(hall: Hall) -> None:
    hall.call(partial(plan_edits.set_date, day="2026-11-17", name="演示假日"))
    hall.desk.plan_changed()
    today = hall.call(hall.desk.hall_today)
    assert (why_shut(today.days, today.next_opening), today.days[0].name) == (Shut.NOT_TODAY, "演示假日")
    spans = [("08:30", "11:30"), ("14:00", "16:00")]
    hall.call(partial(plan_edits.set_date, day="2026-11-17", name="演示假日", spans=spans))
    hall.desk.plan_changed()
    hall.now = hall.now.replace(hour=12)
    today = hall.call(hall.desk.hall_today)
    assert why_shut(today.days, today.next_opening) == Shut.MIDDAY
    assert today.days[0].spans == tuple(spans)


def test_spans_that_an_earlier_hall_kept_touching_are_one(hall: Hall) -> None:
    """The forms refuse them now; what lies in a database has to be read all the same."""
    keep(hall, [("08:30", "12:00")])
    sql = "INSERT INTO opening_hours (weekday, opens, closes) VALUES (1, '12:00', '17:30')"
    hall.call(lambda c: c.exec_driver_sql(sql).close())
    hall.desk.plan_changed()
    assert hall.call(hall.desk.hall_today).days[0].spans == (("08:30", "17:30"),)


REFUSED = [
    ([("20:00", "02:00")], "星期二：20:00-02:00 关门不比开门晚"),
    ([("13:30", "05:30")], "17:30"),
    ([("08:30", "08:30")], "星期二：08:30-08:30"),
    ([("08:30", "12:00"), ("11:00", "17:30")], "星期二：08:30-12:00 和 11:00-17:30 有一段是重的"),
    ([("12:00", "17:30"), ("08:30", "12:00")], "请写成一段 08:30-17:30"),
    ([("08:30", "25:00")], "钟点写成 08:30，从 00:00 到 24:00"),
]


@pytest.mark.parametrize(("spans", "named"), REFUSED)
def test_hours_that_cannot_be_kept_are_refused_by_day_and_span(
    hall: Hall, spans: list[tuple[str, str]], named: str
) -> None:
    with pytest.raises(plan_edits.PlanRefused, match=named):
        keep(hall, spans)
    with pytest.raises(plan_edits.PlanRefused, match=named.replace("星期二", "2026-11-20")):
        hall.call(partial(plan_edits.set_date, day="2026-11-20", name="临时", spans=spans))


def test_a_night_is_two_days_and_open_through_midnight(hall: Hall) -> None:
    keep(hall, [("20:00", "24:00")])
    keep(hall, [("00:00", "02:00"), ("20:00", "24:00")], TUESDAY + 1)
    for moved in (timedelta(hours=10), timedelta(hours=15)):
        now = hall.now + moved
        assert opening(now, hall.call(hall.desk.plan).hours).is_open, now


def test_the_slots_of_a_quota_may_meet(hall: Hall) -> None:
    slots = [("08:30", "10:00", 5), ("10:00", "12:00", 5)]
    hall.call(lambda c: plan_edits.set_quota(c, 1, slots))
    with pytest.raises(plan_edits.PlanRefused, match="限号：09:00-12:00"):
        hall.call(lambda c: plan_edits.set_quota(c, 1, [("09:00", "12:00", 5), ("11:00", "13:00", 5)]))


@dataclass(frozen=True)
class Told:
    date: str
    spans: tuple[tuple[str, str], ...]


_SPAN = st.tuples(st.integers(0, 1439), st.integers(1, 1440)).filter(lambda s: s[0] < s[1]).map(lambda s: Span(*s))


@given(
    st.dictionaries(st.integers(0, 6), st.lists(_SPAN, max_size=3), max_size=7),
    st.datetimes(datetime(2026, 11, 16), datetime(2026, 11, 23)).map(lambda at: at.replace(tzinfo=HALL_TIME)),
)
def test_the_days_a_hall_tells_say_the_same_as_its_plan(week: dict[int, list[Span]], now: datetime) -> None:
    hours = Hours({day: joined(spans) for day, spans in week.items()})
    days = [
        Told(day.isoformat(), tuple((hhmm(span.opens), hhmm(span.closes)) for span in hours.on(day)))
        for day in (now.date() + timedelta(days=n) for n in range(8))
    ]
    doors, known = opening(now, hours), doors_by(days, now)
    assert known is not None
    assert (known.shut is None) == doors.is_open
    if doors.is_open:
        return
    told = doors.next_opening.isoformat() if doors.next_opening else None
    assert known.next_opening == (told if told and told[:10] <= days[-1].date else None)
    assert known.shut == why_shut(days, told)
    assert (known.shut is Shut.NOT_TODAY) == (not days[0].spans)


def test_days_of_last_week_say_nothing(hall: Hall) -> None:
    days = hall.call(hall.desk.hall_today).days
    assert doors_by(days, hall.now + timedelta(days=20)) is None
    assert doors_by((), hall.now) is None
