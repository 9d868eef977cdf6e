"""What a feature's tile on home says, in the language in force. Plain words; home draws it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Shape = Literal["first", "picture", "teaser", "small"]
"""The one red tile; a little picture and a chip; what is on, with a view; a row among the last, without ornament."""


@dataclass(frozen=True)
class TileChip:
    text: str
    tint: str
    icon: str = ""


@dataclass(frozen=True)
class HomeTile:
    """`note` stands under the title, `over` above it; 大字 shows one row with `large_title` and `large_note` instead.

    `picture` names an interface asset; `texture` is a picture that a worker has decoded.
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
