"""Taking a checked sheet into the store: staged in chunks, published by one small transaction.

The database owner also serves tickets, so it is held for a few milliseconds a chunk and never for the whole sheet
(goal 50 ms); reading and checking happen in a child process, comparing and sealing on the caller's thread.
What dies halfway was never published, shows nowhere, and is swept at the next start. Somebody whom a keeper corrected
or erased while the sheet was read is left as the keeper left them. Somebody who once asked to be erased is left out,
unless the keeper names their row: a branch's roster goes on listing them, and nobody in it asked for that again.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice, pairwise
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, func, insert, select, update

from kiosk.core.database.clock import Clock, stamp
from kiosk.core.database.owner import Database
from kiosk.core.sealing import audit, erasures
from kiosk.core.sealing.schema import audit as audit_rows
from kiosk.core.sealing.vault import KeyVersionUnknown, SealBroken, Vault
from kiosk.features.membership.hall.ledger import words
from kiosk.features.membership.hall.ledger.headers import Problem
from kiosk.features.membership.hall.ledger.merging import FIELDS, changes, left_blank, merged, veiled
from kiosk.features.membership.hall.ledger.reading import Ledger
from kiosk.features.membership.hall.ledger.report import MOST_COMPARED, Difference, Report, Returning
from kiosk.features.membership.hall.ledger.row_check import CheckedRow, MemberSheet
from kiosk.features.membership.hall.ledger.sweeping import CHUNK_ROWS, sweep
from kiosk.features.membership.hall.schema import ROWS_A_BATCH, record_batches, records
from kiosk.features.membership.hall.store import TABLE, open_row, published_records
from kiosk.features.membership.rules.record import Record, RecordUnreadable

log = logging.getLogger(__name__)

Progress = Callable[[int, int], None]
"""Called with rows done and rows in all; may raise to give the import up."""

_known_people = published_records.where(records.c.blind.in_(bindparam("blinds", expanding=True))).order_by(records.c.id)
_stage = insert(records)
_brought = select(records.c.id).where(records.c.batch_id == bindparam("batch"), records.c.blind == bindparam("blind"))
_last_noted = select(func.coalesce(func.max(audit_rows.c.id), 0))
_changed_meanwhile = delete(records).where(
    records.c.batch_id == bindparam("batch"),
    records.c.blind.in_(
        select(audit_rows.c.blind).where(
            audit_rows.c.id > bindparam("noted"), audit_rows.c.action.in_(("correct", "erase"))
        )
    ),
)

Replace = bool | Collection[int] | Mapping[int, Collection[str]]
"""Whom the sheet changes of those who are there: all, nobody, those of certain rows, or of each row certain fields."""


class Intake:
    """One import, from the sheet to the report. Use once, on a thread that may wait.

    `folder`: where the list of erasures lies; None: only what the database notes of them.
    """

    def __init__(
        self, database: Database, vault: Vault, now: Clock, by: int | None = None, folder: Path | None = None
    ) -> None:
        self._database, self._vault, self._now, self._by, self._folder = database, vault, now, by, folder
        self._returned: list[bytes] = []

    def take(
        self,
        ledger: Ledger | MemberSheet,
        replace: Replace,
        write: bool,
        progress: Progress,
        take_erased: Collection[int] = (),
        emptied: Collection[str] = (),
    ) -> Report:
        """Import `ledger`; with `replace` people already there are changed, without `write` nothing is kept.

        Of those who asked to be erased only the rows `take_erased` are taken. A blank is not given, and empties nothing
        but the fields `emptied`. Raises ErasuresUnreadable.
        """
        facts = ledger.facts
        report = Report(
            facts.sheet, facts.header_row, facts.columns, facts.unused, remarks=list(facts.remarks),
            sheets=list(facts.sheets), others=list(facts.others),
        )  # fmt: skip
        batch, noted = self._database.call(self._begin) if write else (0, 0)
        try:
            # Asked after the beginning: who is erased from then on is taken out again before publishing.
            erased = self._database.call(lambda rows: erasures.asked(rows, self._vault, self._folder))
            for chunk in _chunks(ledger.rows()):
                self._take_chunk(chunk, _Turn(report, batch, replace, erased, take_erased, emptied))
                progress(report.rows, max(facts.total, report.rows))
            if write:
                self._finish(batch, noted, report)
            else:
                self._database.call(lambda connection: self._note_check(connection, report))
        except BaseException:
            if write:
                sweep(self._database, self._now)
            raise
        return report

    def _take_chunk(self, chunk: list[CheckedRow], turn: _Turn) -> None:
        blinds = {row.number: self._vault.blind_index(row.id_number) for row in chunk if row.plain is not None}
        known = self._known(list(blinds.values()))
        staged = []
        for row in chunk:
            blind = blinds.get(row.number)
            plain = self._settle(row, blind, None if blind is None else known.get(blind), turn)
            if plain is not None and blind is not None:
                staged.append(self._row(plain, row.number, turn.batch, blind))
        if turn.batch and staged:
            self._database.call(lambda connection: connection.execute(_stage, staged))
        if turn.compared:
            self._database.call(lambda connection: self._note_compared(connection, turn.compared))

    def _settle(
        self, row: CheckedRow, blind: bytes | None, old: Row[*tuple[Any, ...]] | None, turn: _Turn
    ) -> bytes | None:
        """Say in the report what becomes of the row; what is to be sealed, or None."""
        report = turn.report
        report.list(report.problems, *row.problems)
        report.list(report.reminders, *row.reminders)
        if row.plain is None or row.repeats is not None:
            report.count(row.number, "refused" if row.plain is None else "repeated")
            return None
        if old is not None:
            return self._compare(row, old, turn)
        if blind is not None and blind in turn.erased:
            return self._settle_returning(row, blind, turn)
        report.count(row.number, "added")
        return row.plain

    def _settle_returning(self, row: CheckedRow, blind: bytes, turn: _Turn) -> bytes | None:
        """Somebody who asked to be erased."""
        taken = row.number in turn.take_erased
        turn.report.list(turn.report.returning, Returning(row.number, row.who, turn.erased[blind][:10], taken))
        turn.report.count(row.number, "added" if taken else "left_out")
        self._returned += [blind] if taken else []
        return row.plain if taken else None

    def _compare(self, row: CheckedRow, stored: Row[*tuple[Any, ...]], turn: _Turn) -> bytes | None:
        """Somebody who is there already."""
        report, new = turn.report, Record.from_bytes(row.plain or b"")
        try:
            old = open_row(self._vault, stored)
        except (SealBroken, KeyVersionUnknown, RecordUnreadable) as error:
            log.error("record refused: %s: %s", type(error).__name__, error)  # these hold the place only
            report.list(report.problems, _about(row, "id_number", words.UNSOUND, report))
            report.count(row.number, "refused")
            return None
        fresh, withstood = merged(old, new, turn.emptied)
        for name in left_blank(old, new, report.columns):
            report.blanks[name] = report.blanks.get(name, 0) + 1
        if withstood:
            headers = words.LIST_MARK.join(words.FIELDS[name] for name in withstood)
            text = words.CORRECTED_BY_HAND.format(headers=headers)
            report.list(report.reminders, _about(row, withstood[0], text, report))
        if fresh == old:
            report.count(row.number, "unchanged")
            return None
        chosen = turn.chosen(row.number)
        kept, _ = merged(old, new, turn.emptied, chosen)
        shown = len(report.differences) < MOST_COMPARED
        found = changes(old, fresh, chosen) if shown else [veiled(change) for change in changes(old, fresh, chosen)]
        taken = kept != old
        report.list(report.reminders, *_disordered(row, kept if taken else fresh, report))
        report.list(report.differences, Difference(row.number, row.who, tuple(found), taken))
        turn.compared.extend([stored.blind] if shown else [])
        report.count(row.number, "updated" if taken else "different")
        return kept.to_bytes() if taken else None

    def _known(self, blinds: list[bytes]) -> dict[bytes, Row[*tuple[Any, ...]]]:
        rows = self._database.call(lambda connection: connection.execute(_known_people, {"blinds": blinds}).all())
        return {row.blind: row for row in rows}

    def _row(self, plain: bytes, number: int, batch: int, blind: bytes) -> dict[str, object]:
        row_id = batch * ROWS_A_BATCH + number
        sealed = self._vault.seal(TABLE, row_id, plain)
        return {
            "id": row_id,
            "batch_id": batch,
            "blind": blind,
            "key_version": sealed.key_version,
            "wrapped_key": sealed.wrapped_key,
            "blob": sealed.blob,
        }

    def _begin(self, connection: Connection) -> tuple[int, int]:
        """The batch, and the last row of the audit: what keepers do from now on comes after it."""
        result = connection.execute(insert(record_batches), {"began_at": self._stamp()})
        assert result.inserted_primary_key is not None
        return int(result.inserted_primary_key[0]), connection.execute(_last_noted).scalar_one()

    def _finish(self, batch: int, noted: int, report: Report) -> None:
        left = self._database.call(lambda connection: self._publish(connection, batch, noted, report))
        report.remarks += [words.CHANGED_MEANWHILE] if left else []
        report.published = True

    def _publish(self, connection: Connection, batch: int, noted: int, report: Report) -> int:
        left = connection.execute(_changed_meanwhile, {"batch": batch, "noted": noted}).rowcount
        at, staged = self._stamp(), report.added + report.updated - left
        values = {"published_at": at, "rows": staged}
        connection.execute(update(record_batches).where(record_batches.c.id == batch).values(values))
        counts = {"rows": report.rows, "added": report.added, "updated": report.updated, "refused": report.refused_rows}
        counts |= {} if self._by is None else {"account": self._by}
        entry = audit.Entry(at, "keeper", "import", "published", detail=counts)
        audit.append(connection, self._vault, entry)
        self._note_returned(connection, batch, at)
        return left

    def _note_returned(self, connection: Connection, batch: int, at: str) -> None:
        """Who is there again by a keeper's word, person by person."""
        detail = None if self._by is None else {"account": self._by}
        for blind in self._returned:
            if connection.execute(_brought, {"batch": batch, "blind": blind}).first() is not None:
                entry = audit.Entry(at, "keeper", "import", "returned", blind=blind, detail=detail)
                audit.append(connection, self._vault, entry)

    def _note_compared(self, connection: Connection, blinds: Iterable[bytes]) -> None:
        """Whose stored values a keeper is shown: told person by person, as if each record had been opened."""
        detail = None if self._by is None else {"account": self._by}
        for blind in blinds:
            entry = audit.Entry(self._stamp(), "keeper", "import", "compared", blind=blind, detail=detail)
            audit.append(connection, self._vault, entry)

    def _note_check(self, connection: Connection, report: Report) -> None:
        counts = {"rows": report.rows, "different": report.different, "left_out": report.left_out}
        counts |= {} if self._by is None else {"account": self._by}
        audit.append(connection, self._vault, audit.Entry(self._stamp(), "keeper", "import", "checked", detail=counts))

    def _stamp(self) -> str:
        return stamp(self._now())


