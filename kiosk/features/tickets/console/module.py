"""How the queue registers in the console: the clerk's page, the service desk, and the keeper's 开放时间 and 事项和窗口.

What the keeper's first page shows and does of the queue it gets here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from sqlalchemy import Connection

from kiosk.core.access.rights import Right
from kiosk.core.access.terminals import Terminals
from kiosk.core.web.drawers import Drawer, Room
from kiosk.core.web.keeper_room import Form
from kiosk.core.web.module import ConsoleModule, joined
from kiosk.features.tickets.console import keeper_day, keeper_forms, keeper_rooms, words
from kiosk.features.tickets.console.clerk import ClerkPages, DevicesNow
from kiosk.features.tickets.console.clerk_buttons import Desks, HelpCalls
from kiosk.features.tickets.console.clock import ClockQuestion
from kiosk.features.tickets.console.service_desk import DeskPages
from kiosk.features.tickets.hall.desk import TicketDesk
from kiosk.features.tickets.rules.statistics import QueueDay

ROOMS = (
    Room("hours", "calendar-blank", words.HOURS, Right.PLAN, "keeper#开放时间"),
    Room("plan", "list-bullets", words.PLAN, Right.PLAN, "keeper#事项和窗口"),
)
DRAWER = Drawer("tickets", Path(__file__).parent / "templates", words, ROOMS)


def console(desk: TicketDesk, help_calls: HelpCalls, terminals: Terminals, devices: DevicesNow) -> ConsoleModule:
    """`devices`: how the devices of the terminals stand at this moment, what needs a hand first."""
    desks = Desks(desk, help_calls)
    rooms = keeper_rooms.rooms(DRAWER.key, desk)
    return ConsoleModule(
        DRAWER,
        lambda door: joined(
            ClockQuestion(door, desk).router(),
            ClerkPages(door, desks, terminals, devices).router(),
            DeskPages(door, desks, terminals, devices).router(),
            *(room.router(door) for room in rooms),
        ),
    )


def day(desk: TicketDesk) -> Callable[[Connection, str | None], QueueDay]:
    """Reads a business date; None or an unknown one: today."""
    return partial(keeper_day.read, desk)


def day_forms(desk: TicketDesk) -> Mapping[str, Form]:
    """Training, and the clock that is right."""
    return keeper_forms.forms(desk, keeper_forms.DAY)
