"""Rules of the queue: numbers, lanes, the business date, no-shows and waits.

Pure functions of the standard library: no clock is read and no file is opened here. Opening hours: ``hours``.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

T = TypeVar("T")

# -- numbers and dates ------------------------------------------------------------------------

LANES = NORMAL, PRIORITY = "normal", "priority"
LAST_NORMAL, FIRST_PRIORITY, LAST_PRIORITY = 900, 901, 999
A_DAY = timedelta(days=1)


UNCLEAR_SERIES = frozenset("EIOR")
"""Letters for no new series: espeak-ng says E as 一 and R as 二; on the slip I and O are read as 1 and 0."""


def ticket_number(series: str, number: int) -> str:
    """``A012``: the letter and three digits, as halls write, call and print it."""
    return f"{series}{number:03d}"


def number_range(lane: str, first: int, last: int) -> tuple[int, int]:
    """First and last number of a lane: the service's own within 1–900, and always 901–999 for priority."""
    return (FIRST_PRIORITY, LAST_PRIORITY) if lane == PRIORITY else (max(first, 1), min(last, LAST_NORMAL))


def business_date(today: date, mark: date | None) -> date:
    """The date numbers are issued under. It only moves forward: a clock set back keeps the higher mark."""
    return today if mark is None or today > mark else mark


def age_on(today: date, born: date) -> int:
    """Whole years; who was born on 29 February has the birthday on 1 March of other years (Civil Code, art. 1259)."""
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


# -- lanes ------------------------------------------------------------------------------------


def next_lane(normal: bool, priority: bool, normal_since: int, ratio: int) -> str | None:
    """The lane to call from.

    Args:
        normal, priority: whether anybody waits in the lane.
        normal_since: normal numbers this window called since its last priority number.
        ratio: normal numbers per priority number, while people wait in both lanes.
    """
    if normal and priority:
        return PRIORITY if normal_since >= ratio else NORMAL
    return NORMAL if normal else PRIORITY if priority else None


def call_order(normal: Sequence[T], priority: Sequence[T], normal_since: int, ratio: int) -> list[T]:
    """Everybody in the order in which one window will call them; each lane keeps its own order."""
    order: list[T] = []
    first, second = list(reversed(normal)), list(reversed(priority))
    while (lane := next_lane(bool(first), bool(second), normal_since, ratio)) is not None:
        order.append(first.pop() if lane == NORMAL else second.pop())
        normal_since = normal_since + 1 if lane == NORMAL else 0
    return order


def lane_load(lane: str, normal: float, priority: float, ratio: int) -> float:
    """People called before the next visitor of a lane, at most, whatever the window called last."""
    if lane == PRIORITY:
        return priority + min(normal, ratio * (priority + 1))
    return normal + min(priority, math.floor(normal / ratio) + 1)


# -- no-shows ---------------------------------------------------------------------------------

VOID, KEEP_CALLS, KEEP_MINUTES = "void", "keep_calls", "keep_minutes"
UNSAID = "unsaid"  # why a number that was not there is kept without end: nobody had heard its call yet


@dataclass(frozen=True, slots=True)
class NoShowPolicy:
    """What becomes of a number whose holder did not come: gone, or kept for some calls or minutes."""

    kind: str = KEEP_CALLS
    calls: int = 3
    minutes: int = 30

    def left(self, calls_since: int, minutes_since: float) -> int:
        """Calls (or whole minutes) the number is still kept for; 0: no longer. A clock set back keeps it longer."""
        if self.kind == KEEP_CALLS:
            return max(0, self.calls - calls_since)
        if self.kind == KEEP_MINUTES:
            return max(0, math.ceil(self.minutes - max(0.0, minutes_since)))
        return 0


# -- the wait ---------------------------------------------------------------------------------

# A range people can believe: the mean less 30 %, and plus 40 %, in whole minutes; coarser beyond 20.
LOW_SHARE, HIGH_SHARE = 0.7, 1.4
COARSE_FROM_MINUTES, COARSE_STEP_MINUTES = 20, 5

# A number clicked through is no service, and a window left open over lunch is none either.
SHORTEST_SERVICE_MINUTES, LONGEST_SERVICE_MINUTES = 0.5, 90.0
NEWEST_SERVICES = 30  # the morning's pace says little about the afternoon
WEIGHT_OF_THE_PLAN = 3  # the plan's figure counts as so many visitors, so that the first one does not decide


def minutes_each(planned: float, today: Sequence[float]) -> float:
    """Mean minutes a visitor of a service takes, from the day's own service times (oldest first)."""
    seen = [took for took in today if SHORTEST_SERVICE_MINUTES <= took <= LONGEST_SERVICE_MINUTES][-NEWEST_SERVICES:]
    return (planned * WEIGHT_OF_THE_PLAN + math.fsum(seen)) / (WEIGHT_OF_THE_PLAN + len(seen))


@dataclass(frozen=True)
class Wait:
    """Minutes a visitor should expect, low to high; 0–0 means nobody is before them and a window is free."""

    low_minutes: int
    high_minutes: int


def expected_wait(ahead: float, windows: int, busy: int, minutes_each: float) -> Wait:
    """The wait of the next visitor.

    Args:
        ahead: people who will be called before them by the windows that serve them (may be a share of a person).
        windows: open windows that serve them; none counts as one, since one must open before anybody is called.
        busy: how many of those windows serve somebody now: on average half of that time is still to come.
        minutes_each: mean minutes a visitor of this service takes.
    """
    if ahead <= 0 and busy < windows:
        return Wait(0, 0)
    mean = (ahead + min(busy, windows) / 2) * minutes_each / max(windows, 1)
    low, high = math.floor(mean * LOW_SHARE), math.ceil(mean * HIGH_SHARE)
    if high > COARSE_FROM_MINUTES:
        low = low // COARSE_STEP_MINUTES * COARSE_STEP_MINUTES
        high = -(-high // COARSE_STEP_MINUTES) * COARSE_STEP_MINUTES
    return Wait(low, max(high, low + 1))


def load_ahead(service_id: int, waiting: Mapping[int, int], windows: Sequence[frozenset[int]]) -> float:
    """People who take the time of this service's windows before the next visitor of it.

    Those of the service itself count whole; those of a service that shares windows count by the share of
    their windows that also serve this one. ``windows``: the services of every open window.
    """
    load = 0.0
    for other, count in waiting.items():
        theirs = [served for served in windows if other in served]
        shared = sum(service_id in served for served in theirs)
        load += count if other == service_id else count * shared / len(theirs) if theirs else 0.0
    return load
