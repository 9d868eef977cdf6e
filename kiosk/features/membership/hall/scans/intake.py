"""Taking scans into the store: first whose they are, then one file after the other, sealed and staged.

    intake = ScanIntake(database, vault, data_dir, now)
    plan = intake.plan(["第一党支部/张三/入党申请书.pdf", …])     # by index: matched, or why not
    for index in plan.order:
        taken = intake.take(plan, index, content)                 # Taken; raises ScanUnreadable

A page shows nowhere until a keeper approved it (`scan_approval`). All of it blocks its thread and holds the database
owner for a few milliseconds at a time; images are opened by a limited child and sealed in memory.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Row, bindparam, func, insert, select
from sqlalchemy.exc import IntegrityError

from kiosk.core.database.clock import Clock, stamp
from kiosk.core.database.owner import Database
from kiosk.core.sealing import audit
from kiosk.core.sealing.files import SealedFiles
from kiosk.core.sealing.vault import Vault
from kiosk.features.membership.hall.scans import reading, words
from kiosk.features.membership.hall.scans.matching import Match, Person, Register, strange_names
from kiosk.features.membership.hall.scans.names import NameUnclear, ScanName, name_key, read_name
from kiosk.features.membership.hall.scans.store import APPROVED, STAGED, new_row_id, seal_page
from kiosk.features.membership.hall.schema import records, scans
from kiosk.features.membership.hall.store import open_row, published_records
from kiosk.features.membership.rules.record import Record

CHUNK_ROWS = 500

_after = published_records.where(records.c.id > bindparam("after")).order_by(records.c.id).limit(CHUNK_ROWS)
_there = published_records.where(records.c.blind == bindparam("blind")).order_by(records.c.batch_id.desc()).limit(1)
_last_page = select(func.coalesce(func.max(scans.c.page), 0)).where(
    scans.c.blind == bindparam("blind"), scans.c.kind == bindparam("kind")
)
_known = select(scans.c.id).where(scans.c.source == bindparam("source")).limit(1)


@dataclass(frozen=True)
class Plan:
    """What is known of every file by its name. `order`: indexes of the matched ones, as their pages follow."""

    files: tuple[Match, ...]
    order: tuple[int, ...]

    def told(self) -> dict[str, dict[int, Any]]:
        """By index: of those that were not matched `problems`, and `people` whom the path may mean, for the keeper."""
        unmatched = {at: file for at, file in enumerate(self.files) if file.problem}
        people = {at: [words.person(*one.shown()) for one in file.people] for at, file in unmatched.items()}
        return {"problems": {at: file.problem for at, file in unmatched.items()}, "people": people}


@dataclass(frozen=True, slots=True)
class Taken:
    """`pages` that were staged; `known`: this very file was taken before, nothing was added. `remarks`: what a keeper
    should know of them, each with the number of its page in the file and a key of `scan_words.REMARKS`.
    """

    pages: int
    known: bool = False
    remarks: tuple[tuple[int, str], ...] = ()


class ScanIntake:
    """One folder's way into the store. `approved`: pages of a demonstration, which no keeper waits for."""

    def __init__(self, database: Database, vault: Vault, data_dir: Path, now: Clock, *, approved: bool = False) -> None:
        self._database, self._vault, self._now = database, vault, now
        self._files = SealedFiles(data_dir)
        self._state = APPROVED if approved else STAGED

    def plan(self, names: Sequence[str]) -> Plan:
        """Match files by their path below the folder. Raises SealBroken and its kin for a record that is unsound."""
        said = [_said(name) for name in names]
        register = self._register([one for one in said if isinstance(one, ScanName)])
        files = tuple(Match(problem=one) if isinstance(one, str) else self._match(one, register) for one in said)
        matched = [at for at, file in enumerate(files) if not file.problem]
        order = {at: one.order for at, one in enumerate(said) if isinstance(one, ScanName)}
        return Plan(files, tuple(sorted(matched, key=order.__getitem__)))

    def take(self, plan: Plan, index: int, content: bytes) -> Taken:
        """Open, seal and stage one matched file. Raises ScanUnreadable, OSError; nothing of it is kept then."""
        file = plan.files[index]
        source = self._source(file, content)
        if self._database.call(lambda connection: connection.execute(_known, {"source": source}).first()):
            return Taken(0, known=True)
        images = reading.read_pages(content)
        try:
            return self._keep(file, source, images)
        except IntegrityError:  # sealed by a key version that a rotation left behind meanwhile (migration 0009)
            return self._keep(file, source, images)

    # -- whose it is ---------------------------------------------------------------------------

    def _match(self, said: ScanName, register: Register) -> Match:
        if not said.id_number:
            return register.match(said)
        blind = self._vault.blind_index(said.id_number)
        row = self._database.call(lambda connection: connection.execute(_there, {"blind": blind}).first())
        return register.match(said, None if row is None else _person(blind, open_row(self._vault, row)))

    def _register(self, said: list[ScanName]) -> Register:
        """Everybody whose name occurs, and every branch; the whole store is read once, a chunk at a time."""
        wanted = frozenset(name for one in said for name in strange_names(one))
        people: dict[bytes, Person] = {}
        branches: dict[bytes, str] = {}
        for blind, record in self._records() if wanted else ():
            branches[blind] = sys.intern(record.branch)  # a store has many people and few branches
            if name_key(record.name) in wanted:
                people[blind] = _person(blind, record)  # of two rows the later one is the newer
            else:
                people.pop(blind, None)
        return Register(people.values(), {*branches.values()})

    def _records(self) -> Iterator[tuple[bytes, Record]]:
        after = -1
        while rows := self._database.call(partial(_chunk, after)):
            for row in rows:
                yield row.blind, open_row(self._vault, row)
            after = rows[-1].id

    # -- into the store ------------------------------------------------------------------------

    def _keep(self, file: Match, source: bytes, images: list[bytes]) -> Taken:
        rows: list[dict[str, object]] = []
        try:
            for image in images:
                rows.append(self._sealed(file, source, image))
            self._database.call(partial(self._stage, file, rows))
        except BaseException:
            for row in rows:
                self._files.remove(str(row["file"]))
            raise
        told = ((number, reading.remark_of(image)) for number, image in enumerate(images, 1))
        return Taken(len(rows), remarks=tuple(one for one in told if one[1]))

    def _source(self, file: Match, content: bytes) -> bytes:
        """The same file for the same paper of the same person; keyed, so that it tells nobody else anything."""
        told = file.blind + file.kind.encode() + hashlib.sha256(content).digest()
        return self._vault.mark("scan", told)

    def _sealed(self, file: Match, source: bytes, image: bytes) -> dict[str, object]:
        row_id = new_row_id()
        sealed = seal_page(self._vault, row_id, file.blind, image)
        return {
            "id": row_id, "blind": file.blind, "kind": file.kind, "file": self._files.write(sealed.blob),
            "key_version": sealed.key_version, "wrapped_key": sealed.wrapped_key, "state": self._state,
            "source": source,
        }  # fmt: skip

    def _stage(self, file: Match, rows: list[dict[str, object]], connection: Connection) -> None:
        at, given = stamp(self._now()), {"blind": file.blind, "kind": file.kind}
        if connection.execute(_there, {"blind": file.blind}).first() is None:  # erased meanwhile
            raise reading.ScanUnreadable("no_record")
        last = int(connection.execute(_last_page, given).scalar_one())
        numbered = [row | {"page": last + number, "added_at": at} for number, row in enumerate(rows, 1)]
        connection.execute(insert(scans), numbered)
        entry = audit.Entry(at, "keeper", "scan", self._state, blind=file.blind, detail={"pages": len(rows)})
        audit.append(connection, self._vault, entry)


