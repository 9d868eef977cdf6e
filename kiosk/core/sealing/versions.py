"""Which versions of the sealing key this database has seen, so that an older copy of the key file is told by name.

    note(connection, ring)                  # at each opening, and before a new version seals its first row
    refuse_behind(connection, ring, path)   # raises KeyBehind, KeyWrong
    lacking(connection, ring, sealed)       # versions that rows of a restored backup need

What is noted is a keyed check of each version, not the key: a version of the same number with other bytes is told too.
"""

from __future__ import annotations

import hmac
from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert as upsert

from kiosk.core.database.schema import marks
from kiosk.core.sealing.key_file import KeyRing
from kiosk.core.sealing.sealed_table import SealedTable
from kiosk.core.sealing.vault import KeyVersionUnknown, SealBroken, Sealed, Vault

FLOOR = "records_key_floor"
"""The mark: every row is sealed by this version or a newer one; triggers refuse older ones (`key_floor`)."""

_CHECK = "records_key_check:"
_TRIED_ROWS = 20  # of one version: one that somebody changed must not speak for all


class KeyWrong(Exception):
    """The key file is sound, but another one sealed these records."""


class KeyBehind(KeyWrong):
    """The key file is a copy from before a rotation; sealing with it would make a second key of the same number."""


class VersionsLacking(Exception):
    """Rows need versions that the key file does not hold; only a recovery code brings them back."""


def floor(connection: Connection) -> int:
    """The oldest version by which a row may be sealed."""
    value = connection.execute(select(marks.c.value).where(marks.c.name == FLOOR)).scalar()
    return int(value) if value is not None else 1


def newest(connection: Connection) -> int:
    """The newest version that a row may be sealed by."""
    return max([floor(connection), *_noted(connection)])


def note(connection: Connection, ring: KeyRing) -> None:
    """What is noted of a version stays, also when the ring drops it."""
    rows = [{"name": f"{_CHECK}{version}", "value": _check(ring, version)} for version in ring.sealing]
    connection.execute(upsert(marks).on_conflict_do_nothing(), rows)


def refuse_behind(connection: Connection, ring: KeyRing, path: Path) -> None:
    """Raises KeyBehind or KeyWrong, naming `path`."""
    noted, last = _noted(connection), newest(connection)
    if ring.current < last:
        raise KeyBehind(
            f"{path}: 这是换密钥以前的旧文件（第 {ring.current} 版），档案已经用到第 {last} 版；请放回最新的密钥文件，"
            "没有了就把它挪开，再用恢复码重建：kiosk keys recover"
        )
    for version in ring.sealing:
        if version in noted and not hmac.compare_digest(noted[version], _check(ring, version)):
            raise KeyWrong(f"{path}: 里面的第 {version} 版密钥不是封存这些档案的那一把；请放回原来的密钥文件")


def lacking(connection: Connection, ring: KeyRing, sealed: Sequence[SealedTable]) -> tuple[int, ...]:
    """Looks through all rows only where the marks say that some may need another version."""
    if set(range(floor(connection), newest(connection) + 1)) <= ring.sealing.keys():
        return ()
    used = (connection.execute(select(one.table.c.key_version).distinct()).scalars() for one in sealed)
    return tuple(sorted({version for versions in used for version in versions}.difference(ring.sealing)))


def lacking_said(versions: tuple[int, ...]) -> str:
    numbers = "、".join(map(str, versions))
    return f"有档案要用第 {numbers} 版密钥，密钥文件里没有：kiosk keys recover --from 当时的备份"


def unopened(connection: Connection, ring: KeyRing, sealed: Sequence[SealedTable]) -> tuple[int, ...]:
    """The versions of `ring` that open none of the rows that they are said to have sealed, of some table."""
    vault, lowest = Vault(ring), floor(connection)
    tables = [one for one in sealed if not one.in_files]
    mine = [version for version in sorted(ring.sealing) if version >= lowest]
    return tuple(version for version in mine if not all(_opens(connection, vault, version, one) for one in tables))


def _opens(connection: Connection, vault: Vault, version: int, one: SealedTable) -> bool:
    of_version = select(one.table).where(one.table.c.key_version == version)
    rows = connection.execute(of_version.limit(_TRIED_ROWS)).all()
    for row in rows:
        try:
            vault.unseal(one.name, row.id, Sealed(row.key_version, row.wrapped_key, row.blob))
            return True
        except (SealBroken, KeyVersionUnknown):
            continue
    return not rows


def _noted(connection: Connection) -> dict[int, str]:
    rows = connection.execute(
        select(marks.c.name, marks.c.value).where(marks.c.name.startswith(_CHECK, autoescape=True))
    )
    return {int(name.removeprefix(_CHECK)): value for name, value in rows}


def _check(ring: KeyRing, version: int) -> str:
    return hmac.digest(ring.sealing[version], f"kiosk key version|{ring.ring_id}|{version}".encode(), "sha256").hex()
