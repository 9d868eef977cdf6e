"""A copy is made while the hall goes on; put back, it never gives a number twice."""

import asyncio
import json
import sqlite3
import threading
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import httpx
import pytest
from argon2 import PasswordHasher
from sqlalchemy import text
from typer.testing import CliRunner

from kiosk.apps.hall import admin
from kiosk.apps.hall.restore import NotABackup, NumbersUnknown, restore
from kiosk.apps.hall.service import DATABASE_FILE
from kiosk.cli import app
from kiosk.core.access.accounts import Accounts, LoginRefused
from kiosk.core.access.admitted import Unsure
from kiosk.core.access.log_in import LogIns
from kiosk.core.access.login_tries import Place
from kiosk.core.access.terminals import Terminals, TokenRefused
from kiosk.core.database.clock import HALL_TIME, hall_now
from kiosk.core.database.copies import FOLDER, make_backup, prune
from kiosk.core.database.migrations import open_hall_database
from kiosk.core.database.owner import Database, DatabaseClosed, DatabaseOwned
from tests.apps.hall.process import HallProcess

NOW = datetime(2026, 11, 17, 2, 30, tzinfo=HALL_TIME)


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[HallProcess]:
    hall = HallProcess(tmp_path).start()
    yield hall
    hall.stop()


class Taker:
    """A terminal that takes numbers until it is told to stop."""

    def __init__(self, hall: HallProcess, token: str) -> None:
        self._hall, self._token = hall, token
        self.numbers: list[str] = []
        self._enough = threading.Event()
        self._some = threading.Event()
        self._thread = threading.Thread(target=self._take_all, daemon=True)
        self._thread.start()

    def _take_all(self) -> None:
        with httpx.Client(base_url=self._hall.url, headers={"Authorization": f"Bearer {self._token}"}) as client:
            while not self._enough.is_set():
                key = {"Idempotency-Key": f"backup-{len(self.numbers):06d}"}
                answer = client.post("/api/tickets", json={"service_id": 3}, headers=key)
                self.numbers.append(answer.json()["number"])
                if len(self.numbers) >= 20:
                    self._some.set()

    def some(self) -> None:
        assert self._some.wait(30)
        self._some.clear()

    def stop(self) -> list[str]:
        self._enough.set()
        self._thread.join(30)
        return self.numbers


def numbers_in(file: Path) -> list[str]:
    with sqlite3.connect(f"file:{file}?mode=ro", uri=True) as copy:
        rows = copy.execute("SELECT series, number FROM tickets WHERE series = 'C' ORDER BY id").fetchall()
    return [f"{series}{number:03d}" for series, number in rows]


def test_a_backup_under_way_loses_no_number_and_a_restore_gives_none_twice(hall: HallProcess, tmp_path: Path) -> None:
    token = hall.token()
    taker = Taker(hall, token)
    taker.some()
    before = list(taker.numbers)
    copy = admin.back_up(hall.settings, tmp_path / "copy.db")
    given = taker.stop()
    assert {*before} <= {*numbers_in(copy)}
    assert copy.stat().st_mode & 0o077 == 0
    hall.kill()
    database = hall.settings.data_dir / DATABASE_FILE
    done = restore(database, copy, now=hall_now())
    assert done.replaced is not None
    assert done.replaced.exists()
    hall.start()
    with httpx.Client(base_url=hall.url, headers={"Authorization": f"Bearer {token}"}) as client:
        headers = {"Idempotency-Key": "after-the-restore"}
        fresh = client.post("/api/tickets", json={"service_id": 3}, headers=headers).json()
    assert fresh["number"] not in given
    assert fresh["number"] > max(given)


