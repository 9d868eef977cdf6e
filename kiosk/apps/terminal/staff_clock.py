"""Which date it is, asked of staff behind their PIN in a hall without clerks: 对, or date and time as they are.

StaffClockFlow(stage, tickets).start(then)       # then: the staff page, at once where nothing is to be asked
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Protocol

from kiosk.apps.terminal import words
from kiosk.core.link.answers import HallAway, HallRefused
from kiosk.features.tickets.rules.refusals import TicketRefused
from kiosk.features.tickets.wire import HallClockNow
from kiosk.ui.stage import Stage

DIGITS = 12  # 2026 11 30 08 40


class HallDate(Protocol):
    """The hall's clock, over the line. Both block and raise HallAway, HallRefused, TicketRefused."""

    def clock(self) -> HallClockNow: ...

    def decide_clock(self, at: str | None) -> HallClockNow: ...


@dataclass(frozen=True)
class DateView:
    """The hall's time, what it is thought of (``rules/clock.py``), and the newest time believed before."""

    now: datetime
    standing: str
    before: datetime | None


@dataclass(frozen=True)
class TimeView:
    """What has been typed so far, in its places; `wrong`: what the prompt says was refused."""

    shown: str
    prompt: str
    wrong: bool
    can_enter: bool


class StaffClockFlow:
    """`hall` None: this terminal belongs to no hall."""

    def __init__(self, stage: Stage, hall: HallDate | None) -> None:
        self._stage, self._hall = stage, hall
        self._digits, self._refused, self._busy = "", "", False
        self._then: Callable[[], None] = _nowhere
        stage.on_wipe(self.wipe)

    def wipe(self) -> None:
        self._digits, self._refused, self._busy, self._then = "", "", False, _nowhere

    def start(self, then: Callable[[], None]) -> None:
        self._then = then
        if self._hall is None:
            then()
        else:
            self._stage.work(self._hall.clock, self._known, lambda _: then())  # an older hall, or one that is away

    def _known(self, clock: HallClockNow) -> None:
        if not clock.may_decide or clock.standing == "settled":
            self._then()
            return
        before = datetime.fromisoformat(clock.before) if clock.before else None
        self._stage.show("staff.date", DateView(datetime.fromisoformat(clock.now), clock.standing, before))

    def right(self) -> None:
        """对."""
        self._decide(None)

    def wrong(self) -> None:
        """不对."""
        self._digits, self._refused = "", ""
        self._show_time()

    def later(self) -> None:
        self._then()

    def key(self, key: str) -> None:
        if self._busy:
            return
        self._refused = ""
        if key == "clear":
            self._digits = ""
        elif key == "back":
            self._digits = self._digits[:-1]
        elif len(self._digits) < DIGITS:
            self._digits += key
        self._show_time()

    def enter(self) -> None:
        at = typed(self._digits)
        if at is not None:
            self._decide(at)

    def _decide(self, at: str | None) -> None:
        if self._busy or self._hall is None:
            return
        self._busy = True
        self._stage.work(partial(self._hall.decide_clock, at), self._decided, self._not_decided)

    def _decided(self, _clock: HallClockNow) -> None:
        self._busy = False
        self._then()

    def _not_decided(self, error: Exception) -> None:
        self._busy = False
        if not isinstance(error, HallAway | HallRefused | TicketRefused):
            raise error
        self._refused = words.DATE_REFUSED.get(type(error).__name__, words.DATE_AWAY)
        self._show_time()

    def _show_time(self) -> None:
        full = len(self._digits) == DIGITS
        can = full and typed(self._digits) is not None and not self._busy
        refused = self._refused or (words.DATE_REFUSED["NoSuchTime"] if full and not can and not self._busy else "")
        self._stage.show("staff.time", TimeView(places(self._digits), refused or words.DATE_TYPE, bool(refused), can))


def typed(digits: str) -> str | None:
    """``202611300840`` -> ``2026-11-30T08:40``; None for what is no time."""
    try:
        return datetime.strptime(digits, "%Y%m%d%H%M").strftime("%Y-%m-%dT%H:%M") if len(digits) == DIGITS else None
    except ValueError:
        return None


def places(digits: str) -> str:
    """``2026113`` -> ``2026-11-3_ __:__``."""
    filled = digits.ljust(DIGITS, "_")
    return f"{filled[:4]}-{filled[4:6]}-{filled[6:8]} {filled[8:10]}:{filled[10:]}"


def _nowhere() -> None:
    """No staff page is open."""
