"""Sealed records of invented people, put in by hand, for tests that are about keeping them and not about importing."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import insert

from kiosk.core.database.owner import Database
from kiosk.core.sealing.vault import Vault
from kiosk.features.membership.hall.schema import ROWS_A_BATCH, record_batches, records
from kiosk.features.membership.rules.dates import parse_date
from kiosk.features.membership.rules.names import split_names
from kiosk.features.membership.rules.record import Milestone, Record
from tests.features.membership.hall.sheets import number, row

STEPS = (Milestone.APPLIED, Milestone.ACTIVIST, Milestone.CANDIDATE, Milestone.JOINED, Milestone.FULL)


def person(serial: int) -> Record:
    """The same that an import of `sheets.row(serial)` makes."""
    name, id_number, branch, *dates, introducers = row(serial)
    steps = {kind: when for kind, when in zip(STEPS, map(parse_date, dates), strict=True) if when is not None}
    return Record(str(name), str(id_number), str(branch), steps, split_names(str(introducers)))


def keep(database: Database, vault: Vault, serials: Iterable[int], at: str = "2026-11-20T09:00:00.000+08:00") -> None:
    """One published batch."""
    made = insert(record_batches).values(began_at=at, published_at=at, swept_at=at)
    batch = database.call(lambda connection: connection.execute(made).inserted_primary_key)
    assert batch is not None
    rows = [_row(vault, int(batch[0]), at_row, serial) for at_row, serial in enumerate(serials, start=2)]
    database.call(lambda connection: connection.execute(insert(records), rows).close())


def _row(vault: Vault, batch: int, at_row: int, serial: int) -> dict[str, Any]:
    row_id = batch * ROWS_A_BATCH + at_row
    sealed = vault.seal("records", row_id, person(serial).to_bytes())
    return {
        "id": row_id, "batch_id": batch, "blind": vault.blind_index(number(serial)), "key_version": sealed.key_version,
        "wrapped_key": sealed.wrapped_key, "blob": sealed.blob,
    }  # fmt: skip
