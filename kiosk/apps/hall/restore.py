"""Put a backup back, so that no number is ever given twice.

Slips in people's hands are newer than the backup. So every feature's numbers go on above the highest that the hall
gave (`core.database.numbers`): read from the database that is replaced, or, where that cannot be read, told by a person
(``--above``). Event ids move on too: listeners wait for ids that only grow.

    restored = restore(hall.data_dir / "hall.db", file, now=hall_now(), above=None)

What goes with the database comes back too: sealed letters and packs that the copy names, and the list of erasures,
which only grows; the next start of the service applies it to what came back. The recovery code printed last stays the
valid one, and the audit chain goes on with what was asked after the copy was made (`chain`).
Nobody comes in again whose account was closed or whose terminal was revoked since the copy (`admitted`), and nothing is
shown again that was taken down since (`not_undone` of each feature).

Only while the hall service is stopped: it takes the database's lock for the whole time.
"""

from __future__ import annotations

import logging
import os
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from sqlalchemy import Connection, func, insert, select, update

from kiosk.apps.hall import modules
from kiosk.core.access import admitted
from kiosk.core.access.admitted import NOBODY, Unsure
from kiosk.core.database import companions, events, kept_files
from kiosk.core.database.clock import stamp
from kiosk.core.database.companions import copy_file, sync_folder
from kiosk.core.database.kept_files import Tell, untold
from kiosk.core.database.migrations import open_hall_database
from kiosk.core.database.numbers import UNKNOWN_GAP, Numbers
from kiosk.core.database.owner import take_lock
from kiosk.core.database.schema import events as event_rows
from kiosk.core.process.outside import Outside
from kiosk.core.sealing import audit_restore, erasures
from kiosk.core.sealing.schema import record_vault

log = logging.getLogger(__name__)


class NotABackup(Exception):
    """The file is damaged, or no hall database; the message says what was found."""


class NumbersUnknown(Exception):
    """Nobody can read how far the numbers had come; somebody must say it (``--above``)."""


@dataclass(frozen=True, slots=True)
class HighWater:
    """How far a hall had come."""

    event_id: int
    numbers: tuple[Numbers, ...]


@dataclass(frozen=True, slots=True)
class Recovery:
    """The key ring as a recovery code sealed it (`membership/recovery.py`)."""

    ring_id: str
    sealed: bytes
    made_at: str
    rehearsed_at: str | None


@dataclass(frozen=True, slots=True)
class Restored:
    """What was done: the replaced files, and the last number of every counter of the newest business date."""

    replaced: Path | None
    business_date: str
    counters: Mapping[str, int]
    letters_missing: int = 0  # pages whose sealed file lies neither in the hall nor beside the copy
    packs_missing: int = 0  # files of packs, as much nowhere
    unsure: Unsure = NOBODY  # who may come in, and nobody can say whether they still should


def restore(
    database: Path, file: Path, *, now: datetime, above: int | None = None, outside: Outside | None = None,
    packs: bool = True, tell: Tell = untold,
) -> Restored:  # fmt: skip
    """Replace ``database`` by the backup ``file``; the old one stays beside it. ``outside``: how ``file`` is opened;
    ``packs`` False: without the features' plain files; ``tell`` is told of their bytes.

    Raises DatabaseOwned (the service runs), NotABackup, NotASealedName, NumbersUnknown, NoRoom, OSError. Nothing is
    changed then.
    """
    outside = outside or Outside()
    with _opened_copy(file, outside) as copy:
        database.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        lock = take_lock(database)
        staged = database.with_name(database.name + ".restoring")
        try:
            # Looked at where nobody can change it any more, and by nobody but the hall's user.
            copy_file(copy, staged)
            _check(staged, file)
            known = _read_high_water(database)
            if known is None and above is None:
                raise NumbersUnknown("the old database cannot be read: say the highest number of today with --above")
            counters, day, unsure = _raise_numbers(staged, known, above, now, database)
            audit_restore.carry(database, staged, now)
            missing = companions.put_back(file, staged, database.parent, modules.in_files(), outside)
            lost = kept_files.put_back(file, staged, database.parent, modules.kept(), outside, tell) if packs else 0
            companions.add_lines(companions.lines_of_copy(file, outside), database.parent / companions.ERASURES)
            companions.add_lines(_read_erasures(database), database.parent / companions.ERASURES)
            replaced = _swap(database, staged, now)
        finally:
            staged.unlink(missing_ok=True)
            os.close(lock)
    return Restored(replaced, day, counters, missing, lost, unsure)


def _opened_copy(file: Path, outside: Outside) -> BinaryIO:
    try:
        return outside.open(file)
    except FileNotFoundError:
        raise NotABackup(f"{file}: no such file") from None
    except IsADirectoryError:
        raise NotABackup(f"{file}: not a file") from None


def _check(staged: Path, file: Path) -> None:
    """Whether ``staged``, copied of ``file``, is a hall database. Raises NotABackup, NotASealedName."""
    try:
        with _opened(staged) as connection:
            findings = [str(row[0]) for row in connection.execute("PRAGMA quick_check(5)")]
            names = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    except sqlite3.DatabaseError as error:
        raise NotABackup(f"{file}: {error}") from error
    if findings != ["ok"]:
        raise NotABackup(f"{file}: {'; '.join(findings)}")
    if not {"alembic_version", *(table.name for one in modules.numbered() for table in one.tables)} <= names:
        raise NotABackup(f"{file}: not a hall database")
    companions.named_in(staged, modules.in_files())


