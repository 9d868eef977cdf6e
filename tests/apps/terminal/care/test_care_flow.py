"""The maintenance pages on a machine with emulated devices: what is tried, what is said of it, and how one leaves."""

from __future__ import annotations

import subprocess
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest

from devices.emulators import demo_card
from devices.emulators.printer import Paper
from kiosk.apps.terminal.care.flow import COLOURS, CareFlow
from kiosk.apps.terminal.care.stay import Stay
from kiosk.apps.terminal.care.tools import Sticks
from kiosk.apps.terminal.care.views import SECTIONS, StickView
from kiosk.apps.terminal.maintenance import LEAVE_SECONDS
from kiosk.apps.terminal.packs_here import PacksRefused, ShownPack
from kiosk.apps.terminal.panel_light import PanelLight
from kiosk.core.stick.client import StickLine
from tests.apps.terminal.care.conftest import Bench, flow_of
from tests.apps.terminal.care.stage import Stage
from tests.core.stick.machine import NEEDS_MOUNT, ext4
from tests.core.stick.machine import Machine as StickMachine

DEADLINE_SECONDS = 20.0


def until(holds: Callable[[], bool]) -> None:
    """Devices answer on threads of their own. Raises TimeoutError."""
    end = time.monotonic() + DEADLINE_SECONDS
    while not holds():
        if time.monotonic() > end:
            raise TimeoutError
        time.sleep(0.01)


def test_every_part_opens_and_leads_back(care: CareFlow, stage: Stage, bench: Bench) -> None:
    until(lambda: bench.machine.reader_online)
    for section in SECTIONS:
        care.open(section)
        assert stage.page == f"staff.{section}"
        care.back()
        assert stage.page == "staff"


def test_the_first_page_says_how_the_machine_stands(bench: Bench) -> None:
    until(lambda: bench.machine.reader_online)
    view = bench.tools.overview()
    assert (view.printer, view.reader, view.sound, view.about.hall_online) == ("", True, "off", False)
    assert view.about.hall_why is not None and view.packs == 1 and view.about.free_bytes > 0
    bench.printer.paper = Paper.NEAR_END
    assert bench.tools.printer_state() == "paper_near_end"
    bench.printer.paper = Paper.IN


# -- printer ----------------------------------------------------------------------------------


def test_a_test_slip_is_printed_and_is_no_ticket(care: CareFlow, stage: Stage, bench: Bench) -> None:
    care.open("paper")
    care.print_test()
    assert (stage.page, stage.view.phase) == ("staff.paper", "printed")
    assert [view.phase for page, view in stage.seen if page == "staff.paper"][-2:] == ["printing", "printed"]
    text = bench.printer.cut_slips[-1].text
    assert "测试小票" in text and "这不是号" in text and "云溪里" in text


def test_two_taps_are_one_slip(bench: Bench) -> None:
    stage = Stage(held=True, front=("staff", None))
    care, cut = flow_of(bench, stage), len(bench.printer.cut_slips)
    care.open("printer")
    care.print_test()
    care.print_test()
    stage.work_on()
    assert len(bench.printer.cut_slips) == cut + 1 and stage.view.phase == "printed"


def test_without_paper_nothing_is_printed_and_the_reason_is_said(care: CareFlow, stage: Stage, bench: Bench) -> None:
    bench.printer.paper = Paper.OUT
    care.open("printer")
    assert stage.view.state == "paper_out"
    care.print_test()
    assert (stage.view.phase, stage.view.reason) == ("refused", "paper_out")


def test_an_answer_that_comes_late_brings_nobody_back(bench: Bench) -> None:
    """Neither to the part that was left, nor out of the visitor's own page."""
    stage = Stage(held=True, front=("staff", None))
    care = flow_of(bench, stage)
    care.open("printer")
    care.print_test()
    care.back()
    stage.work_on()
    assert stage.page == "staff"
    care.open("network")
    stage.home()
    stage.work_on()
    assert stage.page == "home"


# -- reader -----------------------------------------------------------------------------------


