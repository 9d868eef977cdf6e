"""When the panel is lit: a span of the day, kept in the terminal's store; outside of it an idle panel goes dark.

hours = LitHours(store)
night = Night(light, hours, work)
night.look(now, resting=True)      # every few seconds, on Kivy's thread
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable
from datetime import datetime
from typing import Any, Protocol

STEP_MINUTES, DAY_MINUTES = 30, 24 * 60
USUAL = (8 * 60, 18 * 60)
NAME = "lit_hours"

Span = tuple[int, int]
log = logging.getLogger("kiosk.terminal")


class Store(Protocol):
    """What this needs of ``TerminalStore``."""

    def remember(self, name: str, value: Any) -> None: ...

    def recall(self, name: str) -> tuple[Any, str] | None: ...


class Light(Protocol):
    """What this needs of ``PanelLight``. Both block."""

    def darken(self) -> None: ...

    def brighten(self) -> None: ...


def is_lit(span: Span | None, minute: int) -> bool:
    """Whether the panel is lit at that minute of the day. A span may go over midnight."""
    if span is None or span[0] == span[1]:
        return True
    first, last = span
    return first <= minute < last if first < last else minute >= first or minute < last


def moved(span: Span, end: int, steps: int) -> Span:
    """`end` 0 or 1 of the span, so many half hours later; round the clock."""
    minutes = list(span)
    minutes[end] = (minutes[end] + steps * STEP_MINUTES) % DAY_MINUTES
    return minutes[0], minutes[1]


class LitHours:
    """The span as it was set last; None: lit all day. `learn` and `keep` block."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.span: Span | None = None

    def learn(self) -> None:
        """Raises sqlite3.Error."""
        known = self._store.recall(NAME)
        match known and known[0]:
            case [int(first), int(last)] if 0 <= first < DAY_MINUTES and 0 <= last < DAY_MINUTES:
                self.span = first, last
            case _:
                self.span = None

    def keep(self, span: Span | None) -> None:
        """It holds until the next start even where the disk is full."""
        self.span = span
        try:
            self._store.remember(NAME, list(span) if span else None)
        except sqlite3.Error as error:
            log.warning("the lit hours are not kept: %s", type(error).__name__)


class Night:
    """Darkens a resting panel outside its hours, and brightens it for whoever comes. `work` runs a job on a worker."""

    def __init__(self, light: Light, hours: LitHours, work: Callable[[Callable[[], None]], None]) -> None:
        self._light, self._hours, self._work = light, hours, work
        self.is_dark: bool | None = None  # nobody knows how an earlier process left it

    def look(self, now: datetime, *, resting: bool) -> None:
        dark = resting and not is_lit(self._hours.span, now.hour * 60 + now.minute)
        if dark != self.is_dark:
            self.is_dark = dark
            self._work(self._light.darken if dark else self._light.brighten)
