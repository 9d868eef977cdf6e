"""The hall database: one owner thread, one connection, one shared commit.

Several connections on SQLite 3.7 to 3.51.2 can corrupt a WAL database, and a pool with a busy time-out gave
0.22 of the bare rate with stalls of 2.5 s; one owner with a SAVEPOINT for each request gave 1.13 to 1.20.
So every request is a *work*: a function of the connection that runs on the owner thread inside its own
SAVEPOINT. Works that wait together share one commit, and each caller hears back only after that commit
reached the disk. A work that raises takes back only its own changes.

    with Database("sqlite:////var/lib/kiosk/hall.db") as database:
        names = database.call(lambda connection: connection.execute(select(services.c.name)).scalars().all())

From a coroutine use ``await database.run(work)``. A work must be quick, must not wait for anything else, and
must not begin, commit or roll back (``connection.begin_nested()`` is fine).
"""

import asyncio
import fcntl
import os
import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from types import TracebackType
from typing import Any, Generic, Self, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DBAPIError

T = TypeVar("T")

# Works that may share one commit: more would let one slow burst hold back the first caller's answer.
MAX_WORKS_A_COMMIT = 64
# 1 MiB: a step is copied in about a millisecond, so no caller waits noticeably for a backup.
PAGES_A_STEP = 256


class DatabaseClosed(Exception):
    """A work was handed to a database that is not open (or is closing)."""


class DatabaseOwned(Exception):
    """Another process holds the database; only one may (see the module's first lines)."""

    def __init__(self, path: Path, owner: str) -> None:
        super().__init__(f"{path} is in use by process {owner or 'unknown'}; stop it first, or talk to it")
        self.path, self.owner = path, owner


class DatabaseDamaged(Exception):
    """``quick_check`` at the start found damage, or the file is no database at all."""

    def __init__(self, path: str, findings: list[str]) -> None:
        super().__init__(f"{path} is damaged: {'; '.join(findings[:5])}. Restore the last backup (kiosk restore)")
        self.findings = findings


class DatabaseNewer(DatabaseDamaged):
    """A newer version has changed its tables; refused wherever a damaged one is, since this one would misread it."""

    def __init__(self, path: str, revision: str) -> None:
        Exception.__init__(
            self,
            f"{path} was changed by a newer version ({revision}), which this one cannot read. Install that version "
            "again, or restore a backup that this one made (kiosk restore)",
        )
        self.findings = [revision]


class DiskFull(Exception):
    """The disk has no room; nothing of the request was kept."""


class CommitFailed(Exception):
    """The shared commit did not reach the disk; nothing of the requests in it was kept."""


class _Job(Generic[T]):
    """One work, and how to hand its outcome back; ``settle`` is called only after the commit."""

    __slots__ = ("error", "future", "loop", "result", "work")

    def __init__(
        self,
        work: Callable[[Connection], T],
        future: "Future[T] | asyncio.Future[T]",
        loop: asyncio.AbstractEventLoop | None,
    ) -> None:
        self.work, self.future, self.loop = work, future, loop
        self.result: T | None = None
        self.error: BaseException | None = None

    def settle(self) -> None:
        if self.loop is None:
            self._deliver()
            return
        with suppress(RuntimeError):  # the loop was closed: nobody waits any more
            self.loop.call_soon_threadsafe(self._deliver)

    def _deliver(self) -> None:
        if self.future.done():  # the caller gave up waiting
            return
        if self.error is not None:
            self.future.set_exception(self.error)
        else:
            self.future.set_result(self.result)  # type: ignore[arg-type]


class _Aside:
    """Something done between two commits, asked for by somebody who waits for ``future``: here, an emptied log."""

    __slots__ = ("future",)

    def __init__(self) -> None:
        self.future: Future[None] = Future()


class _Copy(_Aside):
    """A copy of the whole database."""

    __slots__ = ("path",)

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = path


