"""The demonstration has a call board beside the terminal, and Ctrl-C ends it as well."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
SECONDS = 60.0

pytestmark = pytest.mark.skipif(not shutil.which("Xvfb"), reason="needs Xvfb (deploy/setup --test)")


def boards_of(parent: int) -> set[int]:
    """The boards that this process started, itself or through others; other tests run theirs at the same time."""
    now = list(processes())
    parents = {process: its_parent for process, its_parent, _ in now}

    def is_below(process: int) -> bool:
        while process in parents and process != parent:
            process = parents[process]
        return process == parent

    return {process for process, _, words in now if {b"kiosk", b"board"} <= {*words} and is_below(process)}


def processes() -> Iterator[tuple[int, int, list[bytes]]]:
    """Number, parent's number and command line of each."""
    for place in Path("/proc").glob("[0-9]*"):
        try:
            after_name = (place / "stat").read_text().rpartition(")")[2].split()
            yield int(place.name), int(after_name[1]), (place / "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue  # it has ended


def test_the_board_comes_and_goes_with_the_demonstration() -> None:
    environment = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "SDL_VIDEODRIVER")}
    demo = subprocess.Popen(
        [sys.executable, "-m", "kiosk", "demo"], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
    )
    assert demo.stdout
    try:
        said: list[str] = []
        while not (said and said[-1].startswith("touch the terminal")):
            line = demo.stdout.readline()
            assert line, said
            said.append(line)
        assert any("call board" in line for line in said)
        deadline = time.monotonic() + SECONDS
        while not (boards := boards_of(demo.pid)) and time.monotonic() < deadline:
            time.sleep(0.1)  # its process was made, and may not yet be the board
        assert len(boards) == 1
        demo.send_signal(signal.SIGINT)
        assert demo.wait(SECONDS) == 0
    finally:
        demo.kill()
        demo.stdout.close()
    assert not boards & {process for process, _, words in processes() if b"board" in words}


INTERRUPTED = """
import os, signal, sys
from kiosk.apps.demo.show import settled
try:
    eval("[os.kill(os.getpid(), signal.SIGINT), sum(range(1000))]")
except KeyboardInterrupt:
    if "settled" in sys.argv:
        settled()
"""


def test_ctrl_c_that_went_through_an_eval_ends_well(tmp_path: Path) -> None:
    (tmp_path / "interrupted.py").write_text(INTERRUPTED)
    paths = {"PYTHONPATH": f"{tmp_path}:{ROOT}"}
    ended = [
        subprocess.run([sys.executable, "-m", "interrupted", word], env=os.environ | paths, check=False).returncode
        for word in ("", "settled")
    ]
    assert ended == [-signal.SIGINT, 0]
