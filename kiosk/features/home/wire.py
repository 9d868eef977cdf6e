"""What the hall tells its terminals of home: which tiles stand where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from kiosk.core.link.shapes import read
from kiosk.features.home.rules.arrangement import Arrangement, sound

PATH = "/api/home"


@dataclass(frozen=True, slots=True)
class TileRow:
    key: str
    place: str


@dataclass(frozen=True, slots=True)
class HomeNow:
    """The newest arrangement; `revision` 0: nobody has chosen any."""

    revision: int
    rows: tuple[TileRow, ...]

    @property
    def arrangement(self) -> Arrangement:
        """What of it this version can use."""
        return sound((row.key, row.place) for row in self.rows)


def told(revision: int, arrangement: Arrangement) -> HomeNow:
    return HomeNow(revision, tuple(TileRow(row.key, row.place) for row in arrangement.rows))


def home_from_json(given: Any) -> HomeNow:
    """Raises WrongShape."""
    return read(HomeNow, given)
