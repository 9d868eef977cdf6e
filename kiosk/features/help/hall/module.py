"""How calls for help register with the hall service: they are rows of its event log, and have no table of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from kiosk.core.web.hall_module import HallModule, OpenedHall
from kiosk.features.help.hall.desk import HelpDesk

if TYPE_CHECKING:
    from fastapi import APIRouter


class Hall(OpenedHall, Protocol):
    help: HelpDesk


def _router(hall: Hall) -> APIRouter:
    from kiosk.features.help.hall import api

    return api.router(hall.help, hall.database)


MODULE: HallModule[Hall] = HallModule(key="help", router=_router)
