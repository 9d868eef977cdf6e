"""The root helper on real file systems: what it copies out and writes, and what cannot be made of it."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.core.stick.client import StickAway, StickLine
from kiosk.core.stick.wire import MOST_SAVED_BYTES, Copied, StickRefused
from tests.apps.commands.service_user import SERVICE
from tests.core.stick.machine import NEEDS_MOUNT, PROJECT, SECONDS, Machine, ext4

pytestmark = NEEDS_MOUNT

SHA = "ab" * 32


@pytest.fixture
def machine() -> Iterator[Machine]:
    """Below /tmp: pytest's own folder lies where no other user may go, and a socket's path has to be short."""
    with tempfile.TemporaryDirectory(prefix="kiosk-stick-") as folder:
        Path(folder).chmod(0o755)
        made = Machine(Path(folder))
        yield made
        made.close()


@pytest.fixture
def tree(machine: Machine) -> Path:
    """A release as it lies on a stick, beside what else people keep there."""
    made = machine.folder / "tree"
    (made / "kiosk/blobs").mkdir(parents=True)
    (made / "kiosk/release.json").write_text('{"演示": true}')
    (made / "kiosk/blobs" / SHA).write_bytes(b"blob" * 1000)
    (made / "photos").mkdir()
    (made / "photos/own.jpg").write_bytes(b"nobody's business")
    return made


def plugged(machine: Machine, tree: Path | None, megabytes: int = 8) -> Path:
    image = ext4(machine.folder / "stick.img", tree, megabytes)
    machine.plug("sdb", image)
    return image


def copied(machine: Machine) -> Copied:
    with machine.line() as line:
        line.mount("sdb")
        return line.copy()


def refused(machine: Machine) -> str:
    with pytest.raises(StickRefused) as said:
        copied(machine)
    assert not machine.to.exists()
    return said.value.reason


def test_a_tree_is_listed_and_copied_and_nothing_else_of_the_stick(machine: Machine, tree: Path) -> None:
    plugged(machine, tree)
    told: list[tuple[int, int]] = []
    with machine.line() as line:
        assert [(one.stick, one.why) for one in line.sticks()] == [("sdb", "")]
        line.mount("sdb")
        size = len('{"演示": true}'.encode())
        assert line.files() == [(f"blobs/{SHA}", 4000), ("release.json", size)]
        assert line.copy(lambda done, of: told.append((done, of))) == Copied(machine.to, 2, 4000 + size)
        line.unmount()
        with pytest.raises(StickRefused, match="no_stick"):
            line.files()
    assert told[-1] == (4000 + size, 4000 + size)
    assert (machine.to / "release.json").read_text() == '{"演示": true}'
    assert sorted(path.name for path in machine.to.rglob("*")) == [SHA, "blobs", "release.json"]
    assert not list(machine.at.iterdir())  # outside of the helper nothing was ever mounted


def test_a_look_changes_nothing_on_the_stick(machine: Machine, tree: Path) -> None:
    image = plugged(machine, tree)
    before = image.read_bytes()
    copied(machine)
    assert image.read_bytes() == before


def test_links_devices_and_odd_names_are_left_out(machine: Machine, tree: Path) -> None:
    secret = machine.folder / "secret"
    secret.write_text("the machine's own")
    (tree / "kiosk/blobs/away").symlink_to(secret)
    (tree / "kiosk/up").symlink_to("../..")
    (tree / "kiosk/._release.json").write_text("left by a Mac")
    (tree / "kiosk/名单.txt").write_text("演示")
    os.mkfifo(tree / "kiosk/pipe")
    os.mknod(tree / "kiosk/disk", 0o60666, os.makedev(7, 0))
    plugged(machine, tree)
    with machine.line() as line:
        line.mount("sdb")
        assert [path for path, _ in line.files()] == [f"blobs/{SHA}", "release.json"]
        assert line.copy().files == 2
    assert "the machine's own" not in "".join(p.read_text() for p in machine.to.rglob("*") if p.is_file())


@pytest.mark.parametrize("kind", ["link", "file", "nothing"])
def test_a_stick_without_the_tree_says_so(machine: Machine, tree: Path, kind: str) -> None:
    (tree / "kiosk").rename(tree / "elsewhere")
    if kind == "link":
        (tree / "kiosk").symlink_to("elsewhere")
    elif kind == "file":
        (tree / "kiosk").write_text("no folder")
    plugged(machine, tree)
    assert refused(machine) == "no_tree"


@pytest.mark.parametrize(
    ("bounds", "reason"),
    [({"entries": 50}, "too_many"), ({"depth": 2}, "too_deep"), ({"bytes": 3000}, "too_large"),
     ({"seconds": 0}, "slow")],
)  # fmt: skip
def test_a_stick_beyond_the_bounds_is_refused(
    machine: Machine, tree: Path, bounds: dict[str, float], reason: str
) -> None:
    (tree / "kiosk/a/b/c").mkdir(parents=True)
    for number in range(60):
        (tree / f"kiosk/a/b/c/{number}").touch()
    plugged(machine, tree)
    machine.bounds = bounds
    assert refused(machine) == reason


def test_what_an_earlier_copy_left_is_gone_and_a_link_in_its_place_is_not_followed(
    machine: Machine, tree: Path
) -> None:
    plugged(machine, tree)
    theirs = machine.folder / "theirs"
    theirs.mkdir()
    (theirs / "kept").touch()
    machine.to.symlink_to(theirs)
    copied(machine)
    (machine.to / "old").touch()
    copied(machine)
    assert not (machine.to / "old").exists() and (theirs / "kept").exists()


def test_a_file_that_lies_about_its_size_is_refused(machine: Machine, tree: Path) -> None:
    """A hole as large as a disk is no bytes on the stick; and an inode may claim what it likes."""
    with (tree / "kiosk/blobs/hole").open("wb") as file:
        file.truncate(1 << 40)
    plugged(machine, tree)
    assert refused(machine) == "too_large"


def test_a_stick_that_breaks_on_the_way_leaves_nothing(machine: Machine, tree: Path) -> None:
    """As one that is pulled out: from here on its blocks are gone."""
    (tree / "kiosk/blobs/large").write_bytes(os.urandom(4 << 20))
    image = plugged(machine, tree)
    with machine.line() as line:
        line.mount("sdb")
        os.truncate(image, 1 << 20)
        subprocess.run(["losetup", "-c", machine.loop(image)], check=True)
        with pytest.raises(StickRefused, match="pulled_out"):
            line.copy()
    assert not machine.to.exists()


@pytest.mark.parametrize(("offset", "mark"), [(0, b"LUKS\xba\xbe"), (32769, b"CD001"), (0, b"")])
def test_no_file_system_of_ours_is_not_mounted(machine: Machine, offset: int, mark: bytes) -> None:
    image = machine.folder / "stick.img"
    image.write_bytes(mark.rjust(offset + len(mark), b"\0").ljust(1 << 20, b"\0"))
    machine.plug("sdb", image)
    with machine.line() as line:
        why = line.sticks()[0].why
        assert why in ("locked", "foreign")
        with pytest.raises(StickRefused, match=why):
            line.mount("sdb")


def test_rubbish_behind_a_good_mark_is_refused(machine: Machine) -> None:
    image = machine.folder / "stick.img"
    content = bytearray(os.urandom(1 << 20))
    content[:1080] = bytes(1080)
    content[1080:1082] = b"\x53\xef"
    image.write_bytes(content)
    machine.plug("sdb", image)
    assert refused(machine) in ("broken", "foreign")


def test_one_file_is_written_and_the_tree_stays(machine: Machine, tree: Path) -> None:
    plugged(machine, tree)
    content = os.urandom(200_000)
    with machine.line() as line:
        line.mount("sdb")
        name = line.save("sdb", content)
    assert name.startswith("kiosk-diagnosis-") and name.endswith(".zip") and "/" not in name
    with machine.line() as line:
        line.mount("sdb")
        assert len(line.files()) == 2
    assert debugfs(machine, f"cat {name}") == content
    assert b"Mode:  0644" in debugfs(machine, f"stat {name}")


def debugfs(machine: Machine, asked: str) -> bytes:
    """What lies on the stick, by the tools of the file system: nothing is mounted for it."""
    ran = subprocess.run(["debugfs", "-R", asked, machine.folder / "stick.img"], check=True, capture_output=True)
    return ran.stdout


def test_a_copy_nobody_waits_for_is_given_up(machine: Machine, tree: Path) -> None:
    """Whoever asked has died: the stick is free for the next one, and half a copy is none."""
    plugged(machine, tree)
    with machine.listening() as (listening, path), machine.helper(listening), socket.socket(socket.AF_UNIX) as line:
        line.connect(str(path))
        line.shutdown(socket.SHUT_RD)
        line.sendall(b'{"verb": "mount", "stick": "sdb"}\n{"verb": "copy"}\n')
    assert not machine.to.exists()


def test_a_full_stick_keeps_no_half_a_file(machine: Machine) -> None:
    plugged(machine, None, megabytes=2)
    with machine.line() as line, pytest.raises(StickRefused, match="full"):
        line.save("sdb", os.urandom(6 << 20))
    assert b"kiosk-diagnosis" not in debugfs(machine, "ls")


@pytest.mark.parametrize("size", [0, -1, MOST_SAVED_BYTES + 1])
def test_a_file_of_no_or_too_many_bytes_is_not_waited_for(machine: Machine, tree: Path, size: int) -> None:
    plugged(machine, tree)
    assert raw(machine, json.dumps({"verb": "save", "stick": "sdb", "bytes": size}).encode() + b"\n") == [
        {"refused": "not_a_request"}
    ]


NOT_REQUESTS = [
    b"\n", b"null\n", b"[]\n", b"{}\n", b"\xff\xfe\n", b'{"verb": "list", "more": 1}\n', b'{"verb": "mount"}\n',
    b'{"verb": "mount", "stick": 1}\n', b'{"verb": "umount"}\n', b'{"verb": "exec", "command": "id"}\n',
    b'{"verb": "copy", "to": "/etc"}\n', b'{"verb": "save", "stick": "sdb", "bytes": true}\n',
    b'{"verb": "save", "stick": "sdb", "bytes": 1, "name": "../x"}\n', b"[" * 3000 + b"\n",
]  # fmt: skip


def test_what_is_no_request_is_refused_and_the_next_is_heard(machine: Machine, tree: Path) -> None:
    plugged(machine, tree)
    told = raw(machine, b"".join(NOT_REQUESTS) + b'{"verb": "mount", "stick": "../sdb"}\n{"verb": "list"}\n')
    assert told[:-2] == [{"refused": "not_a_request"}] * len(NOT_REQUESTS)
    assert told[-2] == {"refused": "no_stick"} and "sdb" in str(told[-1]["ok"])


def test_a_line_without_an_end_ends_the_connection(machine: Machine) -> None:
    assert raw(machine, b"x" * 100_000) == []


def raw(machine: Machine, said: bytes) -> list[dict[str, object]]:
    """The answers to these bytes."""
    with (
        machine.listening() as (listening, path), machine.helper(listening),
        socket.socket(socket.AF_UNIX) as line,
    ):  # fmt: skip
        line.settimeout(SECONDS)
        line.connect(str(path))
        line.sendall(said)
        line.shutdown(socket.SHUT_WR)
        heard = b""
        try:
            while part := line.recv(1 << 16):
                heard += part
        except ConnectionResetError:  # it ended with more of ours unread
            pass
    return [json.loads(one) for one in heard.splitlines()]


def test_nobody_but_the_kiosk_s_users_is_heard(machine: Machine, tree: Path) -> None:
    plugged(machine, tree)
    with machine.line(askers={SERVICE.pw_uid: machine.to}) as line, pytest.raises(StickRefused, match="not_allowed"):
        line.sticks()


ASK = """
import sys
from pathlib import Path
from kiosk.core.stick.client import StickLine
with StickLine(Path(sys.argv[1])) as line:
    line.mount("sdb")
    print(line.copy().folder)