class Database:
    """The one owner of the hall database.

    Args:
        url: an SQLAlchemy URL (``sqlite:////path``) or the path of an SQLite file.

    Raises (from ``open``): ``DatabaseOwned``, ``DatabaseDamaged``, ``sqlalchemy.exc.DBAPIError``.
    """

    def __init__(self, url: str | Path) -> None:
        self.url: URL = make_url(f"sqlite:///{url}") if isinstance(url, Path) else make_url(url)
        if self.url.get_backend_name() != "sqlite":
            raise ValueError(f"{self.url.get_backend_name()}: only SQLite is built so far")
        self._jobs: SimpleQueue[_Job[Any] | _Aside | None] = SimpleQueue()
        self._listeners: list[Callable[[], None]] = []
        self._full_listeners: list[Callable[[], None]] = []
        self._undone_listeners: list[Callable[[], None]] = []
        self._ready: Future[None] = Future()
        self._thread = threading.Thread(target=self._own, name="hall-database", daemon=True)
        self._lock_fd: int | None = None
        self._open = False
        self._gate = threading.Lock()  # no job may slip in behind the closing mark

    # -- opening and closing ------------------------------------------------------------------

    def open(self) -> Self:
        """Take the lock, open, check, and start the owner thread. Blocks until it is ready."""
        if self.path is not None:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._lock_fd = take_lock(self.path)
        self._open = True
        self._thread.start()
        try:
            self._ready.result()
        except BaseException:
            self._open = False
            self._thread.join()
            self._release_lock()
            raise
        return self

    def close(self) -> None:
        """Finish the works already handed in, then close. Safe to call twice."""
        with self._gate:
            was_open, self._open = self._open, False
            if was_open:
                self._jobs.put(None)
        if was_open:
            self._thread.join()
            self._release_lock()

    @property
    def path(self) -> Path | None:
        """The SQLite file, or None for a database in memory."""
        name = self.url.database
        return Path(name) if name and name != ":memory:" else None

    def __enter__(self) -> Self:
        return self.open()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    # -- works --------------------------------------------------------------------------------

    def call(self, work: Callable[[Connection], T]) -> T:
        """Run ``work`` on the owner thread; returns after its commit is on the disk. From any other thread.

        Raises whatever the work raised, or ``DiskFull``, ``CommitFailed``, ``DatabaseClosed``; RuntimeError inside
        a work, where it would wait for itself.
        """
        if threading.current_thread() is self._thread:
            raise RuntimeError("a work hands in no other work; pass its connection on")
        future: Future[T] = Future()
        self._hand_in(_Job(work, future, None))
        return future.result()

    async def run(self, work: Callable[[Connection], T]) -> T:
        """The same from a coroutine, without blocking its loop."""
        loop = asyncio.get_running_loop()
        future: asyncio.Future[T] = loop.create_future()
        self._hand_in(_Job(work, future, loop))
        return await future

    def on_commit(self, listener: Callable[[], None]) -> None:
        """Call ``listener`` on the owner thread after every commit that changed something; it must not wait."""
        self._listeners.append(listener)

    def on_undone(self, listener: Callable[[], None]) -> None:
        """Call ``listener`` on the owner thread whenever a work was taken back, before the next one runs.

        For what a desk keeps in memory of the tables: it may have read what never came to be.
        """
        self._undone_listeners.append(listener)

    def copy_to(self, path: Path) -> None:
        """Write a copy of the database, as of one commit, to ``path``; works go on meanwhile. From any other thread.

        SQLite's online backup on the one connection: what is committed between two steps goes into the copy too
        (sqlite.org/backup.html). Raises FileExistsError, DiskFull, DatabaseDamaged, DatabaseClosed.
        """
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        copy = _Copy(path)
        try:
            self._hand_in(copy)
        except DatabaseClosed:
            path.unlink()
            raise
        copy.future.result()

    def empty_log(self) -> None:
        """Move what the write-ahead log holds into the database and cut the log to nothing. From any other thread.

        Old pages stay in the log until it is written over, which in a quiet hall takes weeks: after an erasure they
        must not. Holds the owner for two syncs. Raises DiskFull, CommitFailed, DatabaseClosed.
        """
        aside = _Aside()
        self._hand_in(aside)
        aside.future.result()

    def on_disk_full(self, listener: Callable[[], None]) -> None:
        """Call ``listener`` on the owner thread whenever a work found no room, before its caller hears of it."""
        self._full_listeners.append(listener)

    def _hand_in(self, job: _Job[T] | _Aside) -> None:
        with self._gate:
            if not self._open:
                raise DatabaseClosed(str(self.url))
            self._jobs.put(job)

    # -- the owner thread ---------------------------------------------------------------------

    def _own(self) -> None:
        engine = create_engine(self.url)
        event.listen(engine, "connect", _prepare)
        try:
            connection = self._connect(engine)
        except BaseException as error:  # handed to open(), which raises it where the caller can act
            engine.dispose()
            self._ready.set_exception(error)
            return
        self._ready.set_result(None)
        try:
            self._serve(connection)
        finally:
            connection.close()
            engine.dispose()

    def _connect(self, engine: Engine) -> Connection:
        try:
            connection = engine.connect()
            findings = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA quick_check(20)")]
        except (DBAPIError, sqlite3.DatabaseError) as error:
            raise DatabaseDamaged(str(self.url.database), [str(_cause(error))]) from error
        if findings != ["ok"]:
            connection.close()
            raise DatabaseDamaged(str(self.url.database), findings)
        if not connection.in_transaction():
            connection.begin()  # stays "begun" for good: SQLAlchemy then never commits; this thread alone does
        return connection

    def _serve(self, connection: Connection) -> None:
        driver = connection.connection.driver_connection
        assert isinstance(driver, sqlite3.Connection)
        while (first := self._jobs.get()) is not None:
            if isinstance(first, _Aside):
                closing: bool | _Aside = self._do_aside(connection, driver, first)
            else:
                closing = self._run(connection, driver, first)
            while isinstance(closing, _Aside):
                closing = self._do_aside(connection, driver, closing)
            if closing:
                return

    def _run(self, connection: Connection, driver: sqlite3.Connection, first: _Job[Any]) -> "bool | _Aside":
        """One commit; returns what ended its batch: the closing mark (True), a copy, or nothing more to do."""
        batch, then = self._gather(first)
        changes = driver.total_changes
        _run_batch(connection, driver, batch, self._undone)
        if any(isinstance(job.error, DiskFull) for job in batch):
            for listener in self._full_listeners:
                listener()
        for job in batch:
            job.settle()
        if driver.total_changes != changes:
            for listener in self._listeners:
                listener()
        return then

    def _undone(self) -> None:
        for listener in self._undone_listeners:
            listener()

    def _gather(self, first: _Job[Any]) -> "tuple[list[_Job[Any]], bool | _Aside]":
        batch = [first]
        while len(batch) < MAX_WORKS_A_COMMIT:
            try:
                job = self._jobs.get_nowait()
            except Empty:
                break
            if job is None or isinstance(job, _Aside):
                return batch, job or True
            batch.append(job)
        return batch, False

    def _do_aside(self, connection: Connection, driver: sqlite3.Connection, aside: _Aside) -> "bool | _Aside":
        """Returns as ``_run`` does."""
        if isinstance(aside, _Copy):
            return self._copy(connection, driver, aside)
        try:
            driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").close()
        except sqlite3.Error as error:
            aside.future.set_exception(_named(error))
        else:
            aside.future.set_result(None)
        return False

    def _copy(self, connection: Connection, driver: sqlite3.Connection, copy: _Copy) -> "bool | _Aside":
        """Copy in steps and serve the works that wait between two of them; returns as ``_run`` does."""
        then: list[bool | _Aside] = []

        def between(_status: int, _remaining: int, _total: int) -> None:
            with suppress(Empty):
                while not then:
                    job = self._jobs.get_nowait()
                    ended = job or True if not isinstance(job, _Job) else self._run(connection, driver, job)
                    if ended:
                        then.append(ended)

        try:
            _write_copy(driver, copy.path, between)
        except (sqlite3.Error, OSError, DatabaseDamaged) as error:
            copy.path.unlink(missing_ok=True)
            copy.future.set_exception(_named(error))
        else:
            copy.future.set_result(None)
        return then[0] if then else False

    def _release_lock(self) -> None:
        if self._lock_fd is not None:
            os.close(self._lock_fd)
            self._lock_fd = None


