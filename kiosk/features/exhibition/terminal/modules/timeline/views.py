"""What the timeline's page shows, and what it reports."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from content.kinds.timeline import Entry
from kiosk.ui.pixels import Frame

TIMELINE = "exhibition.timeline"


class TimelineAsked(Protocol):
    """What the page reports."""

    def choose(self, number: int) -> None: ...

    def read_whole(self) -> None: ...

    def entered(self) -> None: ...

    def back(self) -> bool: ...


@dataclass(frozen=True)
class TimelineView:
    """`at`: which of `entries`, never empty. `picture` is the chosen one's, None until it is decoded, or where there is
    none. `source` is the exhibit's, for entries without one of their own.
    """

    title: str
    entries: tuple[Entry, ...]
    at: int = 0
    source: str = ""
    demo: bool = False
    picture: Frame | None = None

    @property
    def chosen(self) -> Entry:
        return self.entries[self.at]
