"""Films in the attract loop: they play in a process of their own, and whatever that does the loop goes on."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from content.kinds.kind import ExhibitKind
from content.kinds.subtitles import Cue
from content.pack.exhibit import Exhibit
from kiosk.features.exhibition.terminal.film import film as film_module
from tests.content.films import film
from tests.ui.conftest import TurnedClock
from tests.ui.test_player import EXHIBITS, Loop, loop

__all__ = ["loop"]

RED, GREEN, BLUE = (81, 90, 240), (145, 54, 34), (41, 240, 110)
LANE, FEE = (replace(one, path=Path(__file__).parents[1] / "cases" / "packs" / "exif6.png") for one in EXHIBITS[:2])


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two seconds, 20 pictures."""
    return film(tmp_path_factory.mktemp("films") / "a.mp4", seconds=2, fps=10, colors=(RED, GREEN, BLUE))


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A minute: no test sees its end."""
    return film(tmp_path_factory.mktemp("films") / "a.mp4", seconds=60, fps=5)


def exhibit(path: Path, name: str = "dance", seconds: float = 0.0) -> Exhibit:
    return Exhibit(name, ExhibitKind.VIDEO, "社区舞蹈队", path, "town", "1", seconds=seconds, size=(64, 48))


@pytest.fixture(autouse=True)
def nothing_is_left() -> Iterator[None]:
    """No process and no shared memory."""
    yield
    deadline = time.monotonic() + 5
    while (left := _film_processes()) or "memfd:film" in Path("/proc/self/maps").read_text(encoding="utf-8"):
        assert time.monotonic() < deadline, left or "memory"
        time.sleep(0.02)


def _film_processes() -> list[int]:
    """Of this process, also those that nobody has waited for."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                stat = (entry / "stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
                command = (entry / "cmdline").read_bytes()
            except (FileNotFoundError, ProcessLookupError):
                continue
            if int(stat[1]) == os.getpid() and (b"child" in command or stat[0] == "Z"):
                found.append(int(entry.name))
    return found


def _reel(shown: Loop) -> Any:
    assert shown.player._front.slide is not None
    return shown.player._front.slide.reel


def _play_film(shown: Loop) -> None:
    """Until the film is the slide on screen."""
    shown.clock.until(lambda: shown.player.shown is not None and shown.player.shown.kind is ExhibitKind.VIDEO)


def test_a_film_plays_between_slides_to_its_own_end_and_libav_is_not_in_this_process(
    loop: Callable[..., Loop], plain: Path
) -> None:
    had_libav, played = "av" in sys.modules, list[tuple[str, float]]()
    shown = loop(
        [LANE, exhibit(plain), FEE], fade=False, on_played=lambda one, seconds: played.append((one.id, seconds))
    )
    shown.player.start()
    shown.see(4)
    assert shown.order == ["lane", "dance", "fee", "lane"] and ("av" in sys.modules) == had_libav
    (seconds,) = [seconds for name, seconds in played if name == "dance"]
    assert seconds >= 1.8  # by the turned clock, whose frames are ahead of the process


@pytest.mark.parametrize("fade", [True, False])
def test_every_kind_follows_every_other(loop: Callable[..., Loop], plain: Path, fade: bool) -> None:
    kinds = {one.kind: one for one in reversed(EXHIBITS)}
    order = [ExhibitKind.IMAGE, ExhibitKind.VIDEO, ExhibitKind.ARTICLE, ExhibitKind.POSTER, ExhibitKind.VIDEO]
    slides = [
        exhibit(plain, f"film{place}") if kind is ExhibitKind.VIDEO else kinds[kind] for place, kind in enumerate(order)
    ]
    shown = loop([*slides, exhibit(plain, "after")], fade=fade)
    shown.player.start()
    shown.see(8)
    ids = [*(one.id for one in slides), "after"]
    assert shown.order == [*ids, *ids[:2]]


