"""A whole program shut in a folder: what it may not do it cannot, and what it needs works."""

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

from kiosk.core.limited.enclosing import enclosing
from kiosk.core.limited.given import given

PROJECT = Path(__file__).resolve().parents[3]
NOBODY = 65534
TRIED = """
import ctypes, json, os, socket, subprocess, sys
beside, port, parent = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
def connect(kind, where):
    with socket.socket(kind) as line:
        line.connect(where)
def attempt(work):
    try:
        return work() and "GOT" or "GOT"
    except Exception as error:
        return type(error).__name__
work = {
    "read a secret": lambda: open(beside + "/key").read(),
    "list beside": lambda: os.listdir(beside),
    "write beside": lambda: open(beside + "/new", "w"),
    "write into /tmp": lambda: open("/tmp/planted-by-enclosed", "w"),
    "remove beside": lambda: os.unlink(beside + "/key"),
    "socket beside": lambda: connect(socket.AF_UNIX, beside + "/admin.sock"),
    "tcp": lambda: connect(socket.AF_INET, ("127.0.0.1", port)),
    "udp": lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM),
    "signal the parent": lambda: os.kill(parent, 0),
    "environment of the parent": lambda: open(f"/proc/{parent}/environ", "rb").read(),
    "become root": lambda: os.setuid(0) if os.getuid() else 1 / 0,
    "own file": lambda: open("own", "w").write("x"),
    "own program": lambda: subprocess.run(["/bin/true"], check=True),
    "own library": lambda: ctypes.CDLL("libm.so.6"),
    "handed in": lambda: open(beside + "/film").read(),
    "write what was handed in": lambda: open(beside + "/film", "a"),
}
json.dump({name: attempt(one) for name, one in work.items()} | {"home": os.environ["HOME"]}, open("said", "w"))
"""
MAY = {"own file", "own program", "own library", "handed in"}
STARTER = "import sys, os; sys.path.insert(0, sys.argv[1])\nfrom pathlib import Path\nimport subprocess\n" \
    "from kiosk.core.limited.enclosing import enclosing\n" \
    "own, beside, port, code = Path(sys.argv[2]), sys.argv[3], sys.argv[4], sys.argv[5]\n" \
    "subprocess.run([*enclosing(own, Path(beside, 'film')), '/usr/bin/python3', '-IB', '-c', code, beside, port, " \
    "str(os.getpid())])\n"  # fmt: skip


@pytest.fixture(params=["root", "ordinary user"])
def user(request: pytest.FixtureRequest) -> int:
    if request.param == "root":
        if os.geteuid():
            pytest.skip("only root can start a program as root")
        return 0
    return os.geteuid() or NOBODY


@pytest.fixture
def folders(user: int) -> Iterator[tuple[Path, Path]]:
    """Of the program's own, and one beside it with what a hall's has."""
    place = Path(tempfile.mkdtemp(prefix="enclosing-", dir="/tmp"))  # which every user can reach
    own, beside = place / "own", place / "beside"
    for path in (own, beside):
        path.mkdir()
    for name in ("key", "film"):
        (beside / name).write_text("secret", encoding="ascii")
    (beside / "film").chmod(0o644)
    for path in (place, own, beside, *beside.iterdir()):
        if os.geteuid() == 0:
            os.chown(path, user, user)
    place.chmod(0o755)
    beside.chmod(0o755)
    yield own, beside
    shutil.rmtree(place)


@pytest.mark.skipif(not given().seccomp or not given().landlock, reason="this kernel gives no walls")
def test_a_program_has_its_folder_and_nothing_else(folders: tuple[Path, Path], user: int) -> None:
    own, beside = folders
    other = {"user": user, "group": user, "extra_groups": ()} if os.geteuid() != user else {}
    with socket.create_server(("127.0.0.1", 0)) as inet, socket.socket(socket.AF_UNIX) as admin:
        admin.bind(str(beside / "admin.sock"))
        (beside / "admin.sock").chmod(0o777)
        admin.listen()
        port = str(inet.getsockname()[1])
        command = [sys.executable, "-IB", "-c", STARTER, str(PROJECT), str(own), str(beside), port, TRIED]
        subprocess.run(command, check=True, cwd="/", timeout=60, **other)  # type: ignore[call-overload]
    said = json.loads((own / "said").read_text(encoding="ascii"))
    assert said.pop("home") == str(own)
    assert {name for name, outcome in said.items() if outcome == "GOT"} == MAY, said
    assert sorted(path.name for path in beside.iterdir()) == ["admin.sock", "film", "key"]


def test_memory_and_size_of_files_are_limited() -> None:
    limits = "(r.RLIMIT_AS, r.RLIMIT_CPU, r.RLIMIT_FSIZE, r.RLIMIT_CORE)"
    code = f"import resource as r, json; json.dump([r.getrlimit(x)[1] for x in {limits}], open('said', 'w'))"
    own = Path(tempfile.mkdtemp(prefix="enclosing-", dir="/tmp"))
    try:
        subprocess.run([*enclosing(own), "/usr/bin/python3", "-c", code], check=True)
        assert json.loads((own / "said").read_text()) == [3 << 30, 600, 4 << 30, 0]
    finally:
        shutil.rmtree(own)