def _chunks(rows: Iterator[CheckedRow]) -> Iterator[list[CheckedRow]]:
    while chunk := list(islice(rows, CHUNK_ROWS)):
        yield chunk


@dataclass(frozen=True, slots=True)
class _Turn:
    """What one import is about, while a chunk of its rows passes; `compared`: whose stored values are shown, `erased`:
    who asked to be erased (blind index), and when.
    """

    report: Report
    batch: int
    replace: Replace
    erased: Mapping[bytes, str]
    take_erased: Collection[int]
    emptied: Collection[str]
    compared: list[bytes] = field(default_factory=list)

    def chosen(self, row: int) -> Collection[str]:
        """The fields of this row that are changed where they differ."""
        if isinstance(self.replace, bool):
            return FIELDS if self.replace else ()
        if isinstance(self.replace, Mapping):
            return self.replace.get(row, ())
        return FIELDS if row in self.replace else ()


def _disordered(row: CheckedRow, record: Record, report: Report) -> list[Problem]:
    """Dates of the sheet and of the record, each in order, may not be so together."""
    steps = record.milestones
    return [
        _about(row, later, words.out_of_order(words.FIELDS[earlier], words.FIELDS[later]), report)
        for earlier, later in pairwise(steps)
        if steps[earlier].is_after(steps[later])
    ]


def _about(row: CheckedRow, name: str, text: str, report: Report) -> Problem:
    letters = report.columns.get(name)
    return Problem(row.number, letters[0] if letters else None, words.FIELDS[name], text, row.who)