def test_a_lost_database_needs_somebody_to_say_the_highest_number(hall: HallProcess, tmp_path: Path) -> None:
    copy = admin.back_up(hall.settings, tmp_path / "copy.db")
    hall.kill()
    database = hall.settings.data_dir / DATABASE_FILE
    database.write_bytes(b"scratched" * 4000)
    for end in ("-wal", "-shm"):
        database.with_name(database.name + end).unlink(missing_ok=True)
    with pytest.raises(NumbersUnknown):
        restore(database, copy, now=hall_now())
    assert database.read_bytes().startswith(b"scratched")
    done = restore(database, copy, now=hall_now(), above=120)
    assert {name: last for name, last in done.counters.items() if name.startswith("C")} == {
        "C normal": 120,
        "C priority": 930,
    }
    hall.start()
    order = {"service_id": 3}, {"Idempotency-Key": "after-the-scratch"}
    with httpx.Client(base_url=hall.url, headers={"Authorization": f"Bearer {hall.token()}"}) as client:
        ticket = client.post("/api/tickets", json=order[0], headers=order[1]).json()
    assert (ticket["number"], ticket["id"] > 1_000_000) == ("C121", True)


def test_nobody_comes_in_again_whom_the_hall_shut_out_since_the_copy(tmp_path: Path) -> None:
    file, light = tmp_path / "hall.db", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    hall = open_hall_database(file)
    people, terminals = Accounts(hall, hasher=light), Terminals(hall)
    accounts = {name: people.add(name, "keeper", f"{name}窗边有风又有雨") for name in ("演示甲", "演示乙", "演示丙")}
    people.set_roles(accounts["演示丙"].id, ["desk", "keeper"], by=None)
    tokens = {name: terminals.enrol(terminals.make_code(name).secret)[1] for name in ("1 号", "2 号")}
    copy = make_backup(hall, tmp_path / FOLDER, NOW)
    people.close(accounts["演示乙"].id, by=accounts["演示甲"].id)
    people.set_password(accounts["演示丙"].id, "另一句很长的话写在纸上")
    people.set_roles(accounts["演示丙"].id, ["desk"], by=accounts["演示甲"].id)
    terminals.revoke("1 号")
    hall.close()

    done = restore(file, copy, now=NOW)
    assert not done.unsure.anybody
    hall = open_hall_database(file)
    log_ins, terminals = LogIns(hall, hasher=light), Terminals(hall)

    def roles(name: str, password: str) -> tuple[str, ...]:
        return asyncio.run(log_ins.prove(name, password, Place(), lambda _, account: account.roles)).result

    assert roles("演示甲", "演示甲窗边有风又有雨") == ("keeper",)
    assert roles("演示丙", "另一句很长的话写在纸上") == ("desk",)
    for name in ("演示乙", "演示丙"):
        with pytest.raises(LoginRefused):
            roles(name, f"{name}窗边有风又有雨")
    assert terminals.who(f"Bearer {tokens['2 号']}").name == "2 号"
    with pytest.raises(TokenRefused):
        terminals.who(f"Bearer {tokens['1 号']}")
    hall.close()

    file.unlink()  # nobody can say any more: they are named
    assert restore(file, copy, now=NOW, above=0).unsure == Unsure(
        {"accounts": ("演示甲", "演示乙", "演示丙"), "terminals": ("1 号", "2 号")}, {"pads": 0}
    )


def test_a_running_hall_is_not_restored(hall: HallProcess, tmp_path: Path) -> None:
    copy = admin.back_up(hall.settings, tmp_path / "copy.db")
    with pytest.raises(DatabaseOwned):
        restore(hall.settings.data_dir / DATABASE_FILE, copy, now=hall_now())


@pytest.mark.parametrize("content", [b"", b"no database", b"SQLite format 3\x00" + bytes(4080)])
def test_a_file_that_is_no_backup_changes_nothing(tmp_path: Path, content: bytes) -> None:
    database, file = tmp_path / "hall.db", tmp_path / "copy.db"
    database.write_bytes(b"as it was")
    file.write_bytes(content)
    with pytest.raises(NotABackup):
        restore(database, file, now=NOW, above=0)
    with pytest.raises(NotABackup):
        restore(database, tmp_path / "nowhere.db", now=NOW, above=0)
    assert database.read_bytes() == b"as it was"


def test_another_program_s_database_is_no_backup(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "other.db") as other:
        other.execute("CREATE TABLE notes (id INTEGER)")
    with pytest.raises(NotABackup):
        restore(tmp_path / "hall.db", tmp_path / "other.db", now=NOW, above=0)


