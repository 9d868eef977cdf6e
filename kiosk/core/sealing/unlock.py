"""Bring the key and the database together, or say plainly why they do not belong together.

    opened = open_keys(database, data_dir, chosen="/media/hall-key/records.key", passphrase=None)
    vault = opened.vault

A hall that never held a record gets a new key. Once a key is bound, only that key opens: a missing or different one
is an error by name, never an empty store.
"""

from __future__ import annotations

import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, insert, select

from kiosk.core.database.clock import hall_now, stamp
from kiosk.core.database.owner import Database
from kiosk.core.sealing.key_file import SEALED, KeyFile, KeyMissing, KeyRefused, OpenKey, create_ring, key_path
from kiosk.core.sealing.schema import record_vault
from kiosk.core.sealing.sealed_table import SealedTable
from kiosk.core.sealing.vault import Vault
from kiosk.core.sealing.versions import KeyWrong, note, refuse_behind

__all__ = ["KeyWrong", "Opened", "open_keys", "unlock"]


@dataclass(frozen=True)
class Opened:
    """The key in use, and the vault it opened."""

    key: OpenKey
    vault: Vault


def unlock(database: Database, data_dir: Path, sealed: Sequence[SealedTable] = ()) -> Vault:
    """The vault of a hall whose key lies where it always does. Raises as `open_keys`."""
    return open_keys(database, data_dir, sealed=sealed).vault


def open_keys(
    database: Database, data_dir: Path, *, chosen: str = "", passphrase: str | None = None,
    sealed: Sequence[SealedTable] = (),
) -> Opened:  # fmt: skip
    """The vault of this hall; makes and binds a key where there was never one. `chosen` is kiosk.toml's place for it.

    Raises KeyMissing, KeyRefused, KeyLocked, KeyWrong or KeyBehind, each naming the file.
    """
    path = key_path(data_dir, chosen)
    bound = database.call(lambda connection: _binding(connection, sealed))
    if bound is None:
        if not path.exists():
            _make(path, data_dir, chosen)
        opened = _open(path, passphrase)
        database.call(lambda connection: _bind(connection, opened))
        return opened
    opened = _open_bound(path, bound[0], passphrase)
    if not hmac.compare_digest(opened.vault.check_value(), bound[1]):
        mine = opened.vault.ring_id
        raise KeyWrong(f"{path}: 这是密钥 {mine}，档案是用密钥 {bound[0]} 封存的；请放回原来的密钥文件")
    database.call(lambda connection: _checked_versions(connection, opened.key))
    return opened


def _checked_versions(connection: Connection, key: OpenKey) -> None:
    refuse_behind(connection, key.ring, key.path)
    note(connection, key.ring)


def _make(path: Path, data_dir: Path, chosen: str) -> None:
    """A new key; on a stick only where a stick is: below an empty mount point it would lie on the machine's disk."""
    if not chosen:
        create_ring(path)
    elif not path.parent.is_dir() or path.parent.stat().st_dev == data_dir.stat().st_dev:
        raise KeyMissing(f"{path}: 没有挂上放密钥的 U 盘（它和档案在同一块盘上）；先挂上，再启动大厅服务")
    else:
        try:
            create_ring(path)
        except OSError as error:
            raise KeyRefused(f"{path}: 建不了密钥文件（{error.strerror}）；先停大厅服务，用 sudo 建") from error


def _open(path: Path, passphrase: str | None) -> Opened:
    key = KeyFile.read(path).opened(passphrase)
    return Opened(key, Vault(key.ring))


def _open_bound(path: Path, wanted: str, passphrase: str | None) -> Opened:
    try:
        return _open(path, passphrase)
    except KeyMissing:
        mend = "请放回原来的密钥文件，不要新建；真丢了就用恢复码重建：kiosk keys recover"
        if SEALED.exists():
            mend = "它由 TPM 封存，只有大厅服务打得开：先启动大厅服务，再运行这条命令"
        raise KeyMissing(f"{path}: 没有密钥文件，档案是用密钥 {wanted} 封存的；{mend}") from None


def _binding(connection: Connection, sealed: Sequence[SealedTable]) -> tuple[str, bytes] | None:
    row = connection.execute(select(record_vault.c.ring_id, record_vault.c.check_value)).first()
    if row is None and any(connection.execute(one.after(1), {"after": -1}).first() for one in sealed):
        raise KeyMissing("数据库里有档案，却没有写明是哪把密钥；请恢复备份")
    return None if row is None else (row.ring_id, row.check_value)


def _bind(connection: Connection, opened: Opened) -> None:
    vault = opened.vault
    values = {"id": 1, "ring_id": vault.ring_id, "check_value": vault.check_value(), "bound_at": stamp(hall_now())}
    connection.execute(insert(record_vault), values)
    note(connection, opened.key.ring)
