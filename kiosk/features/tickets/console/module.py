"""How the queue registers in the console: the clerk's page."""

from __future__ import annotations

from pathlib import Path

from kiosk.core.access.terminals import Terminals
from kiosk.core.web.drawers import Drawer
from kiosk.core.web.module import ConsoleModule
from kiosk.features.tickets.console import words
from kiosk.features.tickets.console.clerk import ClerkPages, DevicesNow
from kiosk.features.tickets.console.clerk_buttons import Desks, HelpCalls
from kiosk.features.tickets.hall.desk import TicketDesk

DRAWER = Drawer("tickets", Path(__file__).parent / "templates", words)


def console(desk: TicketDesk, help_calls: HelpCalls, terminals: Terminals, devices: DevicesNow) -> ConsoleModule:
    """`devices`: how the devices of the terminals stand at this moment, what needs a hand first."""
    desks = Desks(desk, help_calls)
    return ConsoleModule(DRAWER, lambda door: ClerkPages(door, desks, terminals, devices).router())
