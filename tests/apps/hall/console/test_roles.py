"""A keeper says who may what; each role works on its own page, and loses it at once when it is taken away."""

import re
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Locator, expect

from kiosk.apps.hall.console import modules
from kiosk.apps.hall.console.people import words
from kiosk.core.access.rights import Right
from kiosk.core.web.drawers import Drawer, Room
from kiosk.core.web.keeper_room import KeeperRoom
from kiosk.core.web.module import ConsoleModule
from kiosk.core.web.words import NOT_HERE, ROLES
from kiosk.features.exhibition.console import module as exhibition
from kiosk.features.membership.demo.people import PEOPLE
from tests.apps.hall.console.conftest import PASSWORD, Hall, Person, picture
from tests.apps.hall.console.test_every_page import look_at
from tests.apps.hall.console.test_modules import rail

Arrive = Callable[..., Person]


def tick(form: Locator, role: str) -> Locator:
    """By what it begins with: the sentences name other roles."""
    return form.get_by_role("checkbox", name=re.compile(f"^{role}"))


def test_roles_are_ticked_each_with_what_it_may(hall: Hall, person: Arrive) -> None:
    hall.person("吴敏", "keeper")
    keeper = person()
    keeper.log_in("吴敏")
    page = keeper.open("/keeper/people")
    form = page.locator("form[action='/keeper/people/add']")
    for role, means in words.ROLE_MEANS.items():
        expect(form.get_by_label(f"{ROLES[role]} {means}")).to_be_visible()
    form.get_by_label("姓名").fill("陈立")
    form.get_by_label("密码").fill(PASSWORD)
    tick(form, "窗口人员").uncheck()
    keeper.press("加上")
    expect(page.get_by_role("alert")).to_contain_text("至少勾一个角色")
    form.get_by_label("姓名").fill("陈立")
    form.get_by_label("密码").fill(PASSWORD)
    tick(form, "窗口人员").uncheck()
    tick(form, "服务台").check()
    tick(form, "内容编辑").check()
    keeper.press("加上")
    expect(page.get_by_role("row").filter(has_text="陈立")).to_contain_text("服务台、内容编辑")
    page.locator("summary").filter(has_text="改角色").nth(1).click()
    assert look_at(page, "keeper_roles") == []

    page.locator("summary").first.click()
    own = page.get_by_role("form", name="角色 吴敏")
    tick(own, "窗口人员").check()
    tick(own, "管理员").uncheck()
    keeper.press("保存 吴敏")
    expect(page.get_by_role("alert")).to_contain_text("至少要留一位管理员。")
    assert hall.service.accounts.named("吴敏").roles == ("keeper",)


def test_who_loses_a_role_is_out_at_once_with_the_page_open(hall: Hall, person: Arrive) -> None:
    """A clerk in the middle of a number: the number stays, and the clerk begins on another page."""
    hall.person("吴敏", "keeper")
    hall.person("李梅")
    ticket = hall.take()
    keeper, clerk = person(), person()
    page = clerk.sit("李梅", 1)
    page.locator("#do-next").click()
    expect(page.locator(".number")).to_have_text(ticket.number)
    keeper.log_in("吴敏")
    keeper.open("/keeper/people").locator("summary").nth(1).click()
    form = keeper.page.get_by_role("form", name="角色 李梅")
    tick(form, "窗口人员").uncheck()
    tick(form, "服务台").check()
    keeper.press("保存 李梅")
    expect(page.get_by_role("button", name="进入")).to_be_visible()  # by itself
    assert hall.do(partial(hall.service.tickets.windows.now, window_id=1)).current
    clerk.log_in("李梅")
    expect(page.get_by_role("heading", name="服务台", level=1)).to_be_visible()
    clerk.open("/console")
    expect(page).to_have_url(f"{hall.url}/console/desk")


def test_a_form_that_waited_while_its_sender_lost_the_right_does_nothing(hall: Hall) -> None:
    keeper, other = hall.person("吴敏", "keeper"), hall.person("演示乙", "keeper")
    begun, goes_on = threading.Event(), threading.Event()

    def busy(_: object) -> None:
        begun.set()
        assert goes_on.wait(30)

    with httpx.Client(base_url=hall.url, timeout=30) as client, ThreadPoolExecutor(3) as threads:
        client.post("/console/login", data={"name": "演示乙", "password": PASSWORD})
        csrf = hall.service.sessions.of(client.cookies["kiosk-session"]).csrf
        threads.submit(hall.do, busy)
        assert begun.wait(30)
        lost = threads.submit(hall.service.accounts.set_roles, other, ["clerk"], by=keeper)
        sent = threads.submit(client.post, "/keeper/do/training", data={"csrf": csrf, "on": "1"})
        threading.Event().wait(0.5)  # it is past the door: its session goes on until the roles are written
        goes_on.set()
        lost.result(30)
        assert sent.result(30).status_code == 401
    assert not hall.do(hall.service.tickets.training)
    assert hall.service.accounts.find(other).roles == ("clerk",)


