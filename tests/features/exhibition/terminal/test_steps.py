"""A visitor goes through a guide; one person at the screen leads an oath, which ends quietly and is never printed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from content.kinds.kind import ExhibitKind
from kiosk.features.exhibition.terminal.modules.steps.views import OathState
from tests.features.exhibition.terminal.halls import Terminal

GUIDE = [
    ("步骤", "说明", "提示", "图片"),
    ("想好转到哪里", "问清楚党组织叫什么", "", ""),
    ("准备三样东西", "身份证：原件\n接收支部全称：要写全\n联系电话", "不知道就问", "许知夏"),
    ("到窗口办理", "", "", ""),
]  # fmt: skip
OATH = [("誓词",), ("我自愿做一名志愿者",), ("有事我来",), ("答应的事做到",)]


class Voice:
    """As `Aloud`: what is read, and a test says when it was said."""

    can_read = True

    def __init__(self) -> None:
        self.read_out: list[str] = []
        self.told: list[Callable[[int | None], None]] = []

    def read(self, parts: Sequence[str], at_part: Callable[[int | None], None]) -> None:
        self.read_out += parts
        self.told.append(at_part)

    def done(self) -> None:
        self.told[-1](None)


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    return Terminal(tmp_path, {"steps": [GUIDE]})


def an_oath(folder: Path, voice: Voice | None = None) -> Terminal:
    terminal = Terminal(folder, {"steps": [OATH]}, aloud=voice)
    terminal.open(ExhibitKind.STEPS)
    return terminal


def state(terminal: Terminal) -> Any:
    return terminal.view.state


def test_step_by_step_to_the_end_and_back_where_one_came_from(terminal: Terminal) -> None:
    terminal.open(ExhibitKind.STEPS)
    guide = terminal.kind(ExhibitKind.STEPS)
    assert terminal.page == "exhibition.steps" and terminal.view.at == 0
    guide.step_back()
    assert terminal.view.at == 0
    guide.on()
    assert terminal.view.step.things == (("身份证", "原件"), ("接收支部全称", "要写全"), ("联系电话", ""))
    assert terminal.view.step.hint == "不知道就问" and terminal.view.seen == {0, 1}
    terminal.until(lambda: terminal.view.picture is not None)
    guide.on()
    assert terminal.view.picture is None
    guide.on()
    assert terminal.page == "home"


def test_two_taps_at_once_on_the_last_step_leave_once(terminal: Terminal) -> None:
    terminal.open(ExhibitKind.STEPS, "到窗口办理")
    guide = terminal.kind(ExhibitKind.STEPS)
    assert terminal.view.at == 2
    guide.on()
    guide.on()
    assert [page for page, _ in terminal.stage.shown].count("home") == 2  # where it began, and once since


def test_a_late_picture_belongs_to_its_own_step(terminal: Terminal) -> None:
    terminal.open(ExhibitKind.STEPS, "准备三样东西")
    terminal.kind(ExhibitKind.STEPS).choose(0)
    terminal.stage.settle()
    assert terminal.view.at == 0 and terminal.view.picture is None


def test_a_code_of_the_guide_stands_beside_it(terminal: Terminal) -> None:
    terminal.open(ExhibitKind.STEPS)
    terminal.until(lambda: terminal.view.slip.code is not None)


def test_a_guide_that_is_taken_down_is_left_and_another_edition_stays_at_its_step(terminal: Terminal) -> None:
    terminal.open(ExhibitKind.STEPS, "到窗口办理")
    terminal.install({"steps": [[*GUIDE[:1], ("先取号", "", "", ""), *GUIDE[1:]]]})
    assert terminal.view.step.title == "到窗口办理" and terminal.view.at == 3
    terminal.install({"roster": [[("星期", "姓名"), ("一", "许知夏")]]})
    assert terminal.page == "home"


def test_nothing_is_left_after_the_visit(terminal: Terminal) -> None:
    terminal.open(ExhibitKind.STEPS)
    terminal.stage.end_visit()
    terminal.kind(ExhibitKind.STEPS).on()
    terminal.stage.settle()
    assert terminal.stage.shown == [("attract", None)]


# -- an oath -----------------------------------------------------------------------------------------------------------


def test_one_press_a_line_and_it_ends_quietly(tmp_path: Path) -> None:
    terminal = an_oath(tmp_path)
    oath = terminal.kind(ExhibitKind.STEPS).oath
    assert terminal.page == "exhibition.oath" and state(terminal) is OathState.BEFORE
    assert terminal.view.spoken is None and not hasattr(terminal.view, "slip")
    seen = []
    for _ in range(3):
        oath.on()
        seen.append(terminal.view.lines[terminal.view.at])
    assert seen == [line for (line,) in OATH[1:]]
    oath.line_back()
    assert terminal.view.at == 1
    oath.on()
    oath.on()
    assert state(terminal) is OathState.ENDED
    oath.again()
    assert state(terminal) is OathState.BEFORE and terminal.view.at == 0


def test_it_goes_on_by_itself_until_it_is_paused_and_stops_behind_another_page(tmp_path: Path) -> None:
    terminal = an_oath(tmp_path)
    oath = terminal.kind(ExhibitKind.STEPS).oath
    oath.by_itself()
    assert state(terminal) is OathState.RUNNING and terminal.view.at == 0
    terminal.later()
    assert terminal.view.at == 1
    oath.pause()
    terminal.later()
    assert terminal.view.at == 1 and state(terminal) is OathState.LED
    oath.by_itself()
    terminal.later()
    assert terminal.view.at == 2
    terminal.stage.home()
    oath.leave()
    terminal.later()
    assert terminal.page == "home"


def test_it_ends_by_itself_after_the_last_line(tmp_path: Path) -> None:
    terminal = an_oath(tmp_path)
    terminal.kind(ExhibitKind.STEPS).oath.by_itself()
    for _ in range(3):
        terminal.later()
    assert state(terminal) is OathState.ENDED
    terminal.later()
    assert state(terminal) is OathState.ENDED


def test_with_a_voice_each_line_is_read_and_the_others_have_their_time_after_it(tmp_path: Path) -> None:
    voice = Voice()
    terminal = an_oath(tmp_path, voice)
    oath = terminal.kind(ExhibitKind.STEPS).oath
    oath.by_itself()
    assert voice.read_out == ["我自愿做一名志愿者"]
    terminal.later()
    assert terminal.view.at == 0  # the voice is still speaking
    voice.done()
    terminal.later()
    assert voice.read_out[-1] == "有事我来" and terminal.view.at == 1
    first = voice.told[0]
    oath.on()  # a finger: the voice falls silent, and tells the line before that it has ended
    first(None)
    voice.told[1](None)
    terminal.later()
    assert terminal.view.at == 2
    oath.switch_voice()
    oath.line_back()
    assert voice.read_out.count("有事我来") == 1


def test_leaving_in_the_middle_asks_nothing_and_keeps_nothing(tmp_path: Path) -> None:
    terminal = an_oath(tmp_path)
    oath = terminal.kind(ExhibitKind.STEPS).oath
    oath.on()
    assert oath.back() and terminal.page == "home"
    terminal.stage.end_visit()
    oath.on()
    assert terminal.stage.shown == [("attract", None)]
