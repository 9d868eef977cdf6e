"""How the devices of the terminals stand, as each terminal said last: printer, card reader. In memory only.

A terminal says it every half minute and whenever it changed; what it said is forgotten with the process, since it is
said again soon. Nothing about any visitor is in it.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from kiosk.core.access.terminals import Terminal

WELL, SILENT, READER_AWAY = "well", "silent", "reader_away"
BOARD_SILENT = "board_silent"  # a call board that cannot be heard; it has neither printer nor reader
# What a printer may be said to be: the codes of `devices.printer.outcome` a person at the terminal can mend.
PRINTER_STATES = frozenset(
    {
        WELL,
        "paper_near_end",
        "paper_out",
        "cover_open",
        "cutter_jammed",
        "printer_offline",
        "printer_fault",
    }
)
SILENT_AFTER = timedelta(seconds=100)  # three reports that did not come


class UnknownState(Exception):
    """No printer is in such a state."""


@dataclass(frozen=True, slots=True)
class DeviceLine:
    """One terminal: ``state`` is WELL, SILENT, READER_AWAY or a state of its printer."""

    terminal: str
    state: str


@dataclass(frozen=True, slots=True)
class _Said:
    printer: str
    reader_online: bool
    at: datetime


class DevicesNow:
    """The newest report of every terminal. Any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._said: dict[int, _Said] = {}

    def report(self, terminal_id: int, printer: str, *, reader_online: bool, at: datetime) -> bool:
        """Note what a terminal says; True when it is news. Raises UnknownState."""
        if printer not in PRINTER_STATES | {BOARD_SILENT}:
            raise UnknownState(printer)
        with self._lock:
            before, said = self._said.get(terminal_id), _Said(printer, reader_online, at)
            self._said[terminal_id] = said
        return before is None or (before.printer, before.reader_online) != (printer, reader_online)

    def now(self, terminals: Sequence[Terminal], at: datetime) -> list[DeviceLine]:
        """One line a terminal that ever said something; what needs a hand first."""
        with self._lock:
            said = dict(self._said)
        lines = [DeviceLine(one.name, _state(said[one.id], at)) for one in terminals if one.id in said]
        return sorted(lines, key=lambda line: line.state == WELL)


def _state(said: _Said, at: datetime) -> str:
    if at - said.at > SILENT_AFTER:
        return SILENT
    if said.printer != WELL:
        return said.printer
    return WELL if said.reader_online else READER_AWAY
