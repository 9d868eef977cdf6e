"""How long the maintenance pages stay: five minutes after the last touch, however long a roll of paper takes.

The visit's own clock, which asks 您还在看吗 after 40 s, is told meanwhile that somebody is there.
"""

from __future__ import annotations

from kiosk.apps.terminal.maintenance import LEAVE_SECONDS
from kiosk.ui.stage import Stage, Timer

BEAT_SECONDS = 15.0
PAGES = "staff"  # how the names of all of them begin


class Stay:
    """`busy`: a copy is under way, and nobody needs to touch anything."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._timer: Timer | None = None
        self._quiet_seconds = 0.0
        self.busy = False

    @property
    def is_on(self) -> bool:
        """Whether a page of staff's is in front: 首页 and 请人帮忙 lead away without a word."""
        return self._stage.now()[0].startswith(PAGES)

    def acted(self) -> None:
        """Somebody did something, or came."""
        self._quiet_seconds = 0.0
        if self._timer is None:
            self._timer = self._stage.after(BEAT_SECONDS, self._beat)

    def over(self) -> None:
        """The visit has ended, and its timers with it."""
        self._timer, self.busy = None, False

    def _beat(self) -> None:
        self._timer = None
        if not self.is_on:
            return
        self._quiet_seconds = 0.0 if self.busy else self._quiet_seconds + BEAT_SECONDS
        if self._quiet_seconds >= LEAVE_SECONDS:
            self._stage.end_visit()
            return
        self._stage.touched()
        self._timer = self._stage.after(BEAT_SECONDS, self._beat)
