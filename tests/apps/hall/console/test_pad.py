"""A visitor who has just been served touches the pad on the window."""

from collections.abc import Callable
from functools import partial

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import text

from kiosk.apps.hall.console.modules import RATINGS
from kiosk.features.ratings.rules.rating import LEFT_SECONDS, AlreadyRated, NotAsked, RatingRefused
from tests.apps.hall.console.conftest import PASSWORD, Hall, Person, picture

LIES = """() => {
  const shown = [...document.querySelectorAll(".levels > *, .choices label, .send button")];
  const boxes = shown.map((one) => one.getBoundingClientRect()).filter((box) => box.width);
  const root = document.documentElement;
  return {
    scrolls: root.scrollHeight > innerHeight || root.scrollWidth > innerWidth,
    right: Math.max(...boxes.map((box) => box.right)), bottom: Math.max(...boxes.map((box) => box.bottom)),
    smallest: Math.min(...boxes.map((box) => Math.min(box.width, box.height))),
  };
}"""


def served(hall: Hall, window: int = 1) -> int:
    """A number is taken, called to the window and done; returns the ticket."""
    ticket = hall.take()
    windows = hall.service.tickets.windows
    hall.do(partial(windows.call_next, window_id=window))
    hall.do(partial(windows.finish, window_id=window, ticket_id=ticket.id))
    return ticket.id


def rows(hall: Hall) -> list[tuple[object, ...]]:
    found = hall.do(lambda c: c.execute(text("SELECT ticket_id, level, reasons FROM ratings ORDER BY at")).all())
    return [tuple(row) for row in found]


@pytest.fixture
def tablet(hall: Hall, person: Callable[..., Person]) -> Page:
    hall.person("李梅")
    tablet = person(width=1280, height=800)
    page = tablet.open("/pad/1")
    page.get_by_label("姓名").fill("李梅")
    page.get_by_label("密码").fill(PASSWORD)
    tablet.press("打开评价牌")
    expect(page.get_by_role("heading", name="欢迎，请坐")).to_be_visible()
    return page


def test_one_touch_sends_and_can_be_taken_back_at_once(hall: Hall, tablet: Page) -> None:
    ticket = served(hall)
    expect(tablet.get_by_role("heading", name="A001 办完了，您满意吗？")).to_be_visible()
    tablet.get_by_role("button", name="非常满意").click()
    expect(tablet.get_by_role("heading", name="收到了，谢谢您")).to_be_visible()
    assert rows(hall) == [(ticket, 1, "")]
    picture(tablet, "pad_thanks")
    tablet.get_by_role("button", name="改一改").click()
    tablet.get_by_role("button", name="基本满意").click()
    expect(tablet.get_by_text("A001：基本满意")).to_be_visible()
    assert rows(hall) == [(ticket, 3, "")]


def test_a_bad_level_asks_why_and_the_reasons_may_stay_empty(hall: Hall, tablet: Page) -> None:
    first = served(hall)
    tablet.get_by_role("link", name="不满意", exact=True).click()
    assert rows(hall) == []
    tablet.get_by_label("等得太久").check()
    tablet.get_by_label("材料要得多").check()
    picture(tablet, "pad_reasons")
    tablet.get_by_role("button", name="交评价").click()
    expect(tablet.get_by_role("heading", name="收到了，谢谢您")).to_be_visible()
    assert tablet.get_by_role("button", name="改一改").count() == 0
    hall.minutes_pass(1)
    second = served(hall)
    tablet.get_by_role("link", name="非常不满意").click()
    tablet.get_by_role("button", name="交评价").click()
    expect(tablet.get_by_role("heading", name="收到了，谢谢您")).to_be_visible()
    assert rows(hall) == [(first, 4, "waited papers"), (second, 5, "")]


