"""What a feature keeps of single people, so that an erasure reaches it.

    PERSONAL = (PersonalTable(records, "records"), PersonalTable(scans, "letters"))

Such a table has `blind`, the blind index of the person's ID number; where the sealed bytes lie in a file of their own
(`files.SealedFiles`) it has `file`, its name, and the file goes with the row.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, Table, delete, select


@dataclass(frozen=True, slots=True)
class PersonalTable:
    """One table of rows about people. `counted`: the word by which an erasure says how many rows went.

    `audited`: whether the audit chain says how many, too; what is gone within minutes by itself need not stay there.
    """

    table: Table
    counted: str
    audited: bool = True

    def erase(self, connection: Connection, blind: bytes) -> tuple[int, list[str]]:
        """Delete whatever there is of that person; how many rows, and the names of the sealed files they had."""
        c = self.table.c
        files = connection.execute(select(c.file).where(c.blind == blind)).scalars().all() if "file" in c else []
        return connection.execute(delete(self.table).where(c.blind == blind)).rowcount, list(files)
