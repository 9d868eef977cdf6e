"""What every program of the house writes to the journal: one format, and no ID number in it, whatever a library quotes.

    journal.begin()                 # once, where a process starts

Our own code logs no personal data at all (docs/privacy.md); this is the second lock, for messages and tracebacks of
others.

Whoever knocks a thousand times a second must not fill the disk, nor push out what else was told: of what one place in
the code says, `MOST_LINES` a minute are written, and then how many were left out.
"""

from __future__ import annotations

import logging
import re
import sys
import threading
import time
from collections.abc import Callable
from types import TracebackType
from typing import TextIO

FORMAT = "%(asctime)s %(levelname)s %(name)s %(message)s"
HIDDEN = "[number]"
MOST_LINES, MINUTE = 30, 60.0
Place = tuple[str, int]  # file and line
# As \d knows them: full-width digits too. Longer runs are no ID numbers; a dash or a blank may part the groups.
_ID_NUMBER = re.compile(r"(?<!\d)(?:\d{6}[- ]?\d{8}[- ]?\d{3}[\dXx\uff38]|\d{15})(?!\d)")

log = logging.getLogger("kiosk")


class Flood:
    """How much of what is said is written. The table is bounded: its keys are places in the code.

    Args:
        seconds: a clock that never goes back.
    """

    def __init__(self, seconds: Callable[[], float] = time.monotonic) -> None:
        self._seconds = seconds
        self._said: dict[Place, tuple[float, int]] = {}  # since when, how often

    def admits(self, place: Place) -> bool:
        """Count one line of this place; False: it is too many."""
        since, said = self._said.get(place, (self._seconds(), 0))
        self._said[place] = since, said + 1
        return said < MOST_LINES

    def left_out(self, *, all_of_it: bool = False) -> list[tuple[Place, int]]:
        """Once for each minute that is over (or also the one that runs): where lines were left out, and how many."""
        now = self._seconds()
        over = [(place, said) for place, (since, said) in self._said.items() if all_of_it or now - since >= MINUTE]
        for place, _ in over:
            del self._said[place]
        return [(place, said - MOST_LINES) for place, said in over if said > MOST_LINES]


class Lines(logging.StreamHandler[TextIO]):
    """Writes lines to stderr, as `Flood` admits them. What was left out is told with the next line, or at the end."""

    def __init__(self, flood: Flood | None = None) -> None:
        super().__init__()
        self._flood = flood or Flood()
        self.setFormatter(Journal())

    def emit(self, record: logging.LogRecord) -> None:
        self._tell()
        if self._flood.admits((record.pathname, record.lineno)):
            super().emit(record)

    def close(self) -> None:
        self._tell(all_of_it=True)
        super().close()

    def _tell(self, *, all_of_it: bool = False) -> None:
        for (path, line), lines in self._flood.left_out(all_of_it=all_of_it):
            said = f"{lines} more lines like the last ones of {path}:{line} were left out"
            super().emit(logging.makeLogRecord({"name": log.name, "levelname": "WARNING", "msg": said}))


class Journal(logging.Formatter):
    """The whole line, traceback included, without ID numbers."""

    def __init__(self) -> None:
        super().__init__(FORMAT)

    def format(self, record: logging.LogRecord) -> str:
        return hidden(super().format(record))


def hidden(text: str) -> str:
    """`text` with every number of 15 or 18 digits replaced."""
    return _ID_NUMBER.sub(HIDDEN, text)


def begin(level: int = logging.INFO) -> None:
    """Log to stderr (systemd keeps it); what nobody caught goes there too, through the same filter."""
    logging.basicConfig(level=level, handlers=[Lines()])
    sys.excepthook = _uncaught
    threading.excepthook = _uncaught_in_thread


def _uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
        return
    log.critical("not caught", exc_info=(kind, error, trace))


def _uncaught_in_thread(told: threading.ExceptHookArgs) -> None:
    if told.exc_value is not None and not issubclass(told.exc_type, SystemExit):
        name = told.thread.name if told.thread else "?"
        log.error("not caught in thread %s", name, exc_info=(told.exc_type, told.exc_value, told.exc_traceback))
