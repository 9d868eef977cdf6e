"""How the page 安全 registers in the console."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from kiosk.apps.hall.console.security import words
from kiosk.apps.hall.console.security.pages import SecurityPage
from kiosk.core.access.certificate import HallCertificate
from kiosk.core.access.rights import Right
from kiosk.core.access.security_counts import SecurityCounts
from kiosk.core.web.drawers import Drawer, Room
from kiosk.core.web.module import ConsoleModule

ROOMS = (Room("security", "shield-check", words.TITLE, Right.SECURITY, "keeper#安全"),)
DRAWER = Drawer("security", Path(__file__).parent / "templates", words, ROOMS)


def console(counts: SecurityCounts, certificate: Callable[[], HallCertificate | None]) -> ConsoleModule:
    """`certificate`: what the hall shows now; None where it speaks plain HTTP on this machine."""
    return ConsoleModule(DRAWER, lambda door: SecurityPage(door, counts, certificate).router())
