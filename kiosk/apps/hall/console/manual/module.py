"""How 帮助, the manual in the browser, registers in the console."""

from __future__ import annotations

from pathlib import Path

from kiosk.apps.hall.console.manual import words
from kiosk.apps.hall.console.manual.pages import ManualPages
from kiosk.core.web.drawers import Drawer
from kiosk.core.web.module import ConsoleModule

MANUAL = ConsoleModule(
    Drawer("manual", Path(__file__).parent / "templates", words), lambda door: ManualPages(door).router()
)
