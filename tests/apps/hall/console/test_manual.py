"""帮助: the manual in the browser, from the page one is on, and without a log-in."""

from collections.abc import Callable

import httpx
import pytest
from playwright.sync_api import expect

from tests.apps.hall.console.conftest import Hall, Person, picture

Arrive = Callable[..., Person]


def test_a_keeper_finds_the_page_of_the_form_they_are_on(hall: Hall, person: Arrive) -> None:
    hall.person("王管理", "keeper")
    keeper = person()
    keeper.log_in("王管理")
    page = keeper.open("/keeper/plan")
    with page.expect_popup() as opened:
        page.get_by_role("link", name="帮助").click()
    manual = opened.value
    expect(manual.get_by_role("heading", name="管理员手册")).to_be_visible()
    expect(manual.get_by_role("heading", name="事项和窗口", exact=True)).to_be_in_viewport()
    # One that is far below is not loaded before anybody scrolls to it; `decode` fails where it cannot be.
    manual.evaluate("Promise.all([...document.images].map((one) => { one.loading = 'eager'; return one.decode() }))")
    picture(manual, "manual")
    manual.get_by_role("navigation").get_by_role("link", name="出了问题怎么办").click()
    expect(manual.get_by_role("cell", name="打印机没有纸了")).to_be_visible()
    assert manual.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_whoever_cannot_log_in_may_read_it_and_nothing_else(hall: Hall) -> None:
    assert "窗口的一天" in httpx.get(f"{hall.url}/manual").text
    assert httpx.get(f"{hall.url}/manual/pictures/clerk.png").headers["content-type"] == "image/png"


@pytest.mark.parametrize("path", ["architecture", "..%2FREADME", "pictures/..%2Findex.md", "pictures/house", "a/b"])
def test_other_files_are_not_there(hall: Hall, path: str) -> None:
    assert httpx.get(f"{hall.url}/manual/{path}").status_code == httpx.codes.NOT_FOUND
