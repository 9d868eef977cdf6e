"""A visitor goes along a timeline: the earliest first, from one to the next, to one that was found."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from content.kinds import filled
from content.kinds.kind import ExhibitKind
from content.kinds.timeline import TIMELINE as SHEET
from content.pack.exhibit import Exhibit
from content.pack.open import STARTER, open_pack
from kiosk.features.exhibition.terminal.desk import ExhibitionDesk
from kiosk.features.exhibition.terminal.flow import BROWSE, ExhibitionFlow
from kiosk.features.exhibition.terminal.modules.timeline.flow import TimelineFlow
from kiosk.features.exhibition.terminal.modules.timeline.views import TIMELINE
from kiosk.features.exhibition.terminal.whole import WHOLE
from kiosk.ui import look
from kiosk.ui.theme import Panel, Theme
from tests.content.sheets_of import table
from tests.content.test_filled import picture
from tests.features.exhibition.terminal.test_flow import Stage

PACK = open_pack(STARTER, decode=False)


class Hall:
    def __init__(self, folder: Path, *rows: tuple[object, ...]) -> None:
        look.use(Theme(Panel(270, 480, ppi=25.6)))
        path = folder / "大事.xlsx"
        path.write_bytes(table(("时间", "标题", "说明", "图片"), rows))
        (folder / "图.png").write_bytes(picture())
        content = filled.read(SHEET, path).content
        self.exhibit = Exhibit("a", ExhibitKind.TIMELINE, "大事", path, "own", "1", source="档案", content=content)
        self.stage = Stage()
        self.pack = replace(PACK, name="own", exhibits=(self.exhibit,))
        self.desk = ExhibitionDesk([self.pack], PACK, lambda: datetime(2026, 11, 21, 9))
        self.flow = ExhibitionFlow(self.stage, self.desk, kinds={ExhibitKind.TIMELINE: TimelineFlow})  # type: ignore
        self.line: Any = self.flow.kinds[ExhibitKind.TIMELINE]
        self.flow.start()
        self.flow.open("own/a")

    @property
    def view(self) -> Any:
        return self.stage.view


def test_the_earliest_stands_first_and_one_goes_on_until_the_last(tmp_path: Path) -> None:
    hall = Hall(tmp_path, ("1923", "乙"), ("1921年7月", "甲", "", "图"))
    assert hall.stage.now()[0] == TIMELINE
    assert hall.view.chosen.title == "甲" and hall.view.picture is not None
    hall.line.choose(1)
    assert hall.view.chosen.title == "乙" and hall.view.picture is None
    hall.line.choose(2)
    hall.line.choose(-1)
    assert hall.view.at == 1


@pytest.mark.parametrize("count", [1, 300])
def test_one_that_was_found_is_chosen(tmp_path: Path, count: int) -> None:
    hall = Hall(tmp_path, *((f"{2000 + number % 20}", f"第 {number} 件") for number in range(count)))
    last = hall.exhibit.content.entries[-1]  # type: ignore[union-attr]
    hall.flow.open("own/a", last.where)
    assert hall.view.at == count - 1


def test_the_whole_text_says_when_and_where_from(tmp_path: Path) -> None:
    hall = Hall(tmp_path, ("1921-07-23", "甲", "说明。"))
    hall.line.read_whole()
    page, view = hall.stage.now()
    assert page == WHOLE
    assert [text for _, text in view.blocks] == ["1921 年 7 月 23 日", "说明。", "来源：档案"]  # type: ignore[attr-defined]
    hall.flow.whole.back()
    assert hall.stage.now()[0] == TIMELINE


def test_another_version_keeps_the_place_and_one_that_is_gone_leads_to_the_list(tmp_path: Path) -> None:
    hall = Hall(tmp_path, ("1921", "甲"), ("1922", "乙"))
    hall.line.choose(1)
    hall.desk.renew([replace(hall.pack, exhibits=(replace(hall.exhibit, title="大事记"),))], PACK)
    hall.flow.renewed()
    assert (hall.view.title, hall.view.chosen.title) == ("大事记", "乙")
    hall.desk.renew([replace(hall.pack, exhibits=())], PACK)
    hall.flow.renewed()
    assert hall.stage.now()[0] == BROWSE
