"""How 忆初心 registers with the hall service."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Protocol

from sqlalchemy import Connection

from kiosk.core.access.security_counts import Count
from kiosk.core.database.old_rows import OldRows
from kiosk.core.sealing.erasing import Erasing
from kiosk.core.sealing.files import SealedFiles
from kiosk.core.sealing.vault import Vault
from kiosk.core.web.hall_module import HallModule, OpenedHall, OwnCopy
from kiosk.features.membership.hall import gate, schema
from kiosk.features.membership.hall.admin.verbs import person_verbs
from kiosk.features.membership.hall.branch import branch_of
from kiosk.features.membership.hall.desk import Admission, MembershipDesk
from kiosk.features.membership.hall.gate import LookUpGate
from kiosk.features.membership.hall.person import PersonDesk
from kiosk.features.membership.hall.scans.intake import ScanIntake
from kiosk.features.membership.rules.record import Milestone
from kiosk.features.tickets.rules.hours import Hours

if TYPE_CHECKING:
    from fastapi import APIRouter

__all__ = ["MODULE", "Admission", "branch_of"]

LOOK_UPS_KEPT_DAYS = 3  # the cap counts those of an hour; the rest is for whoever asks what a terminal did


class AllFeatures(OpenedHall, Protocol):
    """What reaches over everything that the features of a hall keep of a person."""

    def erasing(self, vault: Vault) -> Erasing: ...

    def own_copies(self) -> Sequence[OwnCopy]: ...


@dataclass(kw_only=True)
class Opened:
    """What is open of the records in a hall service."""

    membership: MembershipDesk | None = None  # None: the records are shut (`keys`); tickets go on

    def people(self: AllFeatures) -> PersonDesk:
        """The verbs on single people. Raises RecordsShut."""
        vault, folder = self.keys.needed, self.settings.data_dir
        return PersonDesk(self.database, vault, folder, self.clock, self.erasing(vault), self.own_copies())


class Hall(OpenedHall, Protocol):
    membership: MembershipDesk | None

    def people(self) -> PersonDesk: ...


def admission(hall: OpenedHall, hours: Callable[[Connection], Hours], count: Count) -> Admission:
    """What every card and PIN of a terminal is asked before anything is looked up. `hours` are read inside a work."""
    return LookUpGate(hours, hall.settings.lookups_an_hour, hall.clock, count).admit


def open_desk(hall: OpenedHall, vault: Vault, admit: Admission, count: Count) -> MembershipDesk:
    """The records, now that their key is there. Blocks."""
    settings, folder = hall.settings, hall.settings.data_dir
    desk = MembershipDesk(
        hall.database, vault, hall.clock, admit,
        birthday=Milestone(settings.political_birthday), letters=SealedFiles(folder), folder=folder, count=count,
    )  # fmt: skip
    desk.open()
    return desk


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
