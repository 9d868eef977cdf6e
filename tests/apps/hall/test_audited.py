"""Who did what with packs and accounts stands in the audit chain, also what was done while the key was shut."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest

from kiosk.apps.hall.restore import restore
from kiosk.apps.hall.service import DATABASE_FILE, HallService, open_service
from kiosk.core.access.accounts import LastKeeper
from kiosk.core.database.clock import HALL_TIME
from kiosk.core.database.copies import FOLDER, make_backup
from kiosk.core.sealing import audit, audit_chain
from kiosk.core.sealing.audit_owed import OWED
from kiosk.core.sealing.key_file import KeyLocked
from kiosk.features.exhibition.hall.desk import Arriving, PackRefused, file_digest
from kiosk.settings import HallSettings

TUESDAY = datetime(2026, 11, 17, 10, 0, tzinfo=HALL_TIME)
PASSPHRASE, PASSWORD = "纸船 石榴 半夏 风铃 四月", "云溪里的早晨七点三十分"
PHOTO = file_digest(b"a photo")


class Hall:
    """A hall that is opened and closed, and its clock."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.now = folder, TUESDAY
        self.open()

    def open(self) -> None:
        self.service: HallService = open_service(HallSettings(data_dir=self.folder), clock=lambda: self.now)

    def close(self) -> None:
        self.service.close()

    def again(self) -> None:
        self.close()
        self.open()

    def take(self, content: bytes, by: int | None = None) -> int:
        return self.service.packs.take(Arriving("spring", "1", "春天", (("photo", PHOTO),), BytesIO(content)), by).id

    def told(self) -> list[tuple[str, str, int | None, dict[str, int]]]:
        """Actor, action, account and numbers, the oldest row first."""
        lines = self.service.database.call(audit.read_page)[::-1]
        return [(one.actor, one.action, one.by, dict(one.counts)) for one in lines]

    def actions(self) -> list[str]:
        return [action for _, action, _, _ in self.told()]

    def holds(self) -> bool:
        return audit_chain.walk(self.service.database.call, self.service.keys.needed).whole

    def marks(self) -> list[str]:
        with closing(sqlite3.connect(self.folder / DATABASE_FILE)) as rows:
            return [name for (name,) in rows.execute("SELECT name FROM marks WHERE name GLOB ?", (f"{OWED}*",))]


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Hall]:
    opened = Hall(tmp_path / "hall")
    yield opened
    opened.close()


def test_who_did_what_with_a_pack_is_in_the_chain(hall: Hall) -> None:
    people, packs = hall.service.accounts, hall.service.packs
    keeper = people.add("演示甲", "keeper", PASSWORD).id
    editor = people.add("演示乙", "editor", PASSWORD, by=keeper).id
    first = hall.take(b"first", editor)
    packs.approve(first, keeper)
    packs.publish(first, keeper)
    second = hall.take(b"second")
    packs.approve(second)
    packs.publish(second)
    packs.roll_back("spring", second, keeper)
    packs.take_down("spring", why="演示", by=keeper)
    hall.service.database.call(lambda rows: rows.exec_driver_sql(TOMBSTONE).close())
    packs.put_back("spring", "photo", keeper)
    assert hall.told() == [
        ("keeper", "account_added", None, {"whom": keeper, "keeper": 1}),
        ("keeper", "account_added", keeper, {"whom": editor, "editor": 1}),
        ("editor", "pack_taken", editor, {"pack": 1, "version": 1}),
        ("keeper", "pack_approved", keeper, {"pack": 1, "version": 1}),
        ("keeper", "pack_published", keeper, {"pack": 1, "version": 1}),
        ("keeper", "pack_taken", None, {"pack": 1, "version": 2}),
        ("keeper", "pack_approved", None, {"pack": 1, "version": 2}),
        ("keeper", "pack_published", None, {"pack": 1, "version": 2}),
        ("keeper", "pack_rolled_back", keeper, {"pack": 1, "version": 1}),
        ("keeper", "pack_taken_down", keeper, {"pack": 1}),
        ("keeper", "pack_put_back", keeper, {"pack": 1, "down": 1}),
    ]
    assert hall.holds()


TOMBSTONE = "INSERT INTO tombstones (pack, item, at) VALUES ('spring', 'photo', '2026-11-17')"


