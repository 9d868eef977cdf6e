"""A feature registers itself: one object in one tuple, and its tile, its page, its wipe and its tour are there."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from content.kinds.kind import ExhibitKind
from content.pack.exhibit import Exhibit
from kiosk.apps.terminal import rooms
from kiosk.apps.terminal.features import MODULES
from kiosk.apps.terminal.home import HomeFacts
from kiosk.apps.terminal.rooms import Rooms
from kiosk.core.terminal.home_tile import HomeTile
from kiosk.core.terminal.module import Door, Room, TerminalGives, TerminalModule
from kiosk.settings import Settings
from tests.apps.sample_feature.terminal.module import Notes

NOON = datetime(2026, 11, 21, 12, 30)


@dataclass
class Shell:
    """What rooms ask of the shell."""

    narrator: Any = None
    pages: dict[str, Callable[[], Any]] = field(default_factory=dict)
    wipes: list[Callable[[], None]] = field(default_factory=list)

    def add_pages(self, factories: Mapping[str, Callable[[], Any]]) -> None:
        self.pages.update(factories)

    def on_wipe(self, call: Callable[[], None]) -> None:
        self.wipes.append(call)

    def when_quiet(self, call: Callable[[], None]) -> None:
        call()


def opened(monkeypatch: pytest.MonkeyPatch, *modules: TerminalModule[Any]) -> tuple[Rooms, Shell, HomeFacts]:
    monkeypatch.setattr(rooms, "MODULES", modules)
    shell, facts, machine = Shell(), HomeFacts(), None
    made = Rooms(shell, machine, Settings(), facts)  # type: ignore[arg-type]
    made.open()
    return made, shell, facts


def test_a_feature_is_one_line_in_the_tuple(monkeypatch: pytest.MonkeyPatch) -> None:
    notes = Notes()
    made, shell, facts = opened(monkeypatch, notes.module)
    assert set(shell.pages) == {"notes"}
    assert [tile.key for tile in facts.home_view(NOON).tiles] == ["notes"]
    assert facts.attract_view().can == (("heart", "留张便条"),)
    made.starts["notes"]()
    assert notes.said == "谢谢"
    for wipe in shell.wipes:
        wipe()
    assert notes.said == ""


def test_a_feature_that_cannot_work_here_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    made, shell, facts = opened(monkeypatch, Notes(works=False).module)
    assert not shell.pages and not shell.wipes and not made.starts
    assert facts.home_view(NOON).tiles == () and facts.attract_view().can == ()


def test_tiles_stand_by_their_place_and_a_feature_finds_those_before_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def quiz(_: TerminalGives) -> Room:
        return Room(lambda: None, dict, lambda: HomeTile("quiz", "picture", "体检", "", "体检", "", "exam"))

    first, last = Notes(), Notes()
    known = TerminalModule("quiz", 9, "exam", lambda: "学一学", quiz, first.tour)
    _, _, facts = opened(monkeypatch, first.module, known, last.module)
    assert [tile.key for tile in facts.home_view(NOON).tiles] == ["notes", "notes", "quiz"]
    assert (first.quiz, last.quiz) == (False, True)


def test_a_further_door_has_its_tile_behind_all_others_and_its_slide_leads_there(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    slide = Exhibit("daily", ExhibitKind.ARTICLE, "哪一年？", Path("2026-11-21"), "", "v1")
    shown, opened_doors = [slide], list[str]()

    class Player:
        shown: Any = slide

    def quiz(_: TerminalGives) -> Room:
        small = HomeTile("daily", "small", "每日一题", "", "每日一题", "", "star")
        door = Door("daily", lambda: opened_doors.append("daily"), lambda: small, lambda: shown[0])
        return Room(lambda: None, dict, lambda: None, slides=Player(), doors=(door,))

    made, _, facts = opened(
        monkeypatch, TerminalModule("quiz", 1, "exam", lambda: "学一学", quiz, Notes().tour), Notes().module
    )
    view = facts.home_view(NOON)
    assert [tile.key for tile in view.tiles] == ["notes"]
    assert [tile.key for tile in view.small] == ["daily"] and view.services == 2
    assert made._given.slides_beside() == (slide,)
    led = made.led_to()
    assert led is not None
    led()
    made.starts["daily"]()
    assert opened_doors == ["daily", "daily"]
    shown[0] = replace(slide, title="又是哪一年？")  # the day is another
    assert made.led_to() is None


def test_keys_and_places_are_each_module_s_own() -> None:
    assert len({module.key for module in MODULES}) == len({module.place for module in MODULES}) == len(MODULES)


def test_what_is_registered_brings_no_kivy_no_flow_and_no_page() -> None:
    """They are made once the first frame is drawn, in rooms that are opened then."""
    code = "import kiosk.apps.terminal.features, sys; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.split()
    heavy = {name for name in loaded if name.split(".")[0] in ("kivy", "PIL", "httpx", "devices")}
    assert not heavy
    assert not [name for name in loaded if name.startswith("kiosk.features") and name.endswith((".flow", ".pages"))]
