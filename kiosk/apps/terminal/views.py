"""What the terminal's own pages show: plain words, ready to draw."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kiosk.core.terminal.home_tile import HomeTile

ALL, GONE = "all", "gone"
"""Pages of the terminal's own, by their names."""


@dataclass(frozen=True)
class HomeView:
    """`hours` and `waiting` are the card over the hero; `tiles` the main functions, the most wanted first; `small`
    those under them, at most three; `services`: how many stand in 全部服务, 0: it has no tile here.
    """

    greeting: str
    hours: str
    waiting: str
    tiles: tuple[HomeTile, ...]
    small: tuple[HomeTile, ...] = ()
    services: int = 0


@dataclass(frozen=True)
class AllView:
    """全部服务. `groups` by their key, each with what stands in it; in large type the `chosen` one alone, and of it one
    `page`.
    """

    hours: str
    waiting: str
    groups: tuple[tuple[str, tuple[HomeTile, ...]], ...]
    chosen: str = ""
    page: int = 0

    @property
    def services(self) -> int:
        return sum(len(tiles) for _, tiles in self.groups)

    @property
    def in_front(self) -> tuple[str, tuple[HomeTile, ...]]:
        """The chosen group, or the first, where it has gone meanwhile."""
        return next((one for one in self.groups if one[0] == self.chosen), self.groups[0] if self.groups else ("", ()))


@dataclass(frozen=True)
class GoneView:
    """What was tapped has just stopped: its title, and why, where it is known. `services` as in `HomeView`."""

    title: str
    why: str = ""
    services: int = 0


@dataclass(frozen=True)
class AttractView:
    """What can be done here: icon and words of each."""

    can: tuple[tuple[str, str], ...]
