"""The terminal's own small database: what must outlive a restart, and nothing about any visitor.

One SQLite file, one connection, guarded by a lock, opened after the first frame (sqlite-utils costs 139 ms).
Used from worker threads; never from Kivy's.

    with TerminalStore(data_dir / "terminal.db") as store:
        store.remember("services", {...})
"""

import json
import threading
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from sqlite_utils import Database

JOURNAL_KEPT_ROWS = 5000


class StoreClosed(Exception):
    """The store was used before ``open`` or after ``close``."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """One report that still has to reach the hall service."""

    id: int
    path: str
    key: str
    body: dict[str, Any]
    made_at: str


@dataclass(frozen=True, slots=True)
class Note:
    """One line of the device journal: what happened to which device."""

    at: str
    device: str
    kind: str
    detail: str


@dataclass(frozen=True, slots=True)
class Play:
    """One item of a pack on the screen; version and hash pin exactly what was shown."""

    pack: str
    version: str
    item: str
    title: str
    sha256: str
    times: int
    seconds: float


@dataclass(frozen=True, slots=True)
class HourOver:
    """What was counted in an hour: how often each thing came up, and what was shown."""

    hour: str
    uses: Mapping[str, int]
    plays: tuple[Play, ...]


Sum = tuple[str, tuple[str, ...]]
"""What is summed, and of which thing: ``("answers", ("党章", "q7", "0f3a61bc"))``."""


@dataclass(frozen=True, slots=True)
class SumsOver:
    """What a feature summed up in an hour, a row of numbers each."""

    hour: str
    sums: Mapping[Sum, tuple[int, ...]]


class TerminalStore:
    """Outbox, device journal, last known facts, and counts and sums of the hour."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()
        self._database: Database | None = None

    def open(self) -> Self:
        """Open, and bring the tables to their newest shape. Raises sqlite3.Error."""
        from sqlite_utils import Database

        from kiosk.core.link.store_migrations import migrations

        self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        connection = _connect(self.path)
        self._database = Database(connection)
        migrations.apply(self._database)
        return self

    def close(self) -> None:
        with self._lock:
            if self._database is not None:
                self._database.conn.close()
            self._database = None

    def __enter__(self) -> Self:
        return self.open()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    # -- outbox -------------------------------------------------------------------------------

    def put(self, path: str, key: str, body: dict[str, Any]) -> None:
        """Keep a report until the hall service has it; durable when this returns."""
        row = {"path": path, "key": key, "body": json.dumps(body), "made_at": _now()}
        with self._writing() as database:
            database.table("outbox").insert(row)

    def first(self) -> Waiting | None:
        """The oldest report not yet delivered."""
        with self._reading() as database:
            rows = list(database.query("SELECT id, path, key, body, made_at FROM outbox ORDER BY id LIMIT 1"))
        return Waiting(**{**rows[0], "body": json.loads(rows[0]["body"])}) if rows else None

    def waiting_count(self) -> int:
        """How many reports still have to reach the hall."""
        with self._reading() as database:
            return int(database.table("outbox").count)

    def drop(self, report_id: int) -> None:
        """It was delivered, or never will be."""
        with self._writing() as database:
            database.table("outbox").delete_where("id = ?", [report_id])

    # -- device journal -----------------------------------------------------------------------

    def note(self, device: str, kind: str, detail: str = "") -> None:
        """Write one line of the journal; never a name, a number or a frame."""
        with self._writing() as database:
            database.table("journal").insert({"at": _now(), "device": device, "kind": kind, "detail": detail})
            _keep_newest(database, "journal", JOURNAL_KEPT_ROWS)

    def notes(self, most: int = 100) -> list[Note]:
        """The newest lines, newest first."""
        with self._reading() as database:
            rows = database.query("SELECT at, device, kind, detail FROM journal ORDER BY id DESC LIMIT ?", [most])
            return [Note(**row) for row in rows]

    # -- last known facts ---------------------------------------------------------------------

    def remember(self, name: str, value: Any) -> None:
        """Keep a fact (services, hours) for the time the hall service is away. ``value``: plain JSON."""
        row = {"name": name, "value": json.dumps(value, ensure_ascii=False), "at": _now()}
        with self._writing() as database:
            database.table("known").upsert(row, pk="name")

    def recall(self, name: str) -> tuple[Any, str] | None:
        """The fact and when it was learnt, or None."""
        with self._reading() as database:
            rows = list(database.query("SELECT value, at FROM known WHERE name = ?", [name]))
        return (json.loads(rows[0]["value"]), rows[0]["at"]) if rows else None

    # -- counts of the hour -------------------------------------------------------------------

    def tally(self, hour: str, uses: Mapping[str, int], plays: Iterable[Play]) -> None:
        """Add to what this hour counts; `hour` is any name of it that sorts."""
        with self._writing() as database:
            for thing, times in uses.items():
                database.execute(
                    "INSERT INTO uses (hour, thing, times) VALUES (?, ?, ?) "
                    "ON CONFLICT DO UPDATE SET times = times + excluded.times",
                    [hour, thing, times],
                )
            for one in plays:
                database.execute(
                    "INSERT INTO plays (hour, pack, version, item, sha256, title, times, seconds) "
                    "VALUES (?, ?, ?, ?, ?, ?, ?, ?) "
                    "ON CONFLICT DO UPDATE SET times = times + excluded.times, seconds = seconds + excluded.seconds",
                    [hour, one.pack, one.version, one.item, one.sha256, one.title, one.times, one.seconds],
                )

    def hand_over(
        self, now: str, path: str, made: Callable[[HourOver], Iterable[dict[str, Any]]], most_waiting: int
    ) -> int:
        """Turn every hour but `now` into reports, in one commit: none is lost, and none is made twice.

        Of the reports to `path` only the newest `most_waiting` are kept. Returns how many were made.
        """
        with self._writing() as database:
            hours = database.query("SELECT hour FROM uses UNION SELECT hour FROM plays ORDER BY hour")
            bodies = [body for row in list(hours) if row["hour"] != now for body in made(_over(database, row["hour"]))]
            for table in ("uses", "plays"):
                database.table(table).delete_where("hour <> ?", [now])
            _put_all(database, path, bodies, most_waiting)
        return len(bodies)

    # -- sums of the hour ---------------------------------------------------------------------

    def add_up(self, feature: str, hour: str, sums: Mapping[Sum, Sequence[int]]) -> None:
        """Add each row of numbers to the one of this hour, place by place; `hour` as in `tally`."""
        with self._writing() as database:
            before = _sums(database, feature, hour)
            rows = [
                {"feature": feature, "hour": hour, "what": what, "which": json.dumps(which, ensure_ascii=False),
                 "numbers": json.dumps(_together(before.get((what, which)), numbers))}
                for (what, which), numbers in sums.items()
            ]  # fmt: skip
            database.table("sums").upsert_all(rows, pk=("feature", "hour", "what", "which"))

    def hand_over_sums(
        self, feature: str, now: str, path: str, made: Callable[[SumsOver], Iterable[dict[str, Any]]], most_waiting: int
    ) -> int:
        """As `hand_over`, of what this feature added up."""
        with self._writing() as database:
            sql = "SELECT DISTINCT hour FROM sums WHERE feature = ? AND hour <> ? ORDER BY hour"
            hours = [row["hour"] for row in database.query(sql, [feature, now])]
            bodies = [body for hour in hours for body in made(SumsOver(hour, _sums(database, feature, hour)))]
            database.table("sums").delete_where("feature = ? AND hour <> ?", [feature, now])
            _put_all(database, path, bodies, most_waiting)
        return len(bodies)

    # -- steps --------------------------------------------------------------------------------

    @contextmanager
    def _reading(self) -> "Iterator[Database]":
        with self._lock:
            if self._database is None:
                raise StoreClosed(str(self.path))
            yield self._database

    @contextmanager
    def _writing(self) -> "Iterator[Database]":
        """One transaction: all of it is on the disk at its end, or none."""
        with self._reading() as database, database.atomic():
            yield database


