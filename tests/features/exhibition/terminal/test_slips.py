"""A guide, a way or a roster is taken along: on a printer on a real serial line, and as a code that a phone reads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from devices.emulators.printer import Paper, PrinterEmulator
from devices.printer import PROFILES, Printer, Qr, Text
from kiosk.core.link.store import TerminalStore
from kiosk.core.terminal.shared_printer import SharedPrinter
from kiosk.core.terminal.slips import MOST_MM, NOT_YET, SlipHand, Slips, SlipState
from kiosk.features.exhibition.terminal import slip_words
from kiosk.features.exhibition.terminal.frames import qr_frame
from kiosk.features.exhibition.terminal.slips import (
    CODE_BYTES,
    Leaflet,
    SlipView,
    Strong,
    TakenAlong,
    code_text,
    slip_of,
)
from tests.features.exhibition.terminal.stages import WorkingStage

NOW = datetime(2026, 11, 17, 10, 26)
WAY = Leaflet("way-2", "去法", (Strong("桥头服务站（演示）"), "步行约 6 分钟", "出门向东，过桥第二个路口就是。"))
LONG = Leaflet("guide", "怎么办", tuple(f"第 {number} 步：先到窗口取表，𠮷时再来。" * 3 for number in range(1, 41)))


class Hall:
    """One terminal's printer and the visit at it; `seconds` is the clock of the minute between two slips."""

    def __init__(self, folder: Path) -> None:
        self.paper = PrinterEmulator().start()
        self.printer = Printer(self.paper.path, 115200, profile=replace(PROFILES["80mm"], margin_seconds=1.0))
        self.printer.start()
        self.store = TerminalStore(folder / "terminal.db").open()
        self.seconds = 1000.0
        self.slips = Slips(
            SharedPrinter(self.printer, self.store), self.printer.profile, None, lambda: NOW, hall="云溪里",
            terminal="1 号终端", demo=True, clock=lambda: self.seconds,
        )  # fmt: skip
        self.stage = WorkingStage()
        self.along = TakenAlong(self.stage, self.slips)
        self.views: list[SlipView] = []

    @property
    def view(self) -> SlipView:
        return self.views[-1]

    def show(self, leaflet: Leaflet) -> None:
        self.along.show(leaflet, self.views.append)

    def looked(self) -> None:
        """Until the printer has been asked."""
        before = len(self.stage.later)
        self.stage.until(lambda: len(self.stage.later) > before)

    def look_again(self) -> None:
        """Five seconds later."""
        self.stage.later[-1].come()
        self.looked()

    def told(self, state: SlipState) -> None:
        self.stage.until(lambda: self.view.told.state is state)

    def close(self) -> None:
        self.stage.settle()
        self.printer.stop()
        self.paper.stop()
        self.store.close()


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Hall]:
    hall = Hall(tmp_path)
    yield hall
    hall.close()


def hand(profile: str = "80mm") -> SlipHand:
    return SlipHand(PROFILES[profile], None, lambda: NOW, hall="云溪里", terminal="1 号终端", demo=True)


def test_the_way_is_printed_once_and_two_taps_are_one_slip(hall: Hall) -> None:
    hall.show(WAY)
    hall.looked()
    hall.along.print_it()
    assert hall.view.busy
    hall.along.print_it()
    hall.told(SlipState.PRINTED)
    (slip,) = hall.paper.wait_for_slips(1)
    assert "桥头服务站（演示）" in slip.text and "过桥第二个路口" in slip.text and slip_words.SCAN in slip.text


def test_one_slip_a_minute_whatever_kind_it_is_of(hall: Hall) -> None:
    hall.show(WAY)
    hall.looked()
    hall.along.print_it()
    hall.told(SlipState.PRINTED)
    hall.show(replace(WAY, job="duty", title="今天谁值班"))
    assert hall.view.told == NOT_YET
    hall.seconds += 20
    hall.along.print_it()
    hall.told(SlipState.TOO_SOON)
    assert hall.view.told.seconds == 40
    hall.seconds += 40
    hall.along.print_it()
    hall.told(SlipState.PRINTED)
    assert len(hall.paper.wait_for_slips(2)) == 2


@pytest.mark.parametrize(("paper", "state"), [
    (Paper.NEAR_END, SlipState.PAPER_LOW), (Paper.OUT, SlipState.PAPER_OUT),
])  # fmt: skip
def test_without_paper_the_button_is_off_and_says_why_until_there_is_some(
    hall: Hall, paper: Paper, state: SlipState
) -> None:
    hall.paper.paper = paper
    hall.show(WAY)
    hall.looked()
    assert hall.view.off and hall.view.told.state is state
    hall.along.print_it()
    assert not hall.view.busy
    hall.paper.paper = Paper.IN
    hall.look_again()
    assert not hall.view.off and hall.view.told == NOT_YET
    hall.along.print_it()
    hall.told(SlipState.PRINTED)
    assert len(hall.paper.cut_slips) == 1


