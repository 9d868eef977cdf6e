"""Hall time: one zone for the whole country, without daylight saving since 1992 (tzdata, Asia/Shanghai).

A machine may be wrong about the time, and a person may put it right for the hall alone (``HallClock.offset``). Which
date that makes, and who is asked, is a rule of the queue (``features/tickets/rules/clock.py``).
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from functools import lru_cache
from pathlib import Path

HALL_TIME = timezone(timedelta(hours=8), "CST")

Clock = Callable[[], datetime]


def hall_now() -> datetime:
    """Now, in hall time whatever zone the machine was set to: a date taken in UTC turned at 8 in the morning."""
    return datetime.now(HALL_TIME)


def hall_naive() -> datetime:
    """Hall time without a zone, as packs write their validity: China keeps no summer time."""
    return hall_now().replace(tzinfo=None)


def stamp(moment: datetime) -> str:
    """As stored: ISO 8601 with milliseconds and offset."""
    return moment.isoformat(timespec="milliseconds")


# -- what a machine knows of its own clock ----------------------------------------------------

_TIME_ERROR = 5  # adjtimex(2): the clock is not synchronised
_TIMEX_BYTES = 208  # struct timex of 64-bit Linux, with room to spare
# systemd-timesyncd touches it at every answer of a time server (systemd-timesyncd.service(8)).
TIMESYNC_FILE = Path("/run/systemd/timesync/synchronized")
TIMESYNC_HOLDS_SECONDS = 86_400.0  # by the clock itself: who sets it on by more ends its word
BOOT_ID = Path("/proc/sys/kernel/random/boot_id")


def is_synchronised() -> bool:
    """Whether a time server keeps this machine's clock, as chrony, timesyncd and ntpd tell the kernel.

    The kernel takes its word back some hours after the last answer (maxerror grows to 16 s); a clock that timesyncd
    set within a day is right all the same.
    """
    import ctypes

    modes_none = ctypes.create_string_buffer(_TIMEX_BYTES * 2)
    state: int = ctypes.CDLL(None).adjtimex(modes_none)
    return 0 <= state < _TIME_ERROR or was_synchronised(TIMESYNC_FILE, time.time())


def was_synchronised(file: Path, now: float) -> bool:
    """Whether a time server answered within a day; ``now``: seconds of the clock whose word it is."""
    try:
        return 0 <= now - file.stat().st_mtime <= TIMESYNC_HOLDS_SECONDS
    except OSError:
        return False


@lru_cache(maxsize=1)
def boot_id() -> str:
    """Another at every boot; empty where the kernel names none."""
    with suppress(OSError):
        return BOOT_ID.read_text("ascii").strip()
    return ""


def seconds_since_boot() -> float:
    """Also of the time asleep; no setting of the clock moves it."""
    return time.clock_gettime(time.CLOCK_BOOTTIME)


AS_GOOD = timedelta(minutes=2)  # what two clocks that are both right may differ, the answer's way included

# -- the clock of a hall ----------------------------------------------------------------------


@dataclass
class HallClock:
    """The one clock of a process: the machine's, put right by an offset that a person gave. Call it for the time.

    Args:
        machine: the machine's own clock.
        synchronised: whether a time server keeps it.
        boot: which start of the machine this is.
        ran: seconds that this start counted, which no setting of the clock moves.
        offset: added to the machine's time.
    """

    machine: Clock
    synchronised: Callable[[], bool]
    boot: str
    ran: Callable[[], float]
    offset: timedelta = timedelta()

    def __call__(self) -> datetime:
        return self.machine() + self.offset

    def follow(self, hall: str | None) -> None:
        """Go as the hall's clock, which its answer says; of a terminal or a board. None: an older hall says nothing."""
        if hall is not None:
            offset = datetime.fromisoformat(hall) - self.machine()
            self.offset = timedelta() if abs(offset) <= AS_GOOD else offset

    @classmethod
    def of(cls, clock: Clock) -> HallClock:
        """A clock as it is; the machine's with all that is known of it; a given one runs on by itself."""
        if isinstance(clock, HallClock):
            return clock
        if clock is hall_now:
            return cls(hall_now, is_synchronised, boot_id(), seconds_since_boot)
        return cls(clock, lambda: False, "", lambda: clock().timestamp())
