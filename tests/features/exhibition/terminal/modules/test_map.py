"""A visitor looks for a place: on the picture, in the list, then how to get there; while content changes under them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from PIL import Image

from content.kinds import filled
from content.kinds.kind import ExhibitKind
from content.kinds.map import FLOOR_PLAN, MAP, Standing
from content.pack.exhibit import Exhibit, Showing
from content.pack.open import STARTER, Pack, open_pack
from kiosk.features.exhibition.terminal.desk import ExhibitionDesk
from kiosk.features.exhibition.terminal.flow import BROWSE, ExhibitionFlow
from kiosk.features.exhibition.terminal.modules.map.flow import leaflet_of
from kiosk.features.exhibition.terminal.modules.registry import MODULES
from kiosk.features.exhibition.terminal.whole import WHOLE
from kiosk.ui import look
from kiosk.ui.theme import Panel, Theme
from tests.features.exhibition.terminal.stages import WorkingStage

PACK = open_pack(STARTER, decode=False)
MAP_PAGE, WAY_PAGE = "exhibition.map", "exhibition.map_way"
ROWS = (
    ("云溪里中心", "中心", 40, 83, 0, "云溪东路 1 号", None, None, None, "中心"),
    ("桥头站", "站", 62, 59, 6, "云溪东路 8 号", "8:30-17:00", "0571-0000 0000", "出门向东，过桥就是。", "站"),
    ("远处", "点", "900px", 5), ("只有名字", "点", 62, 59),
)  # fmt: skip


def made(folder: Path, *rows: tuple[object, ...], kind: filled.SheetKind = MAP, title: str = "党建地图") -> Exhibit:
    book = Workbook()
    book.active.append(("名称", "种类", "横", "纵", "步行分钟", "地址", "时间", "电话", "去法", "本处", "图片"))
    for row in rows:
        book.active.append(row)
    book.save(folder / "图.xlsx")
    Image.new("RGB", (400, 300), "white").save(folder / "图.png")
    found = filled.read(kind, folder / "图.xlsx")
    called = ExhibitKind.MAP if kind is MAP else ExhibitKind.FLOOR_PLAN
    return Exhibit(
        id="map", kind=called, title=title, path=folder / "图.xlsx", pack="p", pack_version="1", showing=Showing(),
        content=found.content,
    )  # fmt: skip


class Hall:
    def __init__(self, exhibit: Exhibit, standing: Standing = Standing()) -> None:  # noqa: B008
        self.stage = WorkingStage()
        self.desk = ExhibitionDesk((self.pack(exhibit),), PACK)
        self.flow = ExhibitionFlow(self.stage, self.desk, None, MODULES, standing=standing)
        self.map: Any = self.flow.kinds[exhibit.kind]
        self.flow.browse()
        self.flow.open(exhibit.key)

    def pack(self, *exhibits: Exhibit) -> Pack:
        return replace(PACK, name="p", exhibits=exhibits)

    @property
    def view(self) -> Any:
        return self.stage.view

    def decoded(self) -> Any:
        self.stage.until(lambda: self.stage.page == MAP_PAGE and self.view.picture is not None)
        return self.view


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Hall]:
    look.use(Theme(Panel(270, 480, ppi=25.6)))
    hall = Hall(made(tmp_path, *ROWS), Standing("center", "云溪里", "1 号终端"))
    yield hall
    hall.stage.settle()


def test_the_picture_comes_and_a_place_outside_it_has_no_mark(hall: Hall) -> None:
    assert hall.view.is_coming and hall.view.picture is None
    view = hall.decoded()
    assert [place.at for place in view.places] == [(0.4, 0.83), (0.62, 0.59), None, (0.62, 0.59)]
    assert [place.is_here for place in view.places] == [True, False, False, False]
    assert view.chosen.name == "桥头站"  # where one may go, not where one is


def test_the_same_map_says_another_place_is_here_on_another_terminal(tmp_path: Path) -> None:
    hall = Hall(made(tmp_path, *ROWS), Standing("station", "桥头", "2 号终端"))
    assert [place.is_here for place in hall.view.places] == [False, True, False, False]
    assert hall.view.chosen.name == "云溪里中心"
    hall.stage.settle()


def test_choosing_twice_decodes_once(hall: Hall) -> None:
    picture = hall.decoded().picture
    for number in (0, 3, 2, 99, -1):
        hall.map.choose(number)
    assert hall.view.at == 2 and hall.view.picture is picture and not hall.view.is_coming


def test_the_way_and_back_and_out(hall: Hall) -> None:
    hall.decoded()
    hall.map.how_to_get_there()
    assert hall.stage.page == WAY_PAGE and hall.view.place.name == "桥头站"
    hall.stage.until(lambda: hall.view.slip.code is not None)
    hall.map.print_it()  # nothing prints here
    assert hall.map.back() and hall.stage.page == MAP_PAGE and hall.view.chosen.name == "桥头站"
    assert hall.map.back() and hall.stage.page == BROWSE
    assert not hall.map.back()


def test_two_taps_on_the_way_are_one_and_a_place_that_says_nothing_has_none(hall: Hall) -> None:
    hall.map.choose(3)
    hall.map.how_to_get_there()
    assert hall.stage.page == MAP_PAGE and not hall.view.chosen.says_more
    hall.map.choose(1)
    hall.map.how_to_get_there()
    hall.map.how_to_get_there()
    assert hall.stage.page == WAY_PAGE
    assert hall.map.back() and hall.stage.page == MAP_PAGE


def test_all_of_a_long_way_is_read_and_back_is_its_page(hall: Hall) -> None:
    hall.map.how_to_get_there()
    hall.map.read_all()
    assert hall.stage.page == WHOLE and "过桥就是" in hall.view.blocks[-1][1]
    hall.stage.settle()  # the code is ready, and does not come to the front by itself
    assert hall.stage.page == WHOLE
    assert hall.flow.whole.back() and hall.stage.page == WAY_PAGE


def test_the_slip_of_a_way_says_all_that_is_known(hall: Hall) -> None:
    hall.map.how_to_get_there()
    leaflet = leaflet_of(hall.view)
    assert leaflet.job == "way-2" and leaflet.lines == (
        "桥头站", "从云溪里走，约 6 分钟", "地址：云溪东路 8 号", "时间：8:30-17:00", "电话：0571-0000 0000",
        "出门向东，过桥就是。",
    )  # fmt: skip


def test_what_is_found_opens_at_its_place(hall: Hall) -> None:
    hall.flow.open("p/map", "远处")
    assert hall.view.chosen.name == "远处"
    hall.flow.open("p/map", "没有的地方")
    assert hall.view.chosen.name == "桥头站"


def test_other_content_keeps_the_place_and_an_exhibit_that_is_gone_is_left(hall: Hall, tmp_path: Path) -> None:
    hall.decoded()
    hall.map.choose(3)
    (tmp_path / "b").mkdir()
    other = made(tmp_path / "b", ("新的", "点", 1, 1), ("只有名字", "站", 9, 9))
    hall.desk.renew((hall.pack(other),), PACK)
    hall.flow.renewed()
    assert hall.stage.page == MAP_PAGE and hall.view.at == 1 and len(hall.view.places) == 2
    hall.desk.renew((), PACK)
    hall.flow.renewed()
    assert hall.stage.page == BROWSE


def test_the_wipe_leaves_nothing_and_late_pixels_are_dropped(hall: Hall) -> None:
    hall.stage.end_visit()
    hall.stage.settle()
    hall.map.choose(1)
    hall.map.how_to_get_there()
    assert hall.stage.page == "attract"


def test_a_picture_that_went_leaves_the_list(tmp_path: Path) -> None:
    exhibit = made(tmp_path, *ROWS)
    (tmp_path / "图.png").unlink()
    hall = Hall(exhibit)
    hall.stage.until(lambda: not hall.view.is_coming)
    assert hall.view.picture is None and hall.stage.page == MAP_PAGE
    hall.stage.settle()


def test_a_floor_plan_has_pages_of_its_own(tmp_path: Path) -> None:
    hall = Hall(made(tmp_path, ("203 室", "", 9, 9), ("电梯", "", 20, 20), kind=FLOOR_PLAN))
    assert hall.stage.page == "exhibition.floor_plan"
    assert set(hall.map.pages) == {"exhibition.floor_plan", "exhibition.floor_plan_way"}
    hall.stage.settle()
