"""Records as they lie in the store: which of them count, and how one row is opened.

row = connection.execute(published_records.where(records.c.blind == blind)).first()
record = open_row(vault, row)
"""

from __future__ import annotations

import hmac
from typing import Any

from sqlalchemy import Row, exists, select

from kiosk.core.sealing.vault import SealBroken, Sealed, Vault
from kiosk.features.membership.hall.schema import record_batches, records
from kiosk.features.membership.rules.record import Record

TABLE = "records"
"""The name that sealing binds blobs to."""

_newer, _newer_batch = records.alias("newer"), record_batches.alias("newer_batch")
_replaced = (
    exists()
    .where(_newer.c.blind == records.c.blind, _newer.c.batch_id > records.c.batch_id)
    .where(_newer_batch.c.id == _newer.c.batch_id, _newer_batch.c.published_at.is_not(None))
)
published_records = (
    select(records.c.blind, records.c.id, records.c.key_version, records.c.wrapped_key, records.c.blob)
    .join(record_batches, record_batches.c.id == records.c.batch_id)
    .where(record_batches.c.published_at.is_not(None), ~_replaced)
)
"""Rows of imports that were finished, of each person that of the newest; what it replaced is kept for 14 days beside it
(`ledger.taking_back`)."""


def open_row(vault: Vault, row: Row[*tuple[Any, ...]]) -> Record:
    """Unseal one row of `published_records`. Raises SealBroken, KeyVersionUnknown or RecordUnreadable.

    A row that was given another person's blind index is SealBroken too: sealing binds a blob to its row only.
    """
    record = Record.from_bytes(vault.unseal(TABLE, row.id, Sealed(row.key_version, row.wrapped_key, row.blob)))
    if not isinstance(row.blind, bytes) or not hmac.compare_digest(vault.blind_index(record.id_number), row.blind):
        raise SealBroken(f"{TABLE} row {row.id}: of another person")
    return record
