"""What a keeper does with one person's record, found by the full ID number only: read, correct, erase, hand over.

    kept = PersonDesk(database, vault, data_dir, now)      # each verb blocks: use a worker thread
    record = kept.person(id_number, by=account_id)         # None where there is nobody
    kept.correct(id_number, {"joined": "1993-07-01"}, "按档案原件更正", by=account_id)
    kept.erase(id_number, by=account_id)                   # rows, letters, PINs; again after each restore
    archive = kept.export(id_number, by=None)              # the person's own copy, a .zip in memory

Every one of them is a row in the audit chain, written in the same commit. `by` None: on the machine's own console.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, Row, bindparam, delete, select, update

from kiosk.core.database.clock import Clock, stamp
from kiosk.core.database.owner import Database
from kiosk.core.sealing import audit, audit_restore
from kiosk.core.sealing.files import SealedFiles
from kiosk.core.sealing.vault import KeyVersionUnknown, SealBroken, Vault
from kiosk.features.membership.hall import erasures, own_copy
from kiosk.features.membership.hall.corrections import corrected
from kiosk.features.membership.hall.erasures import Erasure
from kiosk.features.membership.hall.scans.store import open_page
from kiosk.features.membership.hall.schema import lookup_pins, records, scans
from kiosk.features.membership.hall.store import TABLE, open_row, published_records
from kiosk.features.membership.rules.record import Record, RecordUnreadable

AGAIN_A_WORK = 200  # erasures applied again in one work: the database owner serves tickets too

T = TypeVar("T")
PageRow = Row[tuple[Any, ...]]

_newest = published_records.where(records.c.blind == bindparam("blind")).order_by(records.c.batch_id.desc()).limit(1)


class Nobody(Exception):
    """There is no record under this ID number."""


@dataclass(frozen=True, slots=True)
class Erased:
    """How much of a person was there: rows of records, pages of letters, PINs."""

    records: int
    letters: int
    pins: int

    @property
    def anything(self) -> bool:
        return bool(self.records or self.letters or self.pins)


class PersonDesk:
    """A keeper's verbs over one database, one vault and one folder."""

    def __init__(self, database: Database, vault: Vault, data_dir: Path, now: Clock) -> None:
        self._database, self._vault, self._data_dir, self._now = database, vault, data_dir, now
        self._files = SealedFiles(data_dir)

    def person(self, id_number: str, *, by: int | None) -> Record | None:
        """The whole record, for the keeper who corrects it. Raises SealBroken, KeyVersionUnknown, RecordUnreadable."""
        blind = self._vault.blind_index(id_number)
        return self._opened("read", blind, by, lambda connection: self._person(connection, blind, by))

    def correct(self, id_number: str, changes: Mapping[str, str], reason: str, *, by: int) -> Record:
        """Change some fields (`corrections.corrected`) and seal the record anew in its place.

        Raises Nobody, CorrectionRefused, and as `person`; nothing is changed then.
        """
        blind = self._vault.blind_index(id_number)
        return self._opened(
            "correct", blind, by, lambda connection: self._correct(connection, blind, changes, reason, by)
        )

    def erase(self, id_number: str, *, by: int | None) -> Erased:
        """Everything of this person; written down first, so that no restore brings it back.

        Raises OSError where it cannot be written down: nothing is erased then.
        """
        erasure = Erasure(stamp(self._now()), self._vault.blind_index(id_number))
        erasures.write_down(self._data_dir, self._vault, erasure)
        return self._apply([erasure], "keeper", "erased", by)

    def export(self, id_number: str, *, by: int | None) -> bytes:
        """The record as text and JSON, and every page a keeper approved. Raises Nobody, FileMissing, as `person`."""
        blind, at = self._vault.blind_index(id_number), stamp(self._now())
        record, pages = self._opened("export", blind, by, lambda connection: self._own(connection, blind, by))
        return own_copy.archive(record, at, [(page.kind, page.page, self._image(page)) for page in pages])

    def settle(self) -> None:
        """At each opening: erasures that a restored database knows nothing of, and files that no row names.

        Raises ErasuresUnreadable: the records stay shut then, rather than show who was erased.
        """
        self._database.call(self._tell_restore)
        noted = self._database.call(erasures.noted)
        erasures.mend(self._data_dir, noted)
        known = erasures.read_all(self._data_dir, self._vault)
        left = [erasure for erasure in known if erasures.line_of(self._vault, erasure) not in noted]
        for first in range(0, len(left), AGAIN_A_WORK):
            self._apply(left[first : first + AGAIN_A_WORK], "service", "again", None)
        named = self._database.call(lambda connection: connection.execute(select(scans.c.file)).scalars().all())
        self._files.sweep(named)

    def _tell_restore(self, connection: Connection) -> None:
        told = audit_restore.taken(connection)
        if told is not None:
            entry = audit.Entry(stamp(self._now()), "service", "restore", told[0], detail={"rows": told[1]})
            audit.append(connection, self._vault, entry)

    def _opened(self, action: str, blind: bytes, by: int | None, work: Callable[[Connection], T]) -> T:
        """`work`; a record that is unsound undoes it, so the note of that is a work of its own."""
        try:
            return self._database.call(work)
        except (SealBroken, KeyVersionUnknown, RecordUnreadable):
            self._database.call(lambda connection: self._note(connection, action, "unsound", blind, by))
            raise

    # -- inside the database's own work --------------------------------------------------------

    def _person(self, connection: Connection, blind: bytes, by: int | None) -> Record | None:
        row = connection.execute(_newest, {"blind": blind}).first()
        record = None if row is None else open_row(self._vault, row)
        self._note(connection, "read", "no_record" if record is None else "shown", blind, by)
        return record

    def _correct(
        self, connection: Connection, blind: bytes, changes: Mapping[str, str], reason: str, by: int
    ) -> Record:
        row = connection.execute(_newest, {"blind": blind}).first()
        if row is None:
            raise Nobody
        fresh = corrected(open_row(self._vault, row), changes, reason, by=by, now=self._now())
        sealed = self._vault.seal(TABLE, row.id, fresh.to_bytes())
        values = {"key_version": sealed.key_version, "wrapped_key": sealed.wrapped_key, "blob": sealed.blob}
        connection.execute(update(records).where(records.c.id == row.id).values(values))
        self._note(connection, "correct", "corrected", blind, by, fields=len(fresh.corrections[-1].fields))
        return fresh

    def _own(self, connection: Connection, blind: bytes, by: int | None) -> tuple[Record, list[PageRow]]:
        row = connection.execute(_newest, {"blind": blind}).first()
        if row is None:
            raise Nobody
        record = open_row(self._vault, row)
        approved = (
            select(scans)
            .where(scans.c.blind == blind, scans.c.state == "approved")
            .order_by(scans.c.kind, scans.c.page)
        )
        pages = list(connection.execute(approved).all())
        self._note(connection, "export", "handed_over", blind, by, letters=len(pages))
        return record, pages

    def _apply(self, doomed: list[Erasure], actor: str, outcome: str, by: int | None) -> Erased:
        done, files = self._database.call(partial(self._erase_all, doomed, actor, outcome, by))
        for name in files:
            self._files.remove(name)
        if done.anything:
            self._database.empty_log()
        return done

    def _erase_all(
        self, doomed: list[Erasure], actor: str, outcome: str, by: int | None, connection: Connection
    ) -> tuple[Erased, list[str]]:
        connection.exec_driver_sql("PRAGMA secure_delete = ON").close()  # freed pages are overwritten with zeros
        erasures.note(connection, self._vault, doomed)
        files: list[str] = []
        total = Erased(0, 0, 0)
        for erasure in doomed:
            gone, names = _erase(connection, erasure)
            files += names
            total = Erased(total.records + gone.records, total.letters + gone.letters, total.pins + gone.pins)
            if gone.anything or actor == "keeper":
                counts = {"records": gone.records, "letters": gone.letters}
                self._note(connection, "erase", outcome, erasure.blind, by, actor, **counts)
        return total, files

    def _note(
        self, connection: Connection, action: str, outcome: str, blind: bytes, by: int | None, actor: str = "keeper",
        **counts: int,
    ) -> None:  # fmt: skip
        detail = counts if by is None else counts | {"by": by}
        entry = audit.Entry(stamp(self._now()), actor, action, outcome, blind=blind, detail=detail or None)
        audit.append(connection, self._vault, entry)

    def _image(self, page: PageRow) -> bytes:
        return open_page(self._vault, page, self._files.read(page.file))


def _erase(connection: Connection, erasure: Erasure) -> tuple[Erased, list[str]]:
    """Whatever there is, by no clock: a sheet may have been imported while the clock was ahead."""
    files = list(connection.execute(select(scans.c.file).where(scans.c.blind == erasure.blind)).scalars())
    gone = [
        connection.execute(delete(table).where(table.c.blind == erasure.blind)).rowcount
        for table in (records, scans, lookup_pins)
    ]
    return Erased(*gone), files