def test_a_film_that_is_alone_begins_again(loop: Callable[..., Loop], plain: Path) -> None:
    shown = loop([exhibit(plain)], fade=False)
    shown.player.start()
    shown.see(3)
    assert shown.order == ["dance"] * 3


def test_its_keeper_may_end_it_sooner(loop: Callable[..., Loop], long: Path) -> None:
    shown = loop([exhibit(long, seconds=0.5), FEE], fade=False)
    shown.player.start()
    shown.see(2)
    assert shown.order == ["dance", "fee"]


def test_its_pictures_come_in_order_and_as_they_were_painted(
    loop: Callable[..., Loop], plain: Path, clock: TurnedClock
) -> None:
    shown = loop([exhibit(plain), FEE], fade=False)
    shown.player.start()
    seen: list[str] = []

    def look() -> bool:
        slide = shown.player._front.slide
        if slide and slide.reel and slide.reel.texture and slide.exhibit.kind is ExhibitKind.VIDEO:
            color = _named(slide.reel.texture.pixels[:3])
            if not seen or seen[-1] != color:
                seen.append(color)
        clock.now -= 0.018  # 2 ms a frame, so that the process is not left behind
        time.sleep(0.002)
        return shown.order == ["dance", "fee"]

    clock.until(look)
    assert len(seen) > 15
    assert "".join(seen) in "rgb" * 10


def _named(rgb: bytes) -> str:
    red, green, blue = rgb
    return "r" if red > max(green, blue) else "g" if green > blue else "b"


@pytest.mark.parametrize(
    ("turned", "white"), [(0, (0.5, 0.25)), (90, (0.75, 0.5)), (180, (0.5, 0.75)), (270, (0.25, 0.5))]
)
def test_a_film_is_drawn_as_its_telephone_was_held(
    loop: Callable[..., Loop], tmp_path: Path, turned: int, white: tuple[float, float]
) -> None:
    """Its upper half is white; turned by 90 degrees clockwise it lies on the right. `white`: share from upper left."""
    made = film(tmp_path / "a.mp4", seconds=5, fps=5, turned=turned, size=(64, 64))
    shown = loop([exhibit(made)], fade=False)
    shown.player.size = (270, 480)
    shown.player.start()
    _play_film(shown)
    (left, bottom), (wide, high) = _reel(shown).place((0, 0), (270, 480))
    assert wide == high
    shown.player.export_to_png(str(tmp_path / "drawn.png"))
    with Image.open(tmp_path / "drawn.png") as opened:
        drawn = opened.convert("L")

    def brightness(across: float, down: float) -> int:
        x, y = int(left + across * wide), int(480 - bottom - high + down * high)
        return int(drawn.crop((x, y, x + 1, y + 1)).tobytes()[0])

    assert brightness(*white) > 200 and brightness(1 - white[0], 1 - white[1]) < 80


def test_its_subtitles_are_drawn_while_they_are_due(loop: Callable[..., Loop], long: Path, clock: TurnedClock) -> None:
    told = replace(exhibit(long), subtitles=(Cue(5, 20, "大家好，𠮷先生"), Cue(30, 50, "字" * 80)))
    shown = loop([told, FEE], fade=False)
    shown.player.size = (270, 520)
    shown.player.start()
    _play_film(shown)
    reel: Any = _reel(shown)
    assert not shown.player._front._subtitle.size[0]
    clock.advance(5 - (clock.now - reel.began) + 1, 1)
    clock.until(lambda: _stands(shown) and reel.subtitle is not None)
    one_line = reel.subtitle.size
    x, y = reel.place_subtitle((0, 0), shown.player.size)
    assert x >= 0 and x + one_line[0] <= shown.player.width and y >= 0
    clock.advance(20 - (clock.now - reel.began) + 1, 1)
    assert shown.player._front._subtitle.size == (0, 0)
    clock.advance(30 - (clock.now - reel.began) + 1, 1)
    clock.until(lambda: _stands(shown) and reel.subtitle is not None)
    assert reel.subtitle.height > one_line[1] and reel.subtitle.width <= shown.player.width


