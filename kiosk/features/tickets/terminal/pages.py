"""The ticket pages by name."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from kiosk.features.tickets.terminal.flow import TicketFlow
from kiosk.features.tickets.terminal.priority_flow import PriorityFlow
from kiosk.features.tickets.terminal.screens.choose import Choose
from kiosk.features.tickets.terminal.screens.closed import Closed
from kiosk.features.tickets.terminal.screens.done import Done
from kiosk.features.tickets.terminal.screens.give_back import GiveBack
from kiosk.features.tickets.terminal.screens.priority import Priority
from kiosk.features.tickets.terminal.screens.trouble import Trouble
from kiosk.features.tickets.terminal.screens.unsure import Unsure
from kiosk.ui.page import Page


def pages(
    flow: TicketFlow, priority: PriorityFlow, see_exhibition: Callable[[], None] | None
) -> dict[str, Callable[[], Page]]:
    """`see_exhibition`: what 先看展览 does, None where nothing is on."""
    return {
        Choose.name: partial(Choose, flow),
        Priority.name: partial(Priority, flow, priority),
        Done.name: partial(Done, flow),
        GiveBack.name: partial(GiveBack, flow),
        Unsure.name: partial(Unsure, flow),
        Trouble.name: partial(Trouble, flow, see_exhibition),
        Closed.name: partial(Closed, flow, see_exhibition),
    }