def _connect(path: Path) -> Any:
    import sqlite3

    connection = sqlite3.connect(path, check_same_thread=False)  # one connection, handed round under the lock
    for pragma in ("journal_mode=WAL", "synchronous=FULL"):
        connection.execute(f"PRAGMA {pragma}").close()
    return connection


def _over(database: "Database", hour: str) -> HourOver:
    uses = database.query("SELECT thing, times FROM uses WHERE hour = ? ORDER BY thing", [hour])
    plays = database.query(
        "SELECT pack, version, item, title, sha256, times, seconds FROM plays WHERE hour = ? "
        "ORDER BY pack, item, version, sha256",
        [hour],
    )
    return HourOver(hour, {row["thing"]: row["times"] for row in uses}, tuple(Play(**row) for row in plays))


def _sums(database: "Database", feature: str, hour: str) -> dict[Sum, tuple[int, ...]]:
    sql = "SELECT what, which, numbers FROM sums WHERE feature = ? AND hour = ? ORDER BY what, which"
    rows = database.query(sql, [feature, hour])
    return {(row["what"], tuple(json.loads(row["which"]))): tuple(json.loads(row["numbers"])) for row in rows}


def _together(before: Sequence[int] | None, numbers: Sequence[int]) -> list[int]:
    if before is None:
        return list(numbers)
    return [one + other for one, other in zip(before, numbers, strict=True)]


def _put_all(database: "Database", path: str, bodies: list[dict[str, Any]], most_waiting: int) -> None:
    """Into the outbox, in the transaction under way; of the reports to `path` only the newest `most_waiting` stay."""
    for body in bodies:
        row = {"path": path, "key": str(uuid.uuid4()), "body": json.dumps(body), "made_at": _now()}
        database.table("outbox").insert(row)
    if bodies:
        database.execute(
            "DELETE FROM outbox WHERE path = :path AND id NOT IN "
            "(SELECT id FROM outbox WHERE path = :path ORDER BY id DESC LIMIT :most)",
            {"path": path, "most": most_waiting},
        )


def _keep_newest(database: "Database", table: str, rows: int) -> None:
    """A terminal runs for years; its journals must not grow for years."""
    database.execute(f"DELETE FROM {table} WHERE id <= (SELECT max(id) FROM {table}) - ?", [rows])


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
