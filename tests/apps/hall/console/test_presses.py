"""Presses that come twice, too late or by mistake, in a real browser: no number is ended, skipped or lost by them."""

import re
from collections.abc import Callable
from functools import partial

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import text

from kiosk.features.tickets.hall.undo import UNDO_FOR
from tests.apps.hall.console.conftest import Hall, Person, picture
from tests.apps.hall.console.test_clerk import called, in_hand, settle, sit_down, waiting

Arrive = Callable[..., Person]
GAPS_MS = (60, 150, 300, 450)


@pytest.fixture
def clerk(hall: Hall, person: Arrive) -> Person:
    """李梅 sits at window 1."""
    hall.person("李梅")
    return sit_down(person(), "李梅", 1)


def states(hall: Hall) -> list[str]:
    rows = hall.do(lambda c: c.execute(text("SELECT service_state FROM tickets ORDER BY id")).all())
    return [row.service_state for row in rows]


def hold_time(page: Page) -> None:
    """The page's own clock stands still but for `moments_pass`: a busy machine makes no double press slower."""
    page.clock.install(time=0)
    page.clock.pause_at(1000)


def moments_pass(page: Page, milliseconds: int = 1000) -> None:
    page.clock.run_for(milliseconds)


def double_click(page: Page, gap_ms: int) -> None:
    page.locator("#do-next").hover()
    for _ in range(2):
        page.mouse.down()
        page.mouse.up()
        moments_pass(page, gap_ms)


def two_spaces(page: Page, gap_ms: int) -> None:
    for _ in range(2):
        page.keyboard.press(" ")
        moments_pass(page, gap_ms)


def first_answered(page: Page, gap_ms: int) -> None:
    """The button says 到了 by the time the second press comes."""
    page.keyboard.press(" ")
    moments_pass(page, gap_ms)
    expect(page.locator("#do-next")).to_contain_text("到了")
    page.keyboard.press(" ")


@pytest.mark.parametrize("twice", [double_click, two_spaces, first_answered])
def test_a_double_press_on_the_red_button_calls_once_and_ends_nothing(
    hall: Hall, clerk: Person, twice: Callable[[Page, int], None]
) -> None:
    page = clerk.page
    for _ in range(2):
        hall.take()
    waiting(page, 2)
    hold_time(page)
    for gap_ms in GAPS_MS:
        waiting(page, 2)
        twice(page, gap_ms)
        moments_pass(page)
        in_hand(page, "A001")
        expect(page.get_by_text("已叫号，等人来")).to_be_visible()
        assert states(hall) == ["called", "waiting"]
        expect(page.locator("#do-next")).to_contain_text("到了")
        hall.do(partial(hall.service.tickets.windows.return_to_queue, window_id=1, ticket_id=1))
    assert len(called(hall)) == len(GAPS_MS)


def test_a_double_press_that_ends_one_number_does_nothing_to_the_next(hall: Hall, clerk: Person) -> None:
    page = clerk.page
    for _ in range(3):
        hall.take()
    waiting(page, 3)
    page.keyboard.press(" ")
    in_hand(page, "A001")
    settle(page)
    page.keyboard.press(" ")
    expect(page.get_by_text("正在办理")).to_be_visible()
    settle(page)
    hold_time(page)
    for _ in range(9):  # a hand that shakes
        page.keyboard.press(" ")
        moments_pass(page, 100)
    moments_pass(page)
    in_hand(page, "A002")
    assert states(hall) == ["done", "called", "waiting"]


def test_a_double_click_without_script_ends_nothing(hall: Hall, clerk: Person, browser: Browser) -> None:
    hall.take(), hall.take()
    plain = browser.new_context(java_script_enabled=False, storage_state=clerk.context.storage_state())
    page = plain.new_page()
    page.goto(f"{hall.url}/console")
    page.locator("#do-next").dblclick()
    expect(page.locator(".number")).to_have_text("A001")
    assert states(hall) == ["called", "waiting"]
    plain.close()


