"""How numbers and windows register with the hall service."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from sqlalchemy import Connection, FromClause

from kiosk.core.database.old_rows import OldRows
from kiosk.core.database.schema import idempotency_keys
from kiosk.core.web.hall_module import HallModule, OpenedHall
from kiosk.features.tickets.hall import read_served, schema
from kiosk.features.tickets.hall.desk import TicketDesk
from kiosk.features.tickets.rules import refusals
from kiosk.features.tickets.wire import LastServed

if TYPE_CHECKING:
    from fastapi import APIRouter

KEYS_KEPT_DAYS = 3  # longer than any terminal's outbox stays away from its hall on one business date


@dataclass(frozen=True, slots=True)
class Answers:
    """What the queue answers to those who ask visitors how they were served."""

    last_served: Callable[[Connection, int, datetime, datetime], LastServed | None]
    window_name: Callable[[Connection, int], str | None]
    numbers: FromClause  # ``ticket_id business_date series number service training``, to join


ANSWERS = Answers(read_served.last_served, read_served.window_name, read_served.NUMBERS)


class Hall(OpenedHall, Protocol):
    tickets: TicketDesk


def _router(hall: Hall) -> APIRouter:
    from kiosk.features.tickets.hall import api

    return api.router(hall.tickets, hall.database)


def _admin_router(hall: Hall) -> APIRouter:
    from kiosk.features.tickets.hall import api

    return api.admin_router(hall.tickets, hall.database)


MODULE: HallModule[Hall] = HallModule(
    key="tickets",
    tables=(
        schema.services,
        schema.windows,
        schema.window_services,
        schema.opening_hours,
        schema.dates,
        schema.quotas,
        schema.business_days,
        schema.priority_grants,
        schema.series_counters,
        schema.tickets,
    ),
    old_rows=(OldRows(idempotency_keys.c.at, KEYS_KEPT_DAYS),),
    statuses={
        refusals.TicketRefused: 409,
        refusals.UnknownService: 404,
        refusals.UnknownTicket: 404,
        refusals.UnknownWindow: 404,
    },
    router=_router,
    admin_router=_admin_router,
)
