"""The process that decodes a film: what it has, what it cannot do, and that it ends with whoever started it."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.core.limited.given import given
from kiosk.features.exhibition.terminal.film import sound_child
from kiosk.features.exhibition.terminal.film.film import Film, FilmFailed, State, first_picture
from tests.children import children, place_of
from tests.content.films import Track, film

ROOT = Path(__file__).parents[4]


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return film(tmp_path_factory.mktemp("films") / "a.mp4", seconds=60, fps=5)


def _begun(path: Path) -> Film:
    ready = threading.Event()
    made = Film(path, (320, 240), lambda _film: ready.set())
    assert ready.wait(20)
    return made


def _until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_the_process_of_a_film_has_its_file_and_nothing_else(long: Path) -> None:
    before = children()
    made = _begun(long)
    (pid,) = children() - before
    place = place_of(pid)
    status = dict(line.split(":\t", 1) for line in (place / "status").read_text().splitlines() if ":\t" in line)
    limits = (place / "limits").read_text()
    assert status["NoNewPrivs"] == "1" and status["CapEff"] == "0000000000000000" and status["Threads"] == "1"
    assert int(status["Seccomp"]) == (2 if given().seccomp else 0)
    for what in ("Max open files", "Max processes", "Max file size", "Max core file size"):
        assert next(line for line in limits.splitlines() if line.startswith(what)).split()[-3] == "0", what
    if 0 in os.getresuid():
        opened = {one.name: os.readlink(one) for one in (place / "fd").iterdir()}  # noqa: PTH115
        assert opened.keys() == {"0", "1", "2"} and opened["0"] == str(long) and opened["2"] == "/dev/null"
        assert status["Uid"].split()[0] != "0"
    made.close()
    made.join()
    assert not children() - before


def test_the_process_of_its_sound_has_the_file_and_nothing_else(tmp_path: Path) -> None:
    path = film(tmp_path / "a.mp4", seconds=8, heard=Track())
    with path.open("rb") as file, subprocess.Popen(
        sound_child.command(0.0), stdin=file, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env={}
    ) as child:  # fmt: skip
        assert child.stdout and child.stdout.read(1) == sound_child.WITH_SOUND
        place = place_of(child.pid)
        status = dict(line.split(":\t", 1) for line in (place / "status").read_text().splitlines() if ":\t" in line)
        limits = (place / "limits").read_text()
        child.kill()
    assert status["NoNewPrivs"] == "1" and status["CapEff"] == "0000000000000000" and status["Threads"] == "1"
    assert int(status["Seccomp"]) == (2 if given().seccomp else 0)
    for what in ("Max open files", "Max processes", "Max file size", "Max core file size"):
        assert next(line for line in limits.splitlines() if line.startswith(what)).split()[-3] == "0", what
    assert int(status["VmRSS"].split()[0]) < 100_000  # kB


def test_it_ends_with_a_terminal_that_is_killed(long: Path) -> None:
    program = (
        "import subprocess, sys, threading; from pathlib import Path\n"
        "real, made = subprocess.Popen, []\n"
        "def popen(*given, **more):\n    made.append(real(*given, **more))\n    return made[-1]\n"
        "subprocess.Popen = popen\n"
        "from kiosk.features.exhibition.terminal.film.film import Film\n"
        f"ready = threading.Event(); film = Film(Path({str(long)!r}), (64, 64), lambda film: ready.set())\n"
        "ready.wait(); print(made[0].pid, flush=True); threading.Event().wait()\n"
    )
    with subprocess.Popen([sys.executable, "-c", program], cwd=ROOT, stdout=subprocess.PIPE) as terminal:
        assert terminal.stdout
        ends = os.pidfd_open(int(terminal.stdout.readline()))  # /proc may be another's, in a container
        terminal.send_signal(signal.SIGKILL)
    gone, _, _ = select.select([ends], [], [], 10)
    os.close(ends)
    assert gone


@pytest.mark.parametrize("room", [(64, 48), (320, 240), (1088, 612), (33, 47), (16, 16), (1920, 1080)])
def test_at_any_size_it_is_drawn_within_its_walls(long: Path, room: tuple[int, int]) -> None:
    """libav has faster code for some sizes, which it writes as it goes."""
    head, pixels = first_picture(long, room)
    assert len(pixels) == head.width * head.height * 4 and max(pixels) > 200


def test_the_first_picture_is_had_at_the_size_of_its_room(long: Path) -> None:
    head, pixels = first_picture(long, (200, 200))
    assert (head.width, head.height, head.turned) == (200, 150, 0) and len(pixels) == 200 * 150 * 4
    upper, lower = pixels[100 * 4], pixels[(140 * 200 + 100) * 4]
    assert upper > 200 and lower < 80 and head.seconds == pytest.approx(60, abs=1)


@pytest.mark.parametrize("kind", ["nothing", "folder", "link", "pipe", "text"])
def test_what_is_no_film_fails_and_leaves_nothing(tmp_path: Path, long: Path, kind: str) -> None:
    path = tmp_path / "a.mp4"
    if kind == "folder":
        path.mkdir()
    elif kind == "link":
        path.symlink_to(long)
    elif kind == "pipe":
        os.mkfifo(path)
    elif kind == "text":
        path.write_text("不是视频", encoding="utf-8")
    before = children()
    with pytest.raises((FilmFailed, OSError)):
        first_picture(path, (64, 64))
    assert not children() - before


def test_it_makes_only_as_many_pictures_as_it_is_asked_for(long: Path) -> None:
    made = _begun(long)
    _until(lambda: len(made._pictures) == 4)
    time.sleep(0.1)
    assert len(made._pictures) == 4 and made.state is State.READY
    picture = made.due(0.0)
    assert picture and picture.seconds == 0
    made.shown(picture)
    _until(lambda: len(made._pictures) == 4)
    made.close()
    made.join()
    assert made.is_over is False and made.due(100.0) is None


def test_pictures_that_are_late_are_left_out(long: Path) -> None:
    """One in four is drawn all the same: a slow machine would show none otherwise."""
    made = _begun(long)
    made.play()
    picture = made.due(30.0)
    assert picture
    made.shown(picture)
    shown = [picture.seconds]
    while shown[-1] < 30:
        picture = made.due(30.0)
        if picture:
            shown.append(picture.seconds)
            made.shown(picture)
        time.sleep(0.002)
    assert len(shown) < 100 and shown == sorted(shown)
    made.close()
    made.join()
