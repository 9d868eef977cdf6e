"""The plan of one screen: what is on at any instant, the round of the loop, and when that changes.

    schedule = Schedule(things, starter, Screen("terminal", "station"))
    schedule.on_at(at), schedule.round_at(at)       # any instant, without asking each thing
    schedule.next_boundary(at)                      # plan anew then, not by polling: Anthias polls and shows
                                                    # expired slides (its #2430)

The list is never empty: when nothing else is on, ``starter`` is. Made once for a set of packs; a day is planned when
it is asked for, and kept: for 10,000 things three and three scans (`tests/benchmarks/packs_schedule.py`).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from itertools import compress
from typing import Generic, TypeVar

from kiosk.features.exhibition.rules.hours import (
    A_WEEK,
    MIDNIGHT,
    Hours,
    both,
    day_before,
    end_of,
    is_always_open,
    is_open,
    open_spans,
)
from kiosk.features.exhibition.rules.round import round_of
from kiosk.features.exhibition.rules.showing import (
    Doubt,
    Planned,
    Screen,
    first_instant,
    is_for,
    is_on,
    is_on_in_doubt,
    last_instant,
    layered,
)
from kiosk.features.exhibition.rules.track import Track, mask

Thing = TypeVar("Thing", bound=Planned)


def on_at(things: Iterable[Thing], at: datetime, screen: Screen, starter: Sequence[Thing] = ()) -> tuple[Thing, ...]:
    """What shows, in the packs' order. For one look; who looks again makes a `Schedule`."""
    return layered([thing for thing in things if is_on(thing, at, screen)], starter)


def round_at(things: Iterable[Thing], at: datetime, screen: Screen, starter: Sequence[Thing] = ()) -> tuple[Thing, ...]:
    """The same, in the order and as often as one round of the loop shows them."""
    return round_of(loop_of(on_at(things, at, screen, starter)))


def loop_of(on: Sequence[Thing]) -> tuple[Thing, ...]:
    """Of what shows, what the loop shows: not what is for the list alone; an interrupt always."""
    return tuple(thing for thing in on if thing.attract or thing.interrupt)


class Schedule(Generic[Thing]):
    """``starter`` lies below all: what of it stands among ``things`` too is not planned."""

    def __init__(self, things: Iterable[Thing], starter: Sequence[Thing], screen: Screen) -> None:
        self.screen, self.starter = screen, tuple(starter)
        below = {thing.key for thing in starter}
        self.things = tuple(thing for thing in things if is_for(thing, screen) and thing.key not in below)
        self._lives = [(first_instant(thing), last_instant(thing)) for thing in self.things]
        self._valid = _validity(self._lives)
        self._week = _Week([thing.showing for thing in self.things])
        self._packs = _packs(self.things)
        self._interrupts = mask(len(self.things), (n for n, thing in enumerate(self.things) if thing.interrupt))
        self._pack_hours = {id(thing.pack_showing): thing.pack_showing for thing in self.things}
        self._planned: tuple[date, list[datetime]] | None = None

    # -- at an instant ------------------------------------------------------------------------------------------------

    def on_at(self, at: datetime) -> tuple[Thing, ...]:
        """What shows, in the packs' order."""
        state = self._state(at)
        return self._chosen(state & self._interrupts or state) or self.starter

    def all_on_at(self, at: datetime) -> tuple[Thing, ...]:
        """Whatever is on by itself: also what an interrupt covers; none when only the starter is left."""
        return self._chosen(self._state(at))

    def round_at(self, at: datetime) -> tuple[Thing, ...]:
        """One round of the loop; the starter's when nothing that is on is for the loop."""
        return round_of(loop_of(self.on_at(at)) or self.starter)

    def on_in_doubt(self, doubt: Doubt) -> tuple[Thing, ...]:
        """What shows while the clock is not believed."""
        return tuple(thing for thing in self.things if is_on_in_doubt(thing, doubt, self.screen)) or self.starter

    def _state(self, at: datetime) -> int:
        state = self._valid.at(at) & self._week.at(at)
        if state and self._packs:
            shut = 0
            for hours, theirs in self._packs:
                shut |= 0 if is_open(hours, at) else theirs
            state &= ~shut
        return state

    def _chosen(self, state: int) -> tuple[Thing, ...]:
        return tuple(compress(self.things, state.to_bytes(len(self.things), "little"))) if state else ()

    # -- when it changes ----------------------------------------------------------------------------------------------

    def next_boundary(self, at: datetime) -> datetime | None:
        """An instant after ``at`` before which nothing goes on or off; None when nothing ever will again.

        Exact within the day; else the day's end while anything has days or hours, or the next first or last instant.
        """
        planned = self._planned
        if planned is None or planned[0] != at.date():
            planned = self._planned = at.date(), self._boundaries(at.date())
        instants = planned[1]
        place = bisect_right(instants, at)
        if place < len(instants):
            return instants[place]
        midnight = end_of(at.date())
        if midnight == datetime.max:
            return None
        if self._packs or not self._week.is_always_open:
            return midnight
        later = bisect_left(self._valid.instants, midnight)
        return self._valid.instants[later] if later < len(self._valid.instants) else None

    def _boundaries(self, day: date) -> list[datetime]:
        """Every instant within ``day`` at which anything goes on or off, its first instant left out."""
        first, last = datetime.combine(day, MIDNIGHT), end_of(day)
        whole = ((first, last),)
        opened = {number: open_spans(hours, day) for number, hours in self._pack_hours.items()}
        found: set[datetime] = set()
        for thing, (begin, end) in zip(self.things, self._lives, strict=True):
            of_pack = opened[id(thing.pack_showing)]
            if not of_pack or (begin is not None and begin >= last) or (end is not None and end <= first):
                continue
            spans = open_spans(thing.showing, day)
            if of_pack != whole:
                spans = both(spans, of_pack)
            if begin is not None or end is not None:
                spans = both(spans, ((begin or datetime.min, end or datetime.max),))
            for span in spans:
                found.update(span)
        return sorted(edge for edge in found if first < edge < last)


