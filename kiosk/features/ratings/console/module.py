"""How the ratings register in the console: the pads at the windows."""

from __future__ import annotations

from pathlib import Path

from kiosk.core.web.drawers import Drawer
from kiosk.core.web.module import ConsoleModule
from kiosk.features.ratings.console import words
from kiosk.features.ratings.console.pad import PadPages
from kiosk.features.ratings.hall.pads import PadDesk
from kiosk.features.ratings.hall.rating import RatingDesk

DRAWER = Drawer("ratings", Path(__file__).parent / "templates", words)


def console(desk: RatingDesk, pads: PadDesk) -> ConsoleModule:
    return ConsoleModule(DRAWER, lambda door: PadPages(door, desk, pads).router())
