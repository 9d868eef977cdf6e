"""Somebody has got into the hall service and leaves links in its folder; then root runs a command."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.apps.commands.service_user import (
    NEEDS_ROOT,
    SERVICE,
    Command,
    Place,
    commands_with_settings,
    give,
    nobody_looks,
)
from tests.features.membership.hall.sheets import number

pytestmark = NEEDS_ROOT

COMMANDS = sorted(commands_with_settings(), key=str)
FILES = (
    "hall.db", "hall.db-wal", "hall.db-shm", "hall.db.lock", "hall.db.restoring", "hall.db.restoring.lock",
    "hall.db.restoring.partial", "erasures", "erasures.partial", "records.key", "records.key.new", "ballast",
    "hall.json", "hall.new", "maintenance_pin", "maintenance_pin.new", "tls/hall.key", "tls/hall.crt",
)  # fmt: skip
LOCK = ("hall.db.lock",)
ALWAYS_THERE = ("hall.db", "hall.db-wal", "hall.db-shm", "records.key", "tls")
"""With a link in their place few commands would come as far as they can."""
FOLDERS = ("scans", "packs", "backups", "backups/papers", "backups/papers/scans", "backups/papers/packs", "tls")
AT_ONCE = [name for name in (*FILES, *FOLDERS) if "/" not in name and name not in (*LOCK, *ALWAYS_THERE)]
TYPED = f"{number(1)}\n{number(1)}\n"


def folder_of(command: Command, place: Place) -> Path:
    at_the_terminal = str(command) in ("enrol", "maintenance-pin", "pack install")
    return place.terminal if at_the_terminal else place.hall


class Canary:
    """What is root's own and must stay as it is."""

    def __init__(self, place: Place) -> None:
        self.file, self.folder = place.mine / "canary", place.mine / "canaries"
        self.file.write_text("root's own")
        self.folder.mkdir()
        (self.folder / "canary").write_text("root's own")
        self._before = self._now()

    def _now(self) -> dict[str, tuple[int, int, int, bytes]]:
        found = {}
        for path in (self.file, self.folder, *self.folder.rglob("*")):
            told = path.lstat()
            content = path.read_bytes() if path.is_file() else b""
            found[str(path)] = (told.st_uid, told.st_mode, told.st_mtime_ns, content)
        return found

    def is_alive(self) -> bool:
        return self._now() == self._before


def plant(folder: Path, name: str, canary: Canary) -> Path:
    """As the service user, over whatever lies there."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    path.unlink(missing_ok=True)
    path.symlink_to(canary.folder if name in FOLDERS else canary.file)
    give(folder)
    return path


def everything(folder: Path) -> Iterator[Path]:
    yield folder
    yield from folder.rglob("*")


def test_there_are_commands_to_try() -> None:
    assert {"restore", "backup", "records erase", "records scans", "doctor", "hall", "keys rotate"} <= {
        str(command) for command in COMMANDS
    }


@pytest.mark.parametrize("command", COMMANDS, ids=str)
def test_a_planted_link_is_refused_by_its_name(command: Command, place: Place) -> None:
    canary, folder = Canary(place), folder_of(command, place)
    words = place.words_of(command)
    for name in ("hall.db.lock", "erasures", "scans"):
        link = plant(folder, name, canary)
        ran = place.run(*words, typed=TYPED)
        assert canary.is_alive(), (name, ran)
        assert ran.status == 1 and str(link) in ran.out + ran.err, (name, ran)
        link.unlink()


@pytest.mark.parametrize("command", COMMANDS, ids=str)
def test_a_link_that_came_a_moment_later_leads_nowhere(command: Command, place: Place, lived: Place) -> None:
    """Looking for links only tells: what guards root's files is that the command is no longer root."""
    place.move_in(lived)
    canary, folder = Canary(place), folder_of(command, place)
    for names in (LOCK, AT_ONCE):
        for name in names:
            plant(folder, name, canary)
        ran = place.run(*place.words_of(command), typed=TYPED, before=nobody_looks)
        assert canary.is_alive(), (names, ran)
        assert {path.lstat().st_uid for path in everything(folder)} == {SERVICE.pw_uid}, (names, ran)
        for name in names:
            (folder / name).unlink(missing_ok=True)