def _validity(lives: list[tuple[datetime | None, datetime | None]]) -> Track[datetime]:
    """From its first instant to its last each is valid; one that ends before it begins never."""
    begun: list[int] = []
    turns: list[tuple[datetime, int]] = []
    for number, (begin, end) in enumerate(lives):
        if begin is not None and end is not None and end <= begin:
            continue
        if begin is None:
            begun.append(number)
        else:
            turns.append((begin, number))
        if end is not None:
            turns.append((end, number))
    return Track(len(lives), begun, turns)


def _packs(things: Sequence[Planned]) -> list[tuple[Hours, int]]:
    """The packs that have days or hours, and their things."""
    groups: dict[tuple[frozenset[int], time, time], tuple[Hours, list[int]]] = {}
    for number, thing in enumerate(things):
        hours = thing.pack_showing
        if not is_always_open(hours):
            same = (hours.weekdays, hours.daily_from or MIDNIGHT, hours.daily_until or MIDNIGHT)
            groups.setdefault(same, (hours, []))[1].append(number)
    return [(hours, mask(len(things), numbers)) for hours, numbers in groups.values()]


def _whose_days(hours: Sequence[Hours]) -> dict[int, int]:
    """Weekday -> those that show on it."""
    flags = {day: bytearray(b"\1" * len(hours)) for day in range(1, A_WEEK + 1)}
    for number, one in enumerate(hours):
        if len(one.weekdays) < A_WEEK:
            for day in flags.keys() - one.weekdays:
                flags[day][number] = 0
    return {day: int.from_bytes(whose, "little") for day, whose in flags.items()}


class _Week:
    """Days and hours of many things: whose day it is, who is on at this time of such a day, and who is of yesterday's
    still on.
    """

    def __init__(self, hours: Sequence[Hours]) -> None:
        size = len(hours)
        self.is_always_open = all(map(is_always_open, hours))
        self._whose = _whose_days(hours)
        early: list[int] = []
        begins: list[int] = []
        day_turns: list[tuple[time, int]] = []
        night_turns: list[tuple[time, int]] = []
        for number, one in enumerate(hours):
            begin, end = one.daily_from or MIDNIGHT, one.daily_until or MIDNIGHT
            if begin == MIDNIGHT:
                begins.append(number)
            else:
                day_turns.append((begin, number))
            if begin < end:
                day_turns.append((end, number))
            elif end > MIDNIGHT:
                early.append(number)
                night_turns.append((end, number))
        self._of_today, self._of_yesterday = Track(size, begins, day_turns), Track(size, early, night_turns)

    def at(self, at: datetime) -> int:
        today, clock = at.isoweekday(), at.time()
        still = self._of_yesterday.at(clock) & self._whose[day_before(today)]
        return self._of_today.at(clock) & self._whose[today] | still
