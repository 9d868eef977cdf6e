"""The verbs: leave a note with its drawing, read them again, hand them to whom they are of."""

from sqlalchemy import Connection, func, insert, select
from sqlalchemy.dialects.sqlite import insert as upsert

from kiosk.core.database.clock import Clock, stamp
from kiosk.core.database.owner import Database
from kiosk.core.sealing.files import SealedFiles
from kiosk.core.sealing.vault import Sealed, Vault
from kiosk.core.web.hall_module import OwnFile
from tests.apps.sample_feature.hall.schema import drawings, notes, turns


class NoteEmpty(Exception):
    """There is nothing to keep."""


class NoteDesk:
    """Blocks on the disk: use a worker thread."""

    def __init__(self, database: Database, vault: Vault, files: SealedFiles, now: Clock) -> None:
        self._database, self._vault, self._files, self._now = database, vault, files, now

    def count(self) -> int:
        return self._database.call(lambda c: c.execute(select(func.count()).select_from(notes)).scalar_one())

    def leave(self, id_number: str, text: str, drawing: bytes) -> int:
        """The note's id. Raises NoteEmpty."""
        if not text:
            raise NoteEmpty
        blind, at = self._vault.blind_index(id_number), stamp(self._now())
        row_id = 1 + self.count()
        note = self._vault.seal(notes.name, row_id, text.encode())
        page = self._vault.seal(drawings.name, row_id, drawing)
        file = self._files.write(page.blob)

        def keep(connection: Connection) -> None:
            connection.execute(insert(notes).values(id=row_id, blind=blind, **_columns(note), blob=note.blob))
            connection.execute(insert(drawings).values(id=row_id, blind=blind, **_columns(page), file=file))
            connection.execute(upsert(turns).values(blind=blind, at=at).on_conflict_do_nothing())

        self._database.call(keep)
        return row_id


def own_copy(database: Database, vault: Vault, files: SealedFiles, blind: bytes) -> list[OwnFile]:
    """Every note and drawing of one person."""
    written = database.call(lambda c: c.execute(select(notes).where(notes.c.blind == blind)).all())
    drawn = database.call(lambda c: c.execute(select(drawings).where(drawings.c.blind == blind)).all())
    texts = [
        (f"notes/{row.id}.txt", vault.unseal(notes.name, row.id, Sealed(row.key_version, row.wrapped_key, row.blob)))
        for row in written
    ]
    pages = [
        (
            f"notes/{row.id}.png",
            vault.unseal(drawings.name, row.id, Sealed(row.key_version, row.wrapped_key, files.read(row.file))),
        )
        for row in drawn
    ]
    return texts + pages


def _columns(sealed: Sealed) -> dict[str, object]:
    return {"key_version": sealed.key_version, "wrapped_key": sealed.wrapped_key}
