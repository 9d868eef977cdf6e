"""What the pages of a directory show."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from kiosk.features.exhibition.terminal.modules.directory import words
from kiosk.features.exhibition.terminal.modules.roster.views import DutyCard
from kiosk.features.exhibition.terminal.queueing import QueueNow
from kiosk.features.exhibition.terminal.slips import SlipView


class EntryKind(StrEnum):
    SERVICE = "service"
    PLACE = "place"
    QUESTION = "question"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the list: which of its kind, its name and a word under it. `badge` over `area`: where (1 号, 1 楼
    窗口). `chip`: when it is done next, where that is not today.
    """

    kind: EntryKind
    number: int
    title: str
    note: str = ""
    badge: str = ""
    area: str = ""
    chip: str = ""


@dataclass(frozen=True, slots=True)
class DirectoryView:
    """`filters`: what may be listed, all of it first; number `chosen` of them is. `turned`: how often 更多 showed
    others of them. `at`: the number of the first line on the page in front. `duty` None: no roster is on.
    """

    title: str
    entries: tuple[Entry, ...]
    filters: tuple[str, ...]
    chosen: int = 0
    turned: int = 0
    at: int = 0
    duty: DutyCard | None = None
    has_plan: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A part of what is said of one service: `things` one under another, each with a word at its right, or a `text`."""

    head: str
    text: str = ""
    things: tuple[tuple[str, str], ...] = ()
    icon: str = "info"

    @property
    def blocks(self) -> tuple[tuple[str, str], ...]:
        """All of it, as it is read in full."""
        items = [("item", words.told(*thing)) for thing in self.things]
        return ("heading", self.head), *items, *([("paragraph", self.text)] if self.text else [])


@dataclass(frozen=True, slots=True)
class EntryView:
    """One service, place or question open. `queue` None: no numbers are given for it here; `queue_said` says how it
    stands, or why there is none now. `facts`: hours and how long it takes, in one line.
    """

    title: str
    sections: tuple[Section, ...]
    at: int = 0
    place: str = ""
    area: str = ""
    queue: QueueNow | None = None
    queue_said: str = ""
    facts: str = ""
    slip: SlipView = field(default_factory=SlipView)

    @property
    def section(self) -> Section:
        return self.sections[self.at]
