"""One more room for the house: a folder and one line in the hall's tuple, and everything the hall does reaches it."""

from __future__ import annotations

import asyncio
import shutil
import zipfile
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import Table, select
from sqlalchemy.exc import IntegrityError

from kiosk.apps.hall import admin, modules
from kiosk.apps.hall.app import create_app
from kiosk.apps.hall.restore import restore
from kiosk.apps.hall.service import DATABASE_FILE, HallService, open_service
from kiosk.core.database.clock import HALL_TIME
from kiosk.core.sealing import audit
from kiosk.core.sealing.files import SealedFiles
from kiosk.features.membership.hall.person import Nobody
from kiosk.features.tickets.wire import Ticket
from kiosk.settings import HallSettings
from tests.apps.sample_feature.hall import module as sample
from tests.apps.sample_feature.hall.desk import own_copy
from tests.apps.sample_feature.hall.schema import drawings, notes, turns
from tests.features.membership.hall.kept import keep
from tests.features.membership.hall.sheets import number

TUESDAY = datetime(2026, 11, 17, 10, 0, tzinfo=HALL_TIME)
CHEN, WANG, LI = number(1), number(2), number(3)
DRAWING = b"\x89PNG a drawing"


class Hall:
    """One hall's folder, opened and closed as its service and its commands do."""

    def __init__(self, folder: Path) -> None:
        self.now = TUESDAY
        self.settings = HallSettings(data_dir=folder / "hall", socket=folder / "hall.sock")
        self.stick = folder / "stick"
        self.stick.mkdir()
        self._service: HallService | None = None
        self.open()

    def open(self) -> HallService:
        self._service = open_service(self.settings, clock=lambda: self.now)
        return self._service

    def close(self) -> None:
        if self._service is not None:
            self._service.close()
            self._service = None

    def again(self) -> None:
        self.close()
        self.open()

    @property
    def service(self) -> HallService:
        assert self._service is not None
        return self._service

    @property
    def database_file(self) -> Path:
        return self.settings.data_dir / DATABASE_FILE

    def ask(self, path: str, body: dict[str, Any]) -> httpx.Response:
        """As an enrolled terminal."""
        terminals = self.service.terminals
        _, token = terminals.enrol(terminals.make_code("1 号终端").secret)
        transport = httpx.ASGITransport(app=create_app(self.service))

        async def post() -> httpx.Response:
            async with httpx.AsyncClient(transport=transport, base_url="http://hall") as client:
                return await client.post(path, json=body, headers={"Authorization": f"Bearer {token}"})

        return asyncio.run(post())

    def leave(self, id_number: str, words: str) -> int:
        answer = self.ask("/api/sample-notes", {"id_number": id_number, "text": words, "drawing": DRAWING.hex()})
        assert answer.status_code == 200, answer.text
        return int(answer.json()["id"])

    def rows(self, table: Table) -> list[Any]:
        return self.service.database.call(lambda connection: list(connection.execute(select(table)).all()))

    def files(self) -> set[str]:
        return {path.name for path in SealedFiles(self.settings.data_dir).folder.iterdir()}

    def kept_of(self, id_number: str) -> list[bytes]:
        vault, files = self.service.keys.needed, SealedFiles(self.settings.data_dir)
        return [content for _, content in own_copy(self.service.database, vault, files, vault.blind_index(id_number))]

    def export(self, id_number: str) -> dict[str, bytes]:
        archive = zipfile.ZipFile(BytesIO(self.service.people().export(id_number, by=None)))
        return {name: archive.read(name) for name in archive.namelist()}

    def take_number(self) -> Ticket:
        tickets = self.service.tickets
        return self.service.database.call(
            lambda connection: tickets.take_ticket(connection, terminal_id=None, service_id=1, key="a-visitor-0001")
        )


@pytest.fixture
def with_sample(monkeypatch: pytest.MonkeyPatch) -> Callable[[bool], None]:
    """The one line in the tuple: written, or taken away again."""
    former = modules.MODULES

    def register(there: bool) -> None:
        monkeypatch.setattr(modules, "MODULES", (*former, sample.MODULE) if there else former)

    register(True)
    return register


@pytest.fixture
def hall(tmp_path: Path, with_sample: Callable[[bool], None]) -> Iterator[Hall]:
    """Three members on record; two of them left a note, and 李 is not among them."""
    made = Hall(tmp_path)
    keep(made.service.database, made.service.keys.needed, (1, 2, 3))
    assert (made.leave(CHEN, "谢谢一号窗口"), made.leave(WANG, "大厅很暖和")) == (1, 2)
    yield made
    made.close()


def test_its_route_answers_and_refuses_as_it_said(hall: Hall) -> None:
    refused = hall.ask("/api/sample-notes", {"id_number": LI, "text": "", "drawing": ""})
    assert (refused.status_code, refused.json()) == (422, {"error": "NoteEmpty"})
    assert hall.kept_of(CHEN) == ["谢谢一号窗口".encode(), DRAWING]


def test_root_on_the_hall_machine_may_ask_it(hall: Hall) -> None:
    assert hall.service.verbs().run("sample-count", {}, lambda done, total: None) == {"notes": 2}


