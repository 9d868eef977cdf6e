"""The key desk of a hall that keeps records, as the hall service puts it together."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import inspect

from kiosk.apps.hall import modules
from kiosk.core.database.clock import Clock, hall_now
from kiosk.core.database.owner import Database
from kiosk.core.sealing.desk import KeyDesk
from kiosk.core.sealing.erasing import Erasing
from kiosk.core.sealing.sealed_table import SealedTable
from kiosk.core.sealing.vault import Vault
from kiosk.features.membership.hall.person import PersonDesk
from kiosk.features.membership.hall.schema import PERSONAL, SEALED


def key_desk(database: Database, data_dir: Path, now: Clock = hall_now, *, chosen: str = "") -> KeyDesk:
    made = KeyDesk(database, data_dir, now, chosen=chosen, sealed=SEALED)
    made.before_open(lambda vault: Erasing(database, vault, data_dir, now, PERSONAL).settle(_sealed(database)))
    return made


def _sealed(database: Database) -> list[SealedTable]:
    """Of the whole hall, as far as it is there: many tests lay down the tables of records alone."""
    there = database.call(lambda connection: set(inspect(connection).get_table_names()))
    return [one for one in modules.sealed() if one.table.name in there]


def person_desk(database: Database, vault: Vault, data_dir: Path, now: Clock) -> PersonDesk:
    return PersonDesk(database, vault, data_dir, now, Erasing(database, vault, data_dir, now, PERSONAL))
