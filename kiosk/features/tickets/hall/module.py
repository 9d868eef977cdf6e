"""How numbers and windows register with the hall service."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Protocol

from sqlalchemy import Connection, FromClause

from kiosk.core.database.clock import Clock
from kiosk.core.database.old_rows import OldRows
from kiosk.core.database.owner import Database
from kiosk.core.database.schema import idempotency_keys
from kiosk.core.web.hall_module import HallModule, OpenedHall
from kiosk.features.tickets.hall import demo_morning, read_served, schema
from kiosk.features.tickets.hall.boards.read_board import HelpNow
from kiosk.features.tickets.hall.desk import TicketDesk
from kiosk.features.tickets.hall.issue import PersonMark
from kiosk.features.tickets.hall.numbers import NUMBERED
from kiosk.features.tickets.hall.plan import install_default_plan
from kiosk.features.tickets.rules import event_names, refusals
from kiosk.features.tickets.wire import LastServed
from kiosk.settings import HallSettings

if TYPE_CHECKING:
    from fastapi import APIRouter
    from starlette.types import ASGIApp

    from kiosk.core.web.refusals import Refusals

KEYS_KEPT_DAYS = 3  # longer than any terminal's outbox stays away from its hall on one business date


@dataclass(frozen=True, slots=True)
class Answers:
    """What the queue answers to those who ask visitors how they were served."""

    last_served: Callable[[Connection, int, datetime, datetime], LastServed | None]
    window_name: Callable[[Connection, int], str | None]
    numbers: FromClause  # ``ticket_id business_date series number service training``, to join


ANSWERS = Answers(read_served.last_served, read_served.window_name, read_served.NUMBERS)


@dataclass(kw_only=True)
class Opened:
    """What is open of the queue in a hall service."""

    tickets: TicketDesk


class Hall(OpenedHall, Protocol):
    tickets: TicketDesk


def open_desk(
    database: Database,
    hall: HallSettings,
    *,
    demo: bool,
    clock: Clock,
    person_mark: PersonMark,
    old_rows: Sequence[OldRows],
    help_wanted: HelpNow,
) -> TicketDesk:
    """The queue of this hall; what a person said of its clock holds from here on.

    An empty hall gets the default plan, in a demonstration with a morning under way.
    """
    desk = TicketDesk(hall, demo=demo, clock=clock, person_mark=person_mark, old_rows=old_rows, help_wanted=help_wanted)
    database.on_undone(desk.plan_changed)
    database.call(desk.day.today)
    fresh = database.call(partial(install_default_plan, always_open=demo))
    if demo and fresh:
        database.call(lambda connection: demo_morning.begin_morning(connection, desk))
    return desk


def _router(hall: Hall) -> APIRouter:
    from kiosk.core.web.module import joined
    from kiosk.features.tickets.hall import api, clock_api

    return joined(api.router(hall.tickets, hall.database), clock_api.router(hall.tickets, hall.database))


def _admin_router(hall: Hall) -> APIRouter:
    from kiosk.features.tickets.hall import api

    return api.admin_router(hall.tickets, hall.database)


def _hot_door(app: ASGIApp, hall: Hall, refusals: Refusals) -> ASGIApp:
    from kiosk.features.tickets.hall.take_api import TakeDoor

    return TakeDoor(app, hall.tickets, hall.database, hall.terminals, refusals)


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
    events=event_names.NAMES,
    calls=event_names.HEARD_AT_ONCE,
    old_rows=(OldRows(idempotency_keys.c.at, KEYS_KEPT_DAYS),),
    numbered=NUMBERED,
    statuses={
        refusals.TicketRefused: 409,
        refusals.UnknownService: 404,
        refusals.UnknownTicket: 404,
        refusals.UnknownWindow: 404,
    },
    router=_router,
    admin_router=_admin_router,
    hot_door=_hot_door,
)
