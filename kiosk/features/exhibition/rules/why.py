"""Why something shows on a screen, until when and in which place of the round; or everything that keeps it off.

    answer = why(exhibit, at, Screen("terminal", "station"), among=every_exhibit_of_the_packs, starter=starter)
    words.said(exhibit, answer)     # the same as sentences, for the browser, the command and a terminal

``among`` is what the screen has beside it: without it, nothing can be said of interrupts, of the place in the round,
and of the starter, which lies below all. Pure; an answer takes as long as some scans.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import TypeVar

from kiosk.features.exhibition.rules.hours import Hours, is_begun, is_open, is_over
from kiosk.features.exhibition.rules.round import round_of
from kiosk.features.exhibition.rules.schedule import Schedule, loop_of
from kiosk.features.exhibition.rules.showing import (
    Doubt,
    Planned,
    Screen,
    first_when,
    is_for,
    is_on,
    is_on_in_doubt,
    is_withdrawn,
)

Thing = TypeVar("Thing", bound=Planned)

MOST_BOUNDARIES = 500
"""So far one looks for a gap in which the starter shows: of a hall whose hours differ by the day, some two months."""


class Why(StrEnum):
    """What keeps it off. ``Keeps.of_pack``: not the item's own bound but its pack's."""

    OTHER_SCREEN = "other_screen"
    OTHER_PROFILE = "other_profile"
    OTHER_PLAYLIST = "other_playlist"
    NOT_YET = "not_yet"  # `when` is its first instant
    OVER = "over"  # `when` is the instant it ended
    CONSENT_OVER = "consent_over"
    WEEKDAY = "weekday"
    HOURS = "hours"
    INTERRUPTED = "interrupted"  # `by` are the keys of what is shown instead
    BELOW = "below"  # of the starter: something else is on
    CLOCK = "clock"  # the clock is not believed, and it is not on at every instant it may be


PLACES = (Why.OTHER_SCREEN, Why.OTHER_PROFILE, Why.OTHER_PLAYLIST)
"""Those that no time changes."""


@dataclass(frozen=True, slots=True)
class Keeps:
    """One reason that would keep it off alone."""

    why: Why
    of_pack: bool = False
    when: datetime | None = None
    by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """Of one thing at one instant. ``keeps`` is empty while it is on.

    Args:
        until: it is on without a break until then (exclusive); None: for ever.
        next_on: it is off, and on again then; None: never again on this screen.
        looked_until: nothing was found until then, and no further was looked; None: everything was.
        places: where it stands in the round, from 0; none: it is for the list alone.
        length: of the round, in items.
        loop_only: of the starter: it fills the loop, since what is on is for the list alone; the list has it not.
    """

    at: datetime
    screen: Screen
    keeps: tuple[Keeps, ...]
    until: datetime | None = None
    next_on: datetime | None = None
    looked_until: datetime | None = None
    places: tuple[int, ...] = ()
    length: int = 0
    loop_only: bool = False

    @property
    def is_on(self) -> bool:
        return not self.keeps


def why(
    thing: Thing, at: datetime, screen: Screen, among: Sequence[Thing] = (), starter: Sequence[Thing] = (),
    doubt: Doubt | None = None, plan: Schedule[Thing] | None = None,
) -> Answer:  # fmt: skip
    """``among`` and ``starter`` as a `Schedule` takes them, the thing itself included or not. ``plan``: that schedule,
    with the thing in it, of whoever asks about many.
    """
    if any(one.key == thing.key for one in starter):
        return _why_starter(thing, at, plan or Schedule(among, starter, screen), doubt)
    others = [one for one in among if one.key != thing.key]
    own = _own(thing, at, screen)
    if doubt is not None:
        return _why_in_doubt(thing, at, _with(thing, among), screen, doubt)
    rivals = [] if thing.interrupt else [one for one in others if one.interrupt and is_for(one, screen)]

    def shows(moment: datetime) -> bool:
        return is_on(thing, moment, screen) and not any(is_on(one, moment, screen) for one in rivals)

    by = tuple(one.key for one in rivals if is_on(one, at, screen))
    keeps = (*own, Keeps(Why.INTERRUPTED, by=by)) if by else own
    if keeps:
        return Answer(at, screen, keeps, next_on=first_when((thing, *rivals), shows, at))
    until = first_when((thing, *rivals), lambda moment: not shows(moment), at)
    on = (plan or Schedule(_with(thing, among), starter, screen)).on_at(at)
    return _placed(Answer(at, screen, (), until), thing, on)


def _with(thing: Thing, among: Sequence[Thing]) -> list[Thing]:
    """With the thing itself, in its place."""
    here = [thing if one.key == thing.key else one for one in among]
    return here if any(one is thing for one in here) else [*here, thing]


def _own(thing: Planned, at: datetime, screen: Screen) -> tuple[Keeps, ...]:
    found = []
    if screen.kind and thing.screens and screen.kind not in thing.screens:
        found.append(Keeps(Why.OTHER_SCREEN))
    if screen.profile and thing.profiles and screen.profile not in thing.profiles:
        found.append(Keeps(Why.OTHER_PROFILE))
    if screen.playlists and thing.playlist not in screen.playlists:
        found.append(Keeps(Why.OTHER_PLAYLIST))
    if is_withdrawn(thing, at):
        found.append(Keeps(Why.CONSENT_OVER))
    return (*found, *_of_hours(thing.showing, at, of_pack=False), *_of_hours(thing.pack_showing, at, of_pack=True))


def _of_hours(hours: Hours, at: datetime, *, of_pack: bool) -> list[Keeps]:
    found = []
    if not is_begun(hours, at):
        found.append(Keeps(Why.NOT_YET, of_pack, hours.starts))
    if is_over(hours, at):
        found.append(Keeps(Why.OVER, of_pack, hours.ends))
    if not is_open(hours, at):
        found.append(Keeps(Why.HOURS if at.isoweekday() in hours.weekdays else Why.WEEKDAY, of_pack))
    return found


def _why_in_doubt(thing: Thing, at: datetime, among: Sequence[Thing], screen: Screen, doubt: Doubt) -> Answer:
    on = tuple(one for one in among if is_on_in_doubt(one, doubt, screen))
    if any(one is thing for one in on):
        return _placed(Answer(at, screen, ()), thing, on)
    where = tuple(keep for keep in _own(thing, at, screen) if keep.why in PLACES)
    return Answer(at, screen, where or (Keeps(Why.CLOCK),))


def _why_starter(thing: Thing, at: datetime, schedule: Schedule[Thing], doubt: Doubt | None) -> Answer:
    """On while nothing else is for the loop: it has no bounds of its own."""
    others = schedule.on_in_doubt(doubt) if doubt else schedule.on_at(at)
    above, loop_only = _above(others, schedule), others is not schedule.starter
    keeps = (Keeps(Why.BELOW, by=tuple(one.key for one in above)),) if above else ()
    if doubt:
        answer = Answer(at, schedule.screen, keeps, loop_only=loop_only)
        return answer if above else _placed(answer, thing, schedule.starter)
    changes, looked = _starter_changes(schedule, at, now_on=not above)
    if above:
        return Answer(at, schedule.screen, keeps, next_on=changes, looked_until=looked)
    answer = Answer(at, schedule.screen, (), changes, looked_until=looked, loop_only=loop_only)
    return _placed(answer, thing, schedule.starter)


def _above(on: Sequence[Thing], schedule: Schedule[Thing]) -> Sequence[Thing]:
    """What is shown in the starter's place: in the loop, as `Schedule.round_at` has it; a board has no list."""
    if on is schedule.starter:
        return ()
    return on if schedule.screen.kind == "board" else loop_of(on)


def _starter_changes(
    schedule: Schedule[Thing], at: datetime, *, now_on: bool
) -> tuple[datetime | None, datetime | None]:
    """When the starter goes on or off, and how far was looked if that was not found."""
    moment: datetime | None = at
    for _ in range(MOST_BOUNDARIES):
        reached, moment = moment, schedule.next_boundary(moment) if moment else None
        if moment is None:
            return None, None
        if (not _above(schedule.on_at(moment), schedule)) != now_on:
            return moment, None
    return None, reached


def _placed(answer: Answer, thing: Thing, on: Sequence[Thing]) -> Answer:
    whole = round_of(loop_of(on))
    places = tuple(place for place, one in enumerate(whole) if one.key == thing.key)
    return replace(answer, places=places, length=len(whole))
