"""A terminal's machine on emulated devices, whose hall is away, and the tools of its maintenance pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from devices.emulators import CardReaderEmulator, PrinterEmulator
from kiosk.apps.terminal.care.flow import CareFlow
from kiosk.apps.terminal.care.stay import Stay
from kiosk.apps.terminal.care.tools import Tools
from kiosk.apps.terminal.machine import Machine
from kiosk.apps.terminal.panel_light import PanelLight
from kiosk.core.link.enrolment import HallLink
from kiosk.settings import (
    HallSettings,
    PrinterSettings,
    ReaderSettings,
    Settings,
    SoundSettings,
    TerminalSettings,
)
from tests.apps.terminal.care.stage import Stage

TOKEN = "a-token-that-nobody-else-may-have"


@dataclass
class Bench:
    """The devices, and the machine that has them."""

    reader: CardReaderEmulator
    printer: PrinterEmulator
    machine: Machine
    tools: Tools


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    folder = tmp_path_factory.mktemp("care")
    with CardReaderEmulator(folder / "reader") as reader, PrinterEmulator(folder / "printer") as printer:
        machine = Machine(settings(folder))
        HallLink("http://127.0.0.1:9", TOKEN, 1, "1 号终端").save(machine.settings.terminal.hall_file)
        machine.open()
        machine.start(at_once, nobody, nobody, lambda: None, lambda: None)
        yield Bench(reader, printer, machine, Tools(machine, PanelLight(folder / "none"), machine.packs_here))
        machine.close()


def settings(folder: Path) -> Settings:
    return Settings(
        hall=HallSettings(
            name="云溪里社区党群服务中心", data_dir=folder / "hall",
            database_url="postgresql://kiosk:the-password@db/kiosk",
        ),
        terminal=TerminalSettings(
            hall_url="http://127.0.0.1:9", data_dir=folder / "terminal", packs_dir=folder / "packs"
        ),
        printer=PrinterSettings(port=str(folder / "printer")),
        card_reader=ReaderSettings(port=str(folder / "reader")),
        sound=SoundSettings(enabled=False),
    )  # fmt: skip


@pytest.fixture
def stage() -> Stage:
    made = Stage()
    made.show("staff", None)
    return made


@pytest.fixture
def care(bench: Bench, stage: Stage) -> Iterator[CareFlow]:
    yield flow_of(bench, stage)
    bench.tools.leave_reader()
    bench.printer.paper = bench.printer.paper.IN


def flow_of(bench: Bench, stage: Stage, tools: Tools | None = None) -> CareFlow:
    return CareFlow(
        stage, Stay(stage), tools or bench.tools, bench.machine.hours, lambda: stage.show("staff", None), None
    )  # fmt: skip


def at_once(call: Callable[[], None]) -> None:
    call()


def nobody(_: object) -> None:
    """Nobody listens."""
