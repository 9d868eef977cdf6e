"""The owner of the hall database: shared commits, savepoints, one process, damage found at the start."""

import asyncio
import sqlite3
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, text
from sqlalchemy.exc import IntegrityError

from kiosk.apps.hall import modules
from kiosk.core.access.schema import accounts
from kiosk.core.database.metadata import metadata
from kiosk.core.database.migrations import open_hall_database, upgrade
from kiosk.core.database.owner import Database, DatabaseClosed, DatabaseDamaged, DatabaseOwned, DiskFull
from kiosk.core.sealing.schema import audit
from kiosk.features.membership.hall.schema import records
from kiosk.features.ratings.hall.schema import ratings
from kiosk.features.tickets.hall.schema import tickets


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with Database(tmp_path / "hall.db") as database:
        database.call(lambda connection: connection.execute(text("CREATE TABLE lines (words TEXT UNIQUE)")).close())
        yield database


def _write(words: str) -> Callable[[Connection], str]:
    def work(connection: Connection) -> str:
        connection.execute(text("INSERT INTO lines VALUES (:words)"), {"words": words})
        return words

    return work


def _words(connection: Connection) -> list[str]:
    return list(connection.execute(text("SELECT words FROM lines ORDER BY rowid")).scalars())


def test_an_answered_work_is_on_the_disk(database: Database, tmp_path: Path) -> None:
    assert database.call(_write("一")) == "一"
    with sqlite3.connect(tmp_path / "hall.db") as other:
        assert other.execute("SELECT words FROM lines").fetchall() == [("一",)]


def test_works_that_wait_together_share_a_commit_and_a_bad_one_takes_back_only_itself(database: Database) -> None:
    entered, go = threading.Event(), threading.Event()
    commits: list[int] = []
    database.on_commit(lambda: commits.append(1))

    def hold(connection: Connection) -> None:
        entered.set()
        assert go.wait(5)

    outcomes: dict[str, object] = {}

    def ask(name: str, work: Callable[[Connection], object]) -> threading.Thread:
        def run() -> None:
            try:
                outcomes[name] = database.call(work)
            except IntegrityError:
                outcomes[name] = "refused"

        thread = threading.Thread(target=run)
        thread.start()
        return thread

    holder = ask("hold", hold)
    assert entered.wait(5)
    waiting = [ask(name, _write(words)) for name, words in (("a", "甲"), ("b", "甲"), ("c", "乙"))]
    deadline = threading.Event()
    for _ in range(500):
        if database._jobs.qsize() == 3:
            break
        deadline.wait(0.01)
    go.set()
    for thread in (holder, *waiting):
        thread.join(5)
    assert sorted(map(str, (outcomes["a"], outcomes["b"]))) == ["refused", "甲"]
    assert outcomes["c"] == "乙"
    assert sorted(database.call(_words)) == sorted(["甲", "乙"])
    assert len(commits) == 1


def test_coroutines_ask_without_blocking_their_loop(database: Database) -> None:
    async def many() -> list[str]:
        return await asyncio.gather(*(database.run(_write(str(number))) for number in range(200)))

    assert asyncio.run(many()) == [str(number) for number in range(200)]
    assert len(database.call(_words)) == 200


def test_a_caller_that_gave_up_does_not_hurt_the_owner(database: Database) -> None:
    async def give_up() -> None:
        task = asyncio.ensure_future(database.run(_write("迟到")))
        await asyncio.sleep(0)
        task.cancel()

    asyncio.run(give_up())
    assert database.call(_words) == ["迟到"]


def test_only_one_owner(database: Database, tmp_path: Path) -> None:
    with pytest.raises(DatabaseOwned) as refused:
        Database(tmp_path / "hall.db").open()
    assert "in use by process" in str(refused.value)


def test_the_lock_is_free_after_closing(tmp_path: Path) -> None:
    for _ in range(2):
        with Database(tmp_path / "hall.db"):
            pass


def test_a_closed_database_refuses(tmp_path: Path) -> None:
    database = Database(tmp_path / "hall.db").open()
    database.close()
    with pytest.raises(DatabaseClosed):
        database.call(_words)


def test_works_handed_in_before_closing_are_finished(database: Database, tmp_path: Path) -> None:
    async def burst() -> None:
        works = [asyncio.ensure_future(database.run(_write(str(number)))) for number in range(100)]
        await asyncio.sleep(0)
        await asyncio.to_thread(database.close)
        await asyncio.gather(*works)

    asyncio.run(burst())
    with sqlite3.connect(tmp_path / "hall.db") as other:
        assert other.execute("SELECT count(*) FROM lines").fetchone() == (100,)


def test_damage_is_found_at_the_start(tmp_path: Path) -> None:
    path = tmp_path / "hall.db"
    with Database(path) as database:
        database.call(lambda c: c.execute(text("CREATE TABLE pages (words TEXT)")).close())
        database.call(lambda c: c.execute(text("INSERT INTO pages VALUES (:w)"), [{"w": "x" * 900}] * 200).close())
    content = bytearray(path.read_bytes())
    content[3 * 4096 : 9 * 4096] = b"\xa5" * (6 * 4096)
    path.write_bytes(content)
    with pytest.raises(DatabaseDamaged) as damaged:
        Database(path).open()
    assert "kiosk restore" in str(damaged.value)


def test_a_full_disk_is_named_and_the_owner_goes_on(database: Database) -> None:
    def limit(pages: int) -> Callable[[Connection], None]:
        return lambda connection: connection.exec_driver_sql(f"PRAGMA max_page_count={pages}").close()

    database.call(limit(1))  # SQLite keeps at least the pages it has: the next page is one too many
    with pytest.raises(DiskFull):
        database.call(_write("满" * 5000))
    database.call(limit(1000))
    assert database.call(_write("有空了")) == "有空了"
    assert database.call(_words) == ["有空了"]


def test_durability_settings(database: Database) -> None:
    def pragmas(connection: Connection) -> tuple[object, ...]:
        return tuple(connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "synchronous"))

    assert database.call(pragmas) == ("wal", 2)


def test_the_migrations_make_exactly_the_schema(tmp_path: Path) -> None:
    database = open_hall_database(tmp_path / "hall.db", modules.migrations())
    own = {"include_object": lambda _object, name, *_rest: not str(name).startswith("alembic_version_")}
    try:
        for one in (accounts, audit, ratings, records, tickets):  # every feature's tables are on the one list
            assert one.metadata is metadata
        upgrade(database, modules.migrations())  # a second start finds nothing to do
        assert database.call(lambda c: compare_metadata(MigrationContext.configure(c, opts=own), metadata)) == []
    finally:
        database.close()


def test_events_are_append_only(tmp_path: Path) -> None:
    database = open_hall_database(tmp_path / "hall.db")
    try:
        database.call(lambda c: c.execute(text("INSERT INTO events (at, kind) VALUES ('t', 'hall_opened')")).close())
        for words in ("DELETE FROM events", "UPDATE events SET kind = 'x'"):
            with pytest.raises(IntegrityError, match="append-only"):
                database.call(lambda c, words=words: c.execute(text(words)).close())  # type: ignore[misc]
    finally:
        database.close()
