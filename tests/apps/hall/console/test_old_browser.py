"""A clerk's day in a browser of the age of Chrome 80, and in one without any script.

The real Chromium, with every name taken away that came later: what the page does not say no list can know.
"""

import json
from collections.abc import Callable, Iterator
from functools import partial

import pytest
from playwright.sync_api import Browser, Route, expect

from kiosk.core.access.sessions import IDLE_SECONDS
from tests.apps.conftest import PATIENCE_MS
from tests.apps.hall.console.conftest import PASSWORD, Hall, Person, picture
from tests.core.web.test_old_browsers import INTERFACES, MEMBERS, STATICS

Arrive = Callable[..., Person]
# What Playwright itself, or the browser's own HTML parser, needs in the page's world.
_KEPT = {"at", "WeakRef", "FinalizationRegistry"}
TAKEN_AWAY = """(([members, interfaces, statics]) => {
  for (const name of Object.getOwnPropertyNames(window)) {
    const one = interfaces.includes(name) || window[name];
    if (one === true) delete window[name];
    else if (typeof one === "function" && one.prototype) for (const from of [one, one.prototype]) {
      for (const member of Object.getOwnPropertyNames(from)) if (members.includes(member)) delete from[member];
    }
  }
  for (const [owner, member] of statics) if (window[owner]) delete window[owner][member];
  const Form = window.FormData;  // with its second argument it came later; before, that was not looked at
  window.FormData = function (form) { return form ? new Form(form) : new Form(); };
})"""


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    hall = Hall(tmp_path_factory.mktemp("old"))
    hall.person("张兰")
    yield hall
    hall.stop()


@pytest.fixture
def clerk(hall: Hall, person: Arrive) -> Person:
    hall.idle += IDLE_SECONDS
    clerk = person()
    clerk.context.add_init_script(taken_away())
    return clerk


def taken_away() -> str:
    """A script that makes a browser as old as Chrome 80, run before any of a page's."""
    names = [[*({*MEMBERS} - _KEPT)], [*({*INTERFACES} - _KEPT)], [one.split(".") for one in STATICS]]
    return f"{TAKEN_AWAY}({json.dumps(names)})"


def test_every_button_works_in_a_browser_of_the_age_of_chrome_80(hall: Hall, clerk: Person) -> None:
    page = clerk.sit("张兰", 1)
    gone = "[crypto.randomUUID, AbortSignal.timeout, window.structuredClone, Element.prototype.replaceChildren]"
    assert page.evaluate(f"{gone}.every((one) => one === undefined)")
    assert page.evaluate("typeof SubmitEvent") == "undefined"
    number = page.locator(".number")
    for _ in range(2):
        hall.take()
    expect(page.get_by_role("heading", name="等候 2 人")).to_be_visible()
    page.locator("#do-next").click()
    expect(number).not_to_have_text("—")
    page.keyboard.press("h")
    page.get_by_label("为什么挂起").fill("去复印材料")
    page.keyboard.press("Enter")
    expect(page.get_by_role("row").filter(has_text="去复印材料")).to_be_visible()
    page.keyboard.press("p")
    page.get_by_label("为什么暂停").fill("换班")
    page.get_by_role("button", name="暂停叫号").click()
    page.get_by_role("button", name="恢复").click()
    expect(page.get_by_text("接待中")).to_be_visible()
    expect(page.locator(".unheard")).to_be_hidden()


def test_below_it_a_line_says_so_and_the_buttons_work(hall: Hall, clerk: Person) -> None:
    """The file is one that such a browser cannot read: it stops at the first line."""
    unread = partial(Route.fulfill, content_type="text/javascript", body="syntax of a later year ][")
    clerk.context.route("**/static/console.js", lambda route: unread(route))
    page = clerk.log_in("张兰")
    clerk.press("1 号窗口 坐这里")
    expect(page.locator(".unheard")).to_be_visible()
    picture(page, "clerk_old")
    page.locator("#by-hand summary").click()
    page.get_by_role("button", name="发一个号").click()
    expect(page.get_by_text("已发出，请写给来办事的人。")).to_be_visible()
    hall.take()
    page.get_by_role("link", name="看现在的情况").click()
    expect(page.locator("#do-next")).to_be_enabled()
    page.locator("#do-next").click()
    expect(page.locator(".number")).not_to_have_text("—")
    clerk.context.close()  # it says so at every load of the page; none comes after this
    assert set(clerk.complaints) == {"Unexpected token 'of'"}  # the script it could not read: that is the story
    clerk.complaints.clear()


def test_without_scripts_it_says_so_and_the_buttons_work(hall: Hall, browser: Browser) -> None:
    hall.idle += IDLE_SECONDS
    context = browser.new_context(java_script_enabled=False, locale="zh-CN")
    page = context.new_page()
    page.set_default_timeout(PATIENCE_MS)
    page.goto(f"{hall.url}/console/login")
    page.get_by_label("姓名").fill("张兰")
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="进入").click()
    page.get_by_role("button", name="1 号窗口").click()
    expect(page.locator(".unheard")).to_be_visible()
    page.locator("#by-hand summary").click()
    page.get_by_role("button", name="发一个号").click()
    expect(page.get_by_text("已发出，请写给来办事的人。")).to_be_visible()
    context.close()
