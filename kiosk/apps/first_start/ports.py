"""Trying the serial ports: what answers on each, a test slip, a card reader's greeting. Blocking; call it on a worker.

One thing opens a port at a time, over all calls (`_one`): two owners of one port would spoil each other's answers. The
printer is asked first: its question (DLE EOT) means nothing to a card reader, while a reader's question would be
printed by a printer that listens at the same speed.
"""

from __future__ import annotations

import queue
import threading
from typing import TYPE_CHECKING, Literal, Protocol

from kiosk.apps.first_start.wire import SerialPort

if TYPE_CHECKING:
    from devices.id_card import CardEvent
    from devices.printer import Outcome, Printer

Found = Literal["printer", "reader", ""]
READER_SECONDS = PRINTER_SECONDS = 4.0  # as kiosk.apps.doctor.equipment waits
READER_BAUD = 115200
SILENT = "printer_offline"


class Devices(Protocol):
    """What the pages ask of the ports."""

    def look(self, port: SerialPort) -> Found:
        """What seems to hang on this port; "" for nothing that answers."""

    def print_test(self, port: SerialPort, profile: str) -> str:
        """Print a slip: "printed", "sent" (it never answers), else the trouble's code."""

    def reader_answers(self, port: SerialPort) -> bool: ...


class SerialDevices:
    """`Devices` over the real ports; `printer_baud` is what the terminal will use too."""

    def __init__(self, printer_baud: int) -> None:
        self._baud = printer_baud
        self._one = threading.Lock()

    def look(self, port: SerialPort) -> Found:
        if self._printer_answers(port):
            return "printer"
        return "reader" if self.reader_answers(port) else ""

    def print_test(self, port: SerialPort, profile: str) -> str:
        from devices.field_tools import test_slip

        with self._one:
            printer = self._printer(port, profile)
            printer.start()
            try:
                return _code(printer.print(test_slip(profile), job_id="first-start"))
            finally:
                printer.stop()

    def reader_answers(self, port: SerialPort) -> bool:
        from devices.id_card import CardReader, ReaderOnline

        told: queue.SimpleQueue[CardEvent] = queue.SimpleQueue()
        with self._one:
            reader = CardReader(port.node, READER_BAUD, on_event=told.put)
            reader.start()
            try:
                return isinstance(told.get(timeout=READER_SECONDS), ReaderOnline)
            except queue.Empty:
                return False
            finally:
                reader.stop()

    def _printer_answers(self, port: SerialPort) -> bool:
        with self._one:
            printer = self._printer(port, "80mm")
            printer.start()
            try:
                trouble = printer.status(PRINTER_SECONDS).trouble
            finally:
                printer.stop()
        return trouble is None or trouble.code not in (SILENT, "printer_busy")

    def _printer(self, port: SerialPort, profile: str) -> Printer:
        from devices.printer import PROFILES, Printer, debian_font

        return Printer(port.node, self._baud, profile=PROFILES[profile], font=debian_font())


def _code(outcome: Outcome) -> str:
    from devices.printer import NeverAnswers, Printed, Unknown

    if isinstance(outcome, Printed):
        return "printed"
    if isinstance(outcome, Unknown) and isinstance(outcome.reason, NeverAnswers):
        return "sent"
    return outcome.reason.code
