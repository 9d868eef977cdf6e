"""Every page of clerks, keepers and pads, looked at by axe-core and at every width from 1024 to 2560, and at 200 %."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page, expect

from kiosk.core.access.sessions import IDLE_SECONDS
from kiosk.features.membership.demo.people import PEOPLE, workbook
from kiosk.features.membership.hall.scans.intake import ScanIntake
from tests.apps.hall.console.conftest import PASSWORD, Hall, Person, picture
from tests.features.membership.hall import papers

Arrive = Callable[..., Person]
WIDTHS = (1024, 1280, 1366, 1920, 2560)
TWICE = 640  # 1280 at 200 %
SEVERE = ("serious", "critical")
CUT_OFF = """() => {
  const cut = (one) => one.offsetWidth && !one.closest(".scroll") && one.getBoundingClientRect().right > innerWidth + 1;
  const parts = [...document.querySelectorAll("h1, h2, button, .button, summary")];
  return document.documentElement.scrollWidth > innerWidth || parts.some(cut);
}"""
WHERE_THE_FOCUS_IS = """() => {
  const one = document.activeElement;
  if (one === document.body || one.dataset.seen) return null;
  one.dataset.seen = "yes";
  const { top, left } = one.getBoundingClientRect(), style = getComputedStyle(one);
  const frame = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  const name = one.id || one.textContent.trim().slice(0, 12);
  return { name, top, left, frame, column: left > innerWidth * 0.66 ? 1 : 0, bar: Boolean(one.closest(".topbar")),
    strip: Boolean(one.closest(".called-for")) };
}"""


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    """A hall in the middle of its day: people wait, one was missed, one is held, two are rated, letters wait."""
    hall = Hall(tmp_path_factory.mktemp("pages"))
    hall.person("张兰")
    hall.person("王强")
    hall.person("吴敏", "keeper")
    membership, vault = hall.service.membership, hall.service.keys.vault
    assert membership and vault
    membership.import_records(workbook())
    intake = ScanIntake(hall.service.database, vault, hall.service.settings.data_dir, hall.service.clock)
    plan = intake.plan([f"{PEOPLE[0].id_number}_申请书_1.jpg"])
    intake.take(plan, plan.order[0], papers.picture(620))
    windows = hall.service.tickets.windows
    for _ in range(3):
        hall.take()
    for leave in (windows.no_show, partial(windows.hold, reason="去复印材料")):
        called = hall.do(partial(windows.call_next, window_id=1))
        assert called
        hall.do(partial(leave, window_id=1, ticket_id=called.ticket_id))
    terminal, _ = hall.service.terminals.enrol(hall.service.terminals.make_code("1 号终端").secret)
    wanted = partial(hall.service.help.call_for_help, terminal_id=terminal.id, terminal=terminal.name)
    hall.do(partial(wanted, screen="home", key="help-me-please"))
    for service in (1, 2) * 8:
        hall.take(service)
    yield hall
    hall.stop()


def faults(page: Page) -> list[str]:
    """What axe-core finds serious or worse: rule, and the first element it names."""
    page.evaluate(AXE_SCRIPT)
    options = {"resultTypes": ["violations"]}
    found: dict[str, Any] = page.evaluate("options => axe.run(document, options)", options)
    return [
        f"{one['id']}: {one['nodes'][0]['html'][:140]}, {len(one['nodes'])} times"
        for one in found["violations"]
        if one["impact"] in SEVERE
    ]


def too_wide(page: Page, widths: tuple[int, ...] = (*WIDTHS, TWICE)) -> list[int]:
    """At which widths the page would have to be moved sideways, or a heading or button is cut off by the screen."""
    found = []
    for width in widths:
        page.set_viewport_size({"width": width, "height": 768})
        if page.evaluate(CUT_OFF):
            found.append(width)
    page.set_viewport_size({"width": 1366, "height": 768})
    return found


def look_at(page: Page, name: str) -> list[str]:
    picture(page, f"page_{name}")
    wide = too_wide(page)
    page.set_viewport_size({"width": TWICE, "height": 384})
    picture(page, f"page_{name}_200")
    page.set_viewport_size({"width": 1366, "height": 768})
    return [f"{name}: {one}" for one in faults(page)] + ([f"{name}: too wide at {wide}"] if wide else [])


@pytest.fixture
def clerk(hall: Hall, person: Arrive) -> Person:
    hall.idle += IDLE_SECONDS
    return person()


def test_the_pages_of_a_clerk(hall: Hall, clerk: Person, person: Arrive) -> None:
    page = clerk.open("/console/login")
    found = look_at(page, "login")
    clerk.log_in("张兰", "not the password")
    found += look_at(page, "login_refused")
    clerk.log_in("张兰")
    expect(page.get_by_role("heading", name="今天在哪个窗口？")).to_be_visible()
    found += look_at(page, "choose")
    clerk.press("1 号窗口 坐这里")
    expect(page.locator("body")).to_have_attribute("data-live", "on")
    found += look_at(page, "clerk_empty")
    page.locator("#do-next").click()
    expect(page.locator(".number")).not_to_have_text("—")
    found += look_at(page, "clerk_called")
    for opens in page.locator("details[id]").all():
        opens.locator("summary").click()
        found += look_at(page, f"clerk_{opens.get_attribute('id')}")
        page.keyboard.press("Escape")
    page.evaluate("for (const one of document.querySelectorAll('.notes p')) one.hidden = false")
    found += look_at(page, "clerk_notes")
    taker = person()
    taker.log_in("王强")
    taker.press("1 号窗口 换我来坐")
    expect(taker.page.get_by_text("确定换您")).to_be_visible()
    found += look_at(taker.page, "seat_question")
    for path in ("/console/pin", "/console/password"):
        found += look_at(clerk.open(path), path.rpartition("/")[2])
    assert found == []


def test_the_pages_of_a_keeper(hall: Hall, clerk: Person) -> None:
    page = clerk.log_in("吴敏")
    expect(page.get_by_role("heading", name="11 月 17 日")).to_be_visible()
    rooms = [str(one.get_attribute("href")) for one in page.locator("nav a").all()]
    assert len(rooms) >= 8
    found: list[str] = []
    for path in rooms:
        found += look_at(clerk.open(path), path.strip("/").replace("/", "_"))
    for path in ("/keeper/records/imports", "/keeper/records/imports/1"):
        found += look_at(clerk.open(path), path.strip("/").replace("/", "_"))
    clerk.open("/keeper/person")
    page.get_by_label("身份证号").fill(PEOPLE[0].id_number)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="更正")).to_be_visible()
    found += look_at(page, "keeper_a_person")
    assert found == []


def test_the_pages_of_a_pad(hall: Hall, clerk: Person) -> None:
    page = clerk.open("/pad/4")
    found = look_at(page, "pad_closed")
    page.get_by_label("姓名").fill("张兰")
    page.get_by_label("密码").fill(PASSWORD)
    clerk.press("打开评价牌")
    expect(page.get_by_role("heading", name="欢迎，请坐")).to_be_visible()
    found += look_at(page, "pad_idle")
    hall.take(4)
    windows = hall.service.tickets.windows
    called = hall.do(partial(windows.call_next, window_id=4))
    assert called
    hall.do(partial(windows.finish, window_id=4, ticket_id=called.ticket_id))
    expect(page.get_by_text("办完了，您满意吗？")).to_be_visible()
    found += look_at(page, "pad_asks")
    page.get_by_role("link", name="不满意", exact=True).click()
    expect(page.get_by_label("等得太久")).to_be_visible()
    found += look_at(page, "pad_reasons")
    page.get_by_role("button", name="交评价").click()
    expect(page.get_by_role("heading", name="收到了，谢谢您")).to_be_visible()
    found += look_at(page, "pad_thanks")
    assert found == []


def test_the_keyboard_alone_reaches_everything_in_the_order_of_the_page(hall: Hall, clerk: Person) -> None:
    """Down the page and along its lines, each with a frame around it that can be seen."""
    page = clerk.sit("张兰", 1)
    page.evaluate("document.body.tabIndex = -1, document.body.focus()")  # where a fresh page begins
    stops: list[dict[str, Any]] = []
    while True:
        page.keyboard.press("Tab")
        stop = page.evaluate(WHERE_THE_FOCUS_IS)
        if stop is None:
            break
        stops.append(stop)
    can_be_pressed = page.locator("button:enabled:visible, summary:visible, a[href]:visible").count()
    assert len(stops) >= can_be_pressed - 1  # all of them, but for what lies in closed forms
    assert [stop["name"] for stop in stops if not stop["frame"]] == []
    bar = [stop["left"] for stop in stops if stop["bar"]]
    assert bar == sorted(bar)
    strip = [place for place, stop in enumerate(stops) if stop["strip"]]
    assert strip == list(range(len(bar), len(bar) + len(strip)))  # who asks for help comes right below the bar
    columns = [stop["column"] for stop in stops if not stop["bar"] and not stop["strip"]]
    assert columns == sorted(columns)  # what is in hand first, then who waits
