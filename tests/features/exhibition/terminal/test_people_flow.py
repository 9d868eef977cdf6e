"""A visitor looks at people: chooses one, turns the page, reads all of a text; somebody leaves while on screen."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from content.kinds import filled
from content.kinds.kind import ExhibitKind
from content.kinds.people import PEOPLE as SHEET
from content.kinds.people import People, Person
from content.pack.exhibit import Exhibit
from content.pack.open import STARTER, open_pack
from kiosk.features.exhibition.terminal.desk import ExhibitionDesk
from kiosk.features.exhibition.terminal.flow import BROWSE, ExhibitionFlow
from kiosk.features.exhibition.terminal.modules.people.flow import PeopleFlow
from kiosk.features.exhibition.terminal.modules.people.views import PEOPLE, PeopleView
from kiosk.features.exhibition.terminal.whole import WHOLE
from kiosk.ui import look
from kiosk.ui.theme import Panel, Theme
from tests.content.sheets_of import table
from tests.features.exhibition.terminal.test_flow import Stage

LATE = datetime(2026, 12, 31, 23, 59, 59)
PACK = open_pack(STARTER, decode=False)


def photo(wide: int, high: int) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (wide, high), "#8A5B14").save(out, "JPEG")
    return out.getvalue()


class Hall:
    """A terminal with one exhibit of people, as a keeper's folder makes it, and its clock just before midnight."""

    def __init__(self, folder: Path, *rows: tuple[object, ...], photos: dict[str, bytes] | None = None) -> None:
        look.use(Theme(Panel(270, 480, ppi=25.6)))
        path = folder / "人物.xlsx"
        path.write_bytes(table(("姓名", "事迹", "承诺", "同意", "同意到"), rows))
        for name, content in (photos or {}).items():
            (folder / name).write_bytes(content)
        self.content = filled.read(SHEET, path).content
        self.now, self.stage = LATE, Stage()
        exhibit = Exhibit("a", ExhibitKind.PEOPLE, "身边的党员", path, "own", "1", content=self.content)
        self.pack = replace(PACK, name="own", exhibits=(exhibit,))
        self.desk = ExhibitionDesk([self.pack], PACK, lambda: self.now)
        kinds = {ExhibitKind.PEOPLE: PeopleFlow}
        self.flow = ExhibitionFlow(self.stage, self.desk, kinds=kinds)  # type: ignore[arg-type]
        self.people: Any = self.flow.kinds[ExhibitKind.PEOPLE]

    @property
    def view(self) -> PeopleView:
        view = self.stage.view
        assert isinstance(view, PeopleView)
        return view

    def midnight(self) -> None:
        self.now += timedelta(seconds=1)
        self.stage.later.pop()()


AGREED = ("签了同意书", "2026-12-31")


def test_the_first_is_chosen_another_one_is_a_tap_away_and_back_leads_to_the_list(tmp_path: Path) -> None:
    hall = Hall(tmp_path, ("甲（演示）",), ("乙（演示）",))
    hall.flow.start()
    hall.flow.open("own/a")
    assert hall.stage.now()[0] == PEOPLE and hall.view.chosen.name == "甲（演示）"
    hall.people.choose(1)
    assert hall.view.chosen.name == "乙（演示）"
    hall.people.choose(9)
    assert hall.view.at == 1
    hall.people.step(1)
    assert hall.view.at == 0
    assert hall.people.back()
    assert hall.stage.now()[0] == BROWSE
    assert not hall.people.back()


def test_one_who_was_found_is_chosen_at_once(tmp_path: Path) -> None:
    hall = Hall(tmp_path, *((f"演示{number}",) for number in range(60)))
    hall.flow.open("own/a", "演示59")
    assert hall.view.at == 59
    hall.flow.open("own/a", "不在的人")
    assert hall.view.at == 0


def test_who_is_chosen_leaves_at_midnight_and_the_next_one_stands_there(tmp_path: Path) -> None:
    hall = Hall(tmp_path, ("甲（演示）", "", "", *AGREED), ("乙（演示）",))
    hall.flow.open("own/a")
    hall.midnight()
    assert hall.stage.now()[0] == PEOPLE
    assert [one.name for one in hall.view.people] == ["乙（演示）"] and hall.view.at == 0


