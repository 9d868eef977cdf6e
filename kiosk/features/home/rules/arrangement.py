"""What an editor chose: which tiles stand on home, which in 全部服务 alone, which nowhere, and in which order.

The four main functions are no rows of it: they stay where they are. What it does not name stands where it stands by
itself, so that one of an older program, or a damaged one, never empties home.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

Place = Literal["home", "all", "off"]
PLACES: tuple[Place, ...] = ("home", "all", "off")
MOST_ROWS = 60
_KEY = re.compile(r"[a-z][a-z0-9_]{0,29}(\.[a-z][a-z0-9_]{0,29}){0,2}")


@dataclass(frozen=True, slots=True)
class Row:
    """A tile by its key; `home` has room for three, so those behind stand in when one of the first cannot be used."""

    key: str
    place: Place


@dataclass(frozen=True, slots=True)
class Arrangement:
    """`rows` in the editor's order, each key once."""

    rows: tuple[Row, ...] = ()

    def place_of(self, key: str) -> Place | None:
        """None: nobody has said."""
        return next((row.place for row in self.rows if row.key == key), None)

    def rank_of(self, key: str) -> int:
        """What nobody named stands behind all others."""
        return next((at for at, row in enumerate(self.rows) if row.key == key), len(self.rows))


USUAL = Arrangement()
"""As the tiles stand by themselves."""


def is_key(text: object) -> bool:
    return isinstance(text, str) and _KEY.fullmatch(text) is not None


def sound(rows: Iterable[tuple[Any, Any]]) -> Arrangement:
    """What of these can be used: a row that is none, and the second of one key, is left out."""
    found: dict[str, Row] = {}
    for key, place in rows:
        if is_key(key) and place in PLACES and len(found) < MOST_ROWS:
            found.setdefault(key, Row(key, place))
    return Arrangement(tuple(found.values()))


def from_plain(given: Any) -> Arrangement:
    """Of what was kept or sent, ``[["daily", "home"], …]``; whatever is wrong in it, home is not left empty."""
    rows = given if isinstance(given, list | tuple) else ()
    return sound((row[0], row[1]) for row in rows if isinstance(row, list | tuple) and len(row) == 2)


def to_plain(arrangement: Arrangement) -> list[list[str]]:
    return [[row.key, row.place] for row in arrangement.rows]


def filled(arrangement: Arrangement, usual: Sequence[Row]) -> Arrangement:
    """With a row for each of `usual`: those that nobody named stand behind, where they stand by themselves."""
    named = {row.key for row in arrangement.rows}
    return Arrangement((*arrangement.rows, *(row for row in usual if row.key not in named)))
