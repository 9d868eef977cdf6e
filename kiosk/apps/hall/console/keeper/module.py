"""How the keeper's first page, which tells of several features, registers in the console."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from kiosk.apps.hall.console.keeper import words
from kiosk.apps.hall.console.keeper.pages import TodayPages
from kiosk.apps.hall.console.keeper.today import Reads
from kiosk.core.access.rights import Right
from kiosk.core.web.drawers import Drawer, Room
from kiosk.core.web.keeper_room import Form
from kiosk.core.web.module import ConsoleModule

ROOMS = (Room("", "chart-bar", words.TODAY, Right.DAY, "keeper#今天"),)
DRAWER = Drawer("keeper", Path(__file__).parent / "templates", words, ROOMS)


def console(reads: Reads, forms: Mapping[str, Form]) -> ConsoleModule:
    """`forms`: those of its page, by verb."""
    return ConsoleModule(DRAWER, lambda door: TodayPages(door, reads, forms).router())
