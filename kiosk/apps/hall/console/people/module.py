"""How the page 人员 registers in the console."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from kiosk.apps.hall.console.people import words
from kiosk.apps.hall.console.people.audited import AUDITED as AUDITED
from kiosk.apps.hall.console.people.pages import PeoplePages, Shown
from kiosk.core.access.rights import Right
from kiosk.core.web.drawers import Drawer, Room
from kiosk.core.web.keeper_room import Form
from kiosk.core.web.module import ConsoleModule

ROOMS = (Room("people", "users", words.PEOPLE, Right.PEOPLE, "keeper#人员"),)
DRAWER = Drawer("people", Path(__file__).parent / "templates", words, ROOMS)


def console(pads: Shown, pad_forms: Mapping[str, Form]) -> ConsoleModule:
    """`pads` and `pad_forms`: of the part about the pads, which another feature draws."""
    return ConsoleModule(DRAWER, lambda door: PeoplePages(door, pads, pad_forms).router())
