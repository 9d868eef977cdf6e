"""The hall service stands still and comes back: the page says so, keeps the press, and sends it once."""

import signal
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.apps.conftest import PATIENCE_MS
from tests.apps.hall.console.conftest import PASSWORD, picture
from tests.apps.hall.process import HallProcess

GREEN = "rgb(226, 239, 225)"  # --ok-tint


@pytest.fixture(scope="module")
def frozen_hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HallProcess]:
    process = HallProcess(tmp_path_factory.mktemp("frozen")).start()
    process.admin("/admin/accounts", {"name": "张兰", "role": "clerk", "password": PASSWORD})
    yield process
    process.stop()


@pytest.fixture
def page(frozen_hall: HallProcess, browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1366, "height": 768}, locale="zh-CN")
    page = context.new_page()
    page.set_default_timeout(PATIENCE_MS)
    page.goto(frozen_hall.url + "/console/login")
    page.get_by_label("姓名").fill("张兰")
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="进入").click()
    page.get_by_role("button", name="1 号窗口").click()
    expect(page.locator("body")).to_have_attribute("data-live", "on")
    yield page
    context.close()


def by_hand(page: Page) -> None:
    page.locator("#by-hand summary").click()
    page.get_by_role("button", name="发一个号").click()


def test_a_press_at_a_frozen_hall_is_said_kept_and_done_once(frozen_hall: HallProcess, page: Page) -> None:
    rows, light = page.locator(".line tbody tr"), page.locator(".topbar .state")
    before = rows.count()
    expect(light).to_have_css("background-color", GREEN)
    frozen_hall.signal(signal.SIGSTOP)
    try:
        by_hand(page)
        expect(page.locator("#busy")).to_be_visible()
        expect(page.locator("#late")).to_be_visible()
        expect(page.locator("#busy")).to_be_hidden()
        expect(light).not_to_have_css("background-color", GREEN)
        picture(page, "clerk_frozen")
        with page.expect_request("**/console/do/by-hand"):  # its first try was given up: it is sent again
            pass
    finally:
        frozen_hall.signal(signal.SIGCONT)
    expect(rows).to_have_count(before + 1)
    expect(page.locator("#late")).to_be_hidden()
    expect(page.locator("#away")).to_be_hidden()
    expect(light).to_have_css("background-color", GREEN)
    by_hand(page)
    expect(rows).to_have_count(before + 2)  # what was sent twice meanwhile was one press


def test_the_light_goes_out_though_nobody_presses(frozen_hall: HallProcess, page: Page) -> None:
    light = page.locator(".topbar .state")
    frozen_hall.signal(signal.SIGSTOP)
    try:
        expect(page.locator("#away")).to_be_visible()
        expect(light).not_to_have_css("background-color", GREEN)
    finally:
        frozen_hall.signal(signal.SIGCONT)
    expect(page.locator("#away")).to_be_hidden()
    expect(light).to_have_css("background-color", GREEN)


def test_a_press_while_the_line_is_cut_is_sent_when_it_is_back(page: Page) -> None:
    before = page.locator(".line tbody tr").count()
    page.context.set_offline(True)
    by_hand(page)
    expect(page.locator("#late")).to_be_visible()
    page.context.set_offline(False)
    expect(page.locator(".line tbody tr")).to_have_count(before + 1)
    expect(page.locator("#late")).to_be_hidden()
