"""The branch of who proved who they are, for a feature that lets members of some branches in."""

from __future__ import annotations

import logging

from sqlalchemy import Connection

from kiosk.core.sealing.vault import KeyVersionUnknown, SealBroken, Vault
from kiosk.features.membership.hall.schema import record_batches, records
from kiosk.features.membership.hall.store import open_row, published_records
from kiosk.features.membership.rules.names import same_name
from kiosk.features.membership.rules.record import WITHHELD, RecordUnreadable

log = logging.getLogger(__name__)


def branch_of(connection: Connection, vault: Vault, name: str, id_number: str) -> str | None:
    """Of today. None: no record that may be shown is of this name and number. The number is normalised."""
    found = published_records.where(records.c.blind == vault.blind_index(id_number))
    row = connection.execute(found.order_by(record_batches.c.id.desc()).limit(1)).first()
    if row is None:
        return None
    try:
        record = open_row(vault, row)
    except (SealBroken, KeyVersionUnknown, RecordUnreadable) as error:
        log.error("record refused: %s: %s", type(error).__name__, error)  # these hold the place only
        return None
    return record.branch if same_name(name, record.name) and record.state not in WITHHELD else None