def test_rotation_seals_it_anew_and_the_database_refuses_what_comes_too_late(hall: Hall) -> None:
    before = hall.files()
    done = hall.service.keys.rotate(lambda rows, of: None)
    assert (done.version, done.broken) == (2, ())
    assert {row.key_version for table in (notes, drawings) for row in hall.rows(table)} == {2}
    assert hall.kept_of(WANG) == ["大厅很暖和".encode(), DRAWING] and before.isdisjoint(hall.files())
    with pytest.raises(IntegrityError, match="left behind"):
        hall.service.database.call(lambda connection: connection.execute(notes.update().values(key_version=1)).close())


def test_an_erased_person_is_gone_from_it_too(hall: Hall) -> None:
    gone = hall.service.people().erase(CHEN, by=None)
    assert {name: rows for name, rows in gone.items() if rows} == {"records": 1, "notes": 1, "drawings": 1, "turns": 1}
    assert [row.id for row in hall.rows(notes)] == [2] and len(hall.rows(turns)) == 1
    assert hall.files() == {row.file for row in hall.rows(drawings)} and len(hall.files()) == 1
    [told] = [line for line in hall.service.database.call(audit.read_page) if line.action == "erase"]
    there = {name: rows for name, rows in told.counts.items() if rows}
    assert there == {"records": 1, "notes": 1, "drawings": 1, "turns": 1}


def test_the_own_copy_holds_it(hall: Hall) -> None:
    own = hall.export(CHEN)
    assert "record.json" in own and own["notes/1.txt"].decode() == "谢谢一号窗口" and own["notes/1.png"] == DRAWING
    assert set(hall.export(LI)) == {"档案.txt", "record.json"}
    stranger = number(9)  # no member, and still somebody of whom the hall keeps something
    hall.leave(stranger, "路过")
    assert set(hall.export(stranger)) == {"notes/3.txt", "notes/3.png"}
    with pytest.raises(Nobody):
        hall.export(number(10))


def test_a_copy_on_a_stick_brings_everything_back_but_who_was_erased_since(hall: Hall) -> None:
    hall.close()
    copy = admin.back_up(hall.settings, hall.stick / "copy.db")
    hall.open().people().erase(CHEN, by=None)
    hall.close()
    hall.database_file.unlink()
    shutil.rmtree(SealedFiles(hall.settings.data_dir).folder)

    done = restore(hall.database_file, copy, now=hall.now, above=0)
    assert done.letters_missing == 0 and len(hall.files()) == 2
    hall.open()
    assert hall.kept_of(WANG) == ["大厅很暖和".encode(), DRAWING]
    assert hall.kept_of(CHEN) == [] and [row.id for row in hall.rows(notes)] == [2] and len(hall.files()) == 1


def test_a_nightly_copy_keeps_its_files_until_no_copy_names_them(hall: Hall) -> None:
    [first, second] = [row.file for row in hall.rows(drawings)]
    shared = hall.settings.data_dir / "backups" / "papers" / "scans"
    hall.close()
    admin.back_up(hall.settings, None)
    assert {path.name for path in shared.iterdir()} == {first, second}
    hall.open()
    hall.service.database.call(lambda connection: connection.execute(drawings.delete()).close())
    hall.again()  # a file that no row names is swept here, and stays where a copy names it
    assert hall.files() == set() and len(list(shared.iterdir())) == 2


def test_a_copy_from_before_it_was_added_is_taken(tmp_path: Path, with_sample: Callable[[bool], None]) -> None:
    with_sample(False)
    hall = Hall(tmp_path)
    hall.close()
    copy = admin.back_up(hall.settings, tmp_path / "early.db")
    with_sample(True)
    hall.open()
    hall.leave(CHEN, "谢谢一号窗口")
    hall.close()
    restore(hall.database_file, copy, now=hall.now)
    hall.open()
    assert hall.rows(notes) == [] and hall.leave(CHEN, "又来了") == 1
    hall.close()


def test_what_it_keeps_for_some_days_goes_when_the_day_begins(hall: Hall) -> None:
    keep_time = partial(hall.service.tickets.keep_time, disk_full=False)
    for _ in range(9):
        hall.service.database.call(keep_time)
        hall.now += timedelta(days=1)
    assert hall.rows(turns) == [] and len(hall.rows(notes)) == 2


def test_taken_out_the_hall_opens_without_it_and_put_back_it_goes_on(
    hall: Hall, with_sample: Callable[[bool], None]
) -> None:
    with_sample(False)
    hall.again()
    assert hall.service.membership is not None and hall.take_number().number == "A001"
    assert hall.ask("/api/sample-notes", {}).status_code == 404
    assert set(hall.export(CHEN)) == {"档案.txt", "record.json"}
    hall.service.keys.make_recovery()
    assert hall.service.keys.rotate(lambda rows, of: None).kept == (1,)  # what it sealed cannot be sealed anew
    with_sample(True)
    hall.again()
    assert hall.kept_of(WANG) == ["大厅很暖和".encode(), DRAWING] and hall.leave(LI, "我也来了") == 3
    assert hall.service.keys.rotate(lambda rows, of: None).kept == ()
    assert hall.kept_of(WANG) == ["大厅很暖和".encode(), DRAWING]