def test_a_card_is_read_and_not_a_word_of_it_is_said(care: CareFlow, stage: Stage, bench: Bench) -> None:
    until(lambda: bench.machine.reader_online)
    bench.reader.lift()
    waiting = bench.machine.store.waiting_count()
    care.open("reader")
    assert stage.view.phase == "waiting"
    asked = bench.reader.asked("2001")
    until(lambda: bench.reader.asked("2001") > asked)  # what lay there before would have to be lifted first
    card = demo_card()
    bench.reader.put(card)
    until(lambda: stage.view.phase == "read")
    assert card.name not in str(stage.seen) and card.id_number not in str(stage.seen)
    assert bench.machine.store.waiting_count() == waiting


def test_a_card_that_lay_there_is_to_be_lifted(care: CareFlow, stage: Stage, bench: Bench) -> None:
    until(lambda: bench.machine.reader_online)
    bench.reader.put(demo_card())
    care.open("reader")
    until(lambda: stage.view.phase == "lying")
    bench.reader.lift()


def test_once_the_page_is_left_cards_are_the_visitor_s_again(bench: Bench) -> None:
    stage = Stage(front=("staff", None))
    care = flow_of(bench, stage)
    care.open("reader")
    assert bench.machine._trying is not None
    care.leave_reader()
    assert bench.machine._trying is None


# -- panel, light, sound ----------------------------------------------------------------------


def test_nine_marks_and_five_whole_screens(care: CareFlow, stage: Stage) -> None:
    care.open("touch")
    for mark in (4, 4, 0, 8):
        care.touched(mark)
    assert stage.view.hit == {0, 4, 8}
    care.colours()
    for number in range(COLOURS):
        assert (stage.page, stage.view.number) == ("staff.colours", number)
        care.next_colour()
    assert (stage.page, stage.view.hit) == ("staff.touch", frozenset())


def test_brightness_and_dark_hours_are_set_and_kept(bench: Bench, stage: Stage, tmp_path: Path) -> None:
    place = tmp_path / "panel"
    place.mkdir()
    (place / "max_brightness").write_text("200")
    (place / "brightness").write_text("100")
    care = flow_of(bench, stage, replace(bench.tools, light=PanelLight(tmp_path)))
    care.open("light")
    assert (stage.view.brightness, stage.view.lit, stage.view.can_darken) == (50, None, True)
    care.brighter(1)
    assert stage.view.brightness == 60 and (place / "brightness").read_text() == "120\n"
    care.switch_hours()
    care.lit_later(0, 1)
    care.lit_later(1, -2)
    assert stage.view.lit == (510, 1020)
    bench.machine.hours.span = None
    bench.machine.hours.learn()
    assert bench.machine.hours.span == (510, 1020)
    care.switch_hours()
    assert stage.view.lit is None


def test_sound_that_is_off_by_setting_is_said_and_not_changed(care: CareFlow, stage: Stage) -> None:
    care.open("sound")
    assert (stage.view.trouble, stage.view.volume) == ("off", None)
    care.louder(1)
    care.hear("您好")
    assert not stage.view.said


# -- packs and sticks -------------------------------------------------------------------------


class TwoReleases:
    """Packs with a release before, as a hall leaves them."""

    def __init__(self) -> None:
        self.version, self.taken = "1.1.0", ""

    def shown(self) -> tuple[ShownPack, ...]:
        return (ShownPack("lane", "春天的巷子", self.version, None, "hall"),)

    def lag(self) -> str:
        return ""

    def can_go_back(self) -> bool:
        return self.version == "1.1.0"

    def back(self) -> None:
        if not self.can_go_back():
            raise PacksRefused("没有上一版可以退回")
        self.version = "1.0.0"

    def take_from(self, tree: Path, done: Callable[[int, int], None]) -> str:
        self.taken = (tree / "release.json").read_text()
        if self.taken != "published":
            raise PacksRefused("大厅没有发布过这一版")
        done(1, 1)
        return "春天的巷子 1.2.0"


def test_back_to_the_version_before_is_asked_once_and_done_once(bench: Bench, stage: Stage) -> None:
    here = TwoReleases()
    care = flow_of(bench, stage, replace(bench.tools, packs=here))
    care.open("packs")
    assert stage.view.can_go_back
    care.go_back()
    assert (stage.page, here.version) == ("staff.packs.back", "1.1.0")
    care.sure_go_back("已退回上一版")
    assert (stage.page, here.version, stage.view.told) == ("staff.packs", "1.0.0", "已退回上一版")
    care.sure_go_back("已退回上一版")
    assert not stage.view.well and "没有上一版" in stage.view.told


