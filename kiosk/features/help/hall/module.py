"""How calls for help register with the hall service: they are rows of its event log, and have no table of their own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from kiosk.core.database.clock import Clock
from kiosk.core.web.hall_module import HallModule, OpenedHall
from kiosk.features.help.hall import read_calls
from kiosk.features.help.hall.desk import HelpDesk, Keys
from kiosk.features.help.rules import event_names

if TYPE_CHECKING:
    from fastapi import APIRouter


@dataclass(kw_only=True)
class Opened:
    """What is open of it in a hall service."""

    help: HelpDesk


class Hall(OpenedHall, Protocol):
    help: HelpDesk


def open_desk(clock: Clock, keys: Keys) -> HelpDesk:
    """`keys`: the idempotency keys of the hall's day."""
    return HelpDesk(clock, keys)


def _router(hall: Hall) -> APIRouter:
    from kiosk.features.help.hall import api

    return api.router(hall.help, hall.database)


FOR_BOARDS = read_calls.for_boards
"""Who wants help, as every board of the hall shows it."""


MODULE: HallModule[Hall] = HallModule(key="help", events=event_names.NAMES, router=_router)
