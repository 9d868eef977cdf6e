"""How 忆初心 registers with the one command: `kiosk records check|import|erase|export|scans`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from kiosk.features.membership.commands.ledgers import LedgerCommands
from kiosk.features.membership.commands.people import Ask, PeopleCommands
from kiosk.features.membership.commands.scans import ScanCommands

if TYPE_CHECKING:
    from kiosk.features.membership.commands.in_process import OpenHall


def bind(records: typer.Typer, open_hall: OpenHall, ask: Ask) -> None:
    """Add them to `kiosk records`.

    `open_hall`: the hall in this process, while no service runs. `ask`: a verb, of the service or in-process.
    """
    LedgerCommands(open_hall).bind(records)
    PeopleCommands(ask).bind(records)
    ScanCommands(open_hall).bind(records)
