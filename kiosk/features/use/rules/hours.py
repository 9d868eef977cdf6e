"""The hours of a report: written `2026-11-17T10` in hall time, read as week, weekday and hour.

What is counted is looked at by whole weeks alone (`released.py`), so a row is filed under the Monday of its week.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

UNKNOWN = -1
"""No hour: the terminal's clock was wrong."""
BELIEVED = timedelta(days=90)  # as long as plays are kept for each screen (docs/privacy.md)
AHEAD = timedelta(hours=1)
_WRITTEN = "%Y-%m-%dT%H"


@dataclass(frozen=True, slots=True)
class Filed:
    """Where a report is filed; `hour` 0 to 23, or UNKNOWN."""

    day: date
    hour: int

    @property
    def week(self) -> date:
        return monday(self.day)


def hour_of(at: datetime) -> str:
    return at.strftime(_WRITTEN)


def read_hour(written: str) -> datetime:
    """Without a zone. Raises ValueError: not written as `hour_of` does."""
    read = datetime.strptime(written, _WRITTEN)
    if read.strftime(_WRITTEN) != written:
        raise ValueError(written)
    return read


def filed(hour: datetime, now: datetime) -> Filed:
    """An hour that cannot be, still to come or of long ago, is filed under the day it arrives, at no hour."""
    here = now.replace(tzinfo=None)
    if here - BELIEVED <= hour <= here + AHEAD:
        return Filed(hour.date(), hour.hour)
    return Filed(here.date(), UNKNOWN)


def monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def last_whole_week(today: date) -> date:
    """The Monday of the last week that is over."""
    return monday(today) - timedelta(days=7)
