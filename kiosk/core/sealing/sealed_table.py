"""What a feature keeps sealed, so that rotation, restore and the key's own questions reach it.

    SEALED = (SealedTable(records), SealedTable(scans))

A table of sealed rows has `id`, `key_version` and `wrapped_key`, and `blob`; where the sealed bytes lie in a file of
their own (`files.SealedFiles`) it has `file`, its name, instead. Sealing binds them to the table's name and the row.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, Table, Update, bindparam, select, text, update

# By SQLite's own list: SQLAlchemy's inspector asks table by table, 20 ms of the owner's time.
_WRAPPED = text(
    "SELECT t.name FROM sqlite_master t JOIN pragma_table_info(t.name) c "
    "WHERE t.type = 'table' AND c.name = 'wrapped_key' ORDER BY t.name"
)


@dataclass(frozen=True, slots=True)
class SealedTable:
    """One table of sealed rows."""

    table: Table

    @property
    def name(self) -> str:
        return self.table.name

    @property
    def in_files(self) -> bool:
        return "file" in self.table.c

    def after(self, rows: int) -> Select[Any]:
        """The next `rows` rows whose id is above :after."""
        row_id = self.table.c.id
        return select(self.table).where(row_id > bindparam("after")).order_by(row_id).limit(rows)

    def reseal(self) -> Update:
        """Row :row becomes :version, :wrapped and :sealed (blob, or name of a file), unless somebody changed it."""
        c = self.table.c
        unchanged = update(self.table).where(c.id == bindparam("row"), c.wrapped_key == bindparam("was"))
        keys = unchanged.values(key_version=bindparam("version"), wrapped_key=bindparam("wrapped"))
        return keys.values({"file" if self.in_files else "blob": bindparam("sealed")})


def strangers(connection: Connection, sealed: Sequence[SealedTable]) -> tuple[str, ...]:
    """Tables of sealed rows that are in the database and not among `sealed`: of a feature that this hall has not.

    Nothing can be said about their rows but that they need their keys and files, should the feature come back.
    """
    known = {one.name for one in sealed}
    return tuple(name for name in connection.execute(_WRAPPED).scalars() if name not in known)
