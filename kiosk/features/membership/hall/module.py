"""How 忆初心 registers with the hall service."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Protocol

from kiosk.core.database.old_rows import OldRows
from kiosk.core.web.hall_module import HallModule, OpenedHall
from kiosk.features.membership.hall import gate, schema
from kiosk.features.membership.hall.admin.verbs import person_verbs
from kiosk.features.membership.hall.desk import MembershipDesk
from kiosk.features.membership.hall.person import PersonDesk
from kiosk.features.membership.hall.scans.intake import ScanIntake

if TYPE_CHECKING:
    from fastapi import APIRouter

LOOK_UPS_KEPT_DAYS = 3  # the cap counts those of an hour; the rest is for whoever asks what a terminal did


class Hall(OpenedHall, Protocol):
    membership: MembershipDesk | None  # None: the records are shut

    def people(self) -> PersonDesk: ...


def _router(hall: Hall) -> APIRouter:
    from kiosk.features.membership.hall import api

    return api.router(lambda: hall.membership)


def _admin_router(hall: Hall) -> APIRouter:
    from kiosk.features.membership.hall import api
    from kiosk.features.membership.hall.admin import scan_api

    routes = api.admin_router(lambda: hall.membership)
    routes.include_router(scan_api.admin_router(partial(_scan_intake, hall)))
    return routes


def _scan_intake(hall: Hall, approved: bool) -> ScanIntake | None:
    """Only a demonstration shows pages that no keeper has seen."""
    vault, place = hall.keys.vault, hall.settings.data_dir
    if vault is None:
        return None
    return ScanIntake(hall.database, vault, place, hall.clock, approved=approved and hall.demo)


MODULE: HallModule[Hall] = HallModule(
    key="membership",
    tables=(
        schema.record_batches,
        schema.records,
        schema.scans,
        schema.lookup_pins,
        schema.pin_locks,
        schema.look_ups,
    ),
    sealed=schema.SEALED,
    personal=schema.PERSONAL,
    old_rows=(OldRows(schema.look_ups.c.at, LOOK_UPS_KEPT_DAYS),),
    statuses=gate.STATUS,
    router=_router,
    admin_router=_admin_router,
    verbs=lambda hall: person_verbs(hall.people),
)
