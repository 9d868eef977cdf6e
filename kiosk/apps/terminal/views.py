"""What the terminal's own pages show: plain words, ready to draw."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ExhibitTeaser:
    """The exhibition tile: how many items are on, the first one's title and what it is."""

    count: int
    title: str
    note: str
    texture: object = None  # its picture, once a worker has decoded it


@dataclass(frozen=True)
class HomeView:
    """`state_left`/`state_right` are the card over the hero; tiles are shown only for modules that work."""

    greeting: str
    hours: str
    waiting: str
    modules: frozenset[str]
    services_note: str
    tickets_away: bool = False
    membership_away: bool = False
    exhibit: ExhibitTeaser | None = None


@dataclass(frozen=True)
class HelpView:
    """`sent`: the hall service has the call; otherwise the visitor is told to walk over."""

    sent: bool
    desk_place: str


@dataclass(frozen=True)
class AttractView:
    modules: frozenset[str]
