"""Sealed pages of invented people, put in by hand, for tests that are about keeping them and not about scanning."""

from pathlib import Path

from sqlalchemy import insert, select

from kiosk.core.database.owner import Database
from kiosk.core.sealing.files import SealedFiles
from kiosk.core.sealing.vault import Vault
from kiosk.features.membership.hall.scans.store import open_page, seal_page
from kiosk.features.membership.hall.schema import scans


def scan(
    database: Database, vault: Vault, data_dir: Path, id_number: str, image: bytes, *, page: int = 1,
    state: str = "approved", at: str = "2026-11-20T09:00:00.000+08:00",
) -> str:  # fmt: skip
    """One page of the 入党申请书; gives the name of its file."""
    row_id = 1000 + database.call(lambda connection: len(connection.execute(select(scans.c.id)).all()))
    sealed = seal_page(vault, row_id, vault.blind_index(id_number), image)
    name = SealedFiles(data_dir).write(sealed.blob)
    row = {
        "id": row_id, "blind": vault.blind_index(id_number), "kind": "application", "page": page, "file": name,
        "key_version": sealed.key_version, "wrapped_key": sealed.wrapped_key, "state": state, "added_at": at,
    }  # fmt: skip
    database.call(lambda connection: connection.execute(insert(scans), row).close())
    return name


def images(database: Database, vault: Vault, data_dir: Path) -> list[bytes]:
    """Every page that the hall holds, unsealed, in the order of their rows."""
    rows = database.call(lambda connection: connection.execute(select(scans).order_by(scans.c.id)).all())
    files = SealedFiles(data_dir)
    return [open_page(vault, row, files.read(row.file)) for row in rows]
