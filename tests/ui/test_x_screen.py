"""The X screen as it is: its size, whether somebody manages windows, and a change that is noticed once."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from kiosk.core.process.virtual_display import virtual_display
from kiosk.ui.x_screen import NoXScreen, ScreenWatch, XScreen, watch

needs_xvfb = pytest.mark.skipif(not shutil.which("Xvfb"), reason="Xvfb is not installed")
DEADLINE_SECONDS = 10

# The window as a kiosk opens it, asked for another size than the screen has: the picture that stood displaced.
FULL_SCREEN = """
import sys
from pathlib import Path
from kiosk.ui.window import prepare
prepare((1080, 1920), Path(sys.argv[1]), fullscreen=True)
from kivy.core.window import Window
print("size", *Window.size, "at", Window.left, Window.top)
"""


class Screen:
    """An X screen whose sizes are told one look at a time; the last one stays."""

    def __init__(self, *sizes: tuple[int, int]) -> None:
        self.sizes = list(sizes)

    def size(self) -> tuple[int, int]:
        return self.sizes.pop(0) if len(self.sizes) > 1 else self.sizes[0]


@needs_xvfb
def test_a_screen_without_a_manager_says_so() -> None:
    with virtual_display(700, 500, vnc=False):
        screen = XScreen()
        assert screen.size() == (700, 500) and not screen.managed()
        screen.close()


@needs_xvfb
def test_the_first_window_takes_the_screen_as_it_is(tmp_path: Path) -> None:
    with virtual_display(720, 1280, vnc=False) as display:
        environment = os.environ | {"DISPLAY": display.name, "SDL_AUDIODRIVER": "dummy"}
        environment.pop("SDL_VIDEODRIVER", None)
        run = subprocess.run(
            [sys.executable, "-c", FULL_SCREEN, str(tmp_path)],
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
    assert run.stdout.splitlines()[-1] == "size 720 1280 at 0 0"


def test_no_display_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", ":987")
    with pytest.raises(NoXScreen):
        XScreen()


def test_a_change_is_told_once_it_stays() -> None:
    told = threading.Event()
    screen = Screen((720, 1280), (800, 600), (640, 480), (1080, 1920), (1080, 1920), (1080, 1920))
    watching = ScreenWatch((720, 1280), told.set, lambda: screen, every_seconds=0.01)  # type: ignore[arg-type,return-value]
    watching.start()
    assert told.wait(DEADLINE_SECONDS)
    assert screen.sizes == [(1080, 1920)]  # not at 800x600 and not at 640x480, which it only passed through


def test_the_drawn_size_is_no_change() -> None:
    told, screen = threading.Event(), Screen((720, 1280))
    watching = ScreenWatch((720, 1280), told.set, lambda: screen, every_seconds=0.001)  # type: ignore[arg-type,return-value]
    watching.start()
    assert not told.wait(0.1)
    watching.close()


def test_nobody_watches_where_nobody_would_start_the_program_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SDL_VIDEODRIVER", "x11")
    monkeypatch.delenv("NOTIFY_SOCKET", raising=False)
    assert watch((720, 1280), lambda: None) is None
