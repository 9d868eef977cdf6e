"""From the corner by the PIN to the first maintenance page, and out again."""

from __future__ import annotations

from pathlib import Path

from kiosk.apps.terminal.care.stay import Stay
from kiosk.apps.terminal.maintenance import PinCheck, WayOut, set_pin
from kiosk.apps.terminal.staff import StaffFlow
from kiosk.apps.terminal.staff_clock import StaffClockFlow
from tests.apps.terminal.care.conftest import Bench, flow_of
from tests.apps.terminal.care.stage import Stage

PIN, WRONG = "704215", "123987"


def opened(bench: Bench, stage: Stage, folder: Path, left: list[WayOut]) -> StaffFlow:
    set_pin(folder, PIN)
    flow = StaffFlow(
        stage, Stay(stage), PinCheck(folder), bench.tools.overview, left.append, StaffClockFlow(stage, None)
    )  # fmt: skip
    flow.care = flow_of(bench, stage)
    flow.start()
    return flow


def enter(flow: StaffFlow, pin: str) -> None:
    for digit in pin:
        flow.key(digit)
    flow.enter()


def test_whoever_has_the_pin_sees_how_the_machine_stands_and_who_guessed(
    bench: Bench, stage: Stage, tmp_path: Path
) -> None:
    flow = opened(bench, stage, tmp_path, [])
    enter(flow, WRONG)
    assert (stage.page, stage.view.wrong) == ("staff.pin", True)
    enter(flow, PIN)
    assert (stage.page, stage.view.wrong_pins, stage.view.packs) == ("staff", 1, 1)


def test_a_way_out_is_asked_once_and_the_way_back_is_quick(bench: Bench, stage: Stage, tmp_path: Path) -> None:
    left: list[WayOut] = []
    flow = opened(bench, stage, tmp_path, left)
    enter(flow, PIN)
    flow.choose("power")
    assert (stage.page, left) == ("staff.sure", [])
    stage.held = True
    flow.back_to_staff()
    assert stage.page == "staff"  # before the machine has answered
    flow.choose("restart")
    flow.sure("restart")
    assert left == ["restart"]


def test_an_overview_that_comes_late_stays_away(bench: Bench, tmp_path: Path) -> None:
    """Somebody went home, or into a part, before the printer had answered."""
    stage = Stage(front=("staff.pin", None))
    flow = opened(bench, stage, tmp_path, [])
    enter(flow, PIN)
    stage.held = True
    flow.back_to_staff()
    flow.open("touch")
    stage.work_on()
    assert stage.page == "staff.touch"
    flow.care.back()
    flow.back_to_staff()
    stage.home()
    stage.work_on()
    assert stage.page == "home"
    stage.end_visit()
    stage.work_on()
    assert stage.page == "attract"
