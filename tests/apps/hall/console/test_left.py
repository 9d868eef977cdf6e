"""没有窗口的号 on every clerk's page, and who still waits when the doors shut: nobody who waits is invisible."""

from collections.abc import Callable
from functools import partial

from playwright.sync_api import expect
from sqlalchemy import Connection

from kiosk.features.tickets.hall import plan_edits
from tests.apps.hall.console.conftest import Hall, Person, picture

Arrive = Callable[..., Person]


def drop_helpers(hall: Hall) -> None:
    """The keeper takes 帮办代办 from its only window."""

    def edit(connection: Connection) -> None:
        plan_edits.save_window(connection, 3, name="3 号窗口", service_ids=())
        hall.service.tickets.plan_changed()

    hall.do(edit)


def test_a_number_without_a_window_is_on_every_page_and_any_clerk_calls_it(hall: Hall, person: Arrive) -> None:
    hall.person("李梅")
    hall.person("王强")
    hall.person("赵敏")
    other, clerk, third = person(width=1024), person(), person()
    third.log_in("赵敏")
    third.press("3 号窗口 坐这里")
    other.log_in("王强")  # at no window yet
    clerk.log_in("李梅")
    clerk.press("1 号窗口 坐这里")
    page = clerk.page
    for _ in range(60):
        hall.take(3)
    expect(page.get_by_text("没有窗口的号")).to_have_count(0)
    drop_helpers(hall)
    expect(page.get_by_text("没有窗口的号 60 个")).to_be_visible()  # told by the change itself
    expect(other.page.get_by_text("没有窗口的号 60 个")).to_be_visible()
    page.get_by_text("没有窗口的号 60 个").click()
    row = page.locator("#unserved").get_by_role("row").filter(has_text="C002")
    expect(row).to_contain_text("没有窗口办这个事项")
    picture(page, "clerk_unserved")
    row.get_by_role("button", name="叫到本窗口 C002").click()
    expect(page.locator(".number")).to_have_text("C002")
    page.get_by_text("没有窗口的号 59 个").click()
    expect(page.get_by_role("button", name="叫到本窗口 C001")).to_be_disabled()  # one at a time
    other.press("2 号窗口 坐这里")
    other.page.get_by_text("没有窗口的号 59 个").click()
    picture(other.page, "clerk_unserved_1024")
    other.page.get_by_role("button", name="叫到本窗口 C001").click()
    expect(other.page.locator(".number")).to_have_text("C001")


def test_a_pause_of_the_last_window_shows_its_numbers_elsewhere_until_it_is_back(hall: Hall, person: Arrive) -> None:
    hall.person("李梅")
    hall.person("赵敏")
    clerk, third = person(), person()
    for one, name, window in ((third, "赵敏", 3), (clerk, "李梅", 1)):
        one.log_in(name)
        one.press(f"{window} 号窗口 坐这里")
    hall.take(3)
    windows = hall.service.tickets.windows
    hall.do(partial(windows.pause, window_id=3, reason="换班", until="10:40"))
    expect(clerk.page.get_by_text("没有窗口的号 1 个")).to_be_visible()
    clerk.page.get_by_text("没有窗口的号 1 个").click()
    expect(clerk.page.locator("#unserved")).to_contain_text("3 号窗口暂停到 10:40")
    hall.do(partial(windows.resume, window_id=3))
    expect(clerk.page.get_by_text("没有窗口的号")).to_have_count(0)


def test_a_window_that_nobody_sits_at_calls_nobody(hall: Hall, person: Arrive) -> None:
    hall.person("李梅")
    clerk = person()
    clerk.log_in("李梅")
    clerk.press("1 号窗口 坐这里")
    hall.take(3)
    clerk.page.get_by_text("没有窗口的号 1 个").click()
    expect(clerk.page.locator("#unserved")).to_contain_text("3 号窗口没有人坐")
    clerk.page.get_by_role("button", name="叫到本窗口 C001").click()
    expect(clerk.page.locator(".number")).to_have_text("C001")


def test_who_still_waits_when_the_doors_shut_is_named(hall: Hall, person: Arrive) -> None:
    hall.person("李梅")
    clerk = person()
    clerk.log_in("李梅")
    clerk.press("1 号窗口 坐这里")
    for service in (1, 3, 4):
        hall.take(service)
    hall.now = hall.now.replace(hour=17, minute=31)
    page = clerk.open("/console")
    told = page.get_by_role("status").filter(has_text="还有 3 个号在等")
    expect(told).to_contain_text("今天结束了，11 月 18 日 8:30 开门，还有 3 个号在等：")
    expect(told).to_contain_text("A001、C001、D001")
    expect(told).to_contain_text("请当面告诉本人")
    picture(page, "clerk_still_waiting")
