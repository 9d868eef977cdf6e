"""A day in figures, from the append-only rows of its numbers and from nothing else. Pure.

    figures(changes).by_service[1].wait_p90_minutes

A wait runs from the taking (or from the transfer, or the return to the queue) to the call. A service runs from 到了
to the end; finished without it, from the call. One that was not there has neither. What was undone never was.
"""

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from kiosk.features.tickets.rules.clock import ClockNow

# Clicked through, or left open over lunch: no service time (as in queue.minutes_each).
from kiosk.features.tickets.rules.queue import LONGEST_SERVICE_MINUTES, SHORTEST_SERVICE_MINUTES
from kiosk.features.tickets.rules.states import STEPS, Step, Verb


@dataclass(frozen=True, slots=True)
class Change:
    """One row of the log that tells of a number. ``kind`` without its ``ticket_``: taken, called, done, …"""

    at: datetime
    kind: str
    ticket_id: int
    window_id: int | None = None
    service_id: int | None = None  # of taken and transferred
    undid: str = ""  # of undone: the kind of the row before it that never was


def kind_of(event: str) -> str:
    """An event's name as ``Change.kind`` has it."""
    return event.removeprefix("ticket_")


def _kinds(picked: Callable[[Step], bool]) -> frozenset[str]:
    return frozenset(kind_of(step.event) for step in STEPS.values() if picked(step))


TAKEN, CALLED, DONE, NO_SHOW, GIVEN_BACK, TRANSFERRED = _COUNTED = tuple(
    kind_of(STEPS[verb].event)
    for verb in (Verb.TAKE, Verb.CALL_NEXT, Verb.FINISH, Verb.NO_SHOW, Verb.GIVE_BACK, Verb.TRANSFER)
)
_WAITS_AGAIN = _kinds(lambda step: step.waits_again)
_BEGINS = _kinds(lambda step: step.comes_to_window)
_ENDS = _kinds(lambda step: step.leaves_window)


UNDONE = kind_of(STEPS[Verb.UNDO].event)


def standing(changes: Iterable[Change]) -> list[Change]:
    """The same rows without those that were undone, and without the undoing."""
    kept = list[Change | None]()
    latest = dict[tuple[int, str], list[int]]()
    for change in changes:
        if change.kind == UNDONE:
            undone = latest.get((change.ticket_id, change.undid))
            if undone:
                kept[undone.pop()] = None
            continue
        latest.setdefault((change.ticket_id, change.kind), []).append(len(kept))
        kept.append(change)
    return [change for change in kept if change is not None]


@dataclass(frozen=True, slots=True)
class Figures:
    """One service's or one window's day; None where nothing was measured. Minutes."""

    taken: int = 0
    called: int = 0
    served: int = 0
    no_shows: int = 0
    given_back: int = 0
    transferred: int = 0
    wait_p50_minutes: float | None = None
    wait_p90_minutes: float | None = None
    service_mean_minutes: float | None = None
    service_p50_minutes: float | None = None
    service_p90_minutes: float | None = None


@dataclass(frozen=True, slots=True)
class DayFigures:
    by_service: dict[int, Figures]
    by_window: dict[int, Figures]
    all: Figures


@dataclass(frozen=True, slots=True)
class QueueDay:
    """A business date of the queue as its keeper reads it."""

    day: str
    days: Sequence[str]  # the business dates there are, newest first
    services: Mapping[int, str]  # ``A 党员服务``, without those that were retired
    windows: Mapping[int, str]
    figures: DayFigures
    taken_by_hour: Mapping[int, int]
    training: bool
    clock: ClockNow


@dataclass(slots=True)
class _Tally:
    counts: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    waits: list[float] = field(default_factory=list)
    services: list[float] = field(default_factory=list)

    def figures(self) -> Figures:
        mean = math.fsum(self.services) / len(self.services) if self.services else None
        return Figures(
            taken=self.counts[TAKEN],
            called=self.counts[CALLED],
            served=self.counts[DONE],
            no_shows=self.counts[NO_SHOW],
            given_back=self.counts[GIVEN_BACK],
            transferred=self.counts[TRANSFERRED],
            wait_p50_minutes=percentile(self.waits, 50),
            wait_p90_minutes=percentile(self.waits, 90),
            service_mean_minutes=mean,
            service_p50_minutes=percentile(self.services, 50),
            service_p90_minutes=percentile(self.services, 90),
        )


@dataclass(slots=True)
class _Number:
    """Where one number is, while its rows are read in order."""

    service_id: int
    waiting_since: datetime | None
    serving_since: datetime | None = None


def figures(changes: Iterable[Change]) -> DayFigures:
    """The day of those rows, which stand in the order in which they were written."""
    numbers: dict[int, _Number] = {}
    services, windows, everything = defaultdict[int, _Tally](_Tally), defaultdict[int, _Tally](_Tally), _Tally()
    for change in standing(changes):
        number = _follow(numbers, change)
        if number is None:
            continue
        tallies = [everything, services[number.service_id]]
        if change.window_id is not None:
            tallies.append(windows[change.window_id])
        _count(tallies, number, change)
        _move(number, change)
    by_service = {service: tally.figures() for service, tally in services.items()}
    return DayFigures(by_service, {window: tally.figures() for window, tally in windows.items()}, everything.figures())


def percentile(values: Sequence[float], percent: int) -> float | None:
    """The smallest value that so many of a hundred do not exceed (nearest rank); None of nothing."""
    if not values:
        return None
    ordered = sorted(values)
    return ordered[max(0, math.ceil(len(ordered) * percent / 100) - 1)]


def _follow(numbers: dict[int, _Number], change: Change) -> _Number | None:
    """The number a row tells of. One whose taking was not read is not counted: its day is another."""
    if change.kind == TAKEN and change.service_id is not None:
        numbers[change.ticket_id] = _Number(change.service_id, change.at)
    return numbers.get(change.ticket_id)


def _count(tallies: Sequence[_Tally], number: _Number, change: Change) -> None:
    for tally in tallies:
        if change.kind in _COUNTED:
            tally.counts[change.kind] += 1
        if change.kind == CALLED and number.waiting_since is not None:
            tally.waits.append(_minutes(number.waiting_since, change.at))
        if change.kind == DONE and number.serving_since is not None:
            took = _minutes(number.serving_since, change.at)
            if SHORTEST_SERVICE_MINUTES <= took <= LONGEST_SERVICE_MINUTES:
                tally.services.append(took)


def _move(number: _Number, change: Change) -> None:
    if change.kind == CALLED:
        number.waiting_since = None
    if change.kind in _BEGINS:
        number.serving_since = change.at
    if change.kind in _ENDS:
        number.serving_since = None
    if change.kind in _WAITS_AGAIN:
        number.waiting_since = change.at
    if change.kind == TRANSFERRED and change.service_id is not None:
        number.service_id = change.service_id


def _minutes(since: datetime, until: datetime) -> float:
    """Never below 0: the clock may have been set back in between."""
    return max(0.0, (until - since).total_seconds() / 60)
