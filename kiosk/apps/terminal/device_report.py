"""Tells the hall how this terminal's devices stand, so that a clerk brings paper before it runs out.

One thread: every half minute, and at once after the hall came back. Nothing about any visitor is told.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import Any, Protocol

from devices.printer.outcome import PrinterBusy, PrinterTrouble
from devices.printer.status import PrinterStatus
from kiosk.core.link.answers import HallAway, HallRefused
from kiosk.core.link.line import ASK_SECONDS

EVERY_SECONDS = 30.0
WELL, FAULT = "well", "printer_fault"
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
        note: Callable[[str, str], None] | None = None,
    ) -> None:  # fmt: skip
        self._hall, self._printer, self._reader_online = hall, printer, reader_online
        self._every_seconds, self._note = every_seconds, note
        self._noted = WELL
        self._wake = threading.Event()
        self._stopping = False
        self._thread = threading.Thread(target=self._run, name="device-report", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def soon(self) -> None:
        """Something changed: say it now."""
        self._wake.set()

    def stop(self) -> None:
        self._stopping = True
        self._wake.set()
        if self._thread.is_alive():
            self._thread.join(5.0)

    def _run(self) -> None:
        while not self._stopping:
            try:
                told = {"printer": self._printer_now(), "reader": self._reader_online()}
                self._hall.ask("POST", "/api/devices", ASK_SECONDS, told)
            except (HallAway, HallRefused) as error:  # said again soon, so never queued
                log.debug("devices not reported: %s", error)
            self._wake.wait(self._every_seconds)
            self._wake.clear()

    def _printer_now(self) -> str:
        """Its state, noted when it is another than last time."""
        state = printer_state(self._printer.status())
        if state != self._noted:
            self._noted = state
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
