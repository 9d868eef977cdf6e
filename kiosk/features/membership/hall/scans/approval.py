"""What a keeper does with scanned pages: look at each, then approve it, leave it out, turn it, or name its owner.

    letters = Letters(database, vault, data_dir, now)            # each verb blocks: use a worker thread
    page = letters.next_waiting(after=0)                          # WaitingPage, or None: nothing waits
    image = letters.image(page.id, by=account_id)
    letters.decide(page.id, "approved", by=account_id)

A refused page loses its image at once and keeps its row, so that the same file is not taken again. Each verb is a row
in the audit chain, in the same commit.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Literal

from sqlalchemy import Connection, bindparam, func, select, tuple_, update

from devices.id_card import id_number as id_numbers
from kiosk.core.database.clock import Clock, stamp
from kiosk.core.database.owner import Database
from kiosk.core.sealing import audit
from kiosk.core.sealing.files import FileMissing, SealedFiles
from kiosk.core.sealing.vault import KeyVersionUnknown, SealBroken, Vault
from kiosk.features.membership.hall.scans.reading import remark_of, turned
from kiosk.features.membership.hall.scans.store import (
    APPROVED,
    REFUSED,
    STAGED,
    PageMissing,
    ScanRow,
    open_page,
    seal_page,
)
from kiosk.features.membership.hall.schema import records, scans
from kiosk.features.membership.hall.store import open_row, published_records
from kiosk.features.membership.rules.record import Record, RecordUnreadable

Verdict = Literal["approved", "refused", "staged"]
"""`staged` takes an approval back."""

UNOPENED = (SealBroken, KeyVersionUnknown, RecordUnreadable, FileMissing)
MOST_TRIED = 50
"""Pages that are tried for one that opens: a lost disk must not hold up the page."""

c = scans.c
_in_order = (c.added_at, c.blind, c.kind, c.page)
_waiting = select(scans).where(c.state == STAGED).order_by(*_in_order)
_row = select(scans).where(c.id == bindparam("row"))
_record = published_records.where(records.c.blind == bindparam("blind")).order_by(records.c.batch_id.desc()).limit(1)
_last_page = select(func.coalesce(func.max(c.page), 0)).where(
    c.blind == bindparam("blind"), c.kind == bindparam("kind")
)


class NoRecord(Exception):
    """There is no record under this ID number, so no page can belong to it."""


class AlreadyDecided(Exception):
    """The page moved on meanwhile: another keeper saw it, or its person was erased."""


@dataclass(frozen=True, slots=True)
class WaitingPage:
    """A page to look at, with whom it is said to belong to (None: no record any more).

    `version` changes with the image: a browser must not show a page that was turned as it was before. Not `opens`: its
    file is gone or was changed, or its person's record was; it can only be left out. `remark`: a key of
    `scan_words.REMARKS`.
    """

    id: int
    version: str
    kind: str
    page: int
    waiting: int
    person: Record | None
    opens: bool = True
    remark: str = ""

    def __repr__(self) -> str:
        return f"WaitingPage({self.id}, hidden)"


@dataclass(frozen=True, slots=True)
class LetterPage:
    """One page of a person, for the keeper who has their record open."""

    id: int
    kind: str
    page: int
    state: str


class Letters:
    """A keeper's verbs on scanned pages."""

    def __init__(self, database: Database, vault: Vault, data_dir: Path, now: Clock) -> None:
        self._database, self._vault, self._now = database, vault, now
        self._files = SealedFiles(data_dir)

    def waiting(self) -> int:
        """How many pages nobody has looked at."""
        return int(self._database.call(lambda connection: connection.execute(_count_waiting).scalar_one()))

    def next_waiting(self, after: int = 0) -> WaitingPage | None:
        """The first page to look at; with `after`, the next one of those behind it, then from the front again.

        One that cannot be opened stands behind those that can.
        """
        waiting, rows = self._database.call(partial(self._line, after=after))
        unopened: WaitingPage | None = None
        for row in rows:
            page = self._to_look_at(row, waiting)
            if page.opens:
                return page
            unopened = unopened or page
        return unopened

    def of_person(self, id_number: str) -> list[LetterPage]:
        """The pages that show or wait."""
        blind = self._vault.blind_index(id_number)
        query = select(c.id, c.kind, c.page, c.state).where(c.blind == blind, c.state != REFUSED).order_by(*_in_order)
        return self._database.call(lambda connection: [LetterPage(*row) for row in connection.execute(query)])

    def image(self, row_id: int, *, by: int) -> bytes:
        """The page as JPEG. Raises PageMissing, FileMissing, SealBroken, KeyVersionUnknown."""
        row = self._database.call(partial(self._seen, row_id=row_id, by=by))
        return open_page(self._vault, row, self._files.read(row.file))

    def decide(self, row_id: int, verdict: Verdict, *, by: int) -> None:
        """Raises AlreadyDecided, PageMissing; of a page to approve also as `image`: nobody can have looked at it."""
        row = self._database.call(partial(_page, row_id=row_id))
        if (row.state == STAGED) == (verdict == STAGED) or row.state == REFUSED:
            raise AlreadyDecided
        if verdict == REFUSED:
            self._replace(row, row.blind, b"", {"state": REFUSED}, verdict, by)
            return
        if verdict == APPROVED:
            self._opened(row)
        self._database.call(lambda connection: self._change(connection, row, {"state": verdict}, verdict, by))

    def belongs_to(self, row_id: int, id_number: str, *, by: int) -> None:
        """The page is somebody else's: sealed anew for them, it waits at the end of the line.

        Raises NoRecord, IdNumberWrong, AlreadyDecided, and as `image`.
        """
        row = self._database.call(partial(_page, row_id=row_id))
        if row.state == REFUSED:
            raise AlreadyDecided
        blind = self._vault.blind_index(id_numbers.parse(id_number))
        last = self._database.call(partial(self._place_for, blind=blind, kind=row.kind))
        place = {"blind": blind, "page": last + 1, "state": STAGED, "added_at": stamp(self._now())}
        self._replace(row, blind, self._opened(row), place, "moved", by)

    def turn(self, row_id: int, quarters: int, *, by: int) -> None:
        """Turn a page clockwise by quarters of a circle; it waits on.

        Raises as `image`, AlreadyDecided, ScanUnreadable.
        """
        row = self._database.call(partial(_page, row_id=row_id))
        if row.state != STAGED:
            raise AlreadyDecided
        self._replace(row, row.blind, turned(self._opened(row), quarters), {}, "turned", by)

    # -- inside --------------------------------------------------------------------------------

    def _line(self, connection: Connection, after: int) -> tuple[int, list[ScanRow]]:
        """How many wait, and the first of them."""
        waiting = int(connection.execute(_count_waiting).scalar_one())
        seen = connection.execute(_row, {"row": after}).first() if after else None
        rows: list[ScanRow] = []
        if seen is not None:
            behind = tuple_(*_in_order) > tuple_(seen.added_at, seen.blind, seen.kind, seen.page)
            rows += connection.execute(_waiting.where(behind).limit(MOST_TRIED)).all()
        return waiting, [*rows, *connection.execute(_waiting.limit(MOST_TRIED)).all()]

    def _to_look_at(self, row: ScanRow, waiting: int) -> WaitingPage:
        person, opens, remark = None, True, ""
        try:
            found = self._database.call(lambda connection: connection.execute(_record, {"blind": row.blind}).first())
            person = None if found is None else open_row(self._vault, found)
            remark = remark_of(self._opened(row))
        except UNOPENED:
            opens = False
        return WaitingPage(row.id, row.file[:8], row.kind, row.page, waiting, person, opens, remark)

    def _seen(self, connection: Connection, row_id: int, by: int) -> ScanRow:
        row = _page(connection, row_id)
        if row.state == REFUSED:
            raise PageMissing(str(row_id))
        self._note(connection, "letter", "shown", row.blind, by)
        return row

    def _opened(self, row: ScanRow) -> bytes:
        return open_page(self._vault, row, self._files.read(row.file))

    def _place_for(self, connection: Connection, blind: bytes, kind: str) -> int:
        if connection.execute(_record, {"blind": blind}).first() is None:
            raise NoRecord
        return int(connection.execute(_last_page, {"blind": blind, "kind": kind}).scalar_one())

    def _replace(self, row: ScanRow, blind: bytes, image: bytes, values: dict[str, Any], outcome: str, by: int) -> None:
        """Seal another image in the page's place; the old file goes once the row names the new one.

        A nightly copy still names the old one and keeps its link, unless the page is refused.
        """
        sealed = seal_page(self._vault, row.id, blind, image)
        name = self._files.write(sealed.blob)
        fresh = values | {"file": name, "key_version": sealed.key_version, "wrapped_key": sealed.wrapped_key}
        try:
            self._database.call(lambda connection: self._change(connection, row, fresh, outcome, by))
        except BaseException:
            self._files.drop(name)
            raise
        gone = self._files.remove if values.get("state") == REFUSED else self._files.drop
        gone(row.file)

    def _change(self, connection: Connection, row: ScanRow, values: dict[str, Any], outcome: str, by: int) -> None:
        """Only if it is still what was read."""
        at = stamp(self._now())
        decided = {"decided_at": at, "decided_by": by}
        same = (c.id == row.id) & (c.state == row.state) & (c.wrapped_key == row.wrapped_key)
        if connection.execute(update(scans).where(same).values(values | decided)).rowcount != 1:
            raise AlreadyDecided
        self._note(connection, "scan", outcome, values.get("blind", row.blind), by)

    def _note(self, connection: Connection, action: str, outcome: str, blind: bytes, by: int) -> None:
        entry = audit.Entry(stamp(self._now()), "keeper", action, outcome, blind=blind, detail={"by": by})
        audit.append(connection, self._vault, entry)


_count_waiting = select(func.count()).select_from(scans).where(c.state == STAGED)


def _page(connection: Connection, row_id: int) -> ScanRow:
    row = connection.execute(_row, {"row": row_id}).first()
    if row is None:
        raise PageMissing(str(row_id))
    return row
