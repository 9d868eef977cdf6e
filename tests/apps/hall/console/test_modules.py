"""A new feature's pages are a folder and one line: its room in the rail, its address, its own templates and words."""

from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import httpx
import pytest
from fastapi import APIRouter, Request
from fastapi.responses import Response

from kiosk.apps.hall.console import modules
from kiosk.core.web.doorman import Doorman
from kiosk.core.web.drawers import Drawer, Room
from kiosk.core.web.module import ConsoleModule
from tests.apps.hall.console.conftest import PASSWORD, Hall

RAIL = ["今天", "评价", "开放时间", "事项和窗口", "人员", "导入名册", "扫描件", "一个人", "查阅记录", "安全"]


def plants_of(folder: Path) -> ConsoleModule:
    (folder / "page.html").write_text('{% extends "keeper.html" %}{% block main %}{{ said.HELLO }}{% endblock %}')
    texts = ModuleType("words")
    vars(texts)["HELLO"] = "这里有几盆花"

    def router(door: Doorman) -> APIRouter:
        routes = APIRouter(prefix="/keeper/plants")

        @routes.get("")
        async def page(request: Request) -> Response:
            session = door.keeper_at_work(request)
            return door.page("plants/page.html", shows_people=True, session=session, room="plants", says="")

        return routes

    return ConsoleModule(Drawer("plants", folder, texts, (Room("plants", "leaf", "花草"),)), router)


@pytest.fixture
def keeper(request: pytest.FixtureRequest) -> Iterator[httpx.Client]:
    """Logs in at the hall once its modules are what the test wants."""
    hall: Hall = request.getfixturevalue("hall")
    hall.person("吴敏", "keeper")
    with httpx.Client(base_url=hall.url) as client:
        assert client.post("/console/login", data={"name": "吴敏", "password": PASSWORD}).status_code == 303
        yield client


@pytest.fixture
def with_plants(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "plants"
    folder.mkdir()
    monkeypatch.setattr(modules, "MODULES", (*modules.MODULES, lambda _: plants_of(folder)))


def rail(page: str) -> list[str]:
    nav = page.split("<nav", 1)[1].split("</nav>", 1)[0]
    return [link.rsplit("</i>", 1)[-1].rsplit(">", 1)[-1] for link in nav.split("</a>")[:-1]]


def test_the_rail_of_today(keeper: httpx.Client) -> None:
    assert rail(keeper.get("/keeper").text) == RAIL
    assert keeper.get("/keeper/plants").status_code == 404


@pytest.mark.usefixtures("with_plants")
def test_one_more_module_is_one_more_room(keeper: httpx.Client) -> None:
    assert rail(keeper.get("/keeper").text) == [*RAIL, "花草"]
    page = keeper.get("/keeper/plants")
    assert page.status_code == 200 and "这里有几盆花" in page.text and rail(page.text) == [*RAIL, "花草"]
    assert page.headers["refresh"] == "600; url=/console/login"
    assert "refresh" not in keeper.get("/keeper").headers
    assert httpx.get(f"{keeper.base_url}/keeper/plants").status_code == 303
