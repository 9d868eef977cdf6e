"""A seat is not taken from a colleague unasked, nor without their page saying so."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from kiosk.core.access.sessions import IDLE_SECONDS
from tests.apps.hall.console.conftest import Hall, Person, picture

Arrive = Callable[..., Person]


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    hall = Hall(tmp_path_factory.mktemp("seats"))
    for name in ("张兰", "王强", "赵敏"):
        hall.person(name)
    yield hall
    hall.stop()


@pytest.fixture
def sitter(hall: Hall, person: Arrive) -> Person:
    """张兰 sits at window 2."""
    hall.idle += IDLE_SECONDS
    sitter = person()
    sitter.sit("张兰", 2)
    return sitter


def sits_at(page: Page, window: str) -> None:
    expect(page.get_by_role("heading", name=window)).to_be_visible()
    expect(page.locator(".number")).to_be_visible()


def test_the_taker_is_asked_and_the_other_hears_of_it_before_and_after(
    hall: Hall, sitter: Person, person: Arrive
) -> None:
    taker = person()
    page = taker.log_in("王强")
    taker.press("2 号窗口 换我来坐")
    question = page.get_by_role("heading", name="2 号窗口现在是 张* 在用，确定换您？")
    expect(question).to_be_visible()
    expect(page.get_by_role("link", name="不换")).to_be_focused()  # whoever presses Enter unread changes nothing
    picture(page, "seat_asked")
    expect(sitter.page.get_by_text("王* 想换到这个窗口来坐")).to_be_visible()
    sits_at(sitter.page, "2 号窗口")
    taker.press("确定，换我来坐")
    sits_at(page, "2 号窗口")
    expect(sitter.page.get_by_role("alert")).to_contain_text("2 号窗口现在由 王* 在用")
    picture(sitter.page, "seat_lost")
    sitter.press("3 号窗口 坐这里")
    sits_at(sitter.page, "3 号窗口")
    sitter.press("换窗口")
    expect(sitter.page.get_by_text("现在由 王* 在用")).to_have_count(0)


def test_who_does_not_take_it_changes_nothing(hall: Hall, sitter: Person, person: Arrive) -> None:
    taker = person()
    page = taker.log_in("王强")
    taker.press("2 号窗口 换我来坐")
    page.get_by_role("link", name="不换").click()
    expect(page.get_by_role("heading", name="今天在哪个窗口？")).to_be_visible()
    expect(page.get_by_text("确定换您")).to_have_count(0)
    hall.take(2)
    sits_at(sitter.page, "2 号窗口")


def test_who_agreed_to_replace_one_is_asked_again_about_another(hall: Hall, sitter: Person, person: Arrive) -> None:
    first, second = person(), person()
    for taker, name in ((first, "王强"), (second, "赵敏")):
        taker.log_in(name)
        taker.press("2 号窗口 换我来坐")
        expect(taker.page.get_by_text("现在是 张* 在用")).to_be_visible()
    first.press("确定，换我来坐")
    sits_at(first.page, "2 号窗口")
    expect(second.page.get_by_text("现在是 王* 在用，确定换您？")).to_be_visible()  # by itself
    hall.take(2)
    sits_at(first.page, "2 号窗口")


def test_a_seat_that_became_free_is_simply_taken(hall: Hall, sitter: Person, person: Arrive) -> None:
    taker = person()
    page = taker.log_in("王强")
    taker.press("2 号窗口 换我来坐")
    expect(page.get_by_text("确定换您？")).to_be_visible()
    sitter.press("退出")
    expect(sitter.page.get_by_role("button", name="进入")).to_be_visible()
    hall.take(2)
    expect(page.get_by_text("确定换您？")).to_have_count(0)
    taker.press("2 号窗口 坐这里")
    sits_at(page, "2 号窗口")


def test_a_press_from_before_the_question_does_not_take_the_seat(hall: Hall, sitter: Person, person: Arrive) -> None:
    """Without scripts, or from a page that lags behind: the door asks, whatever the page showed."""
    taker = person()
    page = taker.log_in("王强")
    csrf = page.locator("#live").get_attribute("data-csrf")
    answer = page.request.post(f"{hall.url}/console/window", form={"csrf": str(csrf), "window": "2"})
    assert "2 号窗口现在是 张* 在用，确定换您？" in answer.text()
    answer = page.request.post(f"{hall.url}/console/window", form={"csrf": str(csrf), "window": "2", "over": "9999"})
    assert "确定换您？" in answer.text()
    sits_at(sitter.page, "2 号窗口")


def test_the_own_seat_at_another_machine_needs_no_question(hall: Hall, sitter: Person, person: Arrive) -> None:
    again = person()
    again.log_in("张兰")
    again.press("2 号窗口 换我来坐")
    sits_at(again.page, "2 号窗口")
    expect(sitter.page.get_by_text("今天在哪个窗口？")).to_be_visible()
