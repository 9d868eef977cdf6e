"""How the page 首页 registers in the console."""

from __future__ import annotations

from pathlib import Path

from kiosk.core.access.rights import Right
from kiosk.core.web.drawers import Drawer, Room
from kiosk.core.web.module import ConsoleModule
from kiosk.features.home.console import words
from kiosk.features.home.console.given import Given, Looked, NotDrawn, TileName
from kiosk.features.home.console.pages import ROOM, HomePages
from kiosk.features.home.hall.module import Hall

__all__ = ["Given", "Looked", "NotDrawn", "TileName", "console"]

ROOMS = (Room(ROOM, "house-line", words.HOME, Right.CONTENT_EDIT, "keeper#首页放什么"),)
DRAWER = Drawer("home", Path(__file__).parent / "templates", words, ROOMS)


def console(hall: Hall, given: Given) -> ConsoleModule:
    return ConsoleModule(DRAWER, lambda door: HomePages(door, hall.home, given).router())