def test_packs_in_a_folder_are_named_and_not_changed(bench: Bench, care: CareFlow, stage: Stage) -> None:
    care.open("packs")
    assert [pack.source for pack in stage.view.packs] == ["starter"] and not stage.view.can_go_back
    with pytest.raises(PacksRefused):
        bench.machine.packs_here.back()


def test_without_a_helper_a_stick_is_said_to_be_out_of_reach(bench: Bench, stage: Stage, tmp_path: Path) -> None:
    care = flow_of(bench, stage, replace(bench.tools, sticks=lambda: StickLine(tmp_path / "stick.sock")))
    for purpose in ("packs", "diagnosis"):
        care.stick.look(purpose)
        assert stage.view == StickView(purpose, "refused", reason="away")


@pytest.fixture
def plugged(tmp_path: Path) -> Iterator[tuple[Sticks, Path]]:
    """A real stick with a release on it, and the root helper for as many connections as are made; its image."""
    with tempfile.TemporaryDirectory(prefix="kiosk-care-") as folder, ExitStack() as helpers:
        machine = StickMachine(Path(folder))
        (tmp_path / "kiosk").mkdir()
        (tmp_path / "kiosk/release.json").write_text("published")
        image = ext4(Path(folder) / "stick.img", tmp_path)
        machine.plug("sdb", image)
        helpers.callback(machine.close)
        listening, path = helpers.enter_context(machine.listening())

        def line() -> StickLine:
            helpers.enter_context(machine.helper(listening))
            return StickLine(path)

        yield line, image


@NEEDS_MOUNT
def test_packs_are_taken_from_a_stick_and_refused_by_their_reason(
    bench: Bench, stage: Stage, plugged: tuple[Sticks, Path]
) -> None:
    here = TwoReleases()
    care = flow_of(bench, stage, replace(bench.tools, packs=here, sticks=plugged[0]))
    care.stick.look("packs")
    assert stage.view.phase == "choose" and [stick.stick for stick in stage.view.sticks] == ["sdb"]
    care.stick.use("sdb")
    assert (stage.view.phase, stage.view.told, here.taken) == ("done", "春天的巷子 1.2.0", "published")
    assert any(view.done == view.of == len("published") for page, view in stage.seen if page == "staff.stick")
    care.stick.use("sdz")
    assert (stage.view.phase, stage.view.reason) == ("refused", "no_stick")


@NEEDS_MOUNT
def test_a_diagnosis_is_saved_onto_a_stick(bench: Bench, stage: Stage, plugged: tuple[Sticks, Path]) -> None:
    sticks, image = plugged
    care = flow_of(bench, stage, replace(bench.tools, sticks=sticks))
    care.stick.look("diagnosis")
    care.stick.use("sdb")
    assert stage.view.phase == "done"
    name = stage.view.told.removeprefix("文件名：")
    ran = subprocess.run(["debugfs", "-R", f"cat {name}", image], check=True, capture_output=True)
    with zipfile.ZipFile(BytesIO(ran.stdout)) as archive:
        assert archive.testzip() is None and "kiosk-diagnosis/doctor.json" in archive.namelist()


# -- leaving ----------------------------------------------------------------------------------


def test_staff_are_let_work_and_leave_by_themselves(care: CareFlow, stage: Stage) -> None:
    care.open("paper")
    stage.wait(LEAVE_SECONDS - 30)
    care.print_test()  # the roll took long
    stage.wait(LEAVE_SECONDS - 30)
    assert stage.page == "staff.paper" and stage.touches > 2 * (LEAVE_SECONDS - 60) / 15 - 2
    stage.wait(60)
    assert stage.page == "attract"


def test_whoever_went_home_is_a_visitor_like_others(care: CareFlow, stage: Stage) -> None:
    care.open("paper")
    stage.home()
    touches = stage.touches
    stage.wait(2 * LEAVE_SECONDS)
    assert stage.page == "home" and stage.touches == touches


def test_a_copy_under_way_is_waited_for() -> None:
    stage = Stage(front=("staff.stick", None))
    stay = Stay(stage)
    stay.acted()
    stay.busy = True
    stage.wait(3 * LEAVE_SECONDS)
    assert stage.page == "staff.stick"
    stay.busy = False
    stage.wait(LEAVE_SECONDS + 30)
    assert stage.page == "attract"
