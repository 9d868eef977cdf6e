"""Papers laid aside half done, in the terminal's own store: no person in them, each under the code of its slip.

    papers = HalfPapers(store, now)              # any worker thread; every verb blocks but `any_here`
    code = papers.keep(half)                     # None: the disk is full
    found = papers.take("12345678")              # HalfPaper, used up; or NotFound, slowed down
    papers.drop(code)                            # the visitor went on after all

One lasts until the end of the next day by the hall's clock, `MOST` at a time, the oldest going first. A code is good
once. After five wrong ones 15 s pass before the next, doubling to 15 minutes, whoever types.
"""

from __future__ import annotations

import logging
import secrets
import sqlite3
import threading
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import Any

from kiosk.core.link.shapes import WrongShape, read
from kiosk.core.link.store import StoreClosed, TerminalStore
from kiosk.features.quiz.rules.resuming import CODES, HalfPaper, code_of

log = logging.getLogger("kiosk.quiz")

KNOWN = "quiz_half_papers"
MOST = 200
TRIES, FIRST_WAIT_SECONDS, LONGEST_WAIT_SECONDS = 5, 15, 900


@dataclass(frozen=True, slots=True)
class NotFound:
    """No paper of that code. ``seconds`` until the next try."""

    seconds: int = 0


class HalfPapers:
    """``now`` is hall time; ``seconds`` any monotonic ones."""

    def __init__(
        self, store: TerminalStore, now: Callable[[], datetime], seconds: Callable[[], float] = time.monotonic
    ) -> None:  # fmt: skip
        self._store, self._now, self._seconds = store, now, seconds
        self._lock = threading.Lock()
        self._wrong, self._open_at = 0, float("-inf")
        self.any_here = False  # as far as it was read

    def open(self) -> None:
        """At the start of the machine."""
        with self._lock:
            self._held()

    def until(self) -> date:
        """The last day of one that is kept now."""
        return self._now().date() + timedelta(days=1)

    def keep(self, half: HalfPaper) -> str | None:
        with self._lock:
            held = self._held()
            code = next(code for code in iter(_new_code, "") if code not in held)
            held[code] = {"until": self.until().isoformat(), "paper": asdict(half)}
            while len(held) > MOST:
                held.pop(next(iter(held)))
            return code if self._write(held) else None

    def take(self, code: str) -> HalfPaper | NotFound:
        with self._lock:
            wait = self._open_at - self._seconds()
            if wait > 0:
                return NotFound(max(1, round(wait)))
            held = self._held()
            found = held.pop(code, None)
            if found is None:
                return NotFound(self._wrong_again())
            self._wrong = 0
            self._write(held)
        try:
            return read(HalfPaper, found.get("paper"))
        except WrongShape:
            log.warning("a half paper could not be read")
            return NotFound()

    def drop(self, code: str) -> None:
        with self._lock:
            held = self._held()
            if held.pop(code, None):
                self._write(held)

    def _wrong_again(self) -> int:
        self._wrong += 1
        if self._wrong < TRIES:
            return 0
        seconds: int = min(LONGEST_WAIT_SECONDS, FIRST_WAIT_SECONDS << min(self._wrong - TRIES, 10))
        self._open_at = self._seconds() + seconds
        return seconds

    def _held(self) -> dict[str, Any]:
        """Those that still last; a clock that was set back lets none last longer."""
        try:
            known = self._store.recall(KNOWN)
        except (sqlite3.Error, StoreClosed, ValueError):
            known = None
        today = self._now().date()
        days = {today.isoformat(), (today + timedelta(days=1)).isoformat()}
        held = {code: one for code, one in (known[0] if known else {}).items() if one.get("until") in days}
        self.any_here = bool(held)
        return held

    def _write(self, held: dict[str, Any]) -> bool:
        try:
            self._store.remember(KNOWN, held)
        except (sqlite3.Error, StoreClosed) as error:
            log.warning("a half paper was not kept: %s", type(error).__name__)
            return False
        self.any_here = bool(held)
        return True


def _new_code() -> str:
    return code_of(secrets.randbelow(CODES))
