"""An editor arranges home in the browser: moves, chooses, looks at it, saves; two at once; without a script."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from urllib.parse import unquote

import pytest
from playwright.sync_api import Browser, Page, expect

from kiosk.features.home.rules.arrangement import USUAL, Arrangement, sound
from tests.apps.hall.console.conftest import PASSWORD, Hall, Person, see
from tests.apps.hall.console.test_every_page import look_at
from tests.apps.hall.console.test_old_browser import taken_away

Arrive = Callable[..., Person]


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    hall = Hall(tmp_path_factory.mktemp("home"))
    hall.person("吴敏", "keeper")
    hall.person("郑文", "editor")
    yield hall
    hall.stop()


@pytest.fixture(autouse=True)
def untouched(hall: Hall) -> None:
    """As home is by itself; numbers go on."""
    arrange(hall, USUAL)


def arrange(hall: Hall, arrangement: Arrangement) -> int:
    desk = hall.service.home
    return hall.do(lambda rows: desk.arrange(rows, desk.now(rows).revision, arrangement)).revision


def kept(hall: Hall) -> list[tuple[str, str]]:
    return [(row.key, row.place) for row in hall.do(hall.service.home.now).arrangement.rows]


def at_home(person: Arrive, name: str) -> Page:
    one = person()
    one.log_in(name)
    page = one.page
    page.get_by_role("link", name="首页", exact=True).click()
    expect(page.get_by_role("heading", name="首页放什么")).to_be_visible()
    return page


def order(page: Page) -> list[str]:
    return page.locator("ol.order b").all_inner_texts()


def test_an_editor_moves_chooses_looks_and_saves(hall: Hall, person: Arrive) -> None:
    page = at_home(person, "郑文")
    assert order(page)[:3] == ["办事指南", "每日一题", "党建地图"], "as home is by itself: of each group the first"
    page.get_by_label("上移 每日一题").click()
    expect(page.get_by_label("上移 每日一题")).to_be_disabled()
    assert order(page)[:2] == ["每日一题", "办事指南"]
    page.get_by_label("知识挑战：放在哪里").select_option("首页")
    page.get_by_label("找一找：放在哪里").select_option("不放")
    page.get_by_label("看哪一页").select_option("全部服务")
    see(page, "看一看")
    drawn = page.locator(".seen img")
    expect(drawn).to_be_visible()
    assert page.evaluate("document.querySelector('.seen img').naturalWidth") == 1080
    asked = unquote(drawn.get_attribute("src") or "")
    assert "arranged=daily:home,exhibition.directory:home,exhibition.map:home" in asked
    assert "challenge:home" in asked and "exhibition.find:off" in asked
    assert kept(hall) == [], "a look saves nothing"
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("存好了，终端几秒钟后就换")).to_be_visible()
    expect(page.get_by_text("首页依次放：每日一题、办事指南、党建地图")).to_be_visible()
    assert kept(hall)[:2] == [("daily", "home"), ("exhibition.directory", "home")]
    assert dict(kept(hall))["exhibition.find"] == "off" and dict(kept(hall))["challenge"] == "home"
    page.get_by_role("button", name="恢复原来的样子").click()
    expect(page.get_by_text("恢复好了，终端几秒钟后就换")).to_be_visible()
    assert kept(hall) == []


def test_of_two_editors_the_second_sees_what_happened_and_keeps_what_was_typed(hall: Hall, person: Arrive) -> None:
    first, second = at_home(person, "郑文"), at_home(person, "吴敏")
    first.get_by_label("知识挑战：放在哪里").select_option("首页")
    second.get_by_label("每日一题：放在哪里").select_option("不放")
    first.get_by_role("button", name="保存").click()
    expect(first.get_by_text("存好了")).to_be_visible()
    second.get_by_role("button", name="保存").click()
    expect(second.get_by_text("刚才有人改过首页，您的还没有存")).to_be_visible()
    assert dict(kept(hall))["daily"] == "home"
    expect(second.get_by_text("首页依次放：办事指南、每日一题、党建地图")).to_be_visible()
    expect(second.get_by_label("每日一题：放在哪里")).to_have_value("off")
    second.get_by_role("button", name="保存").click()
    expect(second.get_by_text("存好了")).to_be_visible()
    assert dict(kept(hall))["daily"] == "off"
    lines = hall.service.keys.vault and hall.do(partial(_audited, hall=hall))
    assert lines and {"editor", "keeper"} <= set(lines)


def _audited(connection: object, hall: Hall) -> list[str]:
    from kiosk.core.sealing.audit import read_page

    return [line.actor for line in read_page(connection) if line.action == "home_arranged"]  # type: ignore[arg-type]


def test_two_presses_in_a_moment_are_one_change(hall: Hall, person: Arrive) -> None:
    page = at_home(person, "郑文")
    before = hall.do(hall.service.home.now).revision
    page.get_by_label("知识挑战：放在哪里").select_option("首页")
    page.get_by_role("button", name="保存").dblclick(delay=30)
    expect(page.get_by_text("存好了")).to_be_visible()
    assert hall.do(hall.service.home.now).revision == before + 1


def test_the_page_can_be_read_by_everybody_and_at_every_width(hall: Hall, person: Arrive) -> None:
    arrange(hall, sound([("exhibition.of_another_version", "home"), ("daily", "home")]))
    page = at_home(person, "吴敏")
    expect(page.get_by_text("别的版本的终端才有")).to_be_visible()
    assert look_at(page, "home") == []


def test_without_a_script_a_press_moves_a_row_and_saves_nothing(hall: Hall, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False, locale="zh-CN")
    page = context.new_page()
    page.goto(hall.url + "/console/login")
    page.get_by_label("姓名").fill("郑文")
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="进入").click()
    page.goto(hall.url + "/keeper/home")
    page.get_by_label("每日一题：放在哪里").select_option("只在全部服务")
    page.get_by_label("下移 每日一题").click()
    assert order(page)[1:3] == ["党建地图", "每日一题"]
    expect(page.get_by_label("每日一题：放在哪里")).to_have_value("all")
    assert kept(hall) == []
    page.get_by_role("button", name="保存").click()
    assert kept(hall)[1:3] == [("exhibition.map", "home"), ("daily", "all")]
    context.close()


def test_a_browser_of_the_age_of_chrome_80_moves_rows(hall: Hall, person: Arrive) -> None:
    one = person()
    one.context.add_init_script(taken_away())
    one.log_in("郑文")
    page = one.open("/keeper/home")
    page.get_by_label("下移 每日一题").click()
    assert order(page)[1:3] == ["党建地图", "每日一题"]


@pytest.mark.parametrize("count", [0, 1, 60, 200])
def test_a_form_that_nobody_typed_never_empties_home(hall: Hall, person: Arrive, count: int) -> None:
    """Rows of another place, of no key, twice, too many: what can be used is kept, the page comes back."""
    one = person()
    one.log_in("郑文")
    one.open("/keeper/home")
    fields = [["key", "../x"], ["place-../x", "home"], ["key", "daily"], ["place-daily", "top"], ["seen", "𠮷"]]
    for place in range(count):
        fields += [["key", f"k{place}"], [f"place-k{place}", "all"], ["key", f"k{place}"]]
    script = """async (fields) => {
      const body = new URLSearchParams(fields);
      body.set("csrf", document.querySelector("[name=csrf]").value);
      return (await fetch("/keeper/home/save", { method: "POST", body, redirect: "manual" })).type;
    }"""
    seen = hall.do(hall.service.home.now).revision
    answered = one.page.evaluate(script, [pair if pair[0] != "seen" else ["seen", str(seen)] for pair in fields])
    if count > 60:  # more fields than any page of ours has: the form is no form
        assert answered == "basic" and kept(hall) == []
        return
    assert answered == "opaqueredirect"
    assert len(kept(hall)) == count
    assert not {"../x", "daily"} & {key for key, _ in kept(hall)}