def test_a_press_aimed_at_what_moved_on_is_told_what_happened(hall: Hall, clerk: Person) -> None:
    page, windows = clerk.page, hall.service.tickets.windows
    for _ in range(2):
        hall.take()
    waiting(page, 2)
    page.keyboard.press(" ")
    in_hand(page, "A001")
    fields = {one["name"]: one["value"] for one in clerk.context.cookies()}
    csrf = str(page.locator("#live").get_attribute("data-csrf"))

    def late(verb: str, stage: str, **rest: str) -> str:
        data = {"csrf": csrf, "seen": "1", "stage": stage, **rest}
        answer = httpx.post(f"{hall.url}/console/do/{verb}", data=data, cookies=fields, follow_redirects=True)
        return answer.text

    assert "这一下没有算。现在手上是 A001，已叫号，等人来。" in late("finish", "serving1")
    hall.do(partial(windows.recall, window_id=1, ticket_id=1))
    assert "这一下没有算" in late("recall", "called1")  # the repeat was made already
    hall.do(partial(windows.no_show, window_id=1, ticket_id=1))
    hall.do(partial(windows.call_next, window_id=1))
    assert "这一下没有算：A001 过号。现在手上是 A002，已叫号，等人来。" in late("serve", "called2")
    hall.do(partial(windows.finish, window_id=1, ticket_id=2))
    hall.do(partial(windows.call_back, window_id=2, ticket_id=1))
    took = late("take-back", "", ticket="1", ticket_state="no_show")
    assert "这一下没有算：A001 在 2 号窗口，已叫号，等人来。" in took
    assert states(hall) == ["called", "done"]


def test_what_was_done_is_undone_with_the_call_that_followed(hall: Hall, clerk: Person) -> None:
    page = clerk.page
    for _ in range(2):
        hall.take()
    waiting(page, 2)
    page.keyboard.press(" ")
    in_hand(page, "A001")
    page.keyboard.press("n")
    in_hand(page, "—")
    page.keyboard.press(" ")
    in_hand(page, "A002")
    expect(page.locator(".undo")).to_contain_text("叫号 A002")
    picture(page, "clerk_undo")
    settle(page)
    page.locator("#do-undo").dblclick()
    in_hand(page, "—")
    waiting(page, 1)
    expect(page.locator(".undo")).to_contain_text("过号 A001")
    settle(page)
    page.keyboard.press("z")
    in_hand(page, "A001")
    expect(page.get_by_text("已叫号，等人来")).to_be_visible()
    expect(page.locator(".figures")).to_contain_text("0过号")
    hall.now += UNDO_FOR
    hall.take()
    waiting(page, 2)
    expect(page.locator("#do-undo")).to_have_count(0)


def test_any_number_of_the_day_is_found_and_comes_back(hall: Hall, clerk: Person) -> None:
    page = clerk.page
    for service in (1, 2, 1):
        hall.take(service)
    waiting(page, 3)
    page.keyboard.press(" ")
    in_hand(page, "A001")
    page.keyboard.press("f")
    in_hand(page, "—")
    page.keyboard.press("s")
    page.get_by_label("今天的号").fill("1")
    page.keyboard.press("Enter")
    page.locator(".found").get_by_role("button", name="A001").click()
    found = page.locator(".found")
    expect(found).to_contain_text("已办结，1 号窗口")
    expect(found.get_by_role("row")).to_have_text(
        [re.compile("办完1 号窗口李"), re.compile("叫号"), re.compile("取号")]
    )
    picture(page, "clerk_found")
    assert page.evaluate("document.documentElement.scrollHeight <= innerHeight")
    clerk.press("取回去排队")
    waiting(page, 3)
    expect(found).to_contain_text("在等候")
    clerk.press("叫到本窗口")
    in_hand(page, "A001")
    expect(found).to_have_count(0)
    page.keyboard.press("s")
    page.get_by_label("今天的号").fill("a099")
    page.keyboard.press("Enter")
    expect(found).to_contain_text("今天没有“a099”这个号")
    clerk.press("关上")
    expect(found).to_have_count(0)
