"""A small tile: its sign over its name and a live count; beside one another, or as a row of a column."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from kiosk.apps.terminal import sizes
from kiosk.core.terminal.home_tile import TINTS, HomeTile
from kiosk.ui.tokens import Air, BadgeSide, IconSize
from kiosk.ui.widgets.icon import Icon
from kiosk.ui.widgets.layout import Column, Gap
from kiosk.ui.widgets.name import Name
from kiosk.ui.widgets.text import Text
from kiosk.ui.widgets.tile import RowTile, TapCard

INK = {"red": "primary", "gold": "gold", "pine": "pine", "ink": "ink"}
NAMES = ("label", "body", "note")


class SmallTile(TapCard):
    """`ink` is a key of INK, the tile's own without it; `first`: 取号 itself, the one red tile of its page."""

    def __init__(
        self, tile: HomeTile, start: Callable[[], None], tap: str, *, ink: str = "", first: bool = False,
        across: bool = False,
    ) -> None:  # fmt: skip
        stopped, red = bool(tile.stopped), first and not tile.stopped
        sign, name, note = ("on_primary", "on_primary", "on_primary_2") if red else ("", "ink", "ink_2")
        sign = sign or ("ink_2" if stopped else INK[ink or TINTS[tile.group]])
        rest: dict[str, Any] = {"fill": "primary", "down": "primary_down"} if red else {}
        if stopped:
            rest = {"fill": "sunken"}
        icon = Icon(tile.icon, IconSize.SIGN if across else sizes.SMALL_SIGN, sign)
        words = [
            Name(tile.large_title, NAMES, name, halign="left" if across else "center"),
            *(
                [Text(tile.brief, "note", note, max_lines=1, halign="left" if across else "center")]
                if tile.brief
                else []
            ),
        ]
        if across:
            said = Column(*words, gap=Air.HAIR, fit=True, pos_hint={"center_y": 0.5})
            super().__init__(
                icon, said, tap=tap, on_tap=start, across=True, padding=(Air.XL, 0, Air.M, 0), gap=Air.L, **rest
            )
            return
        icon.pos_hint = {"center_x": 0.5}
        super().__init__(Gap(), icon, *words, Gap(), tap=tap, on_tap=start, padding=(Air.M, 0), gap=Air.XXS, **rest)


def large_row(tile: HomeTile, start: Callable[[], None], tap: str, *, brief: bool = False) -> RowTile:
    """The same in large type: a row with a sentence; what has stopped says why. `brief`: there is no room for one."""
    return RowTile(
        tile.large_title, tile.brief if brief else tile.stopped or tile.large_note, icon=tile.icon,
        tint="off" if tile.stopped else tile.tint or TINTS[tile.group], tap=tap, on_tap=start, size_hint_y=1,
        badge_side=BadgeSide.L, fill="sunken" if tile.stopped else "surface",
    )  # fmt: skip
