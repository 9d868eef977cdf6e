"""How the packs register with the hall service."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from kiosk.core.database.clock import Clock
from kiosk.core.database.owner import Database
from kiosk.core.web.hall_module import HallModule, OpenedHall
from kiosk.features.exhibition.hall import schema
from kiosk.features.exhibition.hall.desk import PackDesk
from kiosk.features.exhibition.hall.drafts import DRAFTS, Drafts
from kiosk.features.exhibition.hall.room import Room
from kiosk.features.exhibition.hall.shelf import FOLDER, Shelf
from kiosk.features.exhibition.hall.verbs import verb_set
from kiosk.features.exhibition.rules import event_names

log = logging.getLogger("kiosk.hall")


@dataclass(kw_only=True)
class Opened:
    """What is open of it in a hall service."""

    packs: PackDesk
    drafts: Drafts


class Hall(OpenedHall, Protocol):
    packs: PackDesk
    drafts: Drafts


def open_desk(database: Database, home: Path, clock: Clock) -> PackDesk:
    """`home`: the hall's data folder."""
    return PackDesk(database, Shelf(home), clock)


def tidy(hall: Opened) -> None:
    """What died on its way before the last end is removed; at the start, while nothing is on its way."""
    try:
        removed = hall.packs.sweep() + hall.drafts.sweep()
    except OSError as error:
        log.warning("half packs were not removed: %s", error.strerror)
    else:
        if removed:
            log.info("%d files of packs that nothing names were removed", removed)


def open_drafts(database: Database, home: Path, clock: Clock, quota_bytes: int = 0) -> Drafts:
    """As `open_desk`. `quota_bytes`: of drafts and what arrives for them; 0: as much as the disk has."""
    return Drafts(database, home, clock, Room(home / FOLDER / DRAFTS, quota_bytes))


MODULE: HallModule[Hall] = HallModule(
    key="exhibition",
    tables=(schema.packs, schema.draft_items, schema.pack_versions, schema.publications, schema.tombstones),
    events=event_names.NAMES,
    migrations=Path(__file__).with_name("migrations"),
    verbs=lambda hall: verb_set(hall.packs, hall.clock),
)
