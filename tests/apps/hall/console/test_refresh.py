"""The clerk's page refreshes itself under the hand: what is open, typed, selected and in focus stays."""

import time
from collections.abc import Callable, Iterator
from functools import partial
from itertools import pairwise

import pytest
from playwright.sync_api import Page, Route, expect
from sqlalchemy import text

from kiosk.core.access.sessions import IDLE_SECONDS
from tests.apps.conftest import PATIENCE_MS
from tests.apps.hall.console.conftest import Hall, Person, picture
from tests.apps.hall.console.test_clerk import settle

Arrive = Callable[..., Person]
LONG_HALL = "云溪里街道第一社区党群服务中心便民服务大厅演示用的三十个字的名称"[:30]
LONG_WINDOW = "综合受理与帮办代办一体化服务第十二号窗口"
THREE_AT_ONCE = """async () => {
  const body = new URLSearchParams(new FormData(document.getElementById("do-recall").form));
  body.set("press", "one-press");
  const send = () => fetch("/console/do/recall", { method: "POST", body, headers: { "X-Kiosk-Page": "live" } });
  return (await Promise.all([send(), send(), send()])).map((answer) => answer.status);
}"""
BOXES = """() => {
  const bar = document.querySelector(".topbar");
  const box = (one) => {
    const { left, right, top, bottom } = one.getBoundingClientRect();
    return [left, right, top, bottom];
  };
  const parts = [...bar.children].filter((one) => one.offsetWidth && one.offsetHeight);
  const main = document.querySelector("main").getBoundingClientRect().top;
  return { bar: box(bar), parts: parts.map(box), wide: document.documentElement.scrollWidth, screen: innerWidth, main };
}"""


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    """With the longest names there can be."""
    hall = Hall(tmp_path_factory.mktemp("refresh"), name=LONG_HALL)
    hall.do(lambda c: c.execute(text("UPDATE windows SET name = :name WHERE id = 3"), {"name": LONG_WINDOW}).close())
    yield hall
    hall.stop()


@pytest.fixture
def clerk(hall: Hall, person: Arrive) -> Person:
    hall.idle += IDLE_SECONDS
    name = f"演示{len(hall.service.accounts.all()) + 1}"
    hall.person(name)
    clerk = person()
    clerk.sit(name, 1)
    return clerk


def calls(hall: Hall) -> int:
    counted = text("SELECT count(*) FROM events WHERE kind = 'ticket_called'")
    return hall.do(lambda connection: int(connection.execute(counted).scalar_one()))


def wait_called(hall: Hall, count: int) -> None:
    ends = time.monotonic() + PATIENCE_MS / 1000
    while calls(hall) < count:
        assert time.monotonic() < ends
        time.sleep(0.02)


def refreshed(hall: Hall, page: Page) -> None:
    """Somebody takes a number, and the page shows it."""
    hall.take()
    waiting = len(hall.do(partial(hall.service.tickets.windows.now, window_id=1)).waiting)
    expect(page.locator(".line tbody tr")).to_have_count(waiting)


def test_half_a_word_its_selection_and_the_focus_survive(hall: Hall, clerk: Person) -> None:
    page = clerk.page
    page.keyboard.press("p")
    why = page.get_by_label("为什么暂停")
    expect(why).to_be_focused()
    page.keyboard.type("shebei jianxiu")
    why.evaluate("one => { one.setSelectionRange(2, 6); one.mark = 'the same field'; }")
    refreshed(hall, page)
    refreshed(hall, page)
    expect(why).to_be_focused()
    expect(why).to_have_value("shebei jianxiu")
    assert why.evaluate("one => [one.selectionStart, one.selectionEnd, one.mark]") == [2, 6, "the same field"]
    page.keyboard.press("Escape")
    expect(page.locator("#pause summary")).to_be_focused()  # where it was opened
    refreshed(hall, page)
    page.keyboard.press("p")
    expect(why).to_have_value("")  # what was given up is not there the next time


def test_a_choice_that_is_open_and_what_is_marked_with_the_mouse_survive(hall: Hall, clerk: Person) -> None:
    page = clerk.page
    page.locator("#by-hand summary").click()
    page.get_by_label("类别").select_option(label="优先")
    page.evaluate("getSelection().selectAllChildren(document.querySelector('h1.window'))")
    refreshed(hall, page)
    expect(page.locator("#by-hand-lane")).to_have_value("priority")
    assert page.evaluate("getSelection().toString()") == "1 号窗口"


def test_a_list_stays_where_it_was_scrolled_to(hall: Hall, clerk: Person) -> None:
    page = clerk.page
    for _ in range(30):
        hall.take()
    refreshed(hall, page)
    page.evaluate("document.styleSheets[0].insertRule('.line .scroll { max-height: 200px !important; }')")
    scrolled = page.locator(".line .scroll")
    scrolled.evaluate("one => { one.scrollTop = 120; }")
    refreshed(hall, page)
    assert scrolled.evaluate("one => one.scrollTop") == 120


def test_a_reason_written_for_one_number_is_not_there_for_the_next(hall: Hall, clerk: Person) -> None:
    page = clerk.page
    hall.take()
    hall.take()
    windows = hall.service.tickets.windows
    first = hall.do(partial(windows.call_next, window_id=1))
    assert first
    number = page.locator(".number")
    expect(number).to_have_text(first.number)
    page.locator("#hold summary").click()
    page.get_by_label("为什么挂起").fill("只为这个号写的")
    hall.do(partial(windows.finish, window_id=1, ticket_id=first.ticket_id))  # in another tab
    second = hall.do(partial(windows.call_next, window_id=1))
    assert second
    expect(number).to_have_text(second.number)
    expect(page.locator("#hold")).not_to_have_attribute("open", "")
    expect(page.locator("#hold-why")).to_have_value("")


