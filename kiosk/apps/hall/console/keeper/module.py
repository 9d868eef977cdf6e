"""How the keeper's pages across features register in the console."""

from __future__ import annotations

from pathlib import Path

from kiosk.apps.hall.console.keeper import words
from kiosk.apps.hall.console.keeper.forms import Desks
from kiosk.apps.hall.console.keeper.pages import KeeperPages
from kiosk.core.web.drawers import Drawer, Room
from kiosk.core.web.module import ConsoleModule

ROOMS = (
    Room("", "chart-bar", words.TODAY),
    Room("ratings", "chat-circle-text", words.RATINGS),
    Room("hours", "calendar-blank", words.HOURS),
    Room("plan", "list-bullets", words.PLAN),
    Room("people", "users", words.PEOPLE),
)
DRAWER = Drawer("keeper", Path(__file__).parent / "templates", words, ROOMS)


def console(desks: Desks) -> ConsoleModule:
    return ConsoleModule(DRAWER, lambda door: KeeperPages(door, desks).router())
