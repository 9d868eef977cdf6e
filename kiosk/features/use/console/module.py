"""How the page 使用 registers in the console."""

from __future__ import annotations

from pathlib import Path

from kiosk.core.access.rights import Right
from kiosk.core.web.drawers import Drawer, Room
from kiosk.core.web.module import ConsoleModule
from kiosk.features.use.console import words
from kiosk.features.use.console.pages import ROOM, OnShowNow, UsePages

ROOMS = (Room(ROOM, "hand-tap", words.USE, Right.USE, "keeper#使用"),)
DRAWER = Drawer("use", Path(__file__).parent / "templates", words, ROOMS)


def console(on_show: OnShowNow) -> ConsoleModule:
    """`on_show`: what the published packs bring to the screens, which the packs know."""
    return ConsoleModule(DRAWER, lambda door: UsePages(door, on_show).router())
