"""What a pack says of itself, its items checked for types, before any of their files is looked at."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from content.kinds.kind import ExhibitKind
from content.pack.exhibit import Showing

MANIFEST = "manifest.toml"
FORMATS = (1, 2, 3, 4)
"""2 has what `content.pack.fields.BEYOND_FIRST` names, 3 films and their subtitles, 4 documents, sheets
and `check_by`. A terminal refuses a pack of a number that it does not know whole, by its name, and goes on with what it
has: an exhibit of which it does not know the end must not stay up."""
MOST_ITEMS = 2000
NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
VERSION = re.compile(r"[0-9A-Za-z][0-9A-Za-z.+_-]{0,31}")


class PackRejected(Exception):
    """No part of the pack may be shown; ``path`` is the file at fault, ``reason`` is for the keeper, in Chinese."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}：{reason}")
        self.path = path
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Problem:
    """One item that is skipped: the file (or item id) at fault and why."""

    path: str
    reason: str

    def __str__(self) -> str:
        return f"{self.path}：{self.reason}"


@dataclass(frozen=True, slots=True)
class Entry:
    """One item, types checked, files not yet looked at; the fields are those of `content.pack.exhibit.Exhibit`."""

    id: str
    kind: ExhibitKind
    file: str
    title: str
    heading: str = ""
    source: str = ""
    source_date: date | None = None
    showing: Showing = field(default_factory=Showing)
    seconds: float = 12.0
    text_file: str = ""
    subtitle_file: str = ""
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

    @property
    def files(self) -> tuple[str, ...]:
        """All that it names."""
        return tuple(name for name in (self.file, self.text_file, self.subtitle_file) if name)


@dataclass(frozen=True, slots=True)
class Manifest:
    """``showing``, ``profiles`` and ``screens`` hold for the whole pack. ``problems`` are the items that are left out,
    ``reminders`` what should be mended though everything is shown.
    """

    name: str
    version: str
    title: str
    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...] = ()
    showing: Showing = field(default_factory=Showing)
    profiles: frozenset[str] = frozenset()
    screens: frozenset[str] = frozenset()
    reminders: tuple[Problem, ...] = ()
