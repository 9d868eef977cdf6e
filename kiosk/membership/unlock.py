"""Bring the key and the database together, or say plainly why they do not belong together.

A hall that never held a record gets a new key. Once a key is bound, only that key opens: a missing or different one
is an error by name, never an empty store.
"""

from __future__ import annotations

import hmac
from pathlib import Path

from sqlalchemy import Connection, insert, select

from kiosk.hall.clock import hall_now, stamp
from kiosk.hall.database import Database
from kiosk.membership.keys import KeyMissing, KeyRing, create_ring, key_path, open_ring
from kiosk.membership.schema import record_vault, records
from kiosk.membership.vault import Vault


class KeyWrong(Exception):
    """The key file is sound, but another one sealed these records."""


def unlock(database: Database, data_dir: Path) -> Vault:
    """The vault of this hall; makes and binds a key where there was never one.

    Raises KeyMissing, KeyRefused or KeyWrong, each naming the file.
    """
    path = key_path(data_dir)
    bound = database.call(_binding)
    if bound is None:
        ring = open_ring(path) if path.exists() else create_ring(path)
        vault = Vault(ring)
        database.call(lambda connection: _bind(connection, vault))
        return vault
    vault = Vault(_ring(path, bound[0]))
    if not hmac.compare_digest(vault.check_value(), bound[1]):
        raise KeyWrong(f"{path}: 这是密钥 {vault.ring_id}，档案是用密钥 {bound[0]} 封存的；请放回原来的密钥文件")
    return vault


def _ring(path: Path, wanted: str) -> KeyRing:
    try:
        return open_ring(path)
    except KeyMissing:
        raise KeyMissing(
            f"{path}: 没有密钥文件，档案是用密钥 {wanted} 封存的；请放回原来的密钥文件，不要新建"
        ) from None


def _binding(connection: Connection) -> tuple[str, bytes] | None:
    row = connection.execute(select(record_vault.c.ring_id, record_vault.c.check_value)).first()
    if row is None and connection.execute(select(records.c.id).limit(1)).first():
        raise KeyMissing("数据库里有档案，却没有写明是哪把密钥；请恢复备份")
    return None if row is None else (row.ring_id, row.check_value)


def _bind(connection: Connection, vault: Vault) -> None:
    values = {"id": 1, "ring_id": vault.ring_id, "check_value": vault.check_value(), "bound_at": stamp(hall_now())}
    connection.execute(insert(record_vault), values)
