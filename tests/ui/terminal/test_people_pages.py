"""People in the shell that visitors see: who leaves at midnight is on no page, in no word that is read out, and in no
picture; a finger that presses twice chooses once.
"""

from __future__ import annotations

import gc
import weakref
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from content.kinds import filled
from content.kinds.kind import ExhibitKind
from content.kinds.people import PEOPLE as SHEET
from content.pack.exhibit import Exhibit
from content.pack.open import STARTER, open_pack
from tests.content.sheets_of import table
from tests.content.test_filled import picture
from tests.ui.conftest import TurnedClock

WHOLE = open_pack(STARTER, decode=False)
PACK = replace(WHOLE, exhibits=tuple(one for one in WHOLE.exhibits if one.content is None))
LATE = datetime(2026, 12, 31, 23, 59, 57)
AGREED = ("签了同意书", "2026-12-31")


class Hall:
    def __init__(self, clock: TurnedClock, window: Any, folder: Path) -> None:
        from kivy.clock import Clock

        from kiosk.apps.terminal.shell import Shell
        from kiosk.apps.terminal.visit import Times, Visit
        from kiosk.features.exhibition.terminal import pages as exhibition
        from kiosk.features.exhibition.terminal.desk import ExhibitionDesk
        from kiosk.features.exhibition.terminal.find_flow import FindFlow, Ways
        from kiosk.features.exhibition.terminal.finder import Finder
        from kiosk.features.exhibition.terminal.flow import ExhibitionFlow
        from kiosk.features.exhibition.terminal.modules.registry import MODULES
        from kiosk.ui.page import Page

        class Home(Page):
            name = "home"

        class Blank(Page):
            name = "attract"

        path = folder / "人物.xlsx"
        rows = [("甲（演示）", "修了三栋楼的灯", "", *AGREED), ("乙（演示）", "煮面", "", None, None)]
        path.write_bytes(table(("姓名", "事迹", "承诺", "同意", "同意到"), rows))
        (folder / "甲（演示）.png").write_bytes(picture())
        exhibit = Exhibit(
            "a", ExhibitKind.PEOPLE, "身边的党员", path, "own", "1", content=filled.read(SHEET, path).content
        )
        self.clock = clock
        self.goes_from: float | None = None  # the wall clock stands until `let_time_pass`: pictures take their time
        now = lambda: LATE + timedelta(seconds=0 if self.goes_from is None else clock.now - self.goes_from)  # noqa: E731
        desk = ExhibitionDesk([replace(PACK, name="own", exhibits=(exhibit,))], PACK, now)
        self.shell = Shell(Visit(Times(warn=1e9, wipe=2e9, reading_warn=1e9)), "云溪里", keeps_mode=True)
        self.shell.size_hint, self.shell.size = (None, None), window.size
        self.shell.add_pages({"attract": Blank, "home": Home})
        self.flow = ExhibitionFlow(self.shell, desk, None, {ExhibitKind.PEOPLE: MODULES[ExhibitKind.PEOPLE]})
        self.finder = Finder()
        find = FindFlow(self.shell, desk, self.finder, Ways(self.flow.open_from, self.flow.browse))
        self.shell.add_pages(exhibition.pages(self.flow, find))
        self.shell.show("attract", None)
        window.add_widget(self.shell)
        self.shell.visit.begin(Clock.time())
        self.shell.home()
        self.flow.start()

    def let_time_pass(self) -> None:
        self.goes_from = self.clock.now

    def said(self) -> str:
        from kiosk.ui.voice.spoken_forms import reading_of

        return "\n".join(reading_of(self.shell.front))

    def targets(self) -> dict[str, Any]:
        front = self.shell.front
        assert front is not None
        return {one.tap_name: one for one in front.walk(restrict=True) if getattr(one, "tap_name", "")}


@pytest.fixture
def hall(window: Any, clock: TurnedClock, themed: None, tmp_path: Path) -> Any:
    made = Hall(clock, window, tmp_path)
    yield made
    made.finder.close()
    made.shell.close()


def test_who_leaves_at_midnight_is_on_no_page_and_in_no_word(hall: Hall) -> None:
    hall.flow.open("own/a")
    hall.clock.until(lambda: hall.shell.now()[1].large is not None)  # type: ignore[attr-defined]
    assert "甲" in hall.said() and "修了三栋楼的灯" in hall.said()
    frames = weakref.ref(hall.shell.now()[1].large)  # type: ignore[attr-defined]
    hall.let_time_pass()
    hall.clock.advance(7)
    assert hall.shell.page_name == "exhibition.people"
    assert "甲" not in hall.said() and "修了三栋楼的灯" not in hall.said() and "乙" in hall.said()
    assert set(hall.targets()) == {"people.1"}
    hall.clock.frame()
    gc.collect()
    assert frames() is None


def test_two_presses_choose_one_and_the_text_is_read_and_left(hall: Hall) -> None:
    hall.flow.open("own/a")
    hall.clock.frame()
    for _ in range(2):
        hall.targets()["people.2"].dispatch("on_tap")
        hall.clock.frame()
    assert hall.shell.now()[1].at == 1  # type: ignore[attr-defined]
    assert [one.chosen for name, one in sorted(hall.targets().items()) if name[-1].isdigit()] == [False, True]
    hall.targets()["people.on"].dispatch("on_tap")
    hall.clock.frame()
    assert hall.shell.now()[1].at == 0  # type: ignore[attr-defined]


def test_after_the_visit_nothing_of_anybody_is_held(hall: Hall) -> None:
    hall.flow.open("own/a")
    hall.clock.until(lambda: hall.shell.now()[1].large is not None)  # type: ignore[attr-defined]
    view = weakref.ref(hall.shell.now()[1])
    hall.shell.end_visit()
    hall.clock.advance(1)
    gc.collect()
    assert view() is None
