"""Rows and letters sealed by an older key version -> sealed by the newest, a chunk at a time.

    sweep = Resealing(database, vault, files)
    while sweep.once(told):                 # until a whole round finds nothing old
        pass

Reading and writing hold the database owner for a few milliseconds a chunk; opening and sealing happen on the caller's
thread. A row changed meanwhile (a correction, an erasure) is left to who changed it. A letter gets a new file; the old
one goes once the row names the new one, so that a death in between leaves a stray file and never a lost page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, select, update

from kiosk.core.database.owner import Database
from kiosk.core.sealing.files import FileMissing, SealedFiles
from kiosk.core.sealing.vault import KeyVersionUnknown, SealBroken, Sealed, Vault
from kiosk.features.membership.hall.schema import records, scans

CHUNK_ROWS = 250  # as an import: issue 5 allows the owner 50 ms a chunk

SealedRow = Row[tuple[Any, ...]]

_records = select(records).where(records.c.id > bindparam("after")).order_by(records.c.id).limit(CHUNK_ROWS)
_letters = select(scans).where(scans.c.id > bindparam("after")).order_by(scans.c.id).limit(CHUNK_ROWS)
_reseal = (
    update(records)
    .where(records.c.id == bindparam("row"), records.c.wrapped_key == bindparam("was"))
    .values(key_version=bindparam("version"), wrapped_key=bindparam("wrapped"), blob=bindparam("sealed"))
)
_rename = (
    update(scans)
    .where(scans.c.id == bindparam("row"), scans.c.wrapped_key == bindparam("was"))
    .values(key_version=bindparam("version"), wrapped_key=bindparam("wrapped"), file=bindparam("name"))
)


@dataclass
class Resealing:
    """Counts what it did; `broken` names the rows that nobody can open (table, row and why, no content)."""

    database: Database
    vault: Vault
    files: SealedFiles
    records: int = 0
    letters: int = 0
    broken: dict[str, str] = field(default_factory=dict)

    def once(self, told: Callable[[int], None] = lambda rows: None) -> bool:
        """One round over everything; `told` gets the rows passed so far. True when something was sealed anew."""
        before, passed = self.records + self.letters, 0
        for table, query, work in (("records", _records, self._records), ("scans", _letters, self._letters)):
            for chunk in self._chunks(query):
                work([row for row in chunk if self._is_old(table, row)])
                passed += len(chunk)
                told(passed)
        return self.records + self.letters > before

    def _is_old(self, table: str, row: SealedRow) -> bool:
        return row.key_version != self.vault.key_version and f"{table} {row.id}" not in self.broken

    def _chunks(self, query: Select[Any]) -> Iterator[list[SealedRow]]:
        after = -1
        while rows := self.database.call(partial(_rows, query, after)):
            yield rows
            after = rows[-1].id

    def _records(self, rows: list[SealedRow]) -> None:
        changed = [change for change in map(self._resealed, rows) if change is not None]
        if changed:
            self.database.call(lambda connection: connection.execute(_reseal, changed).close())
            self.records += len(changed)

    def _resealed(self, row: SealedRow) -> dict[str, Any] | None:
        sealed = self._anew("records", row, row.blob)
        return None if sealed is None else _change(row, sealed) | {"sealed": sealed.blob}

    def _letters(self, rows: list[SealedRow]) -> None:
        for row in rows:
            try:
                blob = self.files.read(row.file)
            except FileMissing as missing:
                self.broken[f"scans {row.id}"] = f"FileMissing: {missing}"
                continue
            sealed = self._anew("scans", row, blob)
            if sealed is not None:
                self._replace_file(row, sealed)

    def _replace_file(self, row: SealedRow, sealed: Sealed) -> None:
        name = self.files.write(sealed.blob)
        change = _change(row, sealed) | {"name": name}
        kept = self.database.call(lambda connection: connection.execute(_rename, change).rowcount) == 1
        self.files.drop(row.file if kept else name)
        self.letters += kept

    def _anew(self, table: str, row: SealedRow, blob: bytes) -> Sealed | None:
        try:
            plain = self.vault.unseal(table, row.id, Sealed(row.key_version, row.wrapped_key, blob))
        except (SealBroken, KeyVersionUnknown) as error:
            self.broken[f"{table} {row.id}"] = type(error).__name__
            return None
        return self.vault.seal(table, row.id, plain)


def _change(row: SealedRow, sealed: Sealed) -> dict[str, Any]:
    return {"row": row.id, "was": row.wrapped_key, "version": sealed.key_version, "wrapped": sealed.wrapped_key}


def _rows(query: Select[Any], after: int, connection: Connection) -> list[SealedRow]:
    return list(connection.execute(query, {"after": after}).all())
