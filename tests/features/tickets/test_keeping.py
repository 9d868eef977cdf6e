"""What a clerk writes down and a keeper edits, and training."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import update

from kiosk.features.tickets.hall import plan_edits
from kiosk.features.tickets.hall.read_day import read_day
from kiosk.features.tickets.hall.schema import services
from kiosk.features.tickets.rules import refusals
from kiosk.features.tickets.rules.queue import PRIORITY
from kiosk.features.tickets.rules.statistics import figures
from tests.features.tickets.hall import FIRST, GENERAL, PARTY, Hall

# -- by hand, quotas, dates ------------------------------------------------------------------------


def test_a_clerk_writes_a_number_down_after_hours(hall: Hall) -> None:
    hall.now = hall.now.replace(hour=20)
    issue = partial(hall.desk.issue_by_hand, service_id=PARTY, key="hand-0001", by="li", lane=PRIORITY)
    ticket = hall.call(issue)
    assert hall.call(issue) == ticket
    assert (ticket.number, ticket.print_state) == ("A901", "printed")
    assert hall.called().ticket_id == ticket.id


def test_a_quota_fills_and_the_next_slot_is_empty(hall: Hall) -> None:
    slots = [("08:30", "12:00", 2), ("13:00", "17:30", 1)]
    hall.call(lambda c: plan_edits.set_quota(c, PARTY, slots))
    hall.desk.plan_changed()
    hall.taken("1")
    given_back = hall.taken("2")
    with pytest.raises(refusals.QuotaFull):
        hall.taken("3")
    hall.call(lambda c: hall.desk.give_back(c, FIRST, given_back.id))
    assert hall.taken("4").number == "A003"
    hall.now = hall.now.replace(hour=12, minute=30)
    hall.taken("between the slots")
    hall.now = hall.now.replace(hour=13)
    hall.taken("afternoon")
    with pytest.raises(refusals.QuotaFull):
        hall.taken("5")
    hall.taken("other service", GENERAL)


def test_a_keeper_closes_a_holiday_and_opens_a_saturday(hall: Hall) -> None:
    hall.call(lambda c: plan_edits.set_date(c, "2026-11-17", "演示假日"))
    hall.call(lambda c: plan_edits.set_date(c, "2026-11-21", "调休", like_weekday=1))
    hall.desk.plan_changed()
    with pytest.raises(refusals.HallClosed):
        hall.take("k")
    today = hall.call(hall.desk.hall_today)
    assert (today.days[0].name, today.days[0].spans) == ("演示假日", ())
    assert today.days[4].spans == (("08:30", "17:30"),)
    assert [entry.day for entry in hall.call(plan_edits.dates)] == ["2026-11-17", "2026-11-21"]
    hall.call(lambda c: plan_edits.clear_date(c, "2026-11-17"))
    hall.desk.plan_changed()
    assert hall.take("k").number == "A001"


REFUSED_EDITS: list[Callable[..., object]] = [
    partial(plan_edits.set_hours, weekday=1, spans=[("12:00", "08:30")]),
    partial(plan_edits.set_hours, weekday=1, spans=[("08:30", "12:00"), ("11:00", "17:30")]),
    partial(plan_edits.set_hours, weekday=1, spans=[("08:30", "12:00"), ("12:00", "17:30")]),
    partial(plan_edits.set_hours, weekday=1, spans=[("20:00", "02:00")]),
    partial(plan_edits.set_hours, weekday=7, spans=[]),
    partial(plan_edits.set_date, day="2026-02-30", name="没有这天"),
    partial(plan_edits.set_date, day="2026-11-17", name=" "),
    partial(plan_edits.save_service, service_id=1, series="B", name="党员服务"),
    partial(plan_edits.save_service, service_id=1, series="A", name="党员服务", last_number=901),
    partial(plan_edits.save_service, service_id=9, series="Z", name="没有这项"),
    partial(plan_edits.save_window, window_id=None, name="1 号窗口", service_ids=[1]),
    partial(plan_edits.save_window, window_id=None, name="5 号窗口", service_ids=[9]),
    partial(plan_edits.set_quota, service_id=1, slots=[("08:30", "12:00", -1)]),
]


@pytest.mark.parametrize("edit", REFUSED_EDITS)
def test_an_edit_that_makes_no_sense_changes_nothing(hall: Hall, edit: Callable[..., object]) -> None:
    before = hall.call(hall.desk.plan)
    with pytest.raises(plan_edits.PlanRefused):
        hall.call(edit)
    hall.desk.plan_changed()
    assert hall.call(hall.desk.plan) == before


def test_a_keeper_adds_a_service_and_its_window(hall: Hall) -> None:
    service = hall.call(lambda c: plan_edits.save_service(c, None, series="F", name="文体活动", minutes_each=3))
    window = hall.call(lambda c: plan_edits.save_window(c, None, name="5 号窗口", service_ids=[service]))
    hall.desk.plan_changed()
    assert hall.taken("k", service).number == "F001"
    assert hall.called(window).window == "5 号窗口"


@pytest.mark.parametrize(("letter", "why"), [("E", "一"), ("R", "二"), ("I", "1"), ("O", "0")])
def test_a_letter_that_is_heard_or_read_as_a_figure_is_refused_by_name(hall: Hall, letter: str, why: str) -> None:
    with pytest.raises(plan_edits.PlanRefused, match=f"{letter} .*{why}"):
        hall.call(lambda c: plan_edits.save_service(c, None, series=letter, name="文体活动"))
    with pytest.raises(plan_edits.PlanRefused, match=letter):
        hall.call(lambda c: plan_edits.save_service(c, PARTY, series=letter, name="党员服务"))


def test_a_hall_keeps_the_letters_it_has(hall: Hall) -> None:
    service = hall.call(lambda c: plan_edits.save_service(c, None, series="F", name="文体活动"))
    hall.call(lambda c: c.execute(update(services).where(services.c.id == service).values(series="E")) and None)
    hall.desk.plan_changed()
    assert hall.call(lambda c: plan_edits.save_service(c, service, series="E", name="文化活动")) == service


# -- training --------------------------------------------------------------------------------------


def test_training_is_marked_counted_nowhere_and_ends_clean(hall: Hall) -> None:
    waiting = hall.taken("real")
    with pytest.raises(refusals.HallBusy):
        hall.call(lambda c: hall.desk.begin_training(c, by="wang"))
    hall.call(lambda c: hall.desk.give_back(c, FIRST, waiting.id))
    hall.now = hall.now.replace(hour=7)
    hall.call(lambda c: hall.desk.begin_training(c, by="wang"))
    practice = [hall.taken(f"t{n}") for n in range(2)]
    assert [ticket.training for ticket in practice] == [True, True]
    assert hall.call(hall.desk.hall_today).training
    hall.called()
    hall.call(lambda c: hall.windows.finish(c, 1, practice[0].id))
    hall.call(lambda c: hall.desk.end_training(c, by="wang"))
    assert hall.states(practice[1].id)[1] == "lapsed"
    hall.now = hall.now.replace(hour=9)
    real = hall.taken("real again")
    assert (real.training, real.number, real.ahead) == (False, "A004", 0)  # no number is ever given twice
    day = figures(hall.call(lambda c: read_day(c, "2026-11-17")))
    assert (day.all.taken, day.all.served) == (2, 0)
    assert hall.call(lambda c: hall.windows.now(c, 1)).figures.done == 0


def test_training_forgotten_overnight_ends_with_the_day(hall: Hall) -> None:
    hall.call(lambda c: hall.desk.begin_training(c, by="wang"))
    hall.now += timedelta(days=1)
    assert not hall.taken("tomorrow").training
