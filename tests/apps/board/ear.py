"""A board's line to the hall, and everything it told."""

from __future__ import annotations

import threading
from collections.abc import Callable

from kiosk.apps.board.hall_line import HallLine
from kiosk.core.link.enrolment import HallLink
from kiosk.features.tickets.wire_board import BoardNow

SECONDS = 40.0


class Ear:
    """What the line told, on any thread."""

    def __init__(self, link: HallLink) -> None:
        self.told: list[BoardNow] = []
        self.away: list[str] = []
        self._news = threading.Condition()
        self.line = HallLine(link, on_now=self._now, on_away=self._away)
        self.line.start()

    def wait(self, condition: Callable[[], bool]) -> None:
        with self._news:
            assert self._news.wait_for(condition, SECONDS), (self.told[-1:], self.away[-1:])

    def knows(self, number: str) -> bool:
        return bool(self.told) and number in [call.number for call in self.told[-1].calls]

    def _now(self, now: BoardNow) -> None:
        with self._news:
            self.told.append(now)
            self._news.notify_all()

    def _away(self, reason: str) -> None:
        with self._news:
            self.away.append(reason)
            self._news.notify_all()
