"""What every program of the house writes to the journal: one format, and no ID number in it, whatever a library quotes.

    journal.begin()                 # once, where a process starts

Our own code logs no personal data at all; this is the second lock, for messages and tracebacks of others
(RULES: log filter for 15- and 18-digit numbers).
"""

from __future__ import annotations

import logging
import re
import sys
import threading
from types import TracebackType

FORMAT = "%(asctime)s %(levelname)s %(name)s %(message)s"
HIDDEN = "[number]"
# As \d knows them: full-width digits too. Longer runs are no ID numbers; a dash or a blank may part the groups.
_ID_NUMBER = re.compile(r"(?<!\d)(?:\d{6}[- ]?\d{8}[- ]?\d{3}[\dXx\uff38]|\d{15})(?!\d)")

log = logging.getLogger("kiosk")


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
    handler = logging.StreamHandler()
    handler.setFormatter(Journal())
    logging.basicConfig(level=level, handlers=[handler])
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
