"""What a keeper does with one person's record, found by the full ID number only: read, correct, erase, hand over.

    kept = PersonDesk(database, vault, data_dir, now, erasing, own_copies)     # each verb blocks: use a worker thread
    record = kept.person(id_number, by=account_id)         # None where there is nobody
    kept.correct(id_number, {"joined": "1993-07-01"}, "按档案原件更正", by=account_id)
    kept.erase(id_number, by=account_id)                   # whatever the hall keeps; again after each restore
    archive = kept.export(id_number, by=None)              # the person's own copy, a .zip in memory

Every one of them is a row in the audit chain, written in the same commit. `by` None: on the machine's own console.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, Row, bindparam, select, update

from kiosk.core.database.clock import Clock, stamp
from kiosk.core.database.owner import Database
from kiosk.core.sealing import audit
from kiosk.core.sealing.erasing import Erased, Erasing
from kiosk.core.sealing.files import SealedFiles
from kiosk.core.sealing.vault import KeyVersionUnknown, SealBroken, Vault
from kiosk.core.web.hall_module import OwnCopy
from kiosk.features.membership.hall import own_copy
from kiosk.features.membership.hall.corrections import corrected
from kiosk.features.membership.hall.scans.store import open_page
from kiosk.features.membership.hall.schema import records, scans
from kiosk.features.membership.hall.store import TABLE, open_row, published_records
from kiosk.features.membership.rules.record import Record, RecordUnreadable

T = TypeVar("T")
PageRow = Row[tuple[Any, ...]]

_newest = published_records.where(records.c.blind == bindparam("blind")).order_by(records.c.batch_id.desc()).limit(1)


class Nobody(Exception):
    """There is no record under this ID number."""


class PersonDesk:
    """A keeper's verbs over one database, one vault and one folder.

    `erasing` reaches what every feature keeps of a person, `own_copies` hand over what the other features keep.
    """

    def __init__(
        self, database: Database, vault: Vault, data_dir: Path, now: Clock, erasing: Erasing,
        own_copies: Sequence[OwnCopy] = (),
    ) -> None:  # fmt: skip
        self._database, self._vault, self._now = database, vault, now
        self._erasing, self._own_copies, self._files = erasing, own_copies, SealedFiles(data_dir)

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
        return self._erasing.erase(self._vault.blind_index(id_number), by=by)

    def export(self, id_number: str, *, by: int | None) -> bytes:
        """The record as text and JSON, every page a keeper approved, and what other features keep of this person.

        Raises Nobody where there is nothing of them, FileMissing, and as `person`.
        """
        blind, at = self._vault.blind_index(id_number), stamp(self._now())
        others = [file for own in self._own_copies for file in own(self._database, self._vault, self._files, blind)]
        record, pages = self._opened(
            "export", blind, by, lambda connection: self._own(connection, blind, by, others=len(others))
        )
        return own_copy.archive(record, at, [(page.kind, page.page, self._image(page)) for page in pages], others)

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

    def _own(
        self, connection: Connection, blind: bytes, by: int | None, *, others: int
    ) -> tuple[Record | None, list[PageRow]]:
        row = connection.execute(_newest, {"blind": blind}).first()
        if row is None and not others:
            raise Nobody
        record = None if row is None else open_row(self._vault, row)
        approved = (
            select(scans)
            .where(scans.c.blind == blind, scans.c.state == "approved")
            .order_by(scans.c.kind, scans.c.page)
        )
        pages = list(connection.execute(approved).all())
        counts = {"letters": len(pages)} | ({"others": others} if others else {})
        self._note(connection, "export", "handed_over", blind, by, **counts)
        return record, pages

    def _note(
        self, connection: Connection, action: str, outcome: str, blind: bytes, by: int | None,
        **counts: int,
    ) -> None:  # fmt: skip
        detail = counts if by is None else counts | {"by": by}
        entry = audit.Entry(stamp(self._now()), "keeper", action, outcome, blind=blind, detail=detail or None)
        audit.append(connection, self._vault, entry)

    def _image(self, page: PageRow) -> bytes:
        return open_page(self._vault, page, self._files.read(page.file))