# -- what goes wrong -----------------------------------------------------------------------------------------------

SAYS = """
import json, mmap, os, sys, time
from struct import pack
sys.path.insert(0, {root!r})
asked = json.loads(sys.argv[1])
def say(kind, slot=0, turned=0, wide=0, high=0, seconds=0.0):
    os.write(1, pack("<BBHHHd", kind, slot, turned, wide, high, seconds))
def slot():
    if not os.read(1, 8): sys.exit()
"""
HEAD = "say(1, wide=64, high=48, seconds=2)\n"
SHOWN = HEAD + "for n in range(4): slot(); say(2, slot=n, seconds=n / 50)\nslot()\n"
"""What comes after it comes while it is shown: its first slots are free before."""
BEFORE = {
    "ends at once": "",
    "crashes at once": "os.abort()",
    "crashes after its head": f"{HEAD}os.abort()",
    "has no picture": f"{HEAD}say(3)",
    "refuses its file": "say(4)",
    "says a picture larger than the memory": "say(1, wide=4000, high=4000)",
    "says a slot that is not there": f"{HEAD}slot(); say(2, slot=200)",
    "says a picture before its head": "slot(); say(2)",
    "says what is no message": "os.write(1, b'x' * 1000)",
    "says a time that is no number": f"{HEAD}slot(); say(2, seconds=float('nan'))",
    "says more pictures than there are slots": f"{HEAD}os.write(1, pack('<BBHHHd', 2, 0, 0, 0, 0, 0.0) * 9)",
    "stands still before its first picture": "time.sleep(60)",
}
WHILE = {
    "crashes in the middle": f"{SHOWN}os.abort()",
    "stands still in the middle": f"{SHOWN}time.sleep(60)",
    "gives one picture for ever": f"{HEAD}" + "n = 0\nwhile True: slot(); say(2, slot=n % 4); n += 1; time.sleep(0.01)",
    "lies in the middle": f"{SHOWN}say(2, slot=77)",
    "turns its head a second time": f"{SHOWN}{HEAD}time.sleep(60)",
}


@pytest.fixture
def child(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[str], None]:
    """A film's process that does this instead."""

    def set_up(does: str) -> None:
        script = tmp_path / "child.py"
        script.write_text(SAYS.format(root=os.fspath(Path(__file__).parents[2])) + does, encoding="utf-8")
        monkeypatch.setattr(film_module, "_CHILD", script)
        monkeypatch.setattr(film_module, "STUCK_SECONDS", 0.3)
        monkeypatch.setattr(film_module, "BEGIN_SECONDS", 0.6)
        monkeypatch.setattr(film_module, "_LOOK_SECONDS", 0.05)

    return set_up


def _desk(*exhibits: Exhibit, starter: tuple[Exhibit, ...] = ()) -> Any:
    from content.pack.open import STARTER, open_pack
    from kiosk.features.exhibition.terminal.desk import ExhibitionDesk

    pack = replace(open_pack(STARTER, decode=False), exhibits=exhibits)
    return ExhibitionDesk([pack], replace(pack, exhibits=starter or exhibits))


@pytest.mark.parametrize("fault", BEFORE)
def test_a_film_that_cannot_begin_is_skipped_said_once_and_never_seen(
    loop: Callable[..., Loop], plain: Path, child: Callable[[str], None], caplog: pytest.LogCaptureFixture, fault: str
) -> None:
    child(BEFORE[fault])
    desk = _desk(LANE, exhibit(plain), FEE)
    shown = loop([], fade=False, on_broken=desk.broke)
    shown.player._slides = desk.slides
    shown.player.start()
    shown.see(4)
    assert shown.order == ["lane", "fee", "lane", "fee"]
    assert _said(caplog) == ["town/dance"]


