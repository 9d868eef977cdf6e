"""好差评: what may be given, when a visitor is asked, and for how long an answer can be taken back.

One rating for one served ticket, by the visitor who has just been served: the pad stops asking when the next one is
being served, or after three minutes. Levels 1 to 3 are sent by one touch and can be taken back for a moment; 4 and 5
stay open until a keeper closes them. A rating names a ticket, never a person.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

LEVELS = range(1, 6)
FIRST_BAD = 4
REASONS = ("waited", "unclear", "unfriendly", "trips", "papers", "other")  # as the hall database keeps them
ASKED_SECONDS = 180
CHANGE_SECONDS = 5  # what the pad offers
CHANGE_GRACE_SECONDS = 3  # the touch at the last moment, and its way here
THANKS_SECONDS = 8
LEFT_SECONDS = 20  # a bad level touched and then left alone is sent as it is
NOTE_LETTERS = 200


class RatingRefused(Exception):
    """Not a level or a reason of the list, or a note too long."""


class NotAsked(Exception):
    """The pad does not ask about this ticket (any more)."""


class AlreadyRated(Exception):
    """One rating for one ticket."""


@dataclass(frozen=True, slots=True)
class Given:
    """A rating that was given; ``at`` as ISO 8601 in hall time."""

    level: int
    at: str


@dataclass(frozen=True, slots=True)
class Rating:
    """One rating as keepers read it, with the number it is about; never a person."""

    ticket_id: int
    day: str
    number: str
    service: str
    window: str
    level: int
    reasons: str
    at: str
    note: str


@dataclass(frozen=True, slots=True)
class Asked:
    """The ticket the pad asks about; ``level`` is what was just given, or None."""

    ticket_id: int
    number: str
    service: str
    level: int | None = None
    changeable: bool = False


def asked_of(ticket: Asked, given: Given | None, now: datetime) -> Asked | None:
    """What the pad shows of a ticket just served: the question, then thanks for a moment, then nothing."""
    if given is None:
        return ticket
    age = (now - datetime.fromisoformat(given.at)).total_seconds()
    if age > THANKS_SECONDS:
        return None
    changeable = given.level < FIRST_BAD and age <= CHANGE_SECONDS
    return Asked(ticket.ticket_id, ticket.number, ticket.service, given.level, changeable)


def reasons_kept(level: int, reasons: Collection[str]) -> str:
    """What is kept of the reasons ticked: ``waited papers``; nothing for a good level. Raises RatingRefused."""
    if level not in LEVELS or not set(reasons) <= set(REASONS):
        raise RatingRefused(f"{level}")
    return " ".join(one for one in REASONS if one in reasons) if level >= FIRST_BAD else ""
