"""The pages of letters as they lie in the store: sealed, and tied to the person they were scanned for.

    image = page_bytes(connection, vault, folder, blind, "application", 2)      # an approved page, as JPEG
    sealed = seal_page(vault, row_id, blind, image)

The person's blind index is sealed in with the image: whoever can write the database, but has no key, can neither
change a page nor show it to somebody else.
"""

from __future__ import annotations

import hmac
import secrets
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Row, bindparam, select

from kiosk.core.sealing.files import SealedFiles
from kiosk.core.sealing.vault import SealBroken, Sealed, Vault
from kiosk.features.membership.hall.schema import scans

TABLE = "scans"
STAGED, APPROVED, REFUSED = "staged", "approved", "refused"

ScanRow = Row[tuple[Any, ...]]

_HEAD = b"P1"
_approved = select(scans).where(
    scans.c.blind == bindparam("blind"),
    scans.c.kind == bindparam("kind"),
    scans.c.page == bindparam("page"),
    scans.c.state == APPROVED,
)


class PageMissing(LookupError):
    """No such page, or a keeper did not approve it."""


def new_row_id() -> int:
    """At random, known before sealing, which binds the image to it."""
    return secrets.randbits(62)


def seal_page(vault: Vault, row_id: int, blind: bytes, image: bytes) -> Sealed:
    return vault.seal(TABLE, row_id, _HEAD + blind + image)


def open_page(vault: Vault, row: ScanRow, blob: bytes) -> bytes:
    """The image of one row of `scans`. Raises SealBroken (also when it was scanned for somebody else),
    KeyVersionUnknown.
    """
    plain = vault.unseal(TABLE, row.id, Sealed(row.key_version, row.wrapped_key, blob))
    head = _HEAD + (row.blind if isinstance(row.blind, bytes) else b"")
    if head == _HEAD or not hmac.compare_digest(plain[: len(head)], head):
        raise SealBroken(f"{TABLE} row {row.id}: of another person")
    return plain[len(head) :]


def approved_row(connection: Connection, blind: bytes, kind: str, page: int) -> ScanRow:
    """The row of an approved page; its file is read and opened away from the database's owner. Raises PageMissing."""
    row = connection.execute(_approved, {"blind": blind, "kind": kind, "page": page}).first()
    if row is None:
        raise PageMissing(f"{kind} {page}")
    return row


def page_bytes(connection: Connection, vault: Vault, folder: Path, blind: bytes, kind: str, page: int) -> bytes:
    """An approved page. `folder` is that of the sealed files. Raises PageMissing, FileMissing, and as `open_page`."""
    row = approved_row(connection, blind, kind, page)
    return open_page(vault, row, SealedFiles(folder.parent).read(row.file))