def test_a_morning_at_the_service_desk(hall: Hall, person: Arrive) -> None:
    """Without a window: the whole queue, a number by hand, a number found, somebody helped, a PIN."""
    hall.person("张兰", "desk")
    for service in (1, 1, 2):
        hall.take(service)
    terminal, _ = hall.service.terminals.enrol(hall.service.terminals.make_code("1 号终端").secret)
    wanted = partial(hall.service.help.call_for_help, terminal_id=terminal.id, terminal=terminal.name)
    desk = person()
    page = desk.log_in("张兰")
    expect(page.locator("body")).to_have_attribute("data-live", "on")
    expect(page.get_by_role("row").filter(has_text="党员服务")).to_contain_text("2 人")
    expect(page.get_by_text("在等 3 个")).to_contain_text("A001、A002、B001")
    page.get_by_label("人工取号").select_option(label="综合业务")
    desk.press("发一个号")
    expect(page.get_by_role("status").filter(has_text="B002 已发出")).to_be_visible()
    expect(page.get_by_text("在等 4 个")).to_be_visible()
    hall.do(partial(wanted, screen="home", key="help-me-please"))
    desk.press("我去")
    expect(page.get_by_text("张*去了，1 号终端")).to_be_visible()
    page.get_by_label("今天的号").fill("A002")
    desk.press("找")
    expect(page.get_by_text("在等候")).to_be_visible()
    assert page.get_by_role("button", name="叫到本窗口").count() == 0
    assert look_at(page, "desk") == []
    hall.do(partial(hall.service.tickets.windows.call_next, window_id=1))
    expect(page.get_by_role("row").filter(has_text="1 号窗口")).to_contain_text("A001")  # it keeps itself fresh
    page.get_by_role("link", name="发口令").click()
    page.get_by_label("身份证号").fill(PEOPLE[0].id_number)
    page.locator("input[name=checked]").check()
    page.locator("button.primary").click()
    expect(page.locator(".number")).to_be_visible()
    page.get_by_role("link", name="回到服务台").click()
    expect(page.get_by_role("heading", name="服务台", level=1)).to_be_visible()
    told = hall.do(lambda c: c.exec_driver_sql("SELECT detail FROM events WHERE detail LIKE '%#1\"%'").all())
    assert len(told) >= 2  # by hand, and the call for help: by account


@pytest.fixture
def with_content(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A room for editors, as another feature would bring it."""
    folder = tmp_path / "templates"
    folder.mkdir()
    (folder / "drafts.html").write_text('{% extends "keeper.html" %}')
    drawer = Drawer("drafts", folder, rooms=(Room("drafts", "leaf", "Drafts", Right.CONTENT_EDIT),))
    module = ConsoleModule(drawer, KeeperRoom("drafts", "drafts", lambda _: {}, {}).router)
    monkeypatch.setattr(modules, "MODULES", (*modules.MODULES, lambda _: module))


@pytest.mark.usefixtures("with_content")
def test_an_editor_sees_the_rooms_of_content_and_the_manual_and_nothing_else(
    request: pytest.FixtureRequest,
) -> None:
    hall: Hall = request.getfixturevalue("hall")
    for roles in (("editor",), ("clerk", "editor"), ("keeper",)):
        hall.person("".join(roles), *roles)
    with httpx.Client(base_url=hall.url) as editor:
        came = editor.post("/console/login", data={"name": "editor", "password": PASSWORD})
        assert came.headers["location"] == "/keeper/packs"
        page = editor.get("/keeper/drafts").text
        assert (
            rail(page) == ["内容", "首页", "题库", "Drafts"]
            and "帮助" in page
            and ">窗口<" not in page
            and ">服务台<" not in page
        )
        refused = editor.get("/keeper/person")
        assert (
            refused.status_code == 403 and NOT_HERE["NotAllowed"] in refused.text and 'href="/console"' in refused.text
        )
        assert editor.get("/console").headers["location"] == "/keeper/packs"  # where that link leads
    with httpx.Client(base_url=hall.url) as both:
        came = both.post("/console/login", data={"name": "clerkeditor", "password": PASSWORD})
        assert came.headers["location"] == "/console" and 'href="/keeper/packs">内容</a>' in both.get("/console").text
        assert rail(both.get("/keeper/drafts").text) == ["内容", "首页", "题库", "Drafts"]
    with httpx.Client(base_url=hall.url) as keeper:
        keeper.post("/console/login", data={"name": "keeper", "password": PASSWORD})
        assert rail(keeper.get("/keeper").text)[-1] == "Drafts"


@pytest.fixture
def without_content(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor those of home and of questions, which are an editor's as well."""
    editors = (exhibition.console, modules.arrangement, modules.questions)
    monkeypatch.setattr(modules, "MODULES", tuple(one for one in modules.MODULES if one not in editors))


@pytest.mark.usefixtures("without_content")
def test_an_editor_of_a_hall_without_such_a_room_is_led_to_the_manual(
    request: pytest.FixtureRequest, person: Arrive
) -> None:
    hall: Hall = request.getfixturevalue("hall")
    hall.person("陈立", "editor")
    editor = person()
    page = editor.log_in("陈立")
    expect(page).to_have_url(f"{hall.url}/manual")
    picture(page, "editor_manual")