def _write_copy(driver: sqlite3.Connection, path: Path, between: Callable[[int, int, int], None]) -> None:
    """A checked copy, on the disk when this returns."""
    target = sqlite3.connect(path)
    try:
        driver.backup(target, pages=PAGES_A_STEP, progress=between)
        findings = [str(row[0]) for row in target.execute("PRAGMA quick_check(20)")]
    finally:
        target.close()
    if findings != ["ok"]:
        raise DatabaseDamaged(str(path), findings)
    fd = os.open(path, os.O_RDONLY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)


def _run_batch(
    connection: Connection, driver: sqlite3.Connection, batch: list[_Job[Any]], undone: Callable[[], None]
) -> None:
    """One transaction for the whole batch; on a failed commit every work of it fails."""
    try:
        driver.execute("BEGIN IMMEDIATE")
        if len(batch) == 1:
            _run_alone(connection, driver, batch[0], undone)
            return
        for job in batch:
            _run_one(connection, driver, job, undone)
        driver.execute("COMMIT")
    except sqlite3.Error as error:
        if driver.in_transaction:
            driver.execute("ROLLBACK")
        undone()
        for job in batch:
            job.error = job.error or _named(error)


def _run_alone(connection: Connection, driver: sqlite3.Connection, job: _Job[Any], undone: Callable[[], None]) -> None:
    """One work has the transaction to itself: a SAVEPOINT would only copy every page it touches once more."""
    try:
        job.result = job.work(connection)
    except Exception as error:  # as in `_run_one`
        job.error = _named(error)
        if driver.in_transaction:
            driver.execute("ROLLBACK")
        undone()
        return
    driver.execute("COMMIT")


