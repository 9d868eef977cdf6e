"""Hall time: one zone for the whole country, without daylight saving since 1992 (tzdata, Asia/Shanghai)."""

from collections.abc import Callable
from datetime import datetime, timedelta, timezone

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


_TIME_ERROR = 5  # adjtimex(2): the clock is not synchronised
_TIMEX_BYTES = 208  # struct timex of 64-bit Linux, with room to spare


def is_synchronised() -> bool:
    """Whether a time server keeps this machine's clock, as chrony, timesyncd and ntpd tell the kernel."""
    import ctypes

    modes_none = ctypes.create_string_buffer(_TIMEX_BYTES * 2)
    state: int = ctypes.CDLL(None).adjtimex(modes_none)
    return 0 <= state < _TIME_ERROR