def test_works_go_on_between_the_steps_of_a_copy(tmp_path: Path) -> None:
    with Database(tmp_path / "a.db") as database:
        database.call(lambda c: c.execute(text("CREATE TABLE rows (id INTEGER PRIMARY KEY, body BLOB)")).close())
        fill = text("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 4000) "
                    "INSERT INTO rows SELECT i, zeroblob(4000) FROM n")  # fmt: skip
        database.call(lambda c: c.execute(fill).close())
        copying = threading.Thread(target=database.copy_to, args=(tmp_path / "b.db",))
        copying.start()
        for number in range(200):
            row = {"id": 10_000 + number}
            database.call(lambda c, row=row: c.execute(text("INSERT INTO rows VALUES (:id, x'')"), row).close())  # type: ignore[misc]
        copying.join(30)
        with pytest.raises(FileExistsError):
            database.copy_to(tmp_path / "b.db")
    with sqlite3.connect(tmp_path / "b.db") as copy:
        assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert copy.execute("SELECT count(*) FROM rows WHERE id <= 4000").fetchone() == (4000,)
    with pytest.raises(DatabaseClosed):
        database.copy_to(tmp_path / "c.db")


def test_a_copy_is_finished_though_the_database_is_closed_meanwhile(tmp_path: Path) -> None:
    paths = [tmp_path / f"{name}.db" for name in "bcd"]
    refused: list[Path] = []

    def copy(path: Path) -> None:
        try:
            database.copy_to(path)
        except DatabaseClosed:  # it came too late
            refused.append(path)

    with Database(tmp_path / "a.db") as database:
        database.call(lambda c: c.execute(text("CREATE TABLE rows (body BLOB)")).close())
        database.call(lambda c: c.execute(text("INSERT INTO rows VALUES (zeroblob(8000000))")).close())
        copies = [threading.Thread(target=copy, args=(path,)) for path in paths]
        for copying in copies:
            copying.start()
        while not paths[0].exists() or paths[0].stat().st_size == 0:
            database.call(lambda c: None)
    copy(tmp_path / "late.db")
    for copying in copies:
        copying.join(30)
        assert not copying.is_alive()
    assert paths[0] not in refused and tmp_path / "late.db" in refused
    for path in (*paths, tmp_path / "late.db"):
        assert path.exists() != (path in refused)  # whole, or not there at all
        assert path in refused or path.stat().st_size > 8_000_000


def test_two_copies_asked_in_one_second_are_two(tmp_path: Path) -> None:
    with Database(tmp_path / "hall.db") as database:
        first, second = (make_backup(database, tmp_path / FOLDER, NOW) for _ in range(2))
    assert first != second and first.exists() and second.exists()


def test_the_nightly_copies_keep_the_newest(tmp_path: Path) -> None:
    with Database(tmp_path / "hall.db") as database:
        made = [make_backup(database, tmp_path / FOLDER, NOW.replace(day=day)) for day in range(1, 18)]
    assert prune(tmp_path / FOLDER, []) == made[:3]
    assert sorted((tmp_path / FOLDER).iterdir()) == made[3:]


def test_the_command_backs_up_and_restores(hall: HallProcess, tmp_path: Path) -> None:
    settings = tmp_path / "kiosk.toml"
    place = hall.settings
    settings.write_text(f'[hall]\ndata_dir = "{place.data_dir}"\nsocket = "{place.socket}"\nport = {place.port}\n')
    nightly = json.loads(kiosk("backup", "--auto", "--json", settings=settings))
    assert Path(nightly["file"]).parent == place.data_dir / FOLDER
    kiosk("backup", str(tmp_path / "usb.db"), settings=settings)
    assert "DatabaseOwned" in kiosk("restore", str(tmp_path / "usb.db"), settings=settings, status=1)
    hall.stop()
    kiosk("backup", str(tmp_path / "stopped.db"), settings=settings)  # in-process
    done = json.loads(kiosk("restore", str(tmp_path / "usb.db"), "--json", settings=settings))
    assert done["counters"]["A normal"] >= 11
    assert kiosk("backup", settings=settings, status=2)


def kiosk(*arguments: str, settings: Path, status: int = 0) -> str:
    run = CliRunner().invoke(app, [*arguments, "--settings", str(settings)])
    assert run.exit_code == status, (run.stderr, run.exception)
    return run.stdout if status == 0 else run.stderr
