"""How home registers with the hall service."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from sqlalchemy import Connection

from kiosk.core.database.clock import Clock
from kiosk.core.sealing.audit import Told
from kiosk.core.sealing.audit_owed import Note, unnoted
from kiosk.core.web.hall_module import HallModule, OpenedHall
from kiosk.features.home.hall import schema
from kiosk.features.home.hall.desk import HomeDesk
from kiosk.features.home.hall.words import ACTIONS, about
from kiosk.features.home.rules import event_names

if TYPE_CHECKING:
    from fastapi import APIRouter


@dataclass(kw_only=True)
class Opened:
    """What is open of it in a hall service."""

    home: HomeDesk


class Hall(OpenedHall, Protocol):
    home: HomeDesk


def open_desk(clock: Clock, note: Note = unnoted) -> HomeDesk:
    """`note` writes into the audit chain."""
    return HomeDesk(clock, note)


def _router(hall: Hall) -> APIRouter:
    from kiosk.features.home.hall import api

    return api.router(hall.home, hall.database)


def _about(_connection: Connection, counts: Mapping[str, int]) -> str:
    return about(counts.get("home", 0))


MODULE: HallModule[Hall] = HallModule(
    key="home",
    tables=(schema.home_arrangements,),
    events=event_names.NAMES,
    content=event_names.CONTENT,
    migrations=Path(__file__).with_name("migrations"),
    router=_router,
    audited={action: Told(says, _about) for action, says in ACTIONS.items()},
)