"""


def test_whoever_asks_copies_as_himself_into_his_own_folder(machine: Machine, tree: Path) -> None:
    """Root's own helper writes nothing there; what only root may read on the stick, the asker does not get."""
    plugged(machine, tree)
    own = machine.folder / "own"
    own.mkdir()
    os.chown(own, SERVICE.pw_uid, SERVICE.pw_gid)
    with machine.listening() as (listening, path), machine.helper(listening, {SERVICE.pw_uid: own / "stick"}):
        path.chmod(0o666)
        ran = subprocess.run(
            [sys.executable, "-c", ASK, path], cwd=PROJECT, user=SERVICE.pw_uid, group=SERVICE.pw_gid,
            extra_groups=[], capture_output=True, text=True, check=False, timeout=SECONDS,
        )  # fmt: skip
    assert ran.stdout.strip() == str(own / "stick"), ran.stderr
    assert {path.stat().st_uid for path in (own / "stick").rglob("*")} == {SERVICE.pw_uid}


@pytest.mark.parametrize(("kind", "make"), [("vfat", ["mkfs.vfat"]), ("exfat", ["mkfs.exfat"])])
def test_a_stick_from_an_office_s_computer(machine: Machine, tree: Path, kind: str, make: list[str]) -> None:
    """Where this kernel has the driver: those of virtual machines often lack both."""
    image = machine.folder / "stick.img"
    image.write_bytes(bytes(16 << 20))
    if not shutil.which(make[0]):
        pytest.skip(f"{make[0]} is not installed")
    subprocess.run([*make, image], check=True, capture_output=True)
    machine.plug("sdb", image)
    fill = f"mount -t {kind} {machine.loop(image)} /mnt && cp -r {tree}/kiosk /mnt && umount /mnt"
    if subprocess.run(["unshare", "-m", "sh", "-c", fill], capture_output=True, check=False).returncode:
        pytest.skip(f"this kernel mounts no {kind}")
    with machine.line() as line:
        assert [one.why for one in line.sticks()] == [""]
        line.mount("sdb")
        assert line.copy().files == 2
        assert line.save("sdb", os.urandom(100_000)).endswith(".zip")
    assert (machine.to / "blobs" / SHA).read_bytes() == b"blob" * 1000


def test_without_a_helper_the_client_says_so(tmp_path: Path) -> None:
    with pytest.raises(StickAway), StickLine(tmp_path / "stick.sock"):
        raise AssertionError


LOOK = """
import sys
from pathlib import Path
from kiosk.core.stick.file_systems import EXT4
from kiosk.core.stick.mounts import mounted
for writable in (False, True):
    with mounted(sys.argv[1], Path("/mnt"), EXT4, writable=writable):
        print([line.split()[5] for line in open("/proc/self/mountinfo") if line.split()[4] == "/mnt"][-1])
"""


def test_nothing_on_a_stick_can_be_run_or_be_a_device(machine: Machine, tree: Path) -> None:
    device = machine.loop(ext4(machine.folder / "stick.img", tree))
    ran = subprocess.run(
        ["unshare", "-m", sys.executable, "-c", LOOK, device],
        cwd=PROJECT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    reading, writing = (set(line.split(",")) for line in ran.stdout.splitlines())
    always = {"nosuid", "nodev", "noexec", "nosymfollow"}
    assert always | {"ro"} <= reading and always | {"rw"} <= writing
