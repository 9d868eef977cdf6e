"""The key desk of a hall that keeps records, as the hall service puts it together."""

from __future__ import annotations

from pathlib import Path

from kiosk.core.database.clock import Clock, hall_now
from kiosk.core.database.owner import Database
from kiosk.core.sealing.desk import KeyDesk
from kiosk.features.membership.hall.person import PersonDesk
from kiosk.features.membership.hall.schema import SEALED


def key_desk(database: Database, data_dir: Path, now: Clock = hall_now, *, chosen: str = "") -> KeyDesk:
    made = KeyDesk(database, data_dir, now, chosen=chosen, sealed=SEALED)
    made.before_open(lambda vault: PersonDesk(database, vault, data_dir, now).settle())
    return made
