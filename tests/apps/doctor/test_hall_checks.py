"""The doctor at the hall's side: service, database, key. Real files, real locks, a real server."""

from __future__ import annotations

import os
import shutil
import socketserver
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import datetime
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from kiosk.apps.doctor import children, hall, hall_packs, words
from kiosk.apps.doctor.check import Check, State, ok
from kiosk.core.database.owner import Database
from kiosk.core.limited.given import Given
from kiosk.features.exhibition.hall.module import preview_trouble
from kiosk.settings import HallSettings, Settings, TerminalSettings

NOW = datetime(2026, 11, 30, 9, 0)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    hall_settings = HallSettings(data_dir=tmp_path / "hall")
    hall_settings.data_dir.mkdir(mode=0o700)
    terminal = TerminalSettings(data_dir=tmp_path / "terminal", packs_dir=tmp_path / "packs")
    return Settings(hall=hall_settings, terminal=terminal)


@contextmanager
def answering(status: int) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_error(status)

        def log_message(self, format: str, *arguments: object) -> None: ...

    with socketserver.TCPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


def at(settings: Settings, address: str) -> Settings:
    return replace(settings, terminal=replace(settings.terminal, hall_url=address))


def only(found: Iterator[Check]) -> Check:
    [check] = found
    return check


def make_database(settings: Settings) -> Path:
    path = settings.hall.data_dir / hall.DATABASE_FILE
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("CREATE TABLE tickets (number TEXT)")
        connection.executemany("INSERT INTO tickets VALUES (?)", [(f"A{number:03}" * 50,) for number in range(500)])
        connection.commit()
    return path


def test_a_service_that_answers_anything_is_there(settings: Settings) -> None:
    with answering(404) as address:
        assert only(hall.service(at(settings, address))).state is State.OK


def test_a_hall_that_speaks_tls_is_not_there_for_a_terminal_that_does_not(settings: Settings) -> None:
    with answering(400) as address:
        check = only(hall.service(at(settings, address)))
    assert check.state is State.FAIL and "只用 https" in check.what and "terminal.hall_url" in check.mend


def test_a_service_that_is_away_says_what_no_longer_works(settings: Settings) -> None:
    with answering(404) as address:
        pass
    check = only(hall.service(at(settings, address)))
    assert check.state is State.FAIL
    assert "取号" in check.what and "systemctl start kiosk-hall" in check.mend


def test_a_wrong_address_in_the_settings_is_no_crash(settings: Settings) -> None:
    assert only(hall.service(at(settings, "http://127.0.0.1:notaport"))).state is State.FAIL


def test_before_the_first_start_there_is_no_database(settings: Settings) -> None:
    assert only(hall.database(settings)).state is State.WARN


def test_a_sound_database_is_left_as_it_was(settings: Settings) -> None:
    before = make_database(settings).read_bytes()
    assert only(hall.database(settings)) == Check("database", "数据库", State.OK, words.DATABASE_SOUND)
    assert (settings.hall.data_dir / hall.DATABASE_FILE).read_bytes() == before


def test_a_damaged_database_is_to_be_restored(settings: Settings) -> None:
    path = make_database(settings)
    whole = bytearray(path.read_bytes())
    whole[3 * 4096 : 5 * 4096] = bytes(2 * 4096)
    path.write_bytes(whole)
    check = only(hall.database(settings))
    assert check.state is State.FAIL and "kiosk restore" in check.mend


def test_a_file_that_is_no_database_is_to_be_restored(settings: Settings) -> None:
    (settings.hall.data_dir / hall.DATABASE_FILE).write_bytes(b"not a database at all" * 400)
    assert only(hall.database(settings)).state is State.FAIL


def test_a_running_hall_s_database_is_not_opened_a_second_time(settings: Settings) -> None:
    with Database(settings.hall.data_dir / hall.DATABASE_FILE):
        check = only(hall.database(settings))
    assert check.state is State.OK and str(os.getpid()) in check.what


def test_after_the_doctor_the_hall_can_start(settings: Settings) -> None:
    make_database(settings)
    only(hall.database(settings))
    with Database(settings.hall.data_dir / hall.DATABASE_FILE) as database:
        assert (
            database.call(lambda connection: connection.exec_driver_sql("SELECT count(*) FROM tickets").scalar()) == 500
        )


def test_a_lobby_terminal_has_no_database(settings: Settings) -> None:
    shutil.rmtree(settings.hall.data_dir)
    assert list(hall.database(at(settings, "https://192.0.2.7:8470"))) == []


def test_an_encrypted_disk_is_seen_below_lvm(tmp_path: Path) -> None:
    volume, crypt, plain = (tmp_path / name for name in ("253:1", "253:0", "8:1"))
    (volume / "slaves" / "dm-0" / "dm").mkdir(parents=True)
    (volume / "slaves" / "dm-0" / "dm" / "uuid").write_text("CRYPT-LUKS2-0123-disk")
    (crypt / "dm").mkdir(parents=True)
    (crypt / "dm" / "uuid").write_text("LVM-abc")
    plain.mkdir()
    found = [
        hall.is_encrypted(os.makedev(*map(int, place.name.split(":"))), tmp_path) for place in (volume, crypt, plain)
    ]
    assert found == [True, False, False]


@pytest.mark.parametrize(
    ("kernel", "state", "what"),
    [
        (Given(7, True), State.OK, "Landlock（第 7 版）和 seccomp"),
        (Given(0, True), State.WARN, "没有 Landlock"),
        (Given(3, False), State.WARN, "没有 seccomp"),
        (Given(0, False), State.WARN, "没有 seccomp"),
    ],
)
def test_what_shuts_in_the_children_that_open_files_is_said(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, kernel: Given, state: State, what: str
) -> None:
    monkeypatch.setattr(children, "given", lambda: kernel)
    (check,) = children.shut_in(settings)
    assert check.state is state and what in check.what and bool(check.mend) == (state is State.WARN)


def test_the_preview_worker_draws_a_page(settings: Settings) -> None:
    assert only(hall_packs.preview(settings)) == ok("preview", words.TITLES["preview"], words.PREVIEW_DRAWS)


def test_a_preview_that_systemd_does_not_offer_is_told(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "unit").touch()
    monkeypatch.setattr(hall_packs, "UNIT", tmp_path / "unit")
    found = only(hall_packs.preview(settings))
    assert (found.state, found.mend) == (State.WARN, words.START_PREVIEW)


def test_a_preview_that_comes_to_nothing_says_why(tmp_path: Path) -> None:
    assert preview_trouble(tmp_path, NOW) and preview_trouble(tmp_path / "nowhere", NOW)


@pytest.mark.parametrize(("of_the_free", "state"), [(0.01, State.OK), (0.5, State.WARN)])
def test_room_for_the_largest_pack_once_more_is_asked_for(settings: Settings, of_the_free: float, state: State) -> None:
    assert not list(hall_packs.room(settings))  # no pack yet
    (settings.hall.data_dir / "packs").mkdir()
    with (settings.hall.data_dir / "packs" / f"{'0' * 64}.zip").open("wb") as file:
        file.truncate(round(shutil.disk_usage(settings.hall.data_dir).free * of_the_free))  # a hole takes no room
    assert only(hall_packs.room(settings)).state is state
