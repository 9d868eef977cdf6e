"""Taking a checked sheet into the store: staged in chunks, published by one small transaction.

The database owner also serves tickets, so it is held for a few milliseconds a chunk and never for the whole sheet
(goal 50 ms, issue 5); checking, comparing and sealing happen on the caller's thread. What dies halfway was never
published, shows nowhere, and is swept at the next start.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, delete, func, insert, select, update

from kiosk.hall.clock import Clock, stamp
from kiosk.hall.database import Database
from kiosk.membership import audit, words
from kiosk.membership.importer import CheckedRow, MemberSheet, Problem
from kiosk.membership.record import Record
from kiosk.membership.report import Report
from kiosk.membership.schema import ROWS_A_BATCH, record_batches, records
from kiosk.membership.vault import Sealed, Vault
from kiosk.membership.workbook import column_letters

Progress = Callable[[int, int], None]
"""Called with rows done and rows in all; may raise to give the import up."""

CHUNK_ROWS = 250

TABLE = "records"
"""The name that sealing binds blobs to."""

published_records = (
    select(records.c.blind, records.c.id, records.c.key_version, records.c.wrapped_key, records.c.blob)
    .join(record_batches, record_batches.c.id == records.c.batch_id)
    .where(record_batches.c.published_at.is_not(None))
)
_known_people = published_records.where(records.c.blind.in_(bindparam("blinds", expanding=True))).order_by(records.c.id)
_stage = insert(records)
_newer = records.alias("newer")
_replaced = (
    select(records.c.id)
    .join(_newer, (records.c.blind == _newer.c.blind) & (records.c.batch_id < _newer.c.batch_id))
    .where(_newer.c.batch_id == bindparam("batch"), _newer.c.id.between(bindparam("first"), bindparam("last")))
)
_abandoned = select(records.c.id).where(
    records.c.batch_id == bindparam("batch"), records.c.id.between(bindparam("first"), bindparam("last"))
)


class Intake:
    """One import, from the sheet to the report. Use once, on a thread that may wait."""

    def __init__(self, database: Database, vault: Vault, now: Clock) -> None:
        self._database, self._vault, self._now = database, vault, now

    def take(self, sheet: MemberSheet, replace: bool, write: bool, progress: Progress) -> Report:
        """Import `sheet`; with `replace` people already there are updated, without `write` nothing is kept."""
        report = Report(sheet=sheet.sheet.name, header_row=sheet.header_row, remarks=list(sheet.remarks))
        batch = self._database.call(self._begin) if write else 0
        try:
            for chunk in _chunks(sheet.rows()):
                self._take_chunk(sheet, chunk, batch, replace, report)
                progress(report.rows, len(sheet))
            if write:
                self._finish(batch, report)
        except BaseException:
            if write:
                sweep(self._database, self._now)
            raise
        return report

    def _take_chunk(
        self, sheet: MemberSheet, chunk: list[CheckedRow], batch: int, replace: bool, report: Report
    ) -> None:
        for row in chunk:
            report.rows += 1
            report.problems += row.problems
        good = [(row, row.record) for row in chunk if row.record is not None]
        known = self._known([record for _, record in good])
        staged = []
        for row, record in good:
            blind = self._vault.blind_index(record.id_number)
            if self._wanted(sheet, row, record, known.get(blind), replace, report):
                report.incomplete += _blanks(sheet, row)
                staged.append(self._row(record, row.number, batch, blind))
        if batch and staged:
            self._database.call(lambda connection: connection.execute(_stage, staged))

    def _wanted(
        self, sheet: MemberSheet, row: CheckedRow, record: Record, old: Record | None, replace: bool, report: Report
    ) -> bool:
        """Count the row as added, updated, unchanged or refused; True when it is to be staged."""
        if old is None:
            report.added += 1
        elif old == record:
            report.unchanged += 1
        elif replace:
            report.updated += 1
        else:
            column = column_letters(sheet.columns["id_number"])
            report.problems.append(Problem(row.number, column, words.FIELDS["id_number"], words.KNOWN_ALREADY))
        return old is None or (replace and old != record)

    def _known(self, people: list[Record]) -> dict[bytes, Record]:
        blinds = [self._vault.blind_index(person.id_number) for person in people]
        rows = self._database.call(lambda connection: connection.execute(_known_people, {"blinds": blinds}).all())
        return {row.blind: open_row(self._vault, row) for row in rows}

    def _row(self, record: Record, number: int, batch: int, blind: bytes) -> dict[str, object]:
        row_id = batch * ROWS_A_BATCH + number
        sealed = self._vault.seal(TABLE, row_id, record.to_bytes())
        return {
            "id": row_id,
            "batch_id": batch,
            "blind": blind,
            "key_version": sealed.key_version,
            "wrapped_key": sealed.wrapped_key,
            "blob": sealed.blob,
        }

    def _begin(self, connection: Connection) -> int:
        result = connection.execute(insert(record_batches), {"began_at": self._stamp()})
        assert result.inserted_primary_key is not None
        return int(result.inserted_primary_key[0])

    def _finish(self, batch: int, report: Report) -> None:
        self._database.call(lambda connection: self._publish(connection, batch, report))
        report.published = True
        if report.updated:
            sweep(self._database, self._now)

    def _publish(self, connection: Connection, batch: int, report: Report) -> None:
        at, staged = self._stamp(), report.added + report.updated
        values = {"published_at": at, "swept_at": None if report.updated else at, "rows": staged}
        connection.execute(update(record_batches).where(record_batches.c.id == batch).values(values))
        counts = {"rows": report.rows, "added": report.added, "updated": report.updated, "refused": report.refused_rows}
        entry = audit.Entry(at, "keeper", "import", "published", detail=counts)
        audit.append(connection, self._vault, entry)

    def _stamp(self) -> str:
        return stamp(self._now())


def open_row(vault: Vault, row: Row[*tuple[Any, ...]]) -> Record:
    """Unseal one row of `published_records`. Raises SealBroken, KeyVersionUnknown or RecordUnreadable."""
    sealed = Sealed(row.key_version, row.wrapped_key, row.blob)
    return Record.from_bytes(vault.unseal(TABLE, row.id, sealed))


def sweep(database: Database, now: Clock) -> None:
    """Remove rows of imports that never finished, and rows that a newer import replaced; a few hundred a work."""
    for batch, published, last_id in database.call(_unswept):
        for first in range(batch * ROWS_A_BATCH, last_id + 1, CHUNK_ROWS):
            part = {"batch": batch, "first": first, "last": first + CHUNK_ROWS - 1}
            database.call(partial(_sweep_part, _replaced if published else _abandoned, part))
        database.call(partial(_mark_swept, batch, stamp(now())))


def _unswept(connection: Connection) -> list[tuple[int, bool, int]]:
    batches = record_batches.c
    last_id = select(func.coalesce(func.max(records.c.id), 0)).where(records.c.batch_id == batches.id)
    query = select(batches.id, batches.published_at, last_id.scalar_subquery()).where(batches.swept_at.is_(None))
    return [(batch, published is not None, last) for batch, published, last in connection.execute(query)]


def _sweep_part(doomed: Select[tuple[int]], part: dict[str, int], connection: Connection) -> None:
    ids = connection.execute(doomed, part).scalars().all()
    if ids:
        connection.execute(delete(records).where(records.c.id.in_(ids)))


def _mark_swept(batch: int, at: str, connection: Connection) -> None:
    connection.execute(update(record_batches).where(record_batches.c.id == batch).values(swept_at=at))


def _chunks(rows: Iterator[CheckedRow]) -> Iterator[list[CheckedRow]]:
    while chunk := list(islice(rows, CHUNK_ROWS)):
        yield chunk


def _blanks(sheet: MemberSheet, row: CheckedRow) -> list[Problem]:
    headers = {name: words.FIELDS[name] for name in row.blanks}
    return [
        Problem(row.number, column_letters(sheet.columns[name]), header, words.LEFT_BLANK.format(header=header))
        for name, header in headers.items()
    ]
