"""How content registers in the console: the packs of the hall, made, checked and published."""

from __future__ import annotations

from pathlib import Path

from kiosk.core.access.rights import Right
from kiosk.core.web.drawers import Drawer, Room
from kiosk.core.web.module import ConsoleModule
from kiosk.features.exhibition.console import words
from kiosk.features.exhibition.console.pages import PackPages
from kiosk.features.exhibition.hall.module import Hall
from kiosk.features.exhibition.hall.preview import Preview

ROOMS = (Room("packs", "package", words.PACKS, Right.CONTENT_EDIT, "packs"),)
DRAWER = Drawer("exhibition", Path(__file__).parent / "templates", words, ROOMS)


def console(hall: Hall) -> ConsoleModule:
    return ConsoleModule(DRAWER, lambda door: PackPages(door, hall.packs, hall.drafts, Preview()).router())
