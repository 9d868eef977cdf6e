"""The terminal as `kiosk run` starts it, on an X server of its own, and the hand before it: XTEST by xdotool.

with driven(tmp_path) as terminal:
    terminal.page("attract"); terminal.click(270, 240); terminal.page("home"); terminal.tap("home.quiz")
"""

from __future__ import annotations

import json
import os
import select
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

import pytest

from kiosk.core.process.virtual_display import virtual_display

SIZE = (540, 960)
SECONDS = 40.0
LAST_WORDS = 4000  # bytes of its errors that are told

needs_x = pytest.mark.skipif(
    not (shutil.which("xdotool") and shutil.which("Xvfb")), reason="needs xdotool and Xvfb (deploy/setup --test)"
)

# Each line on its standard input asks what stands on the screen now; `drop` lets a file and a text fall on it first.
PROGRAM = """
import json, sys, threading
from pathlib import Path
from kiosk.settings import HallSettings, PanelSettings, PrinterSettings, ReaderSettings, Settings, TerminalSettings
from kiosk.ui.window import prepare

place = Path(sys.argv[1])
prepare((540, 960), place / "terminal" / "kivy", fullscreen=False)
from kivy.clock import Clock
from kivy.config import Config
from kivy.core.window import Window
from kivy.base import EventLoop
from kiosk.apps.terminal.app import TerminalApp
from kiosk.ui import look
from kiosk.ui.touch import HAND, Tappable

settings = Settings(
    hall=HallSettings(data_dir=place / "hall"),
    terminal=TerminalSettings(hall_url="http://127.0.0.1:9", data_dir=place / "terminal", packs_dir=place / "packs"),
    printer=PrinterSettings(port=str(place / "printer")), card_reader=ReaderSettings(port=str(place / "reader")),
    panel=PanelSettings(panel_ppi=51.23),
)
app = TerminalApp(settings)
asked = {}

def say(**what):
    print(json.dumps(what), flush=True)

def watch(_dt):
    page = app.shell.page_name
    if (page, look.large()) != asked.get("page"):
        asked["page"] = (page, look.large())
        asked["said"] = False
    if not asked["said"] and _at_rest():
        asked["said"] = True
        say(
            page=page, providers=[type(p).__name__ for p in EventLoop.input_providers], targets=_targets(),
            roots=[type(child).__name__ for child in Window.children], marks=len(Window.canvas.after.children),
            texts=[w.text for w in app.shell.walk(restrict=True) if getattr(w, "text", "")],
            size=list(Window.size), modules=[name for name, _ in Config.items("modules")],
        )

def _at_rest():
    return not HAND.down and not HAND.deaf

def _targets():
    found = {}
    for w in app.shell.walk(restrict=True):
        if isinstance(w, Tappable) and w.tap_name and not w.off:
            x, y = w.to_window(*w.center)
            found[w.tap_name] = (round(x), round(Window.height - y))
    return found

def listen():
    for line in sys.stdin:
        Clock.schedule_once(drop if line.strip() == "drop" else again, 0)

def again(_dt):
    asked["said"] = False

def drop(dt):
    for name, what in (("on_drop_file", b"/etc/hostname"), ("on_drop_text", b"hello")):
        Window.dispatch("on_drop_begin", 270, 480)
        Window.dispatch(name, what, 270, 480)
        Window.dispatch("on_drop_end", 270, 480)
    again(dt)

def ready():
    app.shell.visit._times = app.shell.visit._times.__class__(warn=1e6, wipe=2e6, reading_warn=1e6)
    Clock.schedule_interval(watch, 0)
    threading.Thread(target=listen, daemon=True).start()

app.on_ready = ready
app.run()
"""


class Terminal:
    """The running program, and the hand before it."""

    def __init__(self, process: subprocess.Popen[bytes], place: Path, errors: BinaryIO) -> None:
        self._process, self.place, self._errors = process, place, errors
        self.told: dict[str, Any] = {}

    @property
    def providers(self) -> list[str]:
        return [str(name) for name in self.told["providers"]]

    @property
    def targets(self) -> dict[str, tuple[int, int]]:
        return {name: (x, y) for name, (x, y) in self.told.get("targets", {}).items()}

    def page(self, name: str) -> None:
        """Wait until the page of that name is in front and takes touches."""
        while self._next()["page"] != name:
            pass

    def look(self, first: str = "") -> dict[str, Any]:
        """What stands on the screen once everything sent so far has arrived and no finger is down."""
        assert self._process.stdin
        self._process.stdin.write(f"{first}\n".encode())
        self._process.stdin.flush()
        return self._next()

    def _next(self) -> dict[str, Any]:
        deadline = time.monotonic() + SECONDS
        assert self._process.stdout  # unbuffered: a second line must not wait where select cannot see it
        while select.select([self._process.stdout], [], [], max(0.0, deadline - time.monotonic()))[0]:
            line = self._process.stdout.readline()
            if not line:
                break
            if line.startswith(b"{"):
                self.told = json.loads(line)
                return self.told
        ended = self._process.poll()
        self._errors.seek(0)
        errors = self._errors.read()[-LAST_WORDS:].decode(errors="replace")
        raise AssertionError(f"nothing more was said (ended: {ended}); last: {self.told}; its errors:\n{errors}")

    def click(self, x: int, y: int, times: int = 1, *, button: int = 1, delay_ms: int = 30) -> None:
        """Down and up, `times` in quick succession."""
        repeat = ["--repeat", str(times), "--delay", str(delay_ms)] if times > 1 else []
        self.x("mousemove", x, y, "click", *repeat, button)

    def tap(self, name: str, times: int = 1) -> None:
        self.click(*self.targets[name], times)

    def x(self, *arguments: object) -> None:
        """One call of xdotool."""
        subprocess.run(["xdotool", *map(str, arguments)], check=True, timeout=SECONDS, stderr=subprocess.DEVNULL)


@contextmanager
def driven(place: Path) -> Iterator[Terminal]:
    """The terminal with its folders in `place`: `terminal`, `packs`; nothing answers and no device is plugged in."""
    with virtual_display(*SIZE, vnc=False), tempfile.TemporaryFile("a+b") as errors:
        environment = {key: value for key, value in os.environ.items() if key != "SDL_VIDEODRIVER"}
        process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, str(place)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors, bufsize=0, env=environment,
        )  # fmt: skip
        try:
            yield Terminal(process, place, errors)
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
