"""Hostile code inside each limited child, as root starts it and as the service's user does."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from kiosk.core.limited.given import given
from tests.core.limited.attacks import GOT

PROJECT = Path(__file__).resolve().parents[3]
ATTACKS = Path(__file__).with_name("attacks.py").read_text(encoding="utf-8")
NOBODY = 65534
LIMITS = "memory_bytes=640_000_000, cpu_seconds=60"

# The child's parent is the one whom it would signal or trace: of the same user, and no part of the tests.
PARENT_CODE = """
import os, subprocess, sys
ended = subprocess.run([sys.executable, "-IB", "-c", *sys.argv[1:]]).returncode
os.kill(os.getpid(), -ended) if ended < 0 else sys.exit(ended)
"""
BEGIN = "import sys, os, json\nsys.path.insert(0, sys.argv[1])\nhall, port = sys.argv[2], int(sys.argv[3])\n"
SAY = "sys.stdout.write(json.dumps(tried(hall, port)) + '\\n'); sys.stdout.flush()"
CHILDREN = {
    "bytes only": f"from kiosk.core.limited import profiles\nprofiles.bytes_only({LIMITS})\n{SAY}",
    "one file": f"from pathlib import Path\nfrom kiosk.core.limited import profiles\n"
    f"profiles.one_file(Path(hall, 'film'), {LIMITS})\n{SAY}",
    "one folder": f"from pathlib import Path\nfrom kiosk.core.limited import profiles\n"
    f"profiles.one_folder(Path(hall, 'films'), {LIMITS})\n{SAY}",
    "scans": "from kiosk.features.membership.hall.scans import child\n"
    "child.pages = lambda content: [json.dumps(tried(hall, port)).encode()]\nchild.main()",
    "ledgers": "from kiosk.features.membership.hall.ledger import child\n"
    "child._lines = lambda *given: [tried(hall, port)]\nchild.main()",
    "exhibits": "from kiosk.features.exhibition.hall import reading_child as child\n"
    "child._read = lambda *given: (tried(hall, port), b'')\nchild.main()",
    "pictures of a bank": "from kiosk.core.banks import pictured_child as child\n"
    "child._taken_apart = lambda *given: (tried(hall, port), [])\nchild.main()",
}
ASKED = {"scans": b"\0", "ledgers": b'{"today": "2026-11-21", "chosen": {}, "sheets": []}\n',
         "exhibits": b'{"name": "a.docx", "kind": ""}\n', "pictures of a bank": b'{"parts": []}\n'}  # fmt: skip

# Where a control may fail although nothing is shut: by rights, by what the kernel was built with, by the machine's own
# rules (Yama, unprivileged namespaces, memory that may be promised). All others must work without doors.
NOT_SURE = {
    "a nameless file", "memory of the parent", "read the parent's memory", "inet6 socket", "io_uring", "bpf", "perf",
    "userfaultfd", "personality", "memory without end",
}  # fmt: skip
# Not tried where they would succeed: they stay in the system, with the one who asked, or end the report.
LASTING = ("shared memory", "message queue", "kernel keys", "execve")
NEVER_OPEN = (
    *LASTING, "trace the parent", "priority of the parent", "be traced", "mount", "chroot", "user namespace",
    "network namespace", "become root", "go to the folder", "signals by a descriptor",
)  # fmt: skip
# What the kernel tells of any path where paths can be opened at all: a file's size, not its content.
TOLD = {"size of the key"}


@dataclass(frozen=True)
class Hall:
    """A folder with what a hall's has, of `user`."""

    folder: Path
    user: int
    port: int

    def run(self, code: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        other: dict[str, Any] = {}
        if os.geteuid() != self.user:
            other = {"user": self.user, "group": self.user, "extra_groups": ()}
        given = map(str, (PROJECT, self.folder, self.port))
        return subprocess.run(
            [sys.executable, "-IB", "-c", PARENT_CODE, BEGIN + ATTACKS + "\n" + code, *given], input=stdin,
            capture_output=True, env={"KIOSK_SECRET": "x"}, check=False, timeout=120, cwd="/", **other,
        )  # fmt: skip


@pytest.fixture(params=["root", "ordinary user"])
def hall(request: pytest.FixtureRequest) -> Iterator[Hall]:
    is_root = os.geteuid() == 0
    if request.param == "root" and not is_root:
        pytest.skip("only root can start a child as root")
    user = 0 if request.param == "root" else NOBODY if is_root else os.geteuid()
    folder = Path(tempfile.mkdtemp(prefix="limited-", dir="/tmp"))  # a place that every user can reach
    try:
        with socket.create_server(("127.0.0.1", 0)) as inet, socket.socket(socket.AF_UNIX) as admin:
            admin.bind(str(folder / "admin.sock"))
            admin.listen()
            _furnish(folder)
            for path in (folder, *folder.iterdir()):
                os.chown(path, user, user if is_root else -1, follow_symlinks=False)
            yield Hall(folder, user, inet.getsockname()[1])
    finally:
        shutil.rmtree(folder)
        Path(f"/tmp/planted-by-{folder.name}").unlink(missing_ok=True)


def _furnish(folder: Path) -> None:
    for name in ("records.key", "hall.db", "to-unlink", "to-rename"):
        (folder / name).write_bytes(b"secret")
        (folder / name).chmod(0o600)
    (folder / "to-rmdir").mkdir()
    (folder / "link").symlink_to("records.key")
    (folder / "film").write_bytes(b"moving")
    (folder / "film").chmod(0o644)
    (folder / "films").mkdir(mode=0o755)
    folder.chmod(0o755)


def _said(child: str, out: bytes) -> dict[str, str]:
    told: dict[str, str] = json.loads(out[4:-4] if child == "scans" else out)
    return told


@pytest.mark.skipif(not given().seccomp, reason="this kernel filters no system calls")
@pytest.mark.parametrize("child", CHILDREN)
def test_hostile_code_in_a_child_gets_nothing(hall: Hall, child: str) -> None:
    before = _listed(hall.folder)
    ran = hall.run(CHILDREN[child], ASKED.get(child, b""))
    said = _said(child, ran.stdout)
    assert {name for name, outcome in said.items() if outcome == GOT} == (TOLD if child.startswith("one ") else set())
    assert "execve" in said and len(said) > 70
    assert _listed(hall.folder) == before


def test_without_doors_the_same_attempts_succeed(hall: Hall) -> None:
    """Otherwise the test above would prove nothing."""
    ran = hall.run(f"print(json.dumps(tried(hall, port, {NEVER_OPEN!r})))")
    said = _said("", ran.stdout)
    assert {name for name, outcome in said.items() if outcome != GOT} <= NOT_SURE, said


def _listed(folder: Path) -> list[tuple[str, int, int, bytes]]:
    return [
        (path.name, path.stat().st_mode, path.stat().st_mtime_ns, path.read_bytes() if path.is_file() else b"")
        for path in sorted(folder.iterdir())
    ]


# -- what each means holds alone ------------------------------------------------------------------------------------

FILES = {
    "read the key", "read the key by openat2", "open hall.db", "list the folder", "write into /tmp",
    "read the key after close(0)", "write into /tmp after close(0)",
}  # fmt: skip
NAMES = {"cut hall.db", "unlink", "rename", "mkdir", "rmdir", "link", "symlink", "mknod"}
OTHERS = {"inet socket", "unix socket", "connect to loopback", "fork", "clone", "dup", "memfd", "io_uring"}
PARENT = {"signal the parent", "trace the parent", "read the parent's memory"}


@pytest.mark.parametrize(
    ("landlock", "seccomp", "refused"),
    [
        (False, True, None),
        (True, False, FILES | NAMES | OTHERS | PARENT),
        (False, False, FILES | OTHERS),
    ],
    ids=["seccomp alone", "Landlock alone", "an old kernel"],
)
def test_an_older_kernel_gives_less_and_the_rest_still_holds(
    hall: Hall, landlock: bool, seccomp: bool, refused: set[str] | None
) -> None:
    if (landlock and given().landlock < 6) or (seccomp and not given().seccomp):
        pytest.skip("this kernel has no Landlock with scopes, or no seccomp")
    kernel = f"Given({given().landlock if landlock else 0}, {seccomp and given().seccomp})"
    code = "from kiosk.core.limited import profiles\nfrom kiosk.core.limited.given import Given\n"
    code += f"profiles.given = lambda: {kernel}\n"
    without = () if seccomp else LASTING
    ran = hall.run(f"{code}profiles.bytes_only({LIMITS})\nsys.stdout.write(json.dumps(tried(hall, port, {without})))")
    said = _said("", ran.stdout)
    got = {name for name, outcome in said.items() if outcome == GOT}
    assert not got & (said.keys() if refused is None else refused)


# -- the two profiles -------------------------------------------------------------------------------------------------


def test_one_file_can_be_read_by_its_path_and_no_other_way(hall: Hall) -> None:
    (hall.folder / "beside").write_bytes(b"public")
    code = f"""
from pathlib import Path
from kiosk.core.limited.profiles import one_file
film = Path(hall, "film")
one_file(film, {LIMITS})
def outcome(work):
    try: return work()
    except OSError as error: return type(error).__name__
print(json.dumps([
    outcome(lambda: film.read_bytes().decode()),
    outcome(lambda: film.read_bytes().decode()),
    outcome(lambda: Path(hall, "beside").read_bytes().decode()),
    outcome(lambda: os.open(film, os.O_RDWR)),
    outcome(lambda: os.open(film, os.O_RDONLY | os.O_TRUNC)),
    outcome(lambda: os.open(hall, os.O_RDONLY)),
]))
"""
    said = json.loads(hall.run(code).stdout)
    assert said == ["moving", "moving", *["PermissionError"] * 4]
    assert (hall.folder / "film").read_bytes() == b"moving"


@pytest.mark.parametrize("name", ["link", "to-rmdir"])
def test_a_link_or_a_folder_is_no_file(hall: Hall, name: str) -> None:
    code = "from pathlib import Path\nfrom kiosk.core.limited.profiles import one_file\n"
    ran = hall.run(f"{code}one_file(Path(hall, {name!r}), {LIMITS})\nprint('open')")
    assert ran.returncode and not ran.stdout and b"OSError" in ran.stderr


def test_a_child_is_nobody_else_and_knows_nothing_of_its_surroundings(hall: Hall) -> None:
    code = (
        "from kiosk.core.limited.profiles import bytes_only\nextra = os.open('/', os.O_RDONLY)\n"
        f"bytes_only({LIMITS})\nimport ctypes\n"
        "try: os.read(extra, 1)\nexcept OSError as error: told = error.errno\n"
        "print(json.dumps([told, dict(os.environ), user]))"
    )
    # getuid is among the calls that are shut, so it is asked of the last moment before the filter.
    watch = (
        "from kiosk.core.limited import seccomp\nclose = seccomp.restrict\n"
        "def noted(**how):\n    global user\n"
        "    user = [os.getresuid(), os.getresgid(), os.getgroups()]\n    close(**how)\n"
        "seccomp.restrict = noted\n"
    )
    told, environment, (users, groups, others) = json.loads(hall.run(watch + code).stdout)
    assert (told, environment) == (9, {})  # EBADF: what was inherited by mistake is closed
    if hall.user == 0:
        assert len({*users, *groups}) == 1 and 61184 <= users[0] < 65520 and others == []
    else:
        assert set(users) == {hall.user}


def test_one_that_spins_or_dies_leaves_no_core(hall: Hall) -> None:
    begin = "from kiosk.core.limited.profiles import bytes_only\nbytes_only(memory_bytes=640_000_000, cpu_seconds=1)\n"
    assert hall.run(begin + "while True: pass").returncode == -signal.SIGKILL
    assert hall.run(begin + "os.abort()").returncode in (-signal.SIGABRT, -signal.SIGSEGV)
    assert not [path for path in (*hall.folder.iterdir(), *Path("/").iterdir()) if path.name.startswith("core")]


def test_a_child_with_another_thread_is_refused(hall: Hall) -> None:
    """Landlock and the filter would hold for one of the two."""
    code = (
        "import threading, time\nthreading.Thread(target=time.sleep, args=(60,), daemon=True).start()\n"
        f"from kiosk.core.limited.profiles import bytes_only\nbytes_only({LIMITS})\nprint('open')"
    )
    ran = hall.run(code)
    assert not ran.stdout and b"NotAlone" in ran.stderr
