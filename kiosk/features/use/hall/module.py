"""How counts of use register with the hall service."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from kiosk.core.database.clock import Clock
from kiosk.core.database.old_rows import OldRows
from kiosk.core.web.hall_module import HallModule, OpenedHall
from kiosk.features.use.hall import schema
from kiosk.features.use.hall.desk import TooMuchReported, UseDesk
from kiosk.features.use.rules.hours import BELIEVED

if TYPE_CHECKING:
    from fastapi import APIRouter

THIRTEEN_MONTHS = 400
"""Days: a month can be compared with that of the year before."""


@dataclass(kw_only=True)
class Opened:
    """What is open of it in a hall service."""

    use: UseDesk


class Hall(OpenedHall, Protocol):
    use: UseDesk


def open_desk(clock: Clock, *, demo: bool) -> UseDesk:
    return UseDesk(clock, demo=demo)


def _router(hall: Hall) -> APIRouter:
    from kiosk.features.use.hall import api

    return api.router(hall.use, hall.database)


MODULE: HallModule[Hall] = HallModule(
    key="use",
    tables=(
        schema.use_reports, schema.use_counts, schema.screen_plays, schema.hall_plays, schema.played_items,
    ),
    migrations=Path(__file__).with_name("migrations"),
    old_rows=(
        OldRows(schema.use_counts.c.week, THIRTEEN_MONTHS),
        OldRows(schema.screen_plays.c.day, BELIEVED.days),
        OldRows(schema.hall_plays.c.day, THIRTEEN_MONTHS),
        OldRows(schema.use_reports.c.day, THIRTEEN_MONTHS + 1),
        # After the plays: an item stays as long as any of its plays, which are of the day it came on or of before.
        OldRows(schema.played_items.c.last_day, THIRTEEN_MONTHS + 2),
    ),
    statuses={TooMuchReported: 409},
    router=_router,
)  # fmt: skip
