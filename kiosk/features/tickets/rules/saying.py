"""In which order calls are said, and from when a number that was called counts as called. Pure: no clock, no sound.

    turns = Turns(times=2)
    turns.add(call)                       # a call was made, or made again
    turns.keep(current)                   # only of numbers that are still called; the rest falls out
    while call := turns.begin(): …say it once…; turns.end(whole=True)

Everybody is said once before anybody is said twice: with twelve windows calling at once, each said twice in a row, the
last waits two minutes. First who was never said, then who was called again (重呼), and when nobody else waits the
repeats. A call made again while it still waits is the same call.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Generic, Protocol, TypeVar

SPEAKS_WITHIN = timedelta(minutes=1)
"""A board that has said nothing for so long is silent, dead, or has nothing to say: calls count from when they were
made. While calls wait for it a board says one every five seconds."""


class Call(Protocol):
    """One call that was made; ``event_id`` orders them."""

    @property
    def event_id(self) -> int: ...
    @property
    def ticket_id(self) -> int: ...
    @property
    def window_id(self) -> int: ...


C = TypeVar("C", bound=Call)
Place = tuple[int, int]  # ticket, window


class Turns(Generic[C]):
    """``times``: how often a call is said in all."""

    def __init__(self, times: int = 2) -> None:
        self._times = times
        self._first: list[C] = []  # never said
        self._recalled: list[C] = []  # said before, and called again
        self._again: list[C] = []  # said, and to be repeated when it is quiet
        self._said: dict[Place, int] = {}  # of the call as it stands: how often it was said whole
        self.now: C | None = None

    @property
    def waiting(self) -> tuple[C, ...]:
        """Calls to be said, in their order; without repeats."""
        return (*self._first, *self._recalled)

    @property
    def undone(self) -> tuple[C, ...]:
        """Calls that were not said whole once, the one being said among them."""
        unsaid = self.now is not None and not self._said.get(place_of(self.now))
        return (*([self.now] if self.now and unsaid else ()), *self.waiting)

    def add(self, call: C) -> None:
        """A call was made. Of one that still waits to be said nothing changes."""
        place = place_of(call)
        if any(place_of(one) == place for one in self.waiting):
            return
        self._again = [one for one in self._again if place_of(one) != place]
        known = place in self._said or (self.now is not None and place_of(self.now) == place)
        (self._recalled if known else self._first).append(call)

    def keep(self, current: Callable[[C], bool]) -> None:
        """Forget the calls whose numbers are no longer called; the one being said is its speaker's to cut short."""
        for calls in (self._first, self._recalled, self._again):
            calls[:] = [call for call in calls if current(call)]

    def forget(self, places: Callable[[Place], bool]) -> None:
        """Numbers at windows that are no longer called: called there once more they are new."""
        self._said = {place: times for place, times in self._said.items() if places(place)}

    def begin(self) -> C | None:
        """The next call to be said once; None while one is being said, or when nobody is called."""
        if self.now is not None:
            return None
        for calls in (self._first, self._recalled, self._again):
            if calls:
                self.now = calls.pop(0)
                if calls is self._recalled:
                    self._said[place_of(self.now)] = 0
                return self.now
        return None

    def end(self, *, whole: bool) -> bool:
        """The call being said was said, or (not ``whole``) cut short or shown in silence. Whether it was its first."""
        call, self.now = self.now, None
        if call is None or not whole:
            return False
        place = place_of(call)
        times = self._said[place] = self._said.get(place, 0) + 1
        if times < self._times and not any(place_of(one) == place for one in self.waiting):
            self._again.append(call)
        return times == 1


def place_of(call: Call) -> Place:
    return call.ticket_id, call.window_id


@dataclass(frozen=True, slots=True)
class Said:
    """What the boards of a hall told: the newest call that one of them has said whole, and when one last spoke."""

    newest_call: int  # event id
    last_at: datetime


def is_unsaid(call: int, said: Said | None, now: datetime) -> bool:
    """Whether a call still waits to be said by a board that speaks.

    Boards say first calls in the order they were made. So a later one that was said tells that this one was too, or
    that no board of those that speak has it: then, as without any board that speaks, it counts from when it was made.
    """
    return said is not None and now - said.last_at <= SPEAKS_WITHIN and said.newest_call < call