@contextmanager
def _opened(file: Path) -> Iterator[sqlite3.Connection]:
    """A plain connection that is closed at the end of the block."""
    with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=rw", uri=True)) as found:
        yield found


def _read_high_water(database: Path) -> HighWater | None:
    """How far the database came that is about to be replaced; None when it cannot say."""
    if not database.exists() or database.stat().st_size == 0:
        return None
    try:
        with _opened(database) as c:
            event_id = c.execute("SELECT max(id) FROM events").fetchone()[0]
            return HighWater(int(event_id or 0), tuple(one.read(c) for one in modules.numbered()))
    except sqlite3.DatabaseError:
        return None


def _read_recovery(database: Path) -> Recovery | None:
    """What the recovery code printed last opens; None where there is none, or the database cannot say."""
    if not database.exists():
        return None
    try:
        with _opened(database) as c:
            columns = "ring_id, recovery, recovery_made_at, recovery_rehearsed_at"
            row = c.execute(f"SELECT {columns} FROM record_vault WHERE recovery IS NOT NULL").fetchone()
    except sqlite3.DatabaseError:
        return None
    return None if row is None else Recovery(*row)


def _read_erasures(database: Path) -> list[str]:
    """Those that the database notes which is about to be replaced, should the list beside it lack them."""
    try:
        with _opened(database) as c:
            return [line for (line,) in c.execute("SELECT value FROM marks WHERE name LIKE ?", (f"{erasures.NOTE}%",))]
    except sqlite3.Error:
        return []


def _keep_recovery(connection: Connection, known: Recovery) -> None:
    """The paper in the safe goes with the newest of the two."""
    c = record_vault.c
    older = (c.ring_id == known.ring_id) & (func.coalesce(c.recovery_made_at, "") <= known.made_at)
    values = {
        "recovery": known.sealed, "recovery_made_at": known.made_at, "recovery_rehearsed_at": known.rehearsed_at,
    }  # fmt: skip
    connection.execute(update(record_vault).where(older).values(values))


def _raise_numbers(
    staged: Path, known: HighWater | None, above: int | None, now: datetime, replaced: Path
) -> tuple[dict[str, int], str, Unsure]:
    recovery, newest = _read_recovery(replaced), admitted.read(replaced, modules.carried())
    database = open_hall_database(staged, modules.migrations())
    try:
        if recovery is not None:
            database.call(lambda connection: _keep_recovery(connection, recovery))
        unsure = database.call(lambda connection: admitted.carry_over(connection, newest, modules.carried()))
        database.call(lambda connection: _leave_done(connection, replaced))
        return *database.call(lambda connection: _raised(connection, known, above, now)), unsure
    finally:
        database.close()
        staged.with_name(staged.name + ".lock").unlink(missing_ok=True)


def _leave_done(connection: Connection, replaced: Path) -> None:
    """What features did since the copy and a restore does not undo, as far as the replaced database can be read."""
    if not replaced.exists():
        return
    try:
        with _opened(replaced) as newest:
            for module in modules.MODULES:
                if module.not_undone is not None:
                    module.not_undone(newest, connection)
    except sqlite3.DatabaseError:
        log.warning("what was taken down since the copy is not known: the replaced database cannot be read")


def _raised(
    connection: Connection, known: HighWater | None, above: int | None, now: datetime
) -> tuple[dict[str, int], str]:
    numbers = known.numbers if known else tuple(one.read(None) for one in modules.numbered())
    reached = [one.go_on(connection, above, now) for one in numbers]
    _move_events_on(connection, known, now)
    counters = {name: last for one in reached for name, last in one.counters.items()}
    return counters, max((one.business_date for one in reached), default="")


def _move_events_on(connection: Connection, known: HighWater | None, now: datetime) -> None:
    """One event that holds the place of all that were lost."""
    newest = connection.execute(select(func.coalesce(func.max(event_rows.c.id), 0))).scalar_one()
    event_id = max(newest, known.event_id) + 1 if known else newest + UNKNOWN_GAP
    connection.execute(insert(event_rows).values(id=event_id, at=stamp(now), kind=events.HALL_RESTORED))


def _swap(database: Path, staged: Path, now: datetime) -> Path | None:
    """The old files aside, the new one in place; both names are on the disk when this returns."""
    replaced = database.with_name(f"{database.name}{companions.REPLACED}{now.strftime(companions.ASIDE)}")
    there = database.exists()
    for end in ("-wal", "-shm"):
        old = database.with_name(database.name + end)
        if old.exists():
            old.rename(replaced.with_name(replaced.name + end))
    if there:
        database.rename(replaced)
    if there:
        companions.keep_beside(replaced, database.parent)
        kept_files.keep_beside(replaced, database.parent, modules.kept())
    staged.rename(database)
    sync_folder(database.parent)
    return replaced if there else None
