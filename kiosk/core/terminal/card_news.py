"""What a feature is told of the reader and of a card on it, before anything that a card says.

    told = news(event)     # None for a card that was read: whoever armed the reader takes of it what it may

Shapes of `devices.id_card.events` that hold nothing of a card; told on the reader's thread.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from devices.id_card.events import CardEvent, CardGone, CardLying, CardUnread, ReaderOffline, ReaderOnline


class Reader(Protocol):
    """What a feature needs of `devices.id_card.CardReader`."""

    def arm(self) -> None: ...

    def disarm(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Unread:
    """A card lies there but could not be read; lifted and put back it may."""


@dataclass(frozen=True, slots=True)
class Lying:
    """A card lay there before this visitor asked: it is not read, whosever it is. False: it was taken away."""

    still: bool


@dataclass(frozen=True, slots=True)
class ReaderChanged:
    """The reader was connected or lost."""

    online: bool


CardNews = Unread | Lying | ReaderChanged


def news(event: CardEvent) -> CardNews | None:
    match event:
        case ReaderOnline() | ReaderOffline():
            return ReaderChanged(isinstance(event, ReaderOnline))
        case CardUnread():
            return Unread()
        case CardLying() | CardGone():
            return Lying(isinstance(event, CardLying))
    return None
