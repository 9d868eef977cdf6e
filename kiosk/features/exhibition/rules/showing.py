"""Whether one thing is on, on one screen at one instant, and when that changes. Pure; times are the hall's, naive.

Its own hours and its pack's, the day on which a person's consent ends, the kind of screen and the hall's profile: it
is on where and while all of them allow it. What others do to it (an interrupt, the starter that lies below all) is
`layered`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from typing import Protocol, TypeVar

from kiosk.features.exhibition.rules.hours import DAY, Hours, edges_of_day, end_of, holds, is_always_open, is_begun

A_ROUND_OF_DAYS = 9
"""Every day and hour of a week has come once, from whichever instant one looks."""


class Planned(Protocol):
    """Anything that is planned: an exhibit. `content.pack.exhibit.Exhibit` says what each field means."""

    @property
    def key(self) -> str: ...
    @property
    def pack(self) -> str: ...
    @property
    def showing(self) -> Hours: ...
    @property
    def pack_showing(self) -> Hours: ...
    @property
    def profiles(self) -> frozenset[str]: ...
    @property
    def screens(self) -> frozenset[str]: ...
    @property
    def weight(self) -> int: ...
    @property
    def playlist(self) -> str: ...
    @property
    def interrupt(self) -> bool: ...
    @property
    def attract(self) -> bool: ...
    @property
    def consent_until(self) -> date | None: ...


Thing = TypeVar("Thing", bound=Planned)


@dataclass(frozen=True, slots=True)
class Screen:
    """Where it would show: ``kind`` terminal or board, ``profile`` center, station or point; empty: any of them.
    ``playlists``: those that this screen is for, where several boards of a hall differ; empty: everything.
    """

    kind: str = "terminal"
    profile: str = ""
    playlists: frozenset[str] = frozenset()


def is_for(thing: Planned, screen: Screen) -> bool:
    right_kind = not screen.kind or not thing.screens or screen.kind in thing.screens
    right_list = not screen.playlists or thing.playlist in screen.playlists
    return right_kind and right_list and (not screen.profile or not thing.profiles or screen.profile in thing.profiles)


def is_in_time(thing: Planned, at: datetime) -> bool:
    """The time allows it, on whichever screen."""
    return holds(thing.showing, at) and holds(thing.pack_showing, at) and not is_withdrawn(thing, at)


def is_on(thing: Planned, at: datetime, screen: Screen) -> bool:
    """By itself: whether it is covered by another is for `layered`."""
    return is_for(thing, screen) and is_in_time(thing, at)


def is_withdrawn(thing: Planned, at: datetime) -> bool:
    """The person who is shown agreed until a day that is over."""
    return thing.consent_until is not None and at.date() > thing.consent_until


def first_instant(thing: Planned) -> datetime | None:
    """Before it, it is never on; None: no bound."""
    own, packs = thing.showing.starts, thing.pack_showing.starts
    return max(own, packs) if own and packs else own or packs


def last_instant(thing: Planned) -> datetime | None:
    """From it on, it is never on again; None: no bound. The earliest of its end, its pack's and the consent's."""
    own, packs, consent = thing.showing.ends, thing.pack_showing.ends, thing.consent_until
    end = min(own, packs) if own and packs else own or packs
    if consent is None or consent == date.max:
        return end
    return min(end, end_of(consent)) if end else end_of(consent)


def layered(on: Sequence[Thing], starter: Sequence[Thing]) -> tuple[Thing, ...]:
    """Of what is on by itself: the interrupts alone while there are any; ``starter`` in full when nothing is on."""
    return tuple(thing for thing in on if thing.interrupt) or tuple(on) or tuple(starter)


# -- while the clock is not believed --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Doubt:
    """The clock is not to be believed. ``since``: the newest instant that was; the true time lies after it."""

    since: datetime | None = None


def is_on_in_doubt(thing: Planned, doubt: Doubt, screen: Screen) -> bool:
    """On at every instant it may be: whatever has an end, hours or a consent might show when it must not."""
    if not is_for(thing, screen) or last_instant(thing) is not None or thing.consent_until is not None:
        return False
    begun = doubt.since or datetime.min
    return all(is_always_open(hours) and is_begun(hours, begun) for hours in (thing.showing, thing.pack_showing))


# -- when it changes ------------------------------------------------------------------------------------------------


def first_when(things: Iterable[Planned], holds_at: Callable[[datetime], bool], at: datetime) -> datetime | None:
    """The first instant from ``at`` on at which ``holds_at``, which depends on nothing but whether ``things`` are on.

    Between two bounds the weeks repeat, so that one of them tells of all.
    """
    found = tuple(things)
    bounds = {bound for thing in found for bound in (first_instant(thing), last_instant(thing)) if bound and bound > at}
    for begin, end in pairwise([at, *sorted(bounds), datetime.max]):
        for instant in _instants(found, begin, end):
            if holds_at(instant):
                return instant
    return None


def _instants(things: tuple[Planned, ...], begin: datetime, end: datetime) -> Iterator[datetime]:
    yield begin
    weekly = [hours for thing in things for hours in (thing.showing, thing.pack_showing) if not is_always_open(hours)]
    if not weekly:
        return
    day = begin.date()
    for number in range(A_ROUND_OF_DAYS):
        if end.date() - day < number * DAY:
            return
        marks = {mark for hours in weekly for mark in edges_of_day(hours, day + number * DAY)}
        yield from (mark for mark in sorted(marks) if begin < mark < end)
