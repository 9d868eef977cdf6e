"""Rows and files sealed by an older key version -> sealed by the newest, a chunk at a time.

    sweep = Resealing(database, vault, files, sealed)
    while sweep.once(told):                 # until a whole round finds nothing old
        pass

Reading and writing hold the database owner for a few milliseconds a chunk; opening and sealing happen on the caller's
thread. A row changed meanwhile (a correction, an erasure) is left to who changed it. What lies
in a file gets a new one; the old one goes once the row names the new one, so that a death in between leaves a stray
file and never a lost page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from sqlalchemy import Connection, Row, Select

from kiosk.core.database.owner import Database
from kiosk.core.sealing.files import FileMissing, SealedFiles
from kiosk.core.sealing.sealed_table import SealedTable
from kiosk.core.sealing.vault import KeyVersionUnknown, SealBroken, Sealed, Vault

CHUNK_ROWS = 250  # as an import: the owner may be held for 50 ms a chunk

SealedRow = Row[tuple[Any, ...]]


@dataclass
class Resealing:
    """Counts what it did; `broken` names the rows that nobody can open (table, row and why, no content)."""

    database: Database
    vault: Vault
    files: SealedFiles
    sealed: Sequence[SealedTable]
    rows: int = 0
    in_files: int = 0
    broken: dict[str, str] = field(default_factory=dict)

    def once(self, told: Callable[[int], None] = lambda rows: None) -> bool:
        """One round over everything; `told` gets the rows passed so far. True when something was sealed anew."""
        before, passed = self.rows + self.in_files, 0
        for one in self.sealed:
            work = self._files if one.in_files else self._rows
            for chunk in self._chunks(one.after(CHUNK_ROWS)):
                work(one, [row for row in chunk if self._is_old(one, row)])
                passed += len(chunk)
                told(passed)
        return self.rows + self.in_files > before

    def _is_old(self, one: SealedTable, row: SealedRow) -> bool:
        return row.key_version != self.vault.key_version and f"{one.name} {row.id}" not in self.broken

    def _chunks(self, query: Select[Any]) -> Iterator[list[SealedRow]]:
        after = -1
        while rows := self.database.call(partial(_rows, query, after)):
            yield rows
            after = rows[-1].id

    def _rows(self, one: SealedTable, rows: list[SealedRow]) -> None:
        fresh = ((row, self._anew(one, row, row.blob)) for row in rows)
        changed = [_change(row, sealed, sealed.blob) for row, sealed in fresh if sealed is not None]
        if changed:
            self.database.call(lambda connection: connection.execute(one.reseal(), changed).close())
            self.rows += len(changed)

    def _files(self, one: SealedTable, rows: list[SealedRow]) -> None:
        for row in rows:
            try:
                blob = self.files.read(row.file)
            except FileMissing as missing:
                self.broken[f"{one.name} {row.id}"] = f"FileMissing: {missing}"
                continue
            sealed = self._anew(one, row, blob)
            if sealed is not None:
                self._replace_file(one, row, sealed)

    def _replace_file(self, one: SealedTable, row: SealedRow, sealed: Sealed) -> None:
        name = self.files.write(sealed.blob)
        change = _change(row, sealed, name)
        kept = self.database.call(lambda connection: connection.execute(one.reseal(), change).rowcount) == 1
        self.files.drop(row.file if kept else name)
        self.in_files += kept

    def _anew(self, one: SealedTable, row: SealedRow, blob: bytes) -> Sealed | None:
        try:
            plain = self.vault.unseal(one.name, row.id, Sealed(row.key_version, row.wrapped_key, blob))
        except (SealBroken, KeyVersionUnknown) as error:
            self.broken[f"{one.name} {row.id}"] = type(error).__name__
            return None
        return self.vault.seal(one.name, row.id, plain)


def _change(row: SealedRow, sealed: Sealed, kept: bytes | str) -> dict[str, Any]:
    versions = {"version": sealed.key_version, "wrapped": sealed.wrapped_key}
    return {"row": row.id, "was": row.wrapped_key, "sealed": kept, **versions}


def _rows(query: Select[Any], after: int, connection: Connection) -> list[SealedRow]:
    return list(connection.execute(query, {"after": after}).all())
