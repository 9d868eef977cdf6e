"""Of a roster, of people and of a timeline a slide shows one: who is on duty today, a person, an entry.

    shown(desk.slides(), desk.believed())      # a round, in which each of these is the parts whose turn it is today

Which ones is the same all day, so that a round keeps its order; another day has others. While the clock is in doubt
nobody is shown as on duty today. Each part is an exhibit of its own by what it shows, and goes with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TypeVar

from content.kinds.people import People
from content.kinds.roster import Roster
from content.kinds.timeline import Timeline
from content.pack.exhibit import Exhibit
from kiosk.features.exhibition.terminal.modules.roster import words

T = TypeVar("T")
MOST_ON_DUTY, MOST_PEOPLE = 3, 5
PARTED = (Roster, People, Timeline)


@dataclass(frozen=True, slots=True)
class Part:
    """What one slide shows. `picture`: the name of one beside the exhibit's sheet; `quote`: a promise."""

    lines: tuple[str, ...] = ()
    quote: str = ""
    picture: str = ""

    def texts(self) -> Iterator[tuple[str, str]]:
        yield "", "\n".join((*self.lines, self.quote))

    def pictures(self) -> Sequence[str]:
        return (self.picture,) if self.picture else ()


def shown(slides: Iterable[Exhibit], now: datetime | None) -> tuple[Exhibit, ...]:
    """`now` None: nobody knows which day it is."""
    given = tuple(slides)
    found = tuple(part for one in given for part in _parts(one, now))
    return found or tuple(replace(one, content=Part()) if isinstance(one.content, PARTED) else one for one in given)


def _parts(exhibit: Exhibit, now: datetime | None) -> Iterator[Exhibit]:
    content, today = exhibit.content, now.date() if now else None
    match content:
        case Roster():
            if today is None:
                return
            for duty in content.on(today).duties[:MOST_ON_DUTY]:
                when = words.when(today, today)
                said = Part((words.at(duty.post, duty.place, duty.hours),), duty.promise, duty.picture)
                yield replace(exhibit, heading=_named(exhibit, when), title=duty.name, content=said)
        case People():
            for person in _turn(content.people, today, MOST_PEOPLE):
                said = Part(tuple(part for part in (person.duty, person.deeds) if part), person.promise, person.picture)
                yield replace(exhibit, heading=_named(exhibit, exhibit.title), title=person.name, content=said)
        case Timeline():
            for entry in _turn(content.entries, today, 1):
                said = Part(tuple(part for part in (entry.place, entry.text) if part), "", entry.picture)
                yield replace(exhibit, heading=_named(exhibit, exhibit.title), title=entry.where, content=said)
        case _:
            yield exhibit


def _named(exhibit: Exhibit, heading: str) -> str:
    return f"{heading}  {words.DEMO}" if exhibit.demo and words.DEMO not in heading else heading


def _turn(items: Sequence[T], today: date | None, most: int) -> Sequence[T]:
    """So many of them, others on another day."""
    if len(items) <= most:
        return items
    first = ((today.toordinal() if today else 0) * most) % len(items)
    return [items[(first + number) % len(items)] for number in range(most)]