def test_what_was_refused_is_not_in_it(hall: Hall) -> None:
    keeper = hall.service.accounts.add("演示甲", "keeper", PASSWORD).id
    version = hall.take(b"first")
    before = hall.actions()
    with pytest.raises(PackRefused):
        hall.service.packs.publish(version, keeper)
    with pytest.raises(LastKeeper):
        hall.service.accounts.set_roles(keeper, ["editor"], by=keeper)
    assert hall.take(b"first") == version  # nothing new
    assert hall.actions() == before


def test_other_roles_a_password_and_the_end_of_an_account_are_in_it(hall: Hall) -> None:
    people = hall.service.accounts
    keeper = people.add("演示甲", "keeper", PASSWORD).id
    clerk = people.add("演示乙", "clerk", PASSWORD, by=keeper).id
    people.set_roles(clerk, ["editor", "clerk"], by=keeper)
    people.set_password(clerk, "另一句很长的话写在纸上", by=keeper)
    people.close(clerk, by=keeper)
    assert hall.told()[2:] == [
        ("keeper", "roles_set", keeper, {"whom": clerk, "clerk": 1, "editor": 1}),
        ("keeper", "password_set", keeper, {"whom": clerk}),
        ("keeper", "account_closed", keeper, {"whom": clerk}),
    ]


def shut(hall: Hall) -> None:
    """The next start asks for the passphrase."""
    hall.service.keys.set_passphrase(PASSPHRASE)
    hall.again()
    assert hall.service.keys.vault is None
    with pytest.raises(KeyLocked):
        hall.service.keys.open()


def test_what_is_done_without_the_key_is_linked_when_it_opens_with_its_own_time(hall: Hall) -> None:
    shut(hall)
    version = hall.take(b"first")
    hall.service.packs.approve(version)
    assert hall.actions() == ["passphrase"] and len(hall.marks()) == 2
    hall.now += timedelta(days=2)
    hall.service.keys.open(PASSPHRASE)
    hall.service.packs.publish(version)
    lines = hall.service.database.call(audit.read_page)[::-1]
    assert [one.action for one in lines] == ["passphrase", "pack_taken", "pack_approved", "pack_published"]
    assert [one.at[:10] for one in lines[1:]] == ["2026-11-17", "2026-11-17", "2026-11-19"]
    assert hall.holds() and hall.marks() == [] and all(one.sound for one in lines)


@pytest.mark.parametrize(
    "forged", ["no json", "[1]", '{"at": 1}', '{"at":"","actor":"","action":"","outcome":""}', b"\xff"]
)
def test_what_somebody_wrote_in_place_of_it_stops_no_opening_and_is_said(hall: Hall, forged: str | bytes) -> None:
    shut(hall)
    hall.take(b"first")
    hall.close()
    with closing(sqlite3.connect(hall.folder / DATABASE_FILE)) as rows, rows:
        rows.execute("UPDATE marks SET value = ? WHERE name GLOB ?", (forged, f"{OWED}*"))
    hall.open()
    hall.service.keys.open(PASSPHRASE)
    newest = hall.service.database.call(audit.read_page)[0]
    assert (newest.action, newest.sound) == ("owed", False) and hall.holds()


def test_a_rotation_goes_on_with_the_chain(hall: Hall) -> None:
    hall.take(b"first")
    hall.service.keys.rotate(lambda done, total: None)
    hall.service.packs.approve(1)
    assert hall.actions()[0] == "pack_taken" and hall.actions()[-1] == "pack_approved" and hall.holds()


@pytest.mark.parametrize("opened_since", [False, True])
def test_a_restore_loses_nothing_of_it_and_doubles_nothing(hall: Hall, opened_since: bool) -> None:
    shut(hall)
    version = hall.take(b"first")
    copy = make_backup(hall.service.database, hall.folder / FOLDER, hall.now)
    hall.service.packs.approve(version)
    if opened_since:
        hall.service.keys.open(PASSPHRASE)
        hall.service.packs.publish(version)
    hall.close()
    restore(hall.folder / DATABASE_FILE, copy, now=hall.now)
    hall.open()
    hall.service.keys.open(PASSPHRASE)
    done = ["pack_taken", "pack_approved", *(["pack_published"] if opened_since else [])]
    assert sorted(hall.actions()) == sorted(["passphrase", "restore", *done]) and hall.holds()
