"""What the terminal's own pages show: plain words, ready to draw."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kiosk.core.terminal.home_tile import HomeTile


@dataclass(frozen=True)
class HomeView:
    """`hours` and `waiting` are the card over the hero; a tile for each feature that works, the most wanted first."""

    greeting: str
    hours: str
    waiting: str
    tiles: tuple[HomeTile, ...]


@dataclass(frozen=True)
class AttractView:
    """What can be done here: icon and words of each."""

    can: tuple[tuple[str, str], ...]
