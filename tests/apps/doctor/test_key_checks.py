"""The doctor and the records' key: what a thief could read is said as it is, and a missing paper is missed."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from kiosk.apps.doctor import hall, records_key, words
from kiosk.apps.doctor.check import Check, State
from kiosk.core.database.clock import HALL_TIME
from kiosk.core.database.migrations import open_hall_database
from kiosk.core.database.owner import Database
from kiosk.core.sealing.desk import KeyDesk
from kiosk.settings import HallSettings, Settings, TerminalSettings
from tests.features.membership.keys import key_desk


@pytest.fixture(autouse=True)
def no_tpm_and_no_encryption(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(records_key, "SEALED_KEY", Path("/nonexistent"))
    monkeypatch.setattr(hall, "is_encrypted", lambda device: False)


def settings(folder: Path, key_file: str = "", hall_url: str = "http://127.0.0.1:8470") -> Settings:
    place = HallSettings(data_dir=folder / "hall", socket=folder / "no.sock", key_file=key_file)
    return Settings(hall=place, terminal=TerminalSettings(hall_url=hall_url))


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "hall").mkdir(mode=0o700)
    return tmp_path


@pytest.fixture
def stick(place: Path) -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(dir="/dev/shm"))
    if folder.stat().st_dev == place.stat().st_dev:
        pytest.skip("no second file system here")
    yield folder / "records.key"
    shutil.rmtree(folder)


def only(found: Iterator[Check]) -> Check:
    [check] = found
    return check


def thief(chosen: Settings) -> tuple[State, str]:
    check = only(records_key.key(chosen))
    return check.state, check.what


def test_a_lobby_terminal_needs_no_key(tmp_path: Path) -> None:
    away = settings(tmp_path, hall_url="https://192.0.2.7:8470")
    assert thief(away) == (State.OK, words.NO_KEY_NEEDED) and list(records_key.recovery(away)) == []


def test_a_key_beside_the_records_is_called_what_it_is(place: Path) -> None:
    assert thief(settings(place))[1] == words.NO_KEY_YET
    (place / "hall" / "records.key").touch(0o600)
    check = only(records_key.key(settings(place)))
    assert check.state is State.WARN
    assert "偷走" in check.what and "全部档案" in check.what
    assert "deploy/seal-key" in check.mend and "keys passphrase" in check.mend and "hall.key_file" in check.mend


def test_a_key_that_others_can_open_is_a_failure(place: Path) -> None:
    key = place / "hall" / "records.key"
    key.touch()
    key.chmod(0o644)
    check = only(records_key.key(settings(place)))
    assert check.state is State.FAIL and "644" in check.what and check.mend == f"chmod 600 {key}"


def test_a_key_sealed_by_the_tpm_is_good_unless_the_old_file_was_left(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(records_key, "SEALED_KEY", place)
    assert thief(settings(place)) == (State.OK, words.KEY_IN_TPM)
    (place / "hall" / "records.key").touch(0o600)
    assert thief(settings(place)) == (State.WARN, words.KEY_LEFT_BEHIND)


def test_a_key_on_a_stick_is_safe_while_the_stick_is_away(place: Path, stick: Path) -> None:
    chosen = settings(place, str(stick))
    assert thief(chosen) == (State.OK, words.STICK_AWAY)
    stick.touch(0o600)
    assert thief(chosen) == (State.WARN, words.STICK_IN)
    (place / "hall" / "records.key").touch(0o600)
    assert thief(chosen) == (State.WARN, words.KEY_LEFT_BEHIND)


def test_a_place_for_the_key_on_the_same_disk_is_no_stick(place: Path) -> None:
    (place / "elsewhere").touch(0o600)
    assert thief(settings(place, str(place / "elsewhere"))) == (State.WARN, words.KEY_ON_SAME_DISK)


@pytest.fixture
def database(place: Path) -> Iterator[Database]:
    opened = open_hall_database(place / "hall" / "hall.db")
    yield opened
    opened.close()


def test_a_passphrase_and_the_paper_in_the_safe(place: Path, database: Database) -> None:
    """Each reminder in its turn, as the database tells them while no service runs."""

    def now() -> datetime:
        return datetime.now(HALL_TIME) - timedelta(days=days_ago)

    def told() -> tuple[State, str]:
        database.close()
        check = only(records_key.recovery(settings(place)))
        return check.state, check.what

    def keys() -> KeyDesk:
        nonlocal database
        database.close()
        database = open_hall_database(place / "hall" / "hall.db")
        made = key_desk(database, place / "hall", now)
        made.open()
        return made

    days_ago = 200
    keys()
    assert told() == (State.WARN, words.NO_RECOVERY)
    code = keys().make_recovery()
    assert told() == (State.WARN, words.NEVER_REHEARSED)
    keys().rehearse(code)
    assert told()[0] is State.WARN and "演练过" in told()[1]
    days_ago = 0
    keys().rehearse(code)
    assert told()[0] is State.OK
    keys().set_passphrase("演示 correct horse")
    assert thief(settings(place)) == (State.OK, words.KEY_WITH_PASSPHRASE)
    database.close()


def test_a_database_that_is_held_tells_nothing(place: Path, database: Database) -> None:
    key_desk(database, place / "hall").open()
    assert list(records_key.recovery(settings(place))) == []