def test_a_bad_level_left_alone_is_kept_and_the_next_visitor_does_not_find_it(hall: Hall, tablet: Page) -> None:
    tablet.clock.install()
    first = served(hall)
    tablet.get_by_role("link", name="非常不满意").click()
    tablet.get_by_label("等得太久").check()
    tablet.clock.fast_forward((LEFT_SECONDS - 2) * 1000)
    tablet.get_by_label("态度不好").check()  # still there: the time begins anew
    tablet.clock.fast_forward((LEFT_SECONDS - 2) * 1000)
    assert rows(hall) == []
    tablet.clock.fast_forward(3000)
    expect(tablet.get_by_role("heading", name="收到了，谢谢您")).to_be_visible()
    assert rows(hall) == [(first, 5, "waited unfriendly")]


def test_what_is_ticked_stays_while_the_page_keeps_itself_fresh(hall: Hall, tablet: Page) -> None:
    served(hall)
    tablet.get_by_role("link", name="不满意", exact=True).click()
    tablet.get_by_label("态度不好").check()
    with tablet.expect_response(lambda answer: "/pad/1" in answer.url and answer.request.method == "GET"):
        hall.take()
    expect(tablet.get_by_label("态度不好")).to_be_checked()


@pytest.mark.parametrize("size", [(800, 1280), (600, 1024), (1080, 1920), (1280, 800), (1024, 600)])
def test_the_pad_fills_a_tablet_of_any_size_upright_or_lying(hall: Hall, tablet: Page, size: tuple[int, int]) -> None:
    """Nothing is cut off, nothing has to be scrolled, what is pressed is 20 mm where the tablet is 10 inches."""
    tablet.set_viewport_size({"width": size[0], "height": size[1]})
    served(hall)
    expect(tablet.get_by_role("button", name="非常满意")).to_be_visible()
    for stage in ("asks", "reasons"):
        picture(tablet, f"pad_{stage}_{size[0]}x{size[1]}")
        lies = tablet.evaluate(LIES)
        assert lies["scrolls"] is False
        assert lies["right"] <= size[0] and lies["bottom"] <= size[1]
        if size[0] < size[1]:
            assert lies["bottom"] >= size[1] * 0.9
        if 800 in size:
            assert lies["smallest"] >= 118
        if stage == "asks":
            tablet.get_by_role("link", name="非常不满意").click()
            expect(tablet.get_by_role("button", name="交评价")).to_be_visible()
            tablet.wait_for_load_state()
            expect(tablet.get_by_label("等得太久")).to_be_visible()


def test_a_served_ticket_is_rated_once_and_only_while_its_visitor_is_there(hall: Hall) -> None:
    ticket = served(hall)
    rate = partial(RATINGS.ratings.rate, window_id=1, ticket_id=ticket, reasons=[])
    for level in (0, 6, -1):
        with pytest.raises(RatingRefused):
            hall.do(partial(rate, level=level, now=hall.now))
    with pytest.raises(RatingRefused):
        hall.do(partial(rate, level=5, reasons=["'; DROP"], now=hall.now))
    hall.do(partial(rate, level=2, now=hall.now))
    with pytest.raises(AlreadyRated):
        hall.do(partial(rate, level=1, now=hall.now))
    hall.minutes_pass(0.2)
    with pytest.raises(NotAsked):
        hall.do(partial(RATINGS.ratings.take_back, window_id=1, ticket_id=ticket, now=hall.now))
    late = served(hall)
    hall.minutes_pass(4)
    with pytest.raises(NotAsked):
        hall.do(partial(rate, ticket_id=late, level=1, now=hall.now))
    with pytest.raises(NotAsked):
        hall.do(partial(rate, window_id=2, ticket_id=served(hall), level=1, now=hall.now))


def test_a_tablet_nobody_opened_and_one_taken_back_rate_nothing(hall: Hall, tablet: Page) -> None:
    import httpx

    served(hall)
    answer = httpx.post(f"{hall.url}/pad/1/rate", data={"ticket": "1", "level": "1"})
    assert answer.status_code == 403
    assert "打开评价牌" in httpx.get(f"{hall.url}/pad/1").text
    hall.do(lambda c: c.execute(text("UPDATE pads SET revoked_at = 'now'")).close())
    hall.take()  # the page looks again by itself, finds itself shut out, and says so
    expect(tablet.get_by_role("button", name="打开评价牌")).to_be_visible()
    assert rows(hall) == []
