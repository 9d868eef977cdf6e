"""What the tree's page shows, and what it reports."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

TREE = "exhibition.tree"


class TreeAsked(Protocol):
    """What the page reports."""

    def go(self, number: int) -> None: ...

    def turn(self, number: int) -> None: ...

    def up(self) -> None: ...

    def to_here(self) -> None: ...

    def read_whole(self) -> None: ...

    def back(self) -> bool: ...


@dataclass(frozen=True)
class NodeRow:
    """`below`: how many stand directly under it. `here`: one stands there; `above_here`: somewhere under it."""

    name: str
    level: str = ""
    below: int = 0
    here: bool = False
    above_here: bool = False


@dataclass(frozen=True)
class TreeView:
    """The chosen one with the names above it, from the top, and the list: what is under it, or, where nothing is, it
    among its own kind; then `chosen` is its number there, else -1. `at`: which of the list the page in front holds.
    `to_here`: there is a way to where one stands, and it is not here.
    """

    title: str
    path: tuple[str, ...]
    name: str
    level: str = ""
    note: str = ""
    below: tuple[int, int] = (0, 0)
    here: bool = False
    rows: tuple[NodeRow, ...] = ()
    chosen: int = -1
    at: int = 0
    is_top: bool = True
    to_here: bool = False
    source: str = ""
