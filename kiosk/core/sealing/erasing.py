"""Erasing a person from everything that the hall keeps, and again from what a restore brings back.

    erasing = Erasing(database, vault, data_dir, now, personal)      # each verb blocks: use a worker thread
    gone = erasing.erase(blind, by=account_id)                       # {"records": 1, "letters": 2, "pins": 0}
    erasing.settle(sealed)                                           # at each opening, before anybody looks anything up

An erasure is written down first, so that no restore brings the person back. Every one of them is a row in the audit
chain, written in the same commit. `by` None: on the machine's own console.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from sqlalchemy import Connection, select

from kiosk.core.database.clock import Clock, stamp
from kiosk.core.database.owner import Database
from kiosk.core.sealing import audit, audit_restore, erasures
from kiosk.core.sealing.erasures import Erasure
from kiosk.core.sealing.files import SealedFiles
from kiosk.core.sealing.personal_table import PersonalTable
from kiosk.core.sealing.sealed_table import SealedTable, strangers
from kiosk.core.sealing.vault import Vault

AGAIN_A_WORK = 200  # erasures applied again in one work: the database owner serves tickets too

log = logging.getLogger(__name__)

Erased = Mapping[str, int]
"""How much of a person was there: rows by the word of their `PersonalTable`."""


class Erasing:
    """The erasures of one hall. `personal`: everything that its features keep of single people."""

    def __init__(
        self, database: Database, vault: Vault, data_dir: Path, now: Clock, personal: Sequence[PersonalTable]
    ) -> None:
        self._database, self._vault, self._data_dir, self._now = database, vault, data_dir, now
        self._personal, self._files = personal, SealedFiles(data_dir)

    def erase(self, blind: bytes, *, by: int | None) -> Erased:
        """Everything of this person. Raises OSError where it cannot be written down: nothing is erased then."""
        erasure = Erasure(stamp(self._now()), blind)
        erasures.write_down(self._data_dir, self._vault, erasure)
        return self._apply([erasure], "keeper", "erased", by)

    def settle(self, sealed: Sequence[SealedTable]) -> None:
        """At each opening: erasures that a restored database knows nothing of, and files that no row of `sealed` names.

        Where the database holds sealed rows of a feature that this hall has not, the files stay: they may be its.

        Raises ErasuresUnreadable: the records stay shut then, rather than show who was erased.
        """
        self._database.call(self._tell_restore)
        noted = self._database.call(erasures.noted)
        erasures.mend(self._data_dir, noted)
        known = erasures.read_all(self._data_dir, self._vault)
        undone = [erasure for erasure in known if erasures.line_of(self._vault, erasure) not in noted]
        for first in range(0, len(undone), AGAIN_A_WORK):
            self._apply(undone[first : first + AGAIN_A_WORK], "service", "again", None)
        left = self._database.call(lambda connection: strangers(connection, sealed))
        if left:
            log.error("sealed rows of no feature of this hall, which no erasure reaches: %s", ", ".join(left))
        else:
            self._files.sweep(self._database.call(lambda connection: _named(connection, sealed)))

    # -- inside the database's own work --------------------------------------------------------

    def _tell_restore(self, connection: Connection) -> None:
        told = audit_restore.taken(connection)
        if told is not None:
            entry = audit.Entry(stamp(self._now()), "service", "restore", told[0], detail={"rows": told[1]})
            audit.append(connection, self._vault, entry)

    def _apply(self, doomed: list[Erasure], actor: str, outcome: str, by: int | None) -> Erased:
        gone, files = self._database.call(partial(self._erase_all, doomed, actor, outcome, by))
        for name in files:
            self._files.remove(name)
        if any(gone.values()):
            self._database.empty_log()
        return gone

    def _erase_all(
        self, doomed: list[Erasure], actor: str, outcome: str, by: int | None, connection: Connection
    ) -> tuple[Erased, list[str]]:
        connection.exec_driver_sql("PRAGMA secure_delete = ON").close()  # freed pages are overwritten with zeros
        erasures.note(connection, self._vault, doomed)
        total, files = Counter({one.counted: 0 for one in self._personal}), list[str]()
        for erasure in doomed:
            gone, names = self._erase(connection, erasure.blind)
            total.update(gone)
            files += names
            if any(gone.values()) or actor == "keeper":
                self._note(connection, erasure.blind, gone, actor, outcome, by)
        return dict(total), files

    def _erase(self, connection: Connection, blind: bytes) -> tuple[Erased, list[str]]:
        """Whatever there is, by no clock: a sheet may have been imported while the clock was ahead."""
        gone, files = Counter[str](), list[str]()
        for one in self._personal:
            rows, names = one.erase(connection, blind)
            gone[one.counted] += rows
            files += names
        return gone, files

    def _note(
        self, connection: Connection, blind: bytes, gone: Erased, actor: str, outcome: str, by: int | None
    ) -> None:
        told = {one.counted: gone[one.counted] for one in self._personal if one.audited}
        detail = told if by is None else told | {"by": by}
        entry = audit.Entry(stamp(self._now()), actor, "erase", outcome, blind=blind, detail=detail)
        audit.append(connection, self._vault, entry)


def _named(connection: Connection, sealed: Sequence[SealedTable]) -> list[str]:
    in_files = [one.table for one in sealed if one.in_files]
    return [name for table in in_files for name in connection.execute(select(table.c.file)).scalars()]
