"""One visit, from first tap to wipe. Rules only: the caller brings the time, so a minute tests in a microsecond.

    attract --touch--> active --warn_seconds--> warning --rest--> attract (wipe)
                          ^-------- one tap -------'   at most `extensions` times

Times are monotonic seconds (docs/screens.md): warning at 40 s, wipe at 60 s, at least 20 s to answer, one tap extends,
ten times in a row. In large type everything takes twice as long (`patience`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Phase = Literal["attract", "active", "warning"]


@dataclass(frozen=True)
class Times:
    warn: float = 40.0
    wipe: float = 60.0
    reading_warn: float = 100.0
    extensions: int = 10

    @property
    def answer(self) -> float:
        """Seconds a visitor has to answer the warning."""
        return self.wipe - self.warn


class Visit:
    """The clock of a visit. `reading` pages have the longer time. A touch starts it anew, and with it how often it may
    be extended: whoever thinks long over each question of a test is there. All times are multiplied by
    `patience`, which may change while a visit is on.
    """

    def __init__(self, times: Times) -> None:
        self._times = times
        self.phase: Phase = "attract"
        self.extensions_used = 0
        self.reading = False
        self.patience = 1.0
        self._last = 0.0

    def begin(self, now: float) -> None:
        """A visitor touched the attract screen."""
        self.phase, self.extensions_used, self.reading, self._last = "active", 0, False, now

    def touch(self, now: float) -> None:
        """Something was touched; while the warning is up only `extend` counts."""
        if self.phase == "active":
            self._last, self.extensions_used = now, 0

    def extend(self, now: float) -> bool:
        """还在看: back to the page, False when all extensions are used up."""
        if self.phase != "warning" or self.extensions_used >= self._times.extensions:
            return False
        self.extensions_used += 1
        self.phase, self._last = "active", now
        return True

    def end(self) -> None:
        self.phase = "attract"

    def tick(self, now: float) -> Phase:
        """Where the visit stands at `now`; "attract" means it has just ended or none is on."""
        if self.phase == "attract":
            return "attract"
        idle = now - self._last
        if idle >= self._warn + self._answer:
            self.phase = "attract"
        elif idle >= self._warn:
            self.phase = "warning"
        return self.phase

    def seconds_to_wipe(self, now: float) -> float:
        return max(0.0, self._last + self._warn + self._answer - now)

    @property
    def _warn(self) -> float:
        return (self._times.reading_warn if self.reading else self._times.warn) * self.patience

    @property
    def _answer(self) -> float:
        """Seconds a visitor has to answer the warning."""
        return self._times.answer * self.patience

    @property
    def last_touch(self) -> float:
        """When the visitor was last there for certain."""
        return self._last

    @property
    def extensions_left(self) -> int:
        return self._times.extensions - self.extensions_used
