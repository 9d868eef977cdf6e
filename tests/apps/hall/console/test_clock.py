"""The clock may be wrong: the first clerk page asks, 不对 takes the right date, and a keeper decides the rest."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import expect
from sqlalchemy import text

from kiosk.core.database.clock import HALL_TIME
from kiosk.features.tickets.rules import refusals
from tests.apps.hall.console.conftest import Hall, Person, picture


def off_until(hall: Hall, moment: datetime) -> None:
    """The machine is turned on again when its clock shows that."""
    hall.do(hall.service.tickets.keep_time)
    hall.now, hall.service.clock.boot = moment, f"on at {moment}"  # type: ignore[attr-defined]
    hall.do(hall.service.tickets.keep_time)


def told(hall: Hall, kind: str) -> list[str]:
    return list(hall.do(lambda c: c.execute(text(f"SELECT detail FROM events WHERE kind = '{kind}'")).scalars().all()))


def test_the_first_clerk_page_asks_which_day_it_is(hall: Hall, person: Callable[..., Person]) -> None:
    hall.now = datetime(2026, 11, 27, 17, 0, tzinfo=HALL_TIME)
    hall.take()
    account, boss = hall.person("林静（演示）"), hall.person("周岚（演示）", "keeper")
    off_until(hall, datetime(2026, 11, 30, 9, 0, tzinfo=HALL_TIME))
    assert hall.take().number == "A001"

    clerk, other = person(), person()
    page = clerk.log_in("林静（演示）")
    expect(page.get_by_text("今天是 11 月 30 日，对吗？")).to_be_visible()
    picture(page, "clock-asked-choose")
    other.log_in("周岚（演示）")
    other.open("/console")
    other.press("坐这里")
    expect(other.page.get_by_text("今天是 11 月 30 日，对吗？")).to_be_visible()
    picture(other.page, "clock-asked")
    page.locator("#clock-right").click()
    expect(page.get_by_text("日期定好了")).to_be_visible()
    assert [f'"#{account}"' in detail for detail in told(hall, "clock_confirmed")] == [True]
    expect(other.page.get_by_text("对吗？")).to_have_count(0)  # gone by itself, from the other page too

    # Another start, and this time it is the wrong day.
    off_until(hall, datetime(2026, 12, 5, 9, 0, tzinfo=HALL_TIME))
    page = other.open("/console")
    page.get_by_text("不对").click()
    page.get_by_label("今天是哪一天").fill("2026-11-01")
    picture(page, "clock-wrong")
    page.get_by_role("button", name="就按这个日期").click()
    expect(page.get_by_text("差得太远，请管理员")).to_be_visible()
    page.get_by_text("不对").click()
    page.get_by_label("今天是哪一天").fill("2026-12-01")
    page.get_by_label("现在几点").fill("08:40")
    page.get_by_role("button", name="就按这个日期").click()
    expect(page.get_by_text("对吗？")).to_have_count(0)
    expect(page.locator(".topbar b")).to_have_text("8:40")  # the page keeps to it
    ticket = hall.take()
    assert (ticket.number, ticket.taken_at[:16]) == ("A001", "2026-12-01T08:40")
    assert f'"#{boss}"' in told(hall, "clock_set")[0]

    page = other.open("/keeper")
    expect(page.get_by_text("比机器慢 4 天 20 分钟")).to_be_visible()
    picture(page, "clock-offset")


def test_a_mark_in_the_future_is_said_and_a_keeper_decides(hall: Hall, person: Callable[..., Person]) -> None:
    hall.now += timedelta(days=3000)
    waiting = hall.take()
    hall.person("林静（演示）"), hall.person("周岚（演示）", "keeper")
    off_until(hall, hall.now - timedelta(days=3000))
    with pytest.raises(refusals.DateUnsure):
        hall.take()

    clerk, keeper = person(), person()
    page = clerk.log_in("林静（演示）")
    expect(page.get_by_text("先不发新号")).to_be_visible()
    clerk.press("坐这里")
    page.get_by_text("人工取号").click()
    page.get_by_role("button", name="发一个号").click()
    expect(page.get_by_text("日期还没有定下来")).to_be_visible()
    picture(page, "clock-undecided")

    keeper.log_in("周岚（演示）")
    page = keeper.open("/keeper")
    expect(page.get_by_text("先不发新号")).to_be_visible()
    picture(page, "clock-keeper")
    page.get_by_role("button", name="就是 2026 年 11 月 17 日 10:00").click()
    expect(page.get_by_text("先不发新号")).to_have_count(0)
    expect(clerk.page.get_by_text("差得太远")).to_have_count(0)
    ticket = hall.take()
    assert (ticket.business_date, ticket.number) == ("2026-11-17", "A001")
    expect(page.get_by_text("大厅按 11 月 17 日 10:00 走。")).to_be_visible()
    page.get_by_text("写今天的日期").click()  # a word once given can be taken back
    page.get_by_label("今天是哪一天").fill("2026-11-18")
    page.get_by_role("button", name="就按这个日期").click()
    expect(page.get_by_text("比机器快 1 天")).to_be_visible()
    assert hall.take().business_date == "2026-11-18"
    picture(page, "clock-set-by-keeper")
    page.get_by_role("button", name="改回机器的时间").click()
    expect(page.get_by_text("大厅按 11 月 17 日 10:00 走。")).to_be_visible()
    ticket = hall.take()
    assert (ticket.business_date, ticket.number) == ("2026-11-17", "A003")
    assert waiting.business_date == "2035-02-03"
    assert len(told(hall, "clock_confirmed")) == 1
