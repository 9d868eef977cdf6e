"""Imports of the last 14 days: what each changed, shown again, and taken back as a whole.

    back = TakingBack(database, vault, now)            # each verb blocks: use a worker thread
    back.imports()                                     # newest first
    back.changes(batch, by=account_id)                 # both values, each person a row in the audit
    back.take_back(batch, by=account_id)               # one small transaction

Taking back unpublishes: what the import added is gone, what it replaced counts again. Whom a keeper corrected meanwhile
stays corrected. Where a newer import changed the same people that one is taken back first.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, and_, case, delete, exists, func, insert, select, update

from kiosk.core.database.clock import Clock, stamp
from kiosk.core.database.owner import Database
from kiosk.core.sealing import audit
from kiosk.core.sealing.schema import audit as audit_rows
from kiosk.core.sealing.vault import KeyVersionUnknown, SealBroken, Vault
from kiosk.features.membership.hall.ledger.merging import changes
from kiosk.features.membership.hall.ledger.report import MOST_COMPARED, Difference
from kiosk.features.membership.hall.ledger.row_check import who
from kiosk.features.membership.hall.ledger.sweeping import kept_since
from kiosk.features.membership.hall.schema import ROWS_A_BATCH, record_batches, records
from kiosk.features.membership.hall.store import open_row
from kiosk.features.membership.rules.record import RecordUnreadable

_batches = record_batches.c
_older, _newer, _newer_batch = records.alias("older"), records.alias("newer"), record_batches.alias("newer_batch")
_replaces = exists().where(_older.c.blind == records.c.blind, _older.c.batch_id < records.c.batch_id)


class NotKept(Exception):
    """There is no such import of the last 14 days, or it was taken back already."""


class NewerFirst(Exception):
    """A newer import changed some of the same people."""


@dataclass(frozen=True, slots=True)
class ImportMade:
    """An import that can be taken back: when it was published (ISO), how many it added and changed."""

    batch: int
    at: str
    added: int
    changed: int


class TakingBack:
    """The verbs. `by`: the keeper's account, for the audit."""

    def __init__(self, database: Database, vault: Vault, now: Clock) -> None:
        self._database, self._vault, self._now = database, vault, now

    def imports(self) -> list[ImportMade]:
        return self._database.call(self._imports)

    def changes(self, batch: int, by: int | None) -> list[Difference]:
        """The first hundred whom it changed, with both values. Raises NotKept."""
        return self._database.call(lambda connection: self._changes(connection, batch, by))

    def take_back(self, batch: int, by: int | None) -> int:
        """How many people are again as they were before, or gone. Raises NotKept or NewerFirst."""
        return self._database.call(lambda connection: self._take_back(connection, batch, by))

    # -- inside the database's own work --------------------------------------------------------

    def _imports(self, connection: Connection) -> list[ImportMade]:
        changed = func.coalesce(func.sum(case((_replaces, 1), else_=0)), 0)
        query = (
            select(_batches.id, _batches.published_at, func.count(records.c.id), changed)
            .join(records, records.c.batch_id == _batches.id)
            .where(_batches.swept_at.is_(None), _batches.published_at >= kept_since(self._now()))
            .group_by(_batches.id, _batches.published_at)
            .order_by(_batches.id.desc())
        )
        return [ImportMade(batch, at, people - new, new) for batch, at, people, new in connection.execute(query)]

    def _kept(self, connection: Connection, batch: int) -> str:
        """When it was published. Raises NotKept."""
        query = select(_batches.published_at).where(
            _batches.id == batch, _batches.swept_at.is_(None), _batches.published_at >= kept_since(self._now())
        )
        at = connection.execute(query).scalar_one_or_none()
        if at is None:
            raise NotKept
        return str(at)

    def _changes(self, connection: Connection, batch: int, by: int | None) -> list[Difference]:
        self._kept(connection, batch)
        query = select(records).where(records.c.batch_id == batch, _replaces).order_by(records.c.id)
        return [
            one for row in connection.execute(query.limit(MOST_COMPARED)).all()
            if (one := self._difference(connection, row, by)) is not None
        ]  # fmt: skip

    def _difference(self, connection: Connection, row: Row[*tuple[Any, ...]], by: int | None) -> Difference | None:
        """None where either does not open: its place is told elsewhere, by the look-up and by `doctor`."""
        before = (
            select(records)
            .join(record_batches, _batches.id == records.c.batch_id)
            .where(records.c.blind == row.blind, records.c.batch_id < row.batch_id, _batches.published_at.is_not(None))
            .order_by(records.c.batch_id.desc())
        )
        earlier = connection.execute(before.limit(1)).first()
        if earlier is None:
            return None
        self._note(connection, "compared", by, blind=row.blind)
        try:
            old, new = open_row(self._vault, earlier), open_row(self._vault, row)
        except (SealBroken, KeyVersionUnknown, RecordUnreadable):
            return None
        number = row.id - row.batch_id * ROWS_A_BATCH
        return Difference(number, who(new.name, new.id_number), tuple(changes(old, new)), True)

    def _take_back(self, connection: Connection, batch: int, by: int | None) -> int:
        at = self._kept(connection, batch)
        newer = (
            select(_newer.c.id)
            .join(_newer_batch, _newer_batch.c.id == _newer.c.batch_id)
            .join(records, and_(records.c.blind == _newer.c.blind, records.c.batch_id == batch))
            .where(_newer.c.batch_id > batch, _newer_batch.c.published_at.is_not(None))
        )
        if connection.execute(newer.limit(1)).first() is not None:
            raise NewerFirst
        kept = self._keep_corrected(connection, batch, at)
        people = connection.execute(select(func.count()).where(records.c.batch_id == batch)).scalar_one()
        values = {"published_at": None, "swept_at": None, "rows": 0}
        connection.execute(update(record_batches).where(_batches.id == batch).values(values))
        self._note(connection, "taken_back", by, detail={"rows": people, "left": kept})
        return int(people)

    def _keep_corrected(self, connection: Connection, batch: int, at: str) -> int:
        """Rows that a keeper corrected since move to an import of their own, and have no row before them any more."""
        since = select(audit_rows.c.blind).where(audit_rows.c.action == "correct", audit_rows.c.at >= at)
        theirs = records.c.batch_id == batch, records.c.blind.in_(since)
        blinds = connection.execute(select(records.c.blind).where(*theirs)).scalars().all()
        if not blinds:
            return 0
        connection.execute(delete(records).where(records.c.blind.in_(blinds), records.c.batch_id < batch))
        done = {"began_at": at, "published_at": at, "swept_at": at, "rows": len(blinds)}
        made = connection.execute(insert(record_batches), done).inserted_primary_key
        assert made is not None
        moved = records.c.batch_id == batch, records.c.blind.in_(blinds)
        connection.execute(update(records).where(*moved).values(batch_id=int(made[0])))
        return len(blinds)

    def _note(
        self, connection: Connection, outcome: str, by: int | None, *, blind: bytes | None = None,
        detail: dict[str, int] | None = None,
    ) -> None:  # fmt: skip
        told = (detail or {}) | ({} if by is None else {"account": by})
        entry = audit.Entry(stamp(self._now()), "keeper", "import", outcome, blind=blind, detail=told or None)
        audit.append(connection, self._vault, entry)
