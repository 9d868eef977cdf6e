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
