"""When the hall is open: the week, and the dates that differ from it (holidays, 调休, half days). Pure.

    hours = Hours(week={0: [Span(510, 1050)]}, dates={date(2026, 10, 1): ()})
    opening(now, hours).next_opening

A quota limits how many numbers of one service are issued in one slot of a day.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import pairwise

MIDNIGHT = 24 * 60
# National Day and Mid-Autumn together close a hall for 8 days; 调休 moves weekdays by as many.
LOOK_AHEAD_DAYS = 40


@dataclass(frozen=True)
class Span:
    """One opening of a day, in minutes from its midnight; ``closes`` may be 1440."""

    opens: int
    closes: int


Week = Mapping[int, Sequence[Span]]  # 0 is Monday; a weekday without spans is closed


@dataclass(frozen=True)
class Hours:
    """The week, and single dates with spans of their own; a date without spans is closed."""

    week: Week = field(default_factory=dict)
    dates: Mapping[date, Sequence[Span]] = field(default_factory=dict)

    def on(self, day: date) -> Sequence[Span]:
        special = self.dates.get(day)
        return self.week.get(day.weekday(), ()) if special is None else special


@dataclass(frozen=True)
class Opening:
    """Whether the hall is open now; ``closes_at`` while it is, ``next_opening`` while it is not (None: never)."""

    is_open: bool
    closes_at: datetime | None
    next_opening: datetime | None


@dataclass(frozen=True)
class Quota:
    """At most ``most`` numbers of a service are issued within one slot of a day."""

    slot: Span
    most: int


def minutes_of(text: str) -> int:
    """``"08:30"`` -> 510; ``"24:00"`` -> 1440. Raises ValueError for anything else."""
    hours, colon, minutes = text.partition(":")
    shaped = colon and len(hours) == len(minutes) == 2 and text.isascii() and (hours + minutes).isdigit()
    if not shaped:
        raise ValueError(f"{text!r} is not HH:MM")
    total = int(hours) * 60 + int(minutes)
    if int(minutes) > 59 or total > MIDNIGHT:
        raise ValueError(f"{text!r} is not a time of day")
    return total


def hhmm(minutes: int) -> str:
    """510 -> ``"08:30"``; the inverse of ``minutes_of``."""
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def spans_of(text: str) -> tuple[Span, ...]:
    """``"08:30-12:00 13:00-17:30"`` -> spans in order. Raises ValueError: a bad time, or as `in_order`."""
    spans = []
    for part in text.split():
        opens, dash, closes = part.partition("-")
        if not dash:
            raise ValueError(f"{part!r} is not HH:MM-HH:MM")
        spans.append(Span(minutes_of(opens), minutes_of(closes)))
    return in_order(spans)


class SpansUnsound(ValueError):
    """The spans of one day cannot be kept as they are; ``first`` (and ``second``) are the ones that are wrong."""

    def __init__(self, first: "Span", second: "Span | None" = None) -> None:
        super().__init__(f"{type(self).__name__}: {text_of([one for one in (first, second) if one])}")
        self.first, self.second = first, second


class EndsBeforeItBegins(SpansUnsound):
    """``20:00-02:00``: numbers begin anew at midnight, so a night is written as two days."""


class Overlapping(SpansUnsound):
    """Two spans share some time."""


class Touching(SpansUnsound):
    """The second span begins as the first one ends: they are one."""


def in_order(spans: Sequence[Span]) -> tuple[Span, ...]:
    """The spans of one day, sorted. Raises EndsBeforeItBegins, Overlapping."""
    sorted_spans = tuple(sorted(spans, key=lambda span: span.opens))
    for span in sorted_spans:
        if span.opens >= span.closes:
            raise EndsBeforeItBegins(span)
    for earlier, later in pairwise(sorted_spans):
        if later.opens < earlier.closes:
            raise Overlapping(earlier, later)
    return sorted_spans


def apart(spans: Sequence[Span]) -> tuple[Span, ...]:
    """As `in_order`, for openings: between two of them the doors are shut. Raises Touching too."""
    ordered = in_order(spans)
    for earlier, later in pairwise(ordered):
        if later.opens == earlier.closes:
            raise Touching(earlier, later)
    return ordered


def joined(spans: Sequence[Span]) -> tuple[Span, ...]:
    """The spans of one day with those that meet as one: a hall may have kept them so before `apart` was asked."""
    found: list[Span] = []
    for span in sorted(spans, key=lambda span: span.opens):
        if found and span.opens <= found[-1].closes:
            found[-1] = Span(found[-1].opens, max(found[-1].closes, span.closes))
        else:
            found.append(span)
    return tuple(found)


def text_of(spans: Sequence[Span]) -> str:
    """The inverse of ``spans_of``."""
    return " ".join(f"{hhmm(span.opens)}-{hhmm(span.closes)}" for span in spans)


def is_open(now: datetime, hours: Hours) -> bool:
    """Whether the doors are open at ``now``; the short question, for every ticket."""
    minute = now.hour * 60 + now.minute
    return any(span.opens <= minute < span.closes for span in hours.on(now.date()))


def opening(now: datetime, hours: Hours) -> Opening:
    """The hall's doors at ``now``. Spans that meet (also at midnight) count as one opening."""
    for begins, ends in _openings(now, hours):
        if begins <= now < ends:
            return Opening(True, ends, None)
        if begins > now:
            return Opening(False, None, begins)
    return Opening(False, None, None)


def _openings(now: datetime, hours: Hours) -> list[tuple[datetime, datetime]]:
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    joined: list[tuple[datetime, datetime]] = []
    for days in range(-1, LOOK_AHEAD_DAYS):
        day = midnight + timedelta(days=days)
        for span in sorted(hours.on(day.date()), key=lambda span: span.opens):
            begins, ends = day + timedelta(minutes=span.opens), day + timedelta(minutes=span.closes)
            if joined and begins <= joined[-1][1]:
                joined[-1] = (joined[-1][0], max(ends, joined[-1][1]))
            else:
                joined.append((begins, ends))
    return joined


def quota_at(minute: int, quotas: Sequence[Quota]) -> Quota | None:
    """The quota whose slot holds this minute of the day; outside every slot nothing is limited."""
    return next((quota for quota in quotas if quota.slot.opens <= minute < quota.slot.closes), None)
