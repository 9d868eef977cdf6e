"""What a feature's tile on home says, in the language in force. Plain words; home and 全部服务 draw it.

A feature has one main tile, and as many small ones as it has further ways in (`Door` in module.py):

    def tile() -> HomeTile | None:
        places = desk.places_on_now()
        if not places:
            return None
        return small_tile("exhibition.map", "seeing", "map-trifold", words.MAP, words.places(len(places)))

Its key is one of a kind and never another: an editor orders tiles by it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Shape = Literal["first", "picture", "teaser", "small", "listed"]
"""The one red tile; a little picture and a chip; what is on, with a view; one of the small ones under these; one that
stands in 全部服务 alone unless an editor puts it on home."""

Group = Literal["errands", "learning", "seeing", "saying"]
"""办事, 学习, 看一看, 说一说: where it stands in 全部服务."""

GROUPS: tuple[Group, ...] = ("errands", "learning", "seeing", "saying")
MAIN: tuple[Shape, ...] = ("first", "picture", "teaser")
TINTS: dict[Group, str] = {"errands": "red", "learning": "gold", "seeing": "pine", "saying": "pine"}


@dataclass(frozen=True)
class TileChip:
    text: str
    tint: str
    icon: str = ""


@dataclass(frozen=True)
class HomeTile:
    """`note` stands under the title, `over` above it; 大字 shows one row with `large_title` and `large_note` instead.

    `brief`, at most about 8 characters, is what stands under the title where there is little room: a live count (36
    件事). `stopped` says in a sentence why it cannot be used now: a small tile then leaves, a main one says it and
    leads to its page, which says it too. `picture` names an interface asset; `texture` is a picture that a worker has
    decoded.
    """

    key: str
    shape: Shape
    title: str
    note: str
    large_title: str
    large_note: str
    icon: str
    tint: str = ""
    over: str = ""
    chip: TileChip | None = None
    picture: str = ""
    texture: object = None
    group: Group = "seeing"
    brief: str = ""
    stopped: str = ""

    @property
    def is_main(self) -> bool:
        """It stays where it is on home, whatever an editor chooses."""
        return self.shape in MAIN

    @property
    def is_small(self) -> bool:
        """It stands on home by itself, while there is room."""
        return self.shape == "small"


def small_tile(
    key: str, group: Group, icon: str, title: str, brief: str, large_note: str = "", *, listed: bool = False
) -> HomeTile:
    """A further way in. `brief` is its live count, `large_note` what stands there in large type, `brief` if empty."""
    large = large_note or brief
    shape: Shape = "listed" if listed else "small"
    return HomeTile(key, shape, title, brief, title, large, icon, TINTS[group], group=group, brief=brief)
