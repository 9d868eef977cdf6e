"""The real input path: an X server's pointer moved by xdotool, the terminal as `kiosk run` starts it.

What a touch panel on Linux sends arrives the same way: as a mouse (KIVY.md, trap 4).
"""

from __future__ import annotations

import json
import os
import select
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.terminal.display import virtual_display

SIZE = (540, 960)
SECONDS = 40.0

pytestmark = pytest.mark.skipif(
    not (shutil.which("xdotool") and shutil.which("Xvfb")), reason="needs xdotool and Xvfb (deploy/setup --test)"
)

PROGRAM = """
import json, sys
from pathlib import Path
from kiosk.settings import HallSettings, PanelSettings, PrinterSettings, ReaderSettings, Settings, TerminalSettings
from kiosk.ui.window import prepare

place = Path(sys.argv[1])
prepare((540, 960), place / "kivy", fullscreen=False)
from kivy.clock import Clock
from kivy.core.window import Window
from kivy.base import EventLoop
from kiosk.terminal.app import TerminalApp
from kiosk.ui import look

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
        say(page=page, providers=[type(p).__name__ for p in EventLoop.input_providers], targets=_targets())

def _at_rest():
    from kiosk.ui.touch import HAND
    return not HAND.down and HAND._deaf_until < Clock.time()

def _targets():
    from kiosk.ui.touch import Tappable
    found = {}
    for w in app.shell.walk(restrict=True):
        if isinstance(w, Tappable) and w.tap_name and not w.off:
            x, y = w.to_window(*w.center)
            found[w.tap_name] = (round(x), round(Window.height - y))
    return found

def ready():
    app.shell.visit._times = app.shell.visit._times.__class__(warn=1e6, wipe=2e6, reading_warn=1e6)
    Clock.schedule_interval(watch, 0)

app.on_ready = ready
app.run()
"""


class Terminal:
    """The running program, and the pointer before it."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process
        self.providers: list[str] = []
        self.targets: dict[str, tuple[int, int]] = {}

    def page(self, name: str) -> None:
        """Wait until the page of that name is in front and takes touches."""
        deadline = time.monotonic() + SECONDS
        assert self._process.stdout  # unbuffered: a second line must not wait where select cannot see it
        while select.select([self._process.stdout], [], [], max(0.0, deadline - time.monotonic()))[0]:
            line = self._process.stdout.readline()
            if not line:
                break
            if line.startswith(b"{"):
                told = json.loads(line)
                self.providers, self.targets = told["providers"], told["targets"]
                if told["page"] == name:
                    return
        raise AssertionError(f"{name} did not come, or the terminal ended before; targets: {self.targets}")

    def click(self, x: int, y: int, times: int = 1) -> None:
        """Down and up, `times` in quick succession."""
        repeat = ["--repeat", str(times), "--delay", "30"] if times > 1 else []
        subprocess.run(["xdotool", "mousemove", str(x), str(y), "click", *repeat, "1"], check=True, timeout=SECONDS)

    def tap(self, name: str, times: int = 1) -> None:
        self.click(*self.targets[name], times)


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    with virtual_display(*SIZE, vnc=False):
        environment = {key: value for key, value in os.environ.items() if key != "SDL_VIDEODRIVER"}
        process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, str(tmp_path)],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, bufsize=0, env=environment,
        )  # fmt: skip
        try:
            yield Terminal(process)
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def test_clicks_lead_from_the_attract_screen_to_a_room_and_back(terminal: Terminal) -> None:
    terminal.page("attract")
    # One provider reads the panel; two would be two taps (kivy #1903). SDL's own hears fingers, which X never sends.
    assert sorted(terminal.providers) == ["MouseMotionEventProvider", "SDL2MotionEventProvider"]
    terminal.click(SIZE[0] // 2, SIZE[1] // 4)
    terminal.page("home")
    terminal.tap("home.quiz", times=2)  # a double tap is one action: the intro, and nothing on it
    terminal.page("quiz.intro")
    terminal.tap("dock.large")
    terminal.page("quiz.intro")
    terminal.tap("dock.home")
    terminal.page("home")
