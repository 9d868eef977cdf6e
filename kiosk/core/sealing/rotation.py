"""A new version of the sealing key: everything is sealed anew, a little at a time, while the hall goes on.

    done = Rotation(database, opened, data_dir, now, on_key, sealed).run(progress)   # blocks its own thread only

The order makes a death at any moment harmless: the key file with both versions is on the disk before a row is sealed
by the new one, and the old version leaves the file only when no row, no letter and no nightly copy needs it and the
recovery code brings it back. Started again it goes on where it stopped. The index key and the audit key stay: they
find people and prove the chain.
"""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import Connection, func, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from kiosk.core.database import copies
from kiosk.core.database.clock import Clock, stamp
from kiosk.core.database.owner import Database
from kiosk.core.database.schema import marks
from kiosk.core.sealing import audit, recovery, versions
from kiosk.core.sealing.files import SealedFiles
from kiosk.core.sealing.key_file import KEY_BYTES, KeyRing, OpenKey
from kiosk.core.sealing.resealing import Resealing
from kiosk.core.sealing.schema import record_vault
from kiosk.core.sealing.sealed_table import SealedTable, strangers
from kiosk.core.sealing.unlock import Opened
from kiosk.core.sealing.versions import FLOOR, VersionsLacking, floor, lacking_said

Progress = Callable[[int, int], None]
"""Rows done, and rows in all as they were counted at the start."""


@dataclass(frozen=True, slots=True)
class Rotated:
    """What was done. `broken` names rows that nobody can open; `kept` are old versions that stay in the key file,
    because such a row or a nightly copy still needs them, or no recovery code was printed. `resumed`: it went on with
    a rotation begun earlier.
    """

    version: int
    resumed: bool
    records: int
    letters: int
    broken: tuple[str, ...]
    kept: tuple[int, ...]


class Rotation:
    """One run. `on_key` is told of each change of the key file, so that the service goes on with the new one."""

    def __init__(
        self, database: Database, opened: Opened, data_dir: Path, now: Clock, on_key: Callable[[OpenKey], None],
        sealed: Sequence[SealedTable],
    ) -> None:  # fmt: skip
        self._database, self._vault, self._key = database, opened.vault, opened.key
        self._data_dir, self._now, self._on_key = data_dir, now, on_key
        self._sealed = sealed
        self._work = Resealing(database, opened.vault, SealedFiles(data_dir), sealed)

    def run(self, progress: Progress) -> Rotated:
        """Raises KeyNotOurs, KeyMissing, VersionsLacking, RecoveryForged, OSError before any row is touched; as the
        database does.
        """
        self._refuse_lacking()
        resumed = self._database.call(floor) < self._key.ring.current
        ring = self._key.ring if resumed else self._next_ring()
        self._key.check_in_place()
        self._database.call(lambda connection: self._renew_recovery(connection, ring))
        if not resumed:
            self._change(ring)
            self._database.call(lambda connection: self._audit(connection, "begun", {"version": ring.current}))
        rows = self._database.call(lambda connection: _count(connection, self._sealed))
        while self._work.once(lambda passed: progress(min(passed, rows), rows)):
            pass
        if not self._work.broken:
            self._database.call(lambda connection: _raise_floor(connection, self._key.ring.current))
            self._work.once()  # what slipped in while the floor was lower
        kept = self._drop_versions()
        work = self._work
        done = Rotated(self._key.ring.current, resumed, work.rows, work.in_files, _named(work.broken), kept)
        counts = {"version": done.version, "records": done.records, "letters": done.letters, "broken": len(done.broken)}
        self._database.call(lambda connection: self._audit(connection, "finished", counts))
        return done

    def _refuse_lacking(self) -> None:
        """What cannot be opened now could never be opened again once this version's successor is the only one."""
        lacking = self._database.call(lambda connection: versions.lacking(connection, self._key.ring, self._sealed))
        if lacking:
            raise VersionsLacking(lacking_said(lacking))

    def _next_ring(self) -> KeyRing:
        version = max(*self._key.ring.sealing, self._database.call(versions.newest)) + 1
        sealing = self._key.ring.sealing | {version: secrets.token_bytes(KEY_BYTES)}
        return replace(self._key.ring, current=version, sealing=sealing)

    def _change(self, ring: KeyRing) -> None:
        self._key = self._key.replace(ring)
        self._database.call(lambda connection: versions.note(connection, ring))  # before it seals anything
        self._vault.adopt(ring)
        self._on_key(self._key)

    def _renew_recovery(self, connection: Connection, ring: KeyRing) -> None:
        """The code in the safe opens the new version too, before anything is sealed by it."""
        sealed = connection.execute(select(record_vault.c.recovery)).scalar()
        if sealed is not None:
            fresh = recovery.sealed_anew(sealed, self._vault, ring)
            connection.execute(update(record_vault).values(recovery=fresh))

    def _drop_versions(self) -> tuple[int, ...]:
        """The old versions that stay. What goes can be brought back by the recovery code, for a copy on some stick that
        needs it; so nothing goes while no code was printed, nor while rows lie here that this hall cannot seal anew.
        """
        ring = self._key.ring
        printed = self._database.call(lambda connection: connection.execute(select(record_vault.c.recovery)).scalar())
        if printed is None or self._database.call(lambda connection: strangers(connection, self._sealed)):
            return tuple(sorted(ring.sealing.keys() - {ring.current}))
        needed = self._database.call(floor)
        oldest = min([needed, *(floor_of_copy(copy) for copy in copies.copies(self._data_dir / copies.FOLDER))])
        sealing = {version: key for version, key in ring.sealing.items() if version >= oldest}
        if sealing.keys() != ring.sealing.keys():
            self._change(replace(ring, sealing=sealing))
        return tuple(sorted(sealing.keys() - {ring.current}))

    def _audit(self, connection: Connection, outcome: str, counts: dict[str, int]) -> None:
        audit.append(
            connection, self._vault, audit.Entry(stamp(self._now()), "keeper", "rotate", outcome, detail=counts)
        )


def floor_of_copy(copy: Path) -> int:
    """The same of a backup; 1 where it cannot be read, so that no version is dropped that it might need."""
    try:
        with closing(sqlite3.connect(f"{copy.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
            row = connection.execute("SELECT value FROM marks WHERE name = ?", (FLOOR,)).fetchone()
    except sqlite3.DatabaseError:
        return 1
    return int(row[0]) if row else 1


def _raise_floor(connection: Connection, version: int) -> None:
    row = {"name": FLOOR, "value": str(version)}
    connection.execute(upsert(marks).values(**row).on_conflict_do_update(index_elements=["name"], set_=row))


def _count(connection: Connection, sealed: Sequence[SealedTable]) -> int:
    return sum(connection.execute(select(func.count()).select_from(one.table)).scalar_one() for one in sealed)


def _named(broken: dict[str, str]) -> tuple[str, ...]:
    return tuple(f"{place}: {why}" for place, why in broken.items())
