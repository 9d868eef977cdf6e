"""请人帮忙 on the terminal: the dock of every page leads to it, and a tile of 全部服务."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from kiosk.core.terminal.home_tile import HomeTile, small_tile
from kiosk.features.help.terminal import words

if TYPE_CHECKING:
    from kiosk.core.link.line import Line
    from kiosk.features.help.terminal.flow import HallCalls
    from kiosk.ui.stage import Stage

PAGE, ICON = "help", "hand-waving"


class Running:
    """What runs beside the page: the call over the line to the hall. `line` None: there is no hall."""

    def __init__(self, line: Line | None) -> None:
        from kiosk.features.help.terminal.hall_help import HallHelp

        self._hall = HallHelp(line)

    def call(self, page: str, key: str) -> bool:
        """Whether the hall service has the call. Blocks; for a worker."""
        return self._hall.call(page, key)

    def somebody_comes(self) -> bool:
        """Whether somebody has said 我去 to it. Blocks; for a worker."""
        return self._hall.somebody_comes()


@dataclass(frozen=True)
class HelpRoom:
    """`start` is told the page in whose dock it was tapped; `pages` by name."""

    start: Callable[[str], None]
    pages: Mapping[str, Callable[[], Any]]


def tile() -> HomeTile:
    """Behind what else belongs to its group."""
    return small_tile(PAGE, "errands", ICON, words.TILE, words.TILE_BRIEF, words.TILE_NOTE, listed=True)


def open_room(stage: Stage, hall: HallCalls, desk_place: str, switch: Callable[[str], None]) -> HelpRoom:
    """Once, on Kivy's thread after the first frame. `switch` does what the dock's key of that name does."""
    from kiosk.features.help.terminal.flow import HelpFlow
    from kiosk.features.help.terminal.screens.help import Help

    flow = HelpFlow(stage, hall, desk_place)
    return HelpRoom(flow.start, {PAGE: partial(Help, flow.back, switch)})