def _run_one(connection: Connection, driver: sqlite3.Connection, job: _Job[Any], undone: Callable[[], None]) -> None:
    driver.execute("SAVEPOINT work")
    try:
        job.result = job.work(connection)
    except Exception as error:  # whatever a work raises belongs to its caller, never to its neighbours
        job.error = _named(error)
        if not driver.in_transaction:  # SQLite itself rolled everything back (disk full, I/O error)
            raise sqlite3.OperationalError(str(error)) from error
        driver.execute("ROLLBACK TO work")
        undone()
    driver.execute("RELEASE work")


def _named(error: BaseException) -> BaseException:
    """Storage errors by name; anything else unchanged."""
    cause = _cause(error)
    text = str(cause)
    if "database or disk is full" in text:
        return DiskFull("the disk is full; nothing was kept")
    if isinstance(cause, sqlite3.OperationalError) and "disk I/O error" in text:
        return CommitFailed(text)
    return error


def _cause(error: BaseException) -> BaseException:
    return error.orig if isinstance(error, DBAPIError) and error.orig is not None else error


def _prepare(driver: sqlite3.Connection, _record: object) -> None:
    """Settings of the one connection. NORMAL re-issued numbers in 260 of 300 power cuts: FULL always."""
    driver.isolation_level = None  # BEGIN and COMMIT are ours alone
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "cell_size_check=ON"):
        driver.execute(f"PRAGMA {pragma}").close()


def take_lock(path: Path) -> int:
    """An exclusive lock beside the database, freed by the kernel when its owner dies. Raises DatabaseOwned."""
    lock = path.with_name(path.name + ".lock")
    fd = os.open(lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    try:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        owner = os.read(fd, 32).decode("ascii", "replace").strip()
        os.close(fd)
        raise DatabaseOwned(path, owner) from None
    os.ftruncate(fd, 0)
    os.write(fd, str(os.getpid()).encode())
    if not path.exists():  # readable by its owner only, from the first byte
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_NOFOLLOW, 0o600))
    return fd