def test_a_key_that_is_held_down_is_one_press(hall: Hall, clerk: Person) -> None:
    page, windows = clerk.page, hall.service.tickets.windows
    in_hand = hall.do(partial(windows.now, window_id=1)).current
    if in_hand:  # of the test before
        hall.do(partial(windows.finish, window_id=1, ticket_id=in_hand.ticket_id))
    for _ in range(4):
        hall.take()
    refreshed(hall, page)
    expect(page.locator(".number")).to_have_text("—")

    for key in ("Enter", " "):
        before = calls(hall)
        page.locator("#do-next").focus()
        for _ in range(6):  # the browser says of all but the first that they are repeats
            page.keyboard.down(key)
        wait_called(hall, before + 1)
        page.keyboard.up(key)  # until then the page stays as it is under the hand
        expect(page.locator(".number")).not_to_have_text("—")
        refreshed(hall, page)
        assert calls(hall) == before + 1
        settle(page)
        page.locator("#do-finish").focus()
        page.keyboard.press("Enter")
        expect(page.locator(".number")).to_have_text("—")
        settle(page)


@pytest.mark.long  # ten seconds
def test_a_hand_whose_release_nobody_tells_holds_up_the_page_for_ten_seconds(hall: Hall, clerk: Person) -> None:
    clerk.page.keyboard.down("Shift")
    refreshed(hall, clerk.page)


def test_a_press_that_comes_twice_at_once_is_done_once(hall: Hall, clerk: Person) -> None:
    """After a freeze the same press may lie twice before the door: the first, and the one sent again."""
    page = clerk.page
    hall.take()
    refreshed(hall, page)
    page.locator("#do-next").click()
    expect(page.locator(".number")).not_to_have_text("—")
    assert page.evaluate(THREE_AT_ONCE) == [200, 200, 200]
    expect(page.get_by_text("2 次（10:00），最多 3 次")).to_be_visible()
    page.locator("#do-finish").click()
    expect(page.locator(".number")).to_have_text("—")


def test_an_older_press_that_comes_again_after_others_is_not_done_again(hall: Hall, clerk: Person) -> None:
    """Two tabs of one log-in: the answer to the press of one was lost, and the other pressed meanwhile."""
    page, seen = clerk.page, []

    def lost(route: Route) -> None:
        seen.append(route.request.post_data)
        if len(seen) == 1:
            route.fetch()
            other.locator("#by-hand summary").click()
            other.get_by_role("button", name="发一个号").click()
            route.abort()
        else:
            route.continue_()

    other = clerk.context.new_page()
    other.goto(page.url)
    before = page.locator(".line tbody tr").count()
    page.route("**/console/do/by-hand", lost)
    page.locator("#by-hand summary").click()
    page.get_by_role("button", name="发一个号").click()
    expect(page.locator(".line tbody tr")).to_have_count(before + 2)
    expect(page.locator("#busy")).to_be_hidden()
    assert len({*seen}) == 1 < len(seen)
    other.close()


@pytest.mark.parametrize("width", [1024, 1101, 1280, 1366, 1920, 2560])
def test_the_header_holds_the_longest_names_at_every_width(hall: Hall, person: Arrive, width: int) -> None:
    hall.idle += IDLE_SECONDS
    name = f"管理{width}"
    hall.person(name, "keeper")
    somebody = person(width=width, height=768)
    somebody.log_in(name)
    page = somebody.open("/console")
    somebody.press(f"{LONG_WINDOW} 坐这里")
    expect(page.locator("body")).to_have_attribute("data-live", "on")
    if page.locator("#do-resume").count():
        somebody.press("恢复")
    expect(page.locator("#pause")).to_be_visible()
    high = within(page, one_row=width > 1100)
    page.locator("#pause summary").click()
    assert within(page, one_row=width > 1100) == high  # what opens lies over the page and moves nothing
    picture(page, f"header_pause_{width}")
    page.get_by_label("为什么暂停").fill("去三楼会议室参加全体人员的季度业务学习")
    page.get_by_label("到几点").fill("10:40")
    somebody.press("暂停叫号")
    expect(page.locator("#do-resume")).to_be_visible()
    within(page, one_row=width > 1100)
    picture(page, f"header_paused_{width}")
    page.set_viewport_size({"width": width // 2, "height": 384})  # the same screen at 200 %
    within(page, one_row=False)


def within(page: Page, *, one_row: bool) -> float:
    """All of the header lies in it, side by side; the page is no wider than the screen. Returns its height."""
    boxes = page.evaluate(BOXES)
    left, right, top, bottom = boxes["bar"]
    parts = boxes["parts"]
    assert len(parts) >= 10
    assert all(left <= one[0] and one[1] <= right and top <= one[2] and one[3] <= bottom for one in parts)
    assert boxes["wide"] <= boxes["screen"]
    assert boxes["main"] >= bottom
    rows = sorted(parts, key=lambda one: one[0])
    if one_row:
        assert all(one[1] <= other[0] for one, other in pairwise(rows))
    return float(bottom - top)
