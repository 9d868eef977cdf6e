"""The demonstration has a call board beside the terminal, and Ctrl-C ends it as well."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.apps.demo import words

ROOT = Path(__file__).parents[3]
SECONDS = 60.0
MARK = "KIOSK_TEST_MARK"

pytestmark = pytest.mark.skipif(not shutil.which("Xvfb"), reason="needs Xvfb (deploy/setup --test)")


def boards_of(mark: str) -> set[int]:
    """The boards of the demonstration that was started with `mark`; other tests run theirs at the same time.

    By what they inherit, not by their numbers: a /proc from outside a container shows others.
    """
    return {process for process, words, mine in processes(mark) if {b"kiosk", b"board"} <= {*words} and mine}


def processes(mark: str) -> Iterator[tuple[int, list[bytes], bool]]:
    """Number and command line of each, and whether it was started with `mark`."""
    for place in Path("/proc").glob("[0-9]*"):
        try:
            words = (place / "cmdline").read_bytes().split(b"\0")
            yield int(place.name), words, f"{MARK}={mark}".encode() in (place / "environ").read_bytes().split(b"\0")
        except OSError:
            continue  # it has ended, or is nobody's business


def test_the_board_comes_and_goes_with_the_demonstration() -> None:
    environment = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "SDL_VIDEODRIVER")}
    mark = str(uuid.uuid4())
    demo = subprocess.Popen(
        [sys.executable, "-m", "kiosk", "demo"],
        cwd=ROOT, env=environment | {MARK: mark}, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert demo.stdout
    try:
        said: list[str] = []
        while not (said and said[-1].startswith(words.SHOWN)):
            line = demo.stdout.readline()
            assert line, said
            said.append(line)
        assert any(words.TOLD_BOARD_PLACE in line for line in said)
        deadline = time.monotonic() + SECONDS
        while not (boards := boards_of(mark)) and time.monotonic() < deadline:
            time.sleep(0.1)  # its process was made, and may not yet be the board
        assert len(boards) == 1
        demo.send_signal(signal.SIGINT)
        assert demo.wait(SECONDS) == 0
    finally:
        demo.kill()
        demo.stdout.close()
    assert not boards_of(mark)


INTERRUPTED = """
import os, signal, sys
from kiosk.apps.demo import words
from kiosk.apps.demo import words
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


SWALLOWED = """
import os, signal, time
from kiosk.apps.demo.show import _asked_again
class Litter:
    def __del__(self):
        os.kill(os.getpid(), signal.SIGINT)
try:
    with _asked_again():
        Litter()
        print("dropped", flush=True)
        time.sleep(60)
except KeyboardInterrupt:
    print("answered")
"""


def test_ctrl_c_that_falls_into_a_del_is_asked_again() -> None:
    ran = subprocess.run([sys.executable, "-c", SWALLOWED], cwd=ROOT, capture_output=True, text=True, check=True)
    assert ran.stdout.split() == ["dropped", "answered"]
    assert "Exception ignored" in ran.stderr
