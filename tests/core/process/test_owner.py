"""Whose a folder is, and which of its commands' files root still opens for them."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest

from kiosk.core.process.outside import Outside, _Asking, _Root
from kiosk.core.process.owner import NotToBeTouched, Owner, asked_as_owner_of, become_owner_of, owner_of
from tests.apps.commands.service_user import NEEDS_ROOT, SERVICE, give

PROJECT = Path(__file__).resolve().parents[3]
SOURCES = sorted((PROJECT / "kiosk").rglob("*.py"))


@pytest.fixture
def folder() -> Iterator[Path]:
    """Below /tmp: pytest's own folder lies where no other user may go."""
    made = Path(tempfile.mkdtemp(prefix="kiosk-owner-"))
    made.chmod(0o755)
    yield made
    shutil.rmtree(made)


def test_one_place_alone_knows_about_owners() -> None:
    """A chown by name follows whatever has that name by then."""
    by_name = re.compile(r"\b(shutil|os)\.l?chown\(")
    assert not [str(path) for path in SOURCES if by_name.search(path.read_text(encoding="utf-8"))]
    allowed = {"kiosk/core/process/owner.py", "kiosk/core/process/outside.py", "kiosk/apps/first_start/system.py"}
    asking = {str(path.relative_to(PROJECT)) for path in SOURCES if "geteuid" in path.read_text(encoding="utf-8")}
    assert asking <= allowed


@NEEDS_ROOT
def test_a_folder_is_in_the_hands_of_whoever_could_change_it_or_the_way_to_it(folder: Path) -> None:
    hall = folder / "their" / "hall"
    hall.mkdir(parents=True)
    assert owner_of(hall) is None
    os.chown(folder / "their", SERVICE.pw_uid, SERVICE.pw_gid)
    with pytest.raises(NotToBeTouched, match=f"{hall}.*root"):
        owner_of(hall)  # root's own, where somebody else can put another in its place
    give(folder / "their")
    theirs = Owner(SERVICE.pw_uid, SERVICE.pw_gid, SERVICE.pw_name, SERVICE.pw_dir)
    assert owner_of(hall) == owner_of(hall / "not yet") == theirs
    (folder / "by-root").symlink_to(hall)
    assert owner_of(folder / "by-root") == theirs
    (folder / "round").symlink_to(folder / "round")
    with pytest.raises(NotToBeTouched):
        owner_of(folder / "round")


@NEEDS_ROOT
def test_a_folder_of_root_s_that_others_may_write_to_is_not_touched(folder: Path) -> None:
    shared = folder / "shared"
    shared.mkdir()
    shared.chmod(0o1777)
    with pytest.raises(NotToBeTouched, match="chmod go-w"):
        become_owner_of(shared)
    assert owner_of(shared / "below") is None  # sticky: nobody else can rename what root makes there


@NEEDS_ROOT
def test_a_look_as_the_owner_leaves_this_process_root(folder: Path) -> None:
    give(folder)
    ids = asked_as_owner_of(folder, lambda: [*os.getresuid(), *os.getresgid(), os.getgroups()])
    assert ids[:6] == [SERVICE.pw_uid] * 3 + [SERVICE.pw_gid] * 3 and 0 not in ids[6]
    assert os.getresuid() == (0, 0, 0)
    with pytest.raises(NotToBeTouched, match="division"):
        asked_as_owner_of(folder, lambda: 1 / 0)


@NEEDS_ROOT
def test_a_shell_s_command_runs_as_the_owner_in_the_folder(folder: Path) -> None:
    give(folder)
    command = [sys.executable, "-m", "kiosk.core.process.owner", str(folder), "sh", "-c", "id -u; pwd; umask"]
    said = subprocess.run(command, capture_output=True, text=True, check=True, cwd=PROJECT).stdout.split()
    assert said == [str(SERVICE.pw_uid), str(folder), "0077"]


@NEEDS_ROOT
@pytest.mark.parametrize("command", ["run", "board"])
def test_a_terminal_or_board_that_root_starts_refuses_a_planted_link(folder: Path, command: str) -> None:
    theirs, settings = folder / "theirs", folder / "kiosk.toml"
    theirs.mkdir()
    (theirs / "kivy").symlink_to("/nonexistent")
    give(theirs)
    settings.write_text("".join(f'[{name}]\ndata_dir = "{theirs}"\n' for name in ("terminal", "board")))
    ran = subprocess.run(
        [sys.executable, "-m", "kiosk", command, "--settings", settings],
        capture_output=True, text=True, check=False, cwd=PROJECT,
    )  # fmt: skip
    assert ran.returncode == 1 and str(theirs / "kivy") in ran.stderr, ran


# -- the process that stays root ------------------------------------------------------------------


class Asked:
    """It, and the hall's user, in one process: what it would do is seen without becoming somebody."""

    def __init__(self, *told: Path) -> None:
        self.mine, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._root = _Root(theirs, Owner(SERVICE.pw_uid, SERVICE.pw_gid), told)
        self.outside: Outside = _Asking(self.mine)

    def answer(self, said: bytes) -> dict[str, object]:
        self.mine.send(said)
        assert self._root._answer_one()
        told: dict[str, object] = json.loads(self.mine.recv(4096))
        return told

    def asked(self, do: str, path: Path, base: Path) -> dict[str, object]:
        return self.answer(json.dumps({"do": do, "path": str(path), "base": str(base), "new": False}).encode())


def test_it_opens_what_the_command_was_told_of_and_nothing_else(tmp_path: Path) -> None:
    told, other = tmp_path / "told", tmp_path / "other"
    told.mkdir()
    for path in (told / "page", other):
        path.write_text("…")
    (told / "link").symlink_to(other)
    (told / "deeper").symlink_to(tmp_path)
    os.mkfifo(told / "pipe")
    asked = Asked(told)
    assert asked.asked("open", told / "page", told) == {}
    for path, base in (
        (other, told), (other, other), (other, tmp_path), (told / ".." / "other", told), (told / "link", told),
        (told / "deeper" / "other", told), (told / "pipe", told), (told, told), (told / "none", told),
    ):  # fmt: skip
        assert "errno" in asked.asked("open", path, base), path


@pytest.mark.parametrize(
    "said",
    [b"{", b"[]", b"7", b'"open"', b"{}", b'{"do": 1, "path": 2, "base": 3}', b"\xff\xfe", b"[" * 9000],
)
def test_it_outlives_whatever_it_is_asked(tmp_path: Path, said: bytes) -> None:
    assert "errno" in Asked(tmp_path).answer(said)


def test_nothing_is_left_of_a_new_file_that_could_not_be_written(tmp_path: Path) -> None:
    class Torn(BytesIO):
        def read(self, _size: int | None = -1) -> bytes:
            raise OSError("the stick was pulled out")

    with pytest.raises(OSError, match="pulled out"):
        Outside().place(tmp_path / "report.xlsx", Torn(), new=True)
    with pytest.raises(OSError, match="pulled out"):
        Outside().place(tmp_path / "copy.db", Torn())
    assert [path.name for path in tmp_path.iterdir()] == []
    (tmp_path / "report.xlsx").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(FileExistsError):
        Outside().place(tmp_path / "report.xlsx", BytesIO(b"-"), new=True)
