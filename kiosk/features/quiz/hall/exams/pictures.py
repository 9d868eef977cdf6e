"""The pictures of an exam's bank, each a sealed file that a row names.

    laid = [lay_down(vault, files, 1, jpeg)]              # on the disk; on a worker
    add(connection, exam_id, laid)                        # in the work that lays the exam down
    shown = read(vault, files, row_of(connection, exam_id, 1))
    tidy(database, files)                                 # those whose exam is gone; after each deletion, every minute

A picture that is laid down and never named (the hall died in between) is noise for ever: its key was to stand in the
row. The next start removes the file (`SealedFiles.sweep`). Copies of the database keep their own link to each file, as
they keep the exam.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, delete, func, insert, select

from kiosk.core.database.owner import Database
from kiosk.core.sealing.files import SealedFiles
from kiosk.core.sealing.vault import Sealed, Vault
from kiosk.features.quiz.hall.exams.schema import exam_pictures

_ID_BITS = 48
_A_WORK = 200


@dataclass(frozen=True, slots=True)
class PictureRow:
    """A picture as it lies: its file is read and opened away from the database's thread."""

    id: int
    number: int
    key_version: int
    wrapped_key: bytes
    file: str


def lay_down(vault: Vault, files: SealedFiles, number: int, content: bytes) -> PictureRow:
    """Blocks. Raises OSError."""
    row_id = secrets.randbits(_ID_BITS)
    sealed = vault.seal(exam_pictures.name, row_id, content)
    return PictureRow(row_id, number, sealed.key_version, sealed.wrapped_key, files.write(sealed.blob))


def add(connection: Connection, exam_id: int, laid: Sequence[PictureRow]) -> None:
    rows = [
        {"id": one.id, "exam_id": exam_id, "number": one.number, "key_version": one.key_version,
         "wrapped_key": one.wrapped_key, "file": one.file}
        for one in laid
    ]  # fmt: skip
    if rows:
        connection.execute(insert(exam_pictures), rows)


def row_of(connection: Connection, exam_id: int, number: int) -> PictureRow | None:
    c = exam_pictures.c
    found = select(c.id, c.number, c.key_version, c.wrapped_key, c.file).where(
        (c.exam_id == exam_id) & (c.number == number)
    )
    row = connection.execute(found).first()
    return None if row is None else PictureRow(*row)


def count(connection: Connection, exam_id: int) -> int:
    found = select(func.count()).select_from(exam_pictures).where(exam_pictures.c.exam_id == exam_id)
    return int(connection.execute(found).scalar_one())


def read(vault: Vault, files: SealedFiles, row: PictureRow) -> bytes:
    """Blocks. Raises FileMissing, SealBroken, KeyVersionUnknown, which hold the place only."""
    return vault.unseal(exam_pictures.name, row.id, Sealed(row.key_version, row.wrapped_key, files.read(row.file)))


def tidy(database: Database, files: SealedFiles) -> int:
    """Remove what is of no exam any more; how many. Blocks."""
    gone = 0
    while names := database.call(_forget):
        for name in names:
            files.drop(name)
        gone += len(names)
    return gone


def _forget(connection: Connection) -> list[str]:
    """The rows first, and with them the keys: a file that stays behind then is noise."""
    c = exam_pictures.c
    doomed = connection.execute(select(c.id, c.file).where(c.exam_id.is_(None)).limit(_A_WORK)).all()
    if doomed:
        connection.exec_driver_sql("PRAGMA secure_delete = ON").close()
        connection.execute(delete(exam_pictures).where(c.id.in_([row.id for row in doomed])))
    return [row.file for row in doomed]