def test_who_is_chosen_stays_when_another_one_leaves(tmp_path: Path) -> None:
    hall = Hall(tmp_path, ("甲（演示）", "", "", *AGREED), ("乙（演示）",), ("丙（演示）",))
    hall.flow.open("own/a")
    hall.people.choose(2)
    hall.midnight()
    assert hall.view.chosen.name == "丙（演示）"


def test_a_text_that_is_read_goes_with_its_person(tmp_path: Path) -> None:
    hall = Hall(tmp_path, ("甲（演示）", "修路。", "一叫就到", *AGREED), ("乙（演示）",))
    hall.flow.open("own/a")
    hall.people.read_whole()
    page, view = hall.stage.now()
    assert page == WHOLE and ("paragraph", "修路。") in view.blocks  # type: ignore[attr-defined]
    hall.midnight()
    assert hall.stage.now()[0] == PEOPLE and hall.view.chosen.name == "乙（演示）"


def test_another_text_that_is_read_is_not_left_when_somebody_of_a_page_before_it_leaves(tmp_path: Path) -> None:
    hall = Hall(tmp_path, ("甲（演示）", "", "", *AGREED), ("乙（演示）",))
    hall.flow.open("own/a")
    hall.flow.whole.open("别的", [("paragraph", "别的文字")], lambda: None)
    hall.midnight()
    assert hall.stage.now()[0] == WHOLE


def test_when_the_last_one_leaves_the_visitor_stands_before_the_list(tmp_path: Path) -> None:
    hall = Hall(tmp_path, ("甲（演示）", "", "", *AGREED))
    hall.flow.start()
    hall.flow.open("own/a")
    hall.midnight()
    page, view = hall.stage.now()
    assert page == BROWSE and "own/a" not in [item.key for item in view.items]  # type: ignore[attr-defined]
    assert hall.desk.find("own/a") is None


def test_nothing_is_held_after_the_visit(tmp_path: Path) -> None:
    hall = Hall(tmp_path, ("甲（演示）",))
    hall.flow.open("own/a")
    shown = len(hall.stage.shown)
    hall.flow.wipe()
    hall.people.renewed()
    hall.people.choose(0)
    assert len(hall.stage.shown) == shown


def test_photographs_come_at_the_size_of_their_places_whatever_their_shape(tmp_path: Path) -> None:
    names = ("甲", "乙", "丙")
    photos = {"甲.jpg": photo(600, 200), "乙.jpg": photo(200, 600), "丙.jpg": b"\xff\xd8 half"}
    hall = Hall(tmp_path, *((name,) for name in names), photos=photos)
    hall.flow.open("own/a")
    assert hall.view.large is not None
    assert set(hall.view.small) == {0, 1}
    sizes = {(frame.width, frame.height) for frame in hall.view.small.values()}
    assert len(sizes) == 1
    first = hall.view.small
    hall.people.choose(1)
    assert hall.view.small is first  # on the same page nothing is decoded again
    assert hall.view.large is not None
    hall.people.choose(2)
    assert hall.view.large is None  # an icon stands there


@pytest.mark.parametrize("large", [False, True])
def test_of_three_hundred_only_those_in_front_are_decoded(tmp_path: Path, large: bool) -> None:
    hall = Hall(tmp_path, *((f"演示{number}",) for number in range(300)), photos={"演示299.jpg": photo(30, 40)})
    if large:
        look.use(Theme(Panel(270, 480, ppi=25.6), replace(look.theme().mode, large=True)))
    hall.flow.open("own/a")
    assert not hall.view.small
    hall.people.choose(299)
    assert set(hall.view.small) == {299}


def test_the_content_is_what_the_sheet_says(tmp_path: Path) -> None:
    hall = Hall(tmp_path, ("𠮷田（演示）", "煮面", "饭菜热着等您"))
    assert hall.content == People((Person("𠮷田（演示）", deeds="煮面", promise="饭菜热着等您"),))
