"""The hidden way to the staff pages: the clock at the top right, tapped five times. No Kivy."""

from __future__ import annotations

from collections.abc import Callable

from kiosk.apps.terminal import sizes
from kiosk.ui import look

TAPS, SECONDS = 5, 8.0  # a slow hand on a slow machine; a PIN is asked next


class StaffCorner:
    """`opened` is called when it was tapped often enough, soon enough; None: there is no such corner."""

    def __init__(self, opened: Callable[[], None] | None) -> None:
        self.opened = opened
        self._taps: list[float] = []

    def touched(self, from_right: float, from_top: float, now: float) -> None:
        """Something was touched so many pixels from the screen's right and upper edge, at `now` (seconds)."""
        if max(from_right, from_top) > look.px(sizes.STAFF_CORNER):
            return
        self._taps = [at for at in self._taps if now - at < SECONDS] + [now]
        if len(self._taps) >= TAPS and self.opened:
            self._taps = []
            self.opened()
