"""What the pages of a document show."""

from __future__ import annotations

from dataclasses import dataclass

from content.kinds.document import Note
from kiosk.features.exhibition.rules.within import Match

Place = tuple[int, int]
"""The number of a block, and how many letters into its text."""


@dataclass(frozen=True, slots=True)
class DocumentView:
    """``blocks`` are (heading|paragraph|item, text). ``page`` of ``pages`` is where the visitor reads (0: not counted
    yet); ``goal``: to be turned to as soon as it is laid out. ``found`` are marked in the text, ``asked`` is what was
    looked for.
    """

    key: str
    title: str
    source: str
    blocks: tuple[tuple[str, str], ...]
    notes: tuple[Note, ...] = ()
    page: int = 0
    pages: int = 1
    goal: Place | None = None
    asked: str = ""
    found: tuple[Match, ...] = ()
    can_hear: bool = False
    aloud: bool = False

    @property
    def headings(self) -> tuple[tuple[int, str], ...]:
        """Block and text of each."""
        return tuple((number, text) for number, (kind, text) in enumerate(self.blocks) if kind == "heading")


@dataclass(frozen=True, slots=True)
class ContentsView:
    """``now``: the heading that the visitor reads under."""

    title: str
    headings: tuple[str, ...]
    now: int
    page: int | None = None  # None: where `now` is


@dataclass(frozen=True, slots=True)
class HitItem:
    line: str
    where: str


@dataclass(frozen=True, slots=True)
class HitsView:
    """No items: nothing was found."""

    title: str
    note: str
    items: tuple[HitItem, ...]
    page: int = 0
