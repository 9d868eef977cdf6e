"""请人帮忙 and the waiting list on the clerk's and the keeper's page, in real browsers."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest
from playwright.sync_api import Locator, Page, expect

from kiosk.core.access.terminals import Terminal
from tests.apps.hall.console.conftest import Hall, Person, picture

Arrive = Callable[..., Person]


def sit_down(somebody: Person, name: str, window: int) -> Person:
    somebody.log_in(name)
    somebody.press(f"{window} 号窗口 坐这里")
    expect(somebody.page.locator("body")).to_have_attribute("data-live", "on")
    return somebody


@pytest.fixture
def terminal(hall: Hall) -> Terminal:
    return hall.service.terminals.enrol(hall.service.terminals.make_code("1 号终端").secret)[0]


@pytest.fixture
def clerk(hall: Hall, person: Arrive) -> Person:
    """李梅 sits at window 1."""
    hall.person("李梅")
    return sit_down(person(), "李梅", 1)


def ask(hall: Hall, terminal: Terminal, key: str = "help-me-please") -> None:
    wanted = partial(hall.service.help.call_for_help, terminal_id=terminal.id, terminal=terminal.name)
    hall.do(partial(wanted, screen="tickets.choose", key=key))


def comes(hall: Hall, terminal: Terminal) -> bool:
    """What the terminal tells its visitor."""
    return hall.do(partial(hall.service.help.state_of, terminal_id=terminal.id)).coming


def strip(page: Page) -> Locator:
    return page.locator(".called-for")


def test_a_call_stands_on_top_rings_and_says_who_went(
    hall: Hall, terminal: Terminal, clerk: Person, person: Arrive
) -> None:
    hall.person("王强")
    other = sit_down(person(), "王强", 2)
    clerk.page.keyboard.press("Shift")  # a browser is silent before the first press; the other page had none since
    ask(hall, terminal)
    expect(strip(clerk.page)).to_contain_text("1 号终端请人帮忙")
    expect(clerk.page.locator("#live[data-rang]")).to_have_count(1)
    expect(clerk.page).to_have_title("1 号终端请人帮忙 · 1 号窗口 · 云溪里社区党群服务中心")
    box, bar = strip(clerk.page).bounding_box(), clerk.page.locator(".topbar").bounding_box()
    assert box and bar and box["y"] == pytest.approx(bar["y"] + bar["height"], abs=1)
    picture(clerk.page, "clerk_help")
    clerk.press("允许取一个优先号")
    expect(strip(clerk.page)).to_contain_text("1 号终端请人帮忙")
    assert not comes(hall, terminal)
    expect(strip(other.page)).to_contain_text("1 号终端")
    other.press("我去")
    for page in (clerk.page, other.page):
        expect(strip(page)).to_have_count(0)
        expect(page.get_by_role("status").filter(has_text="王*去了，1 号终端")).to_be_visible()
    expect(clerk.page).to_have_title("1 号窗口 · 云溪里社区党群服务中心")
    assert comes(hall, terminal)


def test_a_page_that_was_not_touched_says_that_it_is_mute(hall: Hall, terminal: Terminal, clerk: Person) -> None:
    clerk.page.reload()
    expect(clerk.page.locator("body")).to_have_attribute("data-live", "on")
    ask(hall, terminal)
    expect(clerk.page.get_by_text("点一下这一页，有人请帮忙时才有声音")).to_be_visible()
    clerk.page.locator("h1").click()
    expect(clerk.page.locator("#live[data-rang]")).to_have_count(1)
    expect(clerk.page.get_by_text("点一下这一页")).to_be_hidden()


def test_after_two_minutes_the_keeper_sees_it_and_can_go(hall: Hall, terminal: Terminal, person: Arrive) -> None:
    hall.person("赵敏", "keeper")
    keeper = person()
    keeper.log_in("赵敏")
    ask(hall, terminal)
    page = keeper.open("/keeper")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_text("请人帮忙")).to_have_count(0)
    hall.minutes_pass(3)
    page = keeper.open("/keeper")
    expect(page.get_by_text("1 号终端请人帮忙，等了 3 分钟，还没有人去")).to_be_visible()
    picture(page, "keeper_help")
    keeper.press("我去")
    expect(page.get_by_text("请人帮忙")).to_have_count(0)
    assert comes(hall, terminal)


SIZES = ((1366, 768), (1920, 1080), (1024, 768))


def test_however_many_wait_everything_else_stays_on_the_page(hall: Hall, terminal: Terminal, clerk: Person) -> None:
    page = clerk.page
    hall.service.devices.report(terminal.id, "paper_out", reader_online=True, at=hall.now)
    ask(hall, terminal)
    taken = 0
    for people in (0, 1, 9, 60, 300):
        while taken < people:
            hall.take(1)
            taken += 1
        page.reload()
        expect(page.locator(".line tbody tr")).to_have_count(people)
        for wide, high in SIZES:
            page.set_viewport_size({"width": wide, "height": high})
            _stands(page, wide, high, people)
            picture(page, f"clerk_{wide}_{people}")


def _stands(page: Page, wide: int, high: int, people: int) -> None:
    where = (wide, people)
    stacked = wide <= 1100  # one part below the other: the page scrolls, the list does so in itself
    scroll = page.locator(".line .scroll")
    inside, shown = scroll.evaluate("one => [one.scrollHeight, one.clientHeight]")
    assert shown <= high - 250, where
    assert people < 60 or inside > shown, where
    below = [page.locator("#by-hand summary"), page.locator(".devices")]
    below += [page.locator("#reprint summary")] if people else []
    scrolled = 0 if not stacked else page.evaluate("document.documentElement.scrollHeight - innerHeight")
    assert page.evaluate("document.documentElement.scrollHeight") <= (high if not stacked else 3 * high), where
    for part in below:
        box = part.bounding_box()
        assert box and box["y"] + box["height"] <= high + scrolled, where
        assert box["y"] > (scroll.bounding_box() or {"y": 0})["y"], where
    top = strip(page).bounding_box()
    assert top and top["y"] + top["height"] < 260, where