@dataclass
class ScanReport:
    """What became of a folder. `refused` pairs the path below the folder with a key of `scan_words.PROBLEMS`, `people`
    says whom a path may mean, `reminders` which page of a file that was taken should be looked at twice (path, page,
    key of `scan_words.REMARKS`): for the keeper's own eyes, since they name people.
    """

    files: int = 0
    taken: int = 0
    pages: int = 0
    known: int = 0
    refused: list[tuple[str, str]] = field(default_factory=list)
    people: dict[str, list[str]] = field(default_factory=dict)
    reminders: list[tuple[str, int, str]] = field(default_factory=list)

    def __repr__(self) -> str:
        return f"ScanReport({self.files} files, hidden)"

    def count(self, name: str, taken: Taken) -> None:
        self.reminders += [(name, page, remark) for page, remark in taken.remarks]
        self.known += taken.known
        self.taken += not taken.known
        self.pages += taken.pages


def _said(name: str) -> ScanName | str:
    try:
        return read_name(name)
    except NameUnclear as unclear:
        return str(unclear)


def _person(blind: bytes, record: Record) -> Person:
    return Person(blind, record.name, record.branch, record.joined_branch, record.id_number[-4:])


def _chunk(after: int, connection: Connection) -> Sequence[Row[*tuple[Any, ...]]]:
    return connection.execute(_after, {"after": after}).all()
