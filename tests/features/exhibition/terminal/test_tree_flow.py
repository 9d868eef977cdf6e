"""A visitor walks a tree: down a level a tap, up again, straight to where they stand, and back as they came."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from content.kinds import filled
from content.kinds.kind import ExhibitKind
from content.kinds.tree import TREE as SHEET
from content.pack.exhibit import Exhibit
from content.pack.open import STARTER, open_pack
from kiosk.features.exhibition.terminal.desk import ExhibitionDesk
from kiosk.features.exhibition.terminal.flow import BROWSE, ExhibitionFlow
from kiosk.features.exhibition.terminal.modules.tree.flow import TreeFlow
from kiosk.features.exhibition.terminal.modules.tree.views import TREE
from kiosk.features.exhibition.terminal.whole import WHOLE
from kiosk.ui import look
from kiosk.ui.theme import Panel, Theme
from tests.content.sheets_of import table
from tests.features.exhibition.terminal.test_flow import Stage

PACK = open_pack(STARTER, decode=False)
ROWS = (
    ("街道", "", "街道党工委", ""), ("社区甲", "街道", "社区党委", ""), ("社区乙", "街道", "社区党委", ""),
    ("第一支部", "社区甲", "党支部", "是"), ("第二支部", "社区甲", "党支部", ""),
)  # fmt: skip


class Hall:
    def __init__(self, folder: Path, *rows: tuple[str, ...]) -> None:
        look.use(Theme(Panel(270, 480, ppi=25.6)))
        path = folder / "组织.xlsx"
        path.write_bytes(table(("名称", "上级", "级别", "您在这里"), rows))
        self.exhibit = Exhibit(
            "a", ExhibitKind.TREE, "三级体系", path, "own", "1", content=filled.read(SHEET, path).content
        )
        self.pack, self.stage = replace(PACK, name="own", exhibits=(self.exhibit,)), Stage()
        self.desk = ExhibitionDesk([self.pack], PACK, lambda: datetime(2026, 11, 21, 9))
        self.flow = ExhibitionFlow(self.stage, self.desk, kinds={ExhibitKind.TREE: TreeFlow})  # type: ignore
        self.tree: Any = self.flow.kinds[ExhibitKind.TREE]
        self.flow.start()
        self.flow.open("own/a")

    @property
    def view(self) -> Any:
        return self.stage.view

    def listed(self) -> list[str]:
        return [row.name for row in self.view.rows]


def test_one_level_at_a_time_down_to_a_leaf_among_its_own_kind(tmp_path: Path) -> None:
    hall = Hall(tmp_path, *ROWS)
    assert (hall.view.name, hall.view.path, hall.listed()) == ("街道", (), ["社区甲", "社区乙"])
    assert hall.view.below == (2, 4) and hall.view.is_top
    assert [row.above_here for row in hall.view.rows] == [True, False]
    hall.tree.go(0)
    assert (hall.view.name, hall.view.path, hall.listed()) == ("社区甲", ("街道",), ["第一支部", "第二支部"])
    assert [row.here for row in hall.view.rows] == [True, False]
    hall.tree.go(1)
    assert (hall.view.name, hall.view.chosen) == ("第二支部", 1)
    assert hall.listed() == ["第一支部", "第二支部"]
    hall.tree.go(0)
    assert hall.view.here and not hall.view.to_here


def test_back_leads_as_one_came_and_at_last_out(tmp_path: Path) -> None:
    hall = Hall(tmp_path, *ROWS)
    hall.tree.go(0)
    hall.tree.go(1)
    hall.tree.up()  # as one came
    assert hall.view.name == "社区甲"
    assert hall.tree.back() and hall.view.name == "街道"
    assert hall.tree.back() and hall.stage.now()[0] == BROWSE
    assert not hall.tree.back()


def test_where_one_stands_is_a_tap_away_from_anywhere(tmp_path: Path) -> None:
    hall = Hall(tmp_path, *ROWS)
    hall.tree.go(1)
    hall.tree.to_here()
    assert hall.view.name == "第一支部" and hall.view.path == ("街道", "社区甲")
    hall.tree.back()
    assert hall.view.name == "社区乙"


def test_several_at_the_top_stand_under_the_exhibits_own_title(tmp_path: Path) -> None:
    hall = Hall(tmp_path, ("甲", ""), ("乙", ""))
    assert hall.view.name == "三级体系" and hall.listed() == ["甲", "乙"] and hall.view.chosen == -1
    hall.tree.go(1)
    assert hall.view.chosen == 1 and not hall.view.to_here
    hall.tree.up()
    assert hall.view.name == "三级体系"


def test_one_that_was_found_is_opened_and_back_leads_there(tmp_path: Path) -> None:
    hall = Hall(tmp_path, *ROWS)
    came: list[str] = []
    hall.flow.open_from("own/a", lambda: came.append("found"), "第二支部")
    assert hall.view.name == "第二支部"
    hall.tree.back()
    assert came == ["found"]


def test_two_hundred_are_turned_by_their_number_and_a_tap_goes_in(tmp_path: Path) -> None:
    hall = Hall(tmp_path, ("顶", ""), *((f"支部{number}", "顶") for number in range(199)))
    hall.tree.turn(150)
    assert hall.view.at == 150 and hall.view.name == "顶"
    hall.tree.turn(999)
    assert hall.view.at == 198
    hall.tree.go(198)
    assert hall.view.name == "支部198" and hall.view.at == 198


def test_another_version_keeps_the_place_and_one_that_is_gone_leads_out(tmp_path: Path) -> None:
    hall = Hall(tmp_path, *ROWS)
    hall.tree.go(0)
    hall.tree.read_whole()
    assert hall.stage.now()[0] == WHOLE
    hall.flow.whole.back()
    hall.desk.renew([replace(hall.pack, exhibits=(replace(hall.exhibit, title="组织"),))], PACK)
    hall.flow.renewed()
    assert (hall.view.title, hall.view.name) == ("组织", "社区甲")
    assert hall.stage.now()[0] == TREE
    hall.desk.renew([replace(hall.pack, exhibits=())], PACK)
    hall.flow.renewed()
    assert hall.stage.now()[0] == BROWSE
