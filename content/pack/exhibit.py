"""One thing a pack shows, and when it may be shown. Standard library only."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path

from content.kinds.article import Article
from content.kinds.filled import Content
from content.kinds.kind import ExhibitKind
from content.kinds.subtitles import Cue

ALL_WEEK = frozenset(range(1, 8))
"""ISO weekdays: 1 is Monday, 7 is Sunday."""
PROFILES = ("center", "station", "point")
SCREENS = ("terminal", "board")
WEIGHTS = range(1, 10)


@dataclass(frozen=True, slots=True)
class Showing:
    """When an exhibit is on, in the hall's local time (China keeps no summer time, so a naive clock is exact).

    ``starts`` is the first instant, ``ends`` the first instant no longer shown; None means no bound.
    Of each day in ``weekdays`` it shows from ``daily_from`` to ``daily_until`` (exclusive). A daily window whose end
    is not after its start runs past midnight and belongs to the day it began. Two Nones show all day.
    """

    starts: datetime | None = None
    ends: datetime | None = None
    weekdays: frozenset[int] = ALL_WEEK
    daily_from: time | None = None
    daily_until: time | None = None


@dataclass(frozen=True, slots=True)
class Exhibit:
    """``size`` is (width, height) in pixels, (0, 0) for an article and for a film that was not decoded; ``content``
    what was made of a sheet; ``alternative`` the text version of a picture. ``seconds``: 0, of a film,
    is its own length.

    ``profiles`` and ``screens`` are where both the item and its pack allow it; empty: everywhere. ``showing`` is the
    item's own, ``pack_showing`` the whole pack's, and it is on while both are. Items of one ``playlist`` are one block
    in the pack's order; ``weight`` says how often in a round an item comes (a block: its largest); while an
    ``interrupt`` is on, interrupts alone are shown. ``consent`` says how a real person who is shown agreed; with the
    day ``consent_until`` the exhibit ends, whatever ``showing`` says. After ``check_by`` its keeper is asked whether
    what it says still holds; it goes on being shown.
    """

    id: str
    kind: ExhibitKind
    title: str
    path: Path
    pack: str
    pack_version: str
    heading: str = ""
    source: str = ""
    source_date: date | None = None
    showing: Showing = field(default_factory=Showing)
    seconds: float = 12.0
    size: tuple[int, int] = (0, 0)
    article: Article | None = None
    content: Content | None = None
    alternative: Article | None = None
    subtitles: tuple[Cue, ...] = ()
    topics: tuple[str, ...] = ()
    attract: bool = True
    demo: bool = False
    profiles: frozenset[str] = frozenset()
    screens: frozenset[str] = frozenset()
    weight: int = 1
    playlist: str = ""
    interrupt: bool = False
    consent: str = ""
    consent_until: date | None = None
    check_by: date | None = None
    pack_showing: Showing = field(default_factory=Showing)

    @property
    def key(self) -> str:
        """Unique among all installed packs."""
        return f"{self.pack}/{self.id}"