@pytest.mark.parametrize("fault", WHILE)
def test_a_film_that_fails_while_it_is_shown_leaves_and_does_not_come_again(
    loop: Callable[..., Loop], plain: Path, child: Callable[[str], None], caplog: pytest.LogCaptureFixture, fault: str
) -> None:
    child(WHILE[fault])
    desk = _desk(LANE, exhibit(plain), FEE)
    shown = loop([], fade=False, on_broken=desk.broke)
    shown.player._slides = desk.slides
    shown.player.start()
    _play_film(shown)
    began = time.monotonic()
    shown.clock.until(lambda: _real_time(shown) and shown.order[-1] == "fee")
    assert time.monotonic() - began < 3
    shown.see(5)
    assert shown.order == ["lane", "dance", "fee", "lane", "fee"]
    assert _said(caplog) == ["town/dance"]


def _stands(shown: Loop) -> bool:
    """The turned clock waits for the worker."""
    time.sleep(0.005)
    shown.clock.now -= 0.02
    return True


def _real_time(shown: Loop) -> bool:
    """The turned clock goes as the real one does, so that the slide's own 600 seconds do not end it."""
    time.sleep(0.01)
    shown.clock.now -= 0.01
    return True


def _said(caplog: pytest.LogCaptureFixture) -> list[str]:
    told = [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING]
    return [message.split(": ")[1] for message in told if message.startswith("exhibit skipped")]


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[subprocess.Popen[bytes]]:
    """Every process that is started: /proc may be another's, in a container."""
    made: list[subprocess.Popen[bytes]] = []
    real = subprocess.Popen

    def popen(*given: Any, **more: Any) -> subprocess.Popen[bytes]:
        made.append(real(*given, **more))
        return made[-1]

    monkeypatch.setattr(subprocess, "Popen", popen)
    return made


def test_a_process_that_is_killed_is_no_end_of_the_loop(
    loop: Callable[..., Loop], long: Path, started: list[subprocess.Popen[bytes]]
) -> None:
    broken: list[str] = []
    shown = loop([LANE, exhibit(long), FEE], fade=False, on_broken=lambda one, _error: broken.append(one.id))
    shown.player.start()
    _play_film(shown)
    started[-1].send_signal(signal.SIGKILL)
    shown.clock.until(lambda: _real_time(shown) and shown.order[-1] == "fee")
    assert broken == ["dance"]


def test_a_process_that_is_stopped_is_passed_by_within_three_seconds(
    loop: Callable[..., Loop], long: Path, monkeypatch: pytest.MonkeyPatch, started: list[subprocess.Popen[bytes]]
) -> None:
    monkeypatch.setattr(film_module, "STUCK_SECONDS", 0.3)
    shown = loop([LANE, exhibit(long), FEE], fade=False)
    shown.player.start()
    _play_film(shown)
    started[-1].send_signal(signal.SIGSTOP)
    shown.clock.until(lambda: _real_time(shown) and shown.order[-1] == "fee")


def test_a_visit_ends_the_film_and_afterwards_the_loop_goes_on(loop: Callable[..., Loop], long: Path) -> None:
    played: list[str] = []
    shown = loop([LANE, exhibit(long), FEE], fade=False, on_played=lambda one, _seconds: played.append(one.id))
    shown.player.start()
    _play_film(shown)
    shown.player.stop()
    deadline = time.monotonic() + 5
    while _film_processes():
        assert time.monotonic() < deadline
        time.sleep(0.02)
    assert shown.player._front.slide is not None and played == ["lane", "dance"]
    shown.player.start()
    shown.see(3)
    assert shown.order == ["lane", "dance", "fee"] and played == ["lane", "dance"]


def test_where_every_slide_is_a_film_that_fails_the_starter_plays(
    loop: Callable[..., Loop], plain: Path, child: Callable[[str], None]
) -> None:
    child("os.abort()")
    desk = _desk(exhibit(plain, "a"), exhibit(plain, "b"), starter=(LANE, FEE))
    shown = loop([], fade=False, on_broken=desk.broke)
    shown.player._slides = desk.slides
    shown.player.start()
    shown.see(2)
    assert shown.order == ["lane", "fee"]
