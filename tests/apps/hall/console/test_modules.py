"""A new feature's pages are a folder and one line: its room in the rail, its address, its own templates and words."""

from collections.abc import Iterator

import httpx
import pytest

from kiosk.apps.hall.console import modules
from tests.apps.hall.console.conftest import PASSWORD, Hall
from tests.apps.sample_feature.console import module as sample

RAIL = [
    "今天",
    "评价",
    "开放时间",
    "事项和窗口",
    "人员",
    "导入名册",
    "扫描件",
    "一个人",
    "查阅记录",
    "内容",
    "首页",
    "题库",
    "正式测试",
    "使用",
    "安全",
]


@pytest.fixture
def keeper(request: pytest.FixtureRequest) -> Iterator[httpx.Client]:
    """Logs in at the hall once its modules are what the test wants."""
    hall: Hall = request.getfixturevalue("hall")
    hall.person("吴敏", "keeper")
    with httpx.Client(base_url=hall.url) as client:
        assert client.post("/console/login", data={"name": "吴敏", "password": PASSWORD}).status_code == 303
        yield client


@pytest.fixture
def with_notes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(modules, "MODULES", (*modules.MODULES, lambda _: sample.MODULE))


def rail(page: str) -> list[str]:
    nav = page.split("<nav", 1)[1].split("</nav>", 1)[0]
    return [link.rsplit("</i>", 1)[-1].rsplit(">", 1)[-1] for link in nav.split("</a>")[:-1]]


def test_the_rail_of_today(keeper: httpx.Client) -> None:
    assert rail(keeper.get("/keeper").text) == RAIL
    assert keeper.get("/keeper/notes").status_code == 404


@pytest.mark.usefixtures("with_notes")
def test_one_more_module_is_one_more_room(keeper: httpx.Client) -> None:
    assert rail(keeper.get("/keeper").text) == [*RAIL, "便条"]
    page = keeper.get("/keeper/notes")
    assert page.status_code == 200 and "这里有几张便条" in page.text and rail(page.text) == [*RAIL, "便条"]
    assert page.headers["refresh"] == "600; url=/console/login"
    assert "refresh" not in keeper.get("/keeper").headers
    assert httpx.get(f"{keeper.base_url}/keeper/notes").status_code == 303
