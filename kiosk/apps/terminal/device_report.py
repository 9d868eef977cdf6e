"""How this terminal's devices stand: for its own home, and for the hall, so that a clerk brings paper in time.

One thread asks the printer every few seconds, and tells the hall what has changed, every half minute without a change,
and at once after it came back. Nothing about any visitor is told.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from typing import Any, Protocol

from devices.printer.outcome import PrinterBusy, PrinterTrouble
from devices.printer.status import PrinterStatus
from kiosk.core.link.answers import HallAway, HallRefused
from kiosk.core.link.line import ASK_SECONDS

EVERY_SECONDS = 30.0
LOOK_SECONDS = 3.0  # a tile that has stopped leaves home within 5 s
WELL, FAULT = "well", "printer_fault"
PRINTS = (WELL, "paper_near_end")
"""As long as it is in one of these states a slip comes out."""
TOLD = frozenset({"paper_near_end", "paper_out", "cover_open", "cutter_jammed", "printer_offline"})
log = logging.getLogger(__name__)


class Hall(Protocol):
    """What this needs of ``Line``."""

    def ask(self, verb: str, path: str, seconds: float, body: Any) -> Any: ...


class Printer(Protocol):
    """What this needs of ``devices.printer.Printer``."""

    def status(self) -> PrinterStatus: ...


class DeviceReport:
    """``reader_online`` is asked on this thread; ``soon`` may be called on any. ``note`` keeps what changed."""

    def __init__(
        self, hall: Hall, printer: Printer, reader_online: Callable[[], bool], every_seconds: float = EVERY_SECONDS,
        note: Callable[[str, str], None] | None = None, look_seconds: float = LOOK_SECONDS,
    ) -> None:  # fmt: skip
        self._hall, self._printer, self._reader_online = hall, printer, reader_online
        self._every_seconds, self._note = every_seconds, note
        self._look_seconds = min(look_seconds, every_seconds)
        self._told: tuple[str, bool] | None = None  # what the hall knows; None: it has to be told
        self._told_at = 0.0
        self.printer = WELL  # as it was seen last; may be read on any thread
        self._wake = threading.Event()
        self._stopping = False
        self._thread = threading.Thread(target=self._run, name="device-report", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def soon(self) -> None:
        """Something changed: say it now."""
        self._told = None
        self._wake.set()

    def stop(self) -> None:
        self._stopping = True
        self._wake.set()
        if self._thread.is_alive():
            self._thread.join(5.0)

    def _run(self) -> None:
        while not self._stopping:
            self._wake.clear()
            known, self._told = self._told, (self.look(), self._reader_online())
            if self._told != known or time.monotonic() - self._told_at >= self._every_seconds:
                self._tell(*self._told)
            self._wake.wait(self._look_seconds)

    def _tell(self, printer: str, reader: bool) -> None:
        self._told_at = time.monotonic()
        try:
            self._hall.ask("POST", "/api/devices", ASK_SECONDS, {"printer": printer, "reader": reader})
        except (HallAway, HallRefused) as error:  # said again soon, so never queued
            log.debug("devices not reported: %s", error)

    def look(self) -> str:
        """The printer's state, asked now; noted when it is another than last time. Blocks."""
        state = printer_state(self._printer.status())
        if state != self.printer:
            self.printer = state
            if self._note:
                self._note("printer", state)
        return state


def printer_state(status: PrinterStatus) -> str:
    """The hall's word for a printer's state; a printer that is just busy is well."""
    found: PrinterTrouble | None = status.trouble or status.warning
    if found is None or isinstance(found, PrinterBusy):
        return WELL
    if found.code in TOLD:
        return found.code
    return WELL if status.trouble is None else FAULT
