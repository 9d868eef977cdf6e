"""Packs in a backup: what plays, what played before and what is being made comes back; what was taken down does not."""

from __future__ import annotations

import os
import signal
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

import pytest

from kiosk.apps.hall import admin, modules
from kiosk.apps.hall.restore import Restored, restore
from kiosk.apps.hall.service import DATABASE_FILE, HallService, open_service
from kiosk.core.database import companions, copies
from kiosk.core.database.clock import HALL_TIME
from kiosk.core.database.kept_files import NoRoom
from kiosk.core.process.outside import Outside
from kiosk.features.exhibition.hall.desk import Arriving, file_digest
from kiosk.features.exhibition.hall.drafts import Change
from kiosk.features.exhibition.hall.shelf import PackLost
from kiosk.settings import HallSettings

NOW = datetime(2026, 11, 17, 10, 0, tzinfo=HALL_TIME)
PHOTO = file_digest(b"a photo")


class Hall:
    """A hall that is opened and closed, in a folder that may be another machine's."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.settings = HallSettings(data_dir=folder, socket=folder.with_suffix(".sock"))
        self.open()

    def open(self) -> None:
        self.service: HallService = open_service(self.settings, clock=lambda: NOW)

    def close(self) -> None:
        self.service.close()

    def play(self, content: bytes, pack: str = "spring") -> int:
        packs = self.service.packs
        version = packs.take(Arriving(pack, "1", "春天", (("photo", PHOTO),), BytesIO(content))).id
        packs.approve(version)
        packs.publish(version)
        return version

    def draft(self, content: bytes) -> str:
        """Name of the file that an editor's item has now."""
        drafts = self.service.drafts
        drafts.make("autumn", "秋天")
        staged = drafts.home / ".arriving-1"
        staged.parent.mkdir(parents=True, exist_ok=True)
        staged.write_bytes(content)
        drafts.save("autumn", 0, Change("", {"title": "演示", "file": "a.png"}, staged))
        return str(drafts.of("autumn").items["item-1"]["file"])

    def put_back(self, copy: Path, *, packs: bool = True) -> Restored:
        self.close()
        done = restore(self.folder / DATABASE_FILE, copy, now=NOW, above=0, packs=packs)
        self.open()
        return done

    def lost(self) -> list[int]:
        """Numbers of the versions whose file is not there."""
        found = []
        for one in self.service.packs.versions():
            try:
                with self.service.packs._shelf.open(one.digest):
                    pass
            except PackLost:
                found.append(one.number)
        return sorted(found)


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Hall]:
    opened = Hall(tmp_path / "hall")
    yield opened
    opened.close()


@pytest.fixture
def filled(hall: Hall) -> Hall:
    """Three versions that played, the newest twice rolled back to, one that is a draft, and an item that is made."""
    for content in (b"first", b"second", b"third"):
        hall.play(content)
    hall.service.packs.take(Arriving("spring", "1", "春天", (), BytesIO(b"fourth")))
    hall.draft(b"being made")
    return hall


def stick(hall: Hall, tmp_path: Path, *, packs: bool = True) -> Path:
    """A copy elsewhere; the hall is open again."""
    (tmp_path / "stick").mkdir(exist_ok=True)
    hall.close()
    try:
        return admin.back_up(hall.settings, tmp_path / "stick" / "copy.db", packs=packs)
    finally:
        hall.open()


def test_on_another_machine_everything_plays_that_played(filled: Hall, tmp_path: Path) -> None:
    made = filled.service.drafts.of("autumn").items["item-1"]["file"]
    copy = stick(filled, tmp_path)
    carried = [path for path in (tmp_path / "stick" / "copy.db.papers").rglob("*") if path.is_file()]
    assert len(carried) == 4 and all(path.stat().st_mode & 0o077 == 0 for path in carried)
    other = Hall(tmp_path / "other")
    try:
        assert other.put_back(copy).packs_missing == 0
        assert other.lost() == [1]  # older than the one before: a row
        assert [one.number for one in other.service.packs.playing()] == [3]
        assert other.service.packs.roll_back("spring").number == 2
        assert (other.folder / "packs" / "drafts" / "autumn" / str(made)).read_bytes() == b"being made"
    finally:
        other.close()


def test_the_nightly_copies_share_one_file_and_let_go_of_what_none_names(filled: Hall) -> None:
    filled.close()
    try:
        admin.back_up(filled.settings, None)
        shared = filled.folder / "backups" / "papers" / "packs"
        assert len(list(shared.glob("*.zip"))) == 3  # the first went when no copy named it
        linked = next(iter(shared.glob("*.zip")))
        assert linked.samefile(filled.folder / "packs" / linked.name)
        with closing(sqlite3.connect(filled.folder / DATABASE_FILE)) as rows, rows:
            rows.execute("DELETE FROM draft_items")
        for copy in copies.copies(filled.folder / "backups"):
            copy.unlink()
        admin.back_up(filled.settings, None)
        assert not [path for path in (shared / "drafts").rglob("*") if path.is_file()]
    finally:
        filled.open()


def test_without_packs_and_a_former_copy_restore_as_ever_and_say_what_is_missing(filled: Hall, tmp_path: Path) -> None:
    copy = stick(filled, tmp_path, packs=False)
    assert not (tmp_path / "stick" / "copy.db.papers" / "packs").exists()
    assert filled.put_back(copy).packs_missing == 0  # they lie here
    other = Hall(tmp_path / "other")
    try:
        assert other.put_back(copy).packs_missing == 4
        assert other.put_back(copy, packs=False).packs_missing == 0  # nobody looked
        assert [one.number for one in other.service.packs.playing()] == [3] and other.lost() == [1, 2, 3, 4]
    finally:
        other.close()