def test_a_printer_that_is_gone_is_said_before_anybody_taps(hall: Hall) -> None:
    hall.paper.unplug()
    hall.show(WAY)
    hall.looked()
    assert hall.view.off and hall.view.told.state is SlipState.AWAY


def test_what_is_printed_of_one_is_not_said_of_the_next(hall: Hall) -> None:
    hall.show(WAY)
    hall.looked()
    hall.along.print_it()
    other = replace(WAY, job="way-3", title="去东塘")
    hall.show(other)
    assert hall.view.busy  # the printer is not free yet
    hall.along.print_it()
    hall.stage.until(lambda: not hall.view.busy)
    assert hall.view.news == NOT_YET and len(hall.paper.wait_for_slips(1)) == 1


def test_the_wipe_forgets_it_and_nothing_of_the_printer_is_heard_any_more(hall: Hall) -> None:
    hall.show(WAY)
    hall.looked()
    heard = len(hall.views)
    hall.stage.end_visit()
    hall.along.print_it()
    hall.stage.settle()
    assert len(hall.views) == heard and not hall.paper.slips
    hall.show(WAY)  # the next visitor's printer is asked again
    hall.looked()
    assert not hall.view.off


def test_leaving_in_the_middle_of_a_look_does_not_stop_the_next_one(hall: Hall) -> None:
    hall.show(WAY)
    hall.along.close()
    hall.show(WAY)
    hall.looked()
    hall.stage.settle()
    assert len(hall.stage.later) == 1


@pytest.mark.parametrize("profile", ["80mm", "58mm"])
@pytest.mark.parametrize("leaflet", [
    WAY, LONG, Leaflet("way-1", "去法", ()), Leaflet("way-1", "𠮷" * 30, ("·" * 60, "a\x1bb\tc", "第一行\n第二行")),
    Leaflet("guide", "一段", ("没有标点的一段话" * 400,)),
])  # fmt: skip
def test_a_slip_is_at_most_twelve_centimetres_and_says_where_the_rest_is(leaflet: Leaflet, profile: str) -> None:
    document = slip_of(leaflet, hand(profile))
    assert hand(profile).length_mm(document) <= MOST_MM
    texts = [item.line for item in document if isinstance(item, Text)]
    whole = "".join("".join(line.split()) for line in leaflet.lines)
    cut = slip_words.MORE_ON_SCREEN in texts
    assert cut == (len(whole) > 1000)
    if cut:  # the last line before the pointer ends where the paper ends, not in the middle of nowhere
        assert hand(profile).length_mm([*document, Text("一"), Text("行")]) > MOST_MM
    coded = any(isinstance(item, Qr) for item in document)
    assert coded == (len(leaflet.text.encode()) <= CODE_BYTES and (profile, len(leaflet.title)) != ("58mm", 30))


@pytest.mark.parametrize("leaflet", [WAY, LONG, Leaflet("guide", "一段", ("没有标点的一段话" * 400,))])
def test_the_code_holds_the_text_within_its_bytes_and_is_small_enough_to_be_scanned(leaflet: Leaflet) -> None:
    text = code_text(leaflet)
    assert len(text.encode()) <= CODE_BYTES
    assert text == leaflet.text or text.endswith("\n" + slip_words.MORE_ON_SCREEN)
    frame = qr_frame(text, 248)
    assert frame.width == frame.height and 120 < frame.width <= 248


def test_a_long_text_in_the_code_ends_with_a_whole_sentence() -> None:
    text = code_text(LONG)
    assert text.removesuffix("\n" + slip_words.MORE_ON_SCREEN).endswith("。")


def test_the_code_is_one_that_says_the_text() -> None:
    """No reader is installed: the modules are those of the library's code of the same text."""
    import qrcode

    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=4)
    code.add_data(WAY.text)
    modules = code.get_matrix()
    frame = qr_frame(WAY.text, 248)
    pixels, step = b"".join(frame.strips), frame.width // len(modules)
    for y, row in enumerate(modules):
        for x, dark in enumerate(row):
            at = 4 * ((y * step + step // 2) * frame.width + x * step + step // 2)
            assert pixels[at : at + 4] == (b"\0\0\0\xff" if dark else b"\xff\xff\xff\xff")
