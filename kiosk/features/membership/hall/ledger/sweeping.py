"""What imports leave behind: rows of those that never finished, and, after 14 days, rows that a newer import replaced.

Until then the replaced rows are what the import can be taken back to (`taking_back`): sealed as they were, found by the
same blind index, so that rotation and erasure reach them like every record.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import Connection, Select, bindparam, delete, func, or_, select, update

from kiosk.core.database.clock import Clock, stamp
from kiosk.core.database.owner import Database
from kiosk.features.membership.hall.schema import ROWS_A_BATCH, record_batches, records

KEPT_DAYS = 14
CHUNK_ROWS = 250

_newer = records.alias("newer")
_replaced = (
    select(records.c.id)
    .join(_newer, (records.c.blind == _newer.c.blind) & (records.c.batch_id < _newer.c.batch_id))
    .where(_newer.c.batch_id == bindparam("batch"), _newer.c.id.between(bindparam("first"), bindparam("last")))
)
_abandoned = select(records.c.id).where(
    records.c.batch_id == bindparam("batch"), records.c.id.between(bindparam("first"), bindparam("last"))
)


def sweep(database: Database, now: Clock) -> None:
    """A few hundred rows a work. Not while an import is under way: it would be taken for one that never finished."""
    for batch, published, last_id in database.call(partial(_unswept, now())):
        for first in range(batch * ROWS_A_BATCH, last_id + 1, CHUNK_ROWS):
            part = {"batch": batch, "first": first, "last": first + CHUNK_ROWS - 1}
            database.call(partial(_sweep_part, _replaced if published else _abandoned, part))
        database.call(partial(_mark_swept, batch, stamp(now())))


def kept_since(now: datetime) -> str:
    """Imports published from then on can still be taken back."""
    return stamp(now - timedelta(days=KEPT_DAYS))


def _unswept(now: datetime, connection: Connection) -> list[tuple[int, bool, int]]:
    batches = record_batches.c
    last_id = select(func.coalesce(func.max(records.c.id), 0)).where(records.c.batch_id == batches.id)
    due = or_(batches.published_at.is_(None), batches.published_at < kept_since(now))
    query = select(batches.id, batches.published_at, last_id.scalar_subquery()).where(batches.swept_at.is_(None), due)
    return [(batch, published is not None, last) for batch, published, last in connection.execute(query)]


def _sweep_part(doomed: Select[tuple[int]], part: dict[str, int], connection: Connection) -> None:
    ids = connection.execute(doomed, part).scalars().all()
    if ids:
        connection.execute(delete(records).where(records.c.id.in_(ids)))


def _mark_swept(batch: int, at: str, connection: Connection) -> None:
    connection.execute(update(record_batches).where(record_batches.c.id == batch).values(swept_at=at))
