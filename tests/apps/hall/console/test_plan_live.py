"""A keeper changes the plan while people wait, in a real browser: what follows is read first, then saved."""

from collections.abc import Callable
from functools import partial

import pytest
from playwright.sync_api import expect

from tests.apps.hall.console.conftest import Hall, Person, picture

Arrive = Callable[..., Person]


@pytest.fixture
def keeper(hall: Hall, person: Arrive) -> Person:
    hall.person("吴敏", "keeper")
    keeper = person()
    keeper.log_in("吴敏")
    expect(keeper.page.get_by_role("heading", name="11 月 17 日")).to_be_visible()
    return keeper


def test_the_last_window_of_a_service_goes_only_after_its_keeper_saw_who_waits(hall: Hall, keeper: Person) -> None:
    for _ in range(60):
        hall.take(3)
    held = hall.do(partial(hall.service.tickets.windows.call_next, window_id=3))
    assert held is not None
    hall.do(partial(hall.service.tickets.windows.hold, window_id=3, ticket_id=held.ticket_id))
    page = keeper.open("/keeper/plan")
    form = page.get_by_role("form", name="3 号窗口")
    form.get_by_label("状态").select_option(label="停用")
    form.get_by_role("button", name="保存").click()
    expect(page.get_by_role("heading", name="存之前，请看一看")).to_be_visible()
    told = page.get_by_role("region", name="帮办代办")
    expect(told).to_contain_text("在等 59 个：C002、C003")
    expect(told).to_contain_text("挂起或过号 1 个：C001")
    expect(told).to_contain_text("没有窗口的号")
    picture(page, "keeper_sure")
    page.get_by_role("link", name="不存，回去").click()
    assert 3 in hall.do(hall.service.tickets.plan).windows
    form = page.get_by_role("form", name="3 号窗口")
    form.get_by_label("状态").select_option(label="停用")
    form.get_by_role("button", name="保存").click()
    keeper.press("看过了，照这样存")
    expect(page.get_by_role("button", name="重新启用 3 号窗口")).to_be_visible()
    expect(page.get_by_role("form", name="帮办代办")).to_contain_text("没有窗口办")
    picture(page, "keeper_plan_without_a_window")
    plan = hall.do(hall.service.tickets.plan)
    assert 3 not in plan.windows and [one.id for one in plan.offered] == [1, 2, 4]


def test_hours_are_refused_by_their_day_and_what_was_typed_stays(hall: Hall, keeper: Person) -> None:
    page = keeper.open("/keeper/hours")
    page.get_by_role("textbox", name="星期三").fill("20:00-02:00")
    page.get_by_role("textbox", name="星期四").fill("8:30-11:30，13:30-17:00")
    keeper.press("保存")
    expect(page.get_by_role("alert")).to_contain_text("星期三：20:00-02:00")
    picture(page, "keeper_hours_refused")
    expect(page.get_by_role("textbox", name="星期三")).to_have_value("20:00-02:00")
    expect(page.get_by_role("textbox", name="星期四")).to_have_value("8:30-11:30，13:30-17:00")
    page.get_by_role("textbox", name="星期三").fill("20:00-24:00")
    keeper.press("保存")
    expect(page.get_by_role("alert")).to_have_count(0)
    expect(page.get_by_role("textbox", name="星期四")).to_have_value("08:30-11:30，13:30-17:00")
    keeper.page.get_by_label("日期").fill("2026-11-20")
    keeper.page.get_by_label("名称").fill("演示半天")
    keeper.page.get_by_label("怎么开").select_option(label="另写时间")
    keeper.press("加上")
    expect(page.get_by_role("alert")).to_contain_text("2026-11-20：选了“另写时间”，时间还空着")
    expect(page.get_by_label("名称")).to_have_value("演示半天")