@pytest.mark.parametrize("name", [*FILES, *FOLDERS])
def test_every_name_that_a_command_writes_is_looked_at(name: str, place: Place) -> None:
    canary = Canary(place)
    link = plant(place.hall, name, canary)
    ran = place.run("audit", "list")
    assert ran.status == 1 and str(link) in ran.err and canary.is_alive(), ran


def test_a_folder_that_is_a_link_itself_is_refused(place: Place) -> None:
    canary = Canary(place)
    place.hall.rmdir()
    place.hall.symlink_to(canary.folder)
    os.chown(place.hall, SERVICE.pw_uid, SERVICE.pw_gid, follow_symlinks=False)
    ran = place.run("backup", str(place.mine / "made.db"))
    assert ran.status == 1 and str(place.hall) in ran.err and canary.is_alive(), ran


def test_an_argument_in_the_service_user_s_hands_is_read_as_that_user(place: Place, lived: Place) -> None:
    """`kiosk restore` of a nightly copy is the rule; a link in its place would make root's own file the hall's."""
    place.move_in(lived)
    theirs = place.folder / "theirs"
    theirs.mkdir()
    (theirs / "copy.db").symlink_to(place.mine / "copy.db")
    give(theirs)
    ran = place.run("restore", str(theirs / "copy.db"))
    assert ran.status == 1 and "Permission denied" in ran.err, ran
    (theirs / "made.db.partial").symlink_to(place.mine / "canary")
    give(theirs)
    assert place.run("backup", str(theirs / "made.db")).status == 0
    assert (theirs / "made.db").lstat().st_uid == SERVICE.pw_uid and not (place.mine / "canary").exists()


def test_what_lies_outside_is_root_s_before_and_after(place: Place) -> None:
    """A ledger in /root, its report beside it, letters on a stick, a copy in a safe place: all as before."""
    mine = place.mine
    report = ["--report", str(mine / "report.xlsx")]
    assert place.run("records", "import", str(mine / "ledger.xlsx"), *report).status == 0
    assert place.run("records", "scans", str(mine / "letters")).status == 0
    assert place.run("records", "export", str(mine / "own.zip"), typed=f"{number(1)}\n").status == 0
    assert place.run("backup", str(mine / "copy.db")).status == 0
    for name in ("report.xlsx", "own.zip", "copy.db", "copy.db.papers", "copy.db.papers/scans"):
        told = (mine / name).lstat()
        assert told.st_uid == 0 and stat.S_IMODE(told.st_mode) & 0o077 == 0, name
    [sealed] = (mine / "copy.db.papers" / "scans").iterdir()
    (place.hall / "scans" / sealed.name).unlink()
    again = place.run("restore", str(mine / "copy.db"), "--json")
    assert again.status == 0 and '"letters_missing": 0' in again.out, again
    assert (place.hall / "scans" / sealed.name).read_bytes() == sealed.read_bytes()
    assert place.run("doctor").status in (0, 1)
    assert {path.lstat().st_uid for path in everything(place.hall)} == {SERVICE.pw_uid}
    assert "there already" in place.run("records", "export", str(mine / "own.zip"), typed=f"{number(1)}\n").err


def test_a_lost_key_is_made_again_from_a_copy_that_only_root_may_read(place: Place, lived: Place) -> None:
    place.move_in(lived)
    told = place.run("keys", "recovery").out
    [code] = [line.strip() for line in told.splitlines() if line.startswith("  ")]
    assert place.run("backup", str(place.mine / "later.db")).status == 0
    key = place.hall / "records.key"
    before = key.read_bytes()
    key.unlink()
    ran = place.run("keys", "recover", "--from", str(place.mine / "later.db"), typed=f"{code}\n")
    assert ran.status == 0, ran
    assert key.read_bytes() == before and key.lstat().st_uid == SERVICE.pw_uid


def test_what_an_older_version_left_to_root_is_named_with_how_to_give_it_back(place: Place) -> None:
    (place.hall / "hall.db.lock").touch(0o600)
    ran = place.run("audit", "list")
    assert ran.status == 1 and f"chown -h {SERVICE.pw_name}: {place.hall}/hall.db.lock" in ran.err, ran
