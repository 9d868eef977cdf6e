"""The last lines this process wrote to its journal, held in memory: the terminal's user may not read the machine's.

RECENT.listen()          # once, where the process starts
RECENT.lines()
"""

from __future__ import annotations

import logging
from collections import deque

from kiosk.core.process.journal import Journal

MOST_LINES = 500


class RecentLines(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.INFO)  # libraries that read a pack tell each step at DEBUG, and push out all else
        self.setFormatter(Journal())
        self._kept: deque[str] = deque(maxlen=MOST_LINES)

    def listen(self) -> None:
        root = logging.getLogger()
        if self not in root.handlers:
            root.addHandler(self)

    def emit(self, record: logging.LogRecord) -> None:
        self._kept.append(self.format(record))

    def lines(self) -> list[str]:
        """Oldest first."""
        return list(self._kept)


RECENT = RecentLines()
