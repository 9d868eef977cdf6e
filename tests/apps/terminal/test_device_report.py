"""The terminal says how its printer and card reader stand; the printer is real, on a serial line."""

import queue
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from devices.emulators.printer import Paper, PrinterEmulator
from devices.printer import PROFILES, Printer
from kiosk.apps.hall.devices import PRINTER_STATES
from kiosk.apps.terminal.device_report import FAULT, TOLD, WELL, DeviceReport
from kiosk.core.link.answers import HallAway

PATIENCE_SECONDS = 20


class Listening:
    """The hall, as far as this report goes; `away` it does not answer."""

    def __init__(self) -> None:
        self.heard: queue.Queue[tuple[str, bool]] = queue.Queue()
        self.tried: queue.Queue[None] = queue.Queue()
        self.away = False

    def ask(self, verb: str, path: str, seconds: float, body: Any) -> None:
        self.tried.put(None)
        if self.away:
            raise HallAway("away", sent=False)
        self.heard.put((body["printer"], body["reader"]))

    def says(self) -> tuple[str, bool]:
        return self.heard.get(timeout=PATIENCE_SECONDS)


@pytest.fixture
def paper() -> Iterator[PrinterEmulator]:
    paper = PrinterEmulator().start()
    yield paper
    paper.stop()


def test_paper_cover_and_cable_are_told_and_a_hall_that_is_away_is_told_later(paper: PrinterEmulator) -> None:
    hall, reader = Listening(), [True]
    printer = Printer(paper.path, 115200, profile=replace(PROFILES["80mm"], margin_seconds=1.0))
    printer.start()
    assert printer.wait_until_open(PATIENCE_SECONDS)
    report = DeviceReport(hall, printer, lambda: reader[0], every_seconds=3600)
    report.start()
    try:
        assert hall.says() == (WELL, True)
        paper.paper = Paper.NEAR_END
        report.soon()
        assert hall.says() == ("paper_near_end", True)
        paper.paper, reader[0] = Paper.OUT, False
        report.soon()
        assert hall.says() == ("paper_out", False)
        hall.tried.queue.clear()
        hall.away, paper.paper = True, Paper.IN
        report.soon()
        hall.tried.get(timeout=PATIENCE_SECONDS)
        hall.away, paper.cover_open = False, True
        report.soon()
        assert hall.says() == ("cover_open", False)
    finally:
        report.stop()
        printer.stop()


def test_terminal_and_hall_have_the_same_words_for_a_printer() -> None:
    assert TOLD | {WELL, FAULT} == PRINTER_STATES
