"""Rules of the queue: numbers, the business date, opening hours, waits, and what may be refused.

Pure functions of the standard library: no clock is read and no file is opened here.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

# -- what the queue may refuse ----------------------------------------------------------------


class TicketRefused(Exception):
    """The hall answered, and the answer is no. Every refusal below has its own name."""


class UnknownService(TicketRefused):
    """No such service, or it was retired."""


class ServicePaused(TicketRefused):
    """The service, or every window that serves it, is paused for now."""


class HallClosed(TicketRefused):
    """Outside opening hours."""


class SeriesExhausted(TicketRefused):
    """The last number of the series is taken; today's numbers are all issued."""


class OrderAbandoned(TicketRefused):
    """The terminal gave this order up before the hall answered; its number is void and never reused."""


class KeyReused(TicketRefused):
    """The idempotency key already served another verb."""


class UnknownTicket(TicketRefused):
    """No such ticket, or it belongs to another terminal (the answer is the same on purpose)."""


class AlreadyCalled(TicketRefused):
    """Too late to give it back: the number was called, served or closed."""


class NotReprintable(TicketRefused):
    """The ticket is void, given back or finished, so no slip may be printed for it."""


class UnknownWindow(TicketRefused):
    """No such window, or it was retired."""


REFUSALS: Mapping[str, type[TicketRefused]] = {kind.__name__: kind for kind in TicketRefused.__subclasses__()}


# -- numbers and dates ------------------------------------------------------------------------


def ticket_number(series: str, number: int) -> str:
    """``A012``: the letter and three digits, as halls write, call and print it."""
    return f"{series}{number:03d}"


def business_date(today: date, mark: date | None) -> date:
    """The date numbers are issued under. It only moves forward: a clock set back keeps the higher mark."""
    return today if mark is None or today > mark else mark


# -- opening hours ----------------------------------------------------------------------------

MIDNIGHT = 24 * 60


@dataclass(frozen=True)
class Span:
    """One opening of a day, in minutes from its midnight; ``closes`` may be 1440."""

    opens: int
    closes: int


Week = Mapping[int, Sequence[Span]]  # 0 is Monday; a weekday without spans is closed


@dataclass(frozen=True)
class Opening:
    """Whether the hall is open now; ``closes_at`` while it is, ``next_opening`` while it is not (None: never)."""

    is_open: bool
    closes_at: datetime | None
    next_opening: datetime | None


def minutes_of(text: str) -> int:
    """``"08:30"`` -> 510; ``"24:00"`` -> 1440. Raises ValueError for anything else."""
    hours, colon, minutes = text.partition(":")
    if not (colon and len(hours) == len(minutes) == 2 and (hours + minutes).isdigit()):
        raise ValueError(f"{text!r} is not HH:MM")
    total = int(hours) * 60 + int(minutes)
    if int(minutes) > 59 or total > MIDNIGHT:
        raise ValueError(f"{text!r} is not a time of day")
    return total


def is_open(now: datetime, week: Week) -> bool:
    """Whether the doors are open at ``now``; the short question, for every ticket."""
    minute = now.hour * 60 + now.minute
    return any(span.opens <= minute < span.closes for span in week.get(now.weekday(), ()))


def opening(now: datetime, week: Week) -> Opening:
    """The hall's doors at ``now``. Spans that meet (also at midnight) count as one opening."""
    for begins, ends in _openings(now, week):
        if begins <= now < ends:
            return Opening(True, ends, None)
        if begins > now:
            return Opening(False, None, begins)
    return Opening(False, None, None)


def _openings(now: datetime, week: Week) -> list[tuple[datetime, datetime]]:
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    joined: list[tuple[datetime, datetime]] = []
    for days in range(-1, 8):
        day = midnight + timedelta(days=days)
        for span in sorted(week.get(day.weekday(), ()), key=lambda span: span.opens):
            begins, ends = day + timedelta(minutes=span.opens), day + timedelta(minutes=span.closes)
            if joined and begins <= joined[-1][1]:
                joined[-1] = (joined[-1][0], max(ends, joined[-1][1]))
            else:
                joined.append((begins, ends))
    return joined


# -- the wait ---------------------------------------------------------------------------------

# A range people can believe: the mean less 30 %, and plus 40 %, in whole minutes; coarser beyond 20.
LOW_SHARE, HIGH_SHARE = 0.7, 1.4
COARSE_FROM_MINUTES, COARSE_STEP_MINUTES = 20, 5


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