class Small(Outside):
    """A stick with so many bytes left."""

    def __init__(self, free: int) -> None:
        self.free = free

    def free_bytes(self, path: Path) -> int:
        return self.free


class Full(Outside):
    """A stick that is full once two files lie there."""

    def __init__(self) -> None:
        self.placed = 0

    def place(self, path: Path, content: BinaryIO, base: Path | None = None, *, new: bool = False) -> None:
        self.placed += 1
        if self.placed > 2:
            raise OSError(28, "No space left on device", str(path))
        super().place(path, content, base, new=new)


class Killed(Outside):
    """A stick whose machine loses power in the middle of the third file."""

    placed = 0

    def place(self, path: Path, content: BinaryIO, base: Path | None = None, *, new: bool = False) -> None:
        self.placed += 1
        if self.placed == 3:
            (path.parent / f"{path.name}.partial").write_bytes(b"half")
            os.kill(os.getpid(), signal.SIGKILL)
        super().place(path, content, base, new=new)


def placed(hall: Hall, wanted: Path, outside: Outside) -> list[tuple[int, int]]:
    """Puts a copy there; what the progress bar was told."""
    told: list[tuple[int, int]] = []
    made = copies.make_backup(hall.service.database, hall.folder / copies.FOLDER, NOW, modules.kept())
    copies.place(made, wanted, modules.in_files(), outside, modules.kept(), lambda *at: told.append(at))
    return told


def test_a_stick_that_is_too_small_is_told_before_anything_is_written(filled: Hall, tmp_path: Path) -> None:
    wanted = tmp_path / "copy.db"
    with pytest.raises(NoRoom, match=r"放不下：要 .* MB，只空着 0\.0 MB.*--without-packs"):
        placed(filled, wanted, Small(1000))
    assert not wanted.exists() and not companions.beside(wanted).exists()


@pytest.mark.parametrize("what", ["full", "killed"])
def test_what_broke_off_is_no_backup_and_goes_on_the_next_time(filled: Hall, tmp_path: Path, what: str) -> None:
    wanted = tmp_path / "copy.db"
    if what == "full":
        with pytest.raises(NoRoom, match="写满了"):
            placed(filled, wanted, Full())
    else:
        made = copies.make_backup(filled.service.database, filled.folder / copies.FOLDER, NOW, modules.kept())
        child = os.fork()
        if child == 0:
            copies.place(made, wanted, modules.in_files(), Killed(), modules.kept())
            os._exit(0)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
    assert not wanted.exists()
    told = placed(filled, wanted, Outside())
    assert len(told) == 2  # two files were there whole
    assert told[-1][0] <= told[-1][1] and wanted.exists()
    assert not list(companions.beside(wanted).rglob("*.partial"))
    other = Hall(tmp_path / "other")
    try:
        assert other.put_back(wanted).packs_missing == 0 and other.lost() == [1]
    finally:
        other.close()


@pytest.mark.parametrize("forged", ["../../../planted", "/tmp/planted", "..", "a.png/../../../planted", "x" * 12])
def test_a_name_that_no_hall_gave_becomes_no_path(filled: Hall, tmp_path: Path, forged: str) -> None:
    copy = stick(filled, tmp_path)
    (tmp_path / "planted").write_text("root's own")
    with closing(sqlite3.connect(copy)) as rows, rows:
        rows.execute("UPDATE draft_items SET written = json_set(written, '$.file', ?)", (forged,))
        rows.execute("UPDATE pack_versions SET digest = ? WHERE number = 4", (f"{'../' * 20}etc/",))
    other = Hall(tmp_path / "other")
    try:
        assert other.put_back(copy).packs_missing == 0
        assert {path.name for path in (other.folder / "packs").rglob("*")} <= {
            "drafts", *(f"{one.digest}.zip" for one in other.service.packs.versions()[1:])
        }  # fmt: skip
    finally:
        other.close()


def test_what_was_taken_down_since_the_copy_stays_down(hall: Hall, tmp_path: Path) -> None:
    hall.play(b"first")
    hall.play(b"winter", "winter")
    copy = stick(hall, tmp_path)
    hall.service.database.call(lambda rows: rows.exec_driver_sql(TOMBSTONES).close())
    hall.service.packs.put_back("spring", "poster")
    hall.service.packs.take_down("winter")
    done = hall.put_back(copy)
    assert done.packs_missing == 0
    assert [(one.item, one.why) for one in hall.service.packs.tombstones()] == [("photo", "演示")]
    assert hall.service.packs.held_back("spring", [("photo", ""), ("poster", "")]) == ["photo"]
    assert [one.pack for one in hall.service.packs.playing()] == ["spring"]
    hall.put_back(copy)  # a second time: none is doubled
    assert len(hall.service.packs.tombstones()) == 1


TOMBSTONES = (
    "INSERT INTO tombstones (pack, item, why, at) VALUES "
    "('spring', 'photo', '演示', '2026-11-17T10:00'), ('spring', 'poster', '演示', '2026-11-17T10:00')"
)


def test_the_replaced_database_can_be_put_back_with_its_packs(hall: Hall, tmp_path: Path) -> None:
    hall.play(b"first")
    copy = stick(hall, tmp_path)
    hall.play(b"second")
    replaced = hall.put_back(copy).replaced
    assert replaced and [one.number for one in hall.service.packs.playing()] == [1]
    assert hall.put_back(replaced).packs_missing == 0  # the start in between swept what no row named
    assert [one.number for one in hall.service.packs.playing()] == [2] and hall.lost() == []
