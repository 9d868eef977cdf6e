"""Many tabs of one browser: all are fresh, all are heard, and they hold one event stream together."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from kiosk.core.access.sessions import IDLE_SECONDS
from tests.apps.hall.console.conftest import Hall, Person

Arrive = Callable[..., Person]
TABS = 8


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    hall = Hall(tmp_path_factory.mktemp("tabs"))
    yield hall
    hall.stop()


@pytest.fixture
def clerk(hall: Hall, person: Arrive) -> Person:
    """Somebody of their own for each test; whoever was there before has been idle for too long."""
    hall.idle += IDLE_SECONDS
    name = f"演示{len(hall.service.accounts.all()) + 1}"
    hall.person(name)
    clerk = person()
    clerk.sit(name, 1)
    return clerk


def open_tab(clerk: Person) -> Page:
    page = clerk.context.new_page()
    page.goto(clerk.page.url)
    heard(page)
    return page


def heard(page: Page) -> None:
    expect(page.locator("body")).to_have_attribute("data-live", "on")


def waiting(page: Page, people: int) -> None:
    expect(page.get_by_role("heading", name=f"等候 {people} 人" if people else "没有人在等")).to_be_visible()


def how_many_wait(page: Page) -> int:
    return page.locator(".line tbody tr").count()


def streams(hall: Hall) -> int:
    return len(hall.service.hub._listeners)


def test_eight_tabs_are_fresh_over_one_stream_and_a_press_in_each_arrives(hall: Hall, clerk: Person) -> None:
    tabs = [clerk.page, *(open_tab(clerk) for _ in range(TABS - 1))]
    assert streams(hall) == 1
    before = how_many_wait(clerk.page)
    for _ in tabs:
        hall.take()
    for page in tabs:
        waiting(page, before + TABS)
    for count, page in enumerate(tabs, 1):
        page.locator("#by-hand summary").click()
        page.get_by_role("button", name="发一个号").click()
        waiting(page, before + TABS + count)
    for page in tabs:
        waiting(page, before + 2 * TABS)
    assert streams(hall) == 1
    for page in tabs[1:]:
        page.close()


def test_when_the_tab_that_held_the_stream_goes_another_takes_over(hall: Hall, clerk: Person) -> None:
    others = [open_tab(clerk) for _ in range(2)]
    before = how_many_wait(others[0])
    clerk.page.close()
    hall.take()
    for page in others:
        waiting(page, before + 1)
        heard(page)
    others[0].goto("about:blank")  # goes elsewhere: its page is gone, the tab is not
    hall.take()
    waiting(others[1], before + 2)
    assert streams(hall) == 1
    others[0].close()
    others[1].close()


def test_a_tab_that_was_frozen_while_it_held_the_stream_loses_it(hall: Hall, clerk: Person) -> None:
    other = open_tab(clerk)
    other.bring_to_front()
    before = how_many_wait(other)
    frozen = clerk.context.new_cdp_session(clerk.page)
    frozen.send("Page.setWebLifecycleState", {"state": "frozen"})
    hall.take()
    waiting(other, before + 1)
    heard(other)
    frozen.send("Page.setWebLifecycleState", {"state": "active"})
    waiting(clerk.page, before + 1)
    hall.take()
    for page in (other, clerk.page):
        waiting(page, before + 2)
        heard(page)
    other.close()


def test_a_stream_that_breaks_off_is_opened_again(hall: Hall, clerk: Person) -> None:
    before = how_many_wait(clerk.page)
    clerk.context.route("**/console/live*", lambda route: route.fulfill(status=502, body="the proxy is alone"))
    clerk.page.reload()
    expect(clerk.page.locator("#away")).to_be_visible()
    clerk.context.unroute("**/console/live*")
    heard(clerk.page)
    expect(clerk.page.locator("#away")).to_be_hidden()
    clerk.complaints.clear()  # of the proxy
    hall.take()
    waiting(clerk.page, before + 1)


@pytest.mark.parametrize("missing", ["delete Navigator.prototype.locks", "delete window.BroadcastChannel"])
def test_where_a_browser_cannot_share_each_tab_that_is_looked_at_has_its_own(
    hall: Hall, clerk: Person, missing: str
) -> None:
    clerk.context.add_init_script(missing)
    clerk.page.reload()
    heard(clerk.page)
    other = open_tab(clerk)
    before = how_many_wait(other)
    hall.take()
    for page in (clerk.page, other):
        waiting(page, before + 1)
    other.close()


def test_the_pages_of_two_people_hear_each_their_own_stream(hall: Hall, clerk: Person, person: Arrive) -> None:
    hall.person("演示别人")
    other = person()
    other.sit("演示别人", 2)
    assert streams(hall) == 2
    before = how_many_wait(other.page)
    hall.take()
    for one in (clerk, other):
        waiting(one.page, before + 1)


def test_the_log_out_in_one_tab_is_seen_in_all(hall: Hall, clerk: Person) -> None:
    other = open_tab(clerk)
    clerk.press("退出")
    hall.take()
    expect(other.get_by_role("button", name="进入")).to_be_visible()
    other.close()
