"""Kivy's environment and configuration, set before the first Kivy import that opens the window.

Every line here answers a trap measured in the field: two touch providers (double taps, kivy #1903 #3801 #9226),
multitouch emulation, F1 settings, Escape, the cursor, multisampling that halves the frame rate, and a Kivy that runs
invisibly and reports success when no display driver is set.
"""

from __future__ import annotations

import argparse
import contextlib
import logging
import os
import re
import signal
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from kiosk.ui.x_screen import NoXScreen, XScreen

Driver = Literal["x11", "kmsdrm", "offscreen"]
ENDING = (signal.SIGINT, signal.SIGTERM)


class NoScreen(Exception):
    """There is no display to draw on; the message says what was looked for."""


def choose_driver() -> Driver:
    """The SDL driver for this machine. Raises NoScreen rather than run invisibly."""
    given = os.environ.get("SDL_VIDEODRIVER", "")
    if given in ("x11", "kmsdrm", "offscreen"):
        return given  # type: ignore[return-value]
    if _display():
        return "x11"
    if Path("/dev/dri/card0").exists() and os.environ.get("KIOSK_KMSDRM"):
        return "kmsdrm"
    raise NoScreen("no DISPLAY and no SDL_VIDEODRIVER: start under X, under cage, or with SDL_VIDEODRIVER=offscreen")


def _display() -> bool:
    """Whether an X server is named: by $DISPLAY, or in the file that a service is told of (deploy/screen writes it).

    That file belongs to another user: of it nothing is believed but a display's number.
    """
    if "DISPLAY" not in os.environ and "KIOSK_DISPLAY_FILE" in os.environ:
        with contextlib.suppress(OSError, UnicodeDecodeError):
            said = Path(os.environ["KIOSK_DISPLAY_FILE"]).read_text("ascii")
            if named := re.fullmatch(r"DISPLAY=(:\d{1,4})\n", said, re.ASCII):
                os.environ["DISPLAY"] = named[1]
    return bool(os.environ.get("DISPLAY"))


def window_size(text: str) -> tuple[int, int]:
    """`1080x1920` from a command line, in pixels. Raises argparse.ArgumentTypeError."""
    wide, _, high = text.partition("x")
    if not (wide.isdigit() and high.isdigit()):
        raise argparse.ArgumentTypeError(f"{text}: write it as 1080x1920")
    return int(wide), int(high)


class _Quiet:
    """Kivy tells forty lines at a start, and "upgrades" an empty configuration with two warnings. A filter, since
    importing it sets the level of its logger."""

    def __init__(self) -> None:
        self.least = logging.ERROR

    def filter(self, record: logging.LogRecord) -> bool:
        return record.levelno >= self.least


def prepare(size: tuple[int, int], home: Path, *, fullscreen: bool, framed: bool = False) -> None:
    """Configure Kivy for a kiosk. Call once, before anything imports kivy.core.window. `home` is a private folder.

    `framed`: a window that a window manager may give a frame, to be moved beside others.
    """
    if "kivy.core.window" in sys.modules:
        raise RuntimeError("Kivy's window is already imported; its configuration would be ignored")
    driver = choose_driver()
    home.mkdir(parents=True, exist_ok=True)
    quiet = _Quiet()
    logging.getLogger("kivy").addFilter(quiet)
    os.environ.update(
        SDL_VIDEODRIVER=driver, KIVY_NO_ARGS="1", KIVY_LOG_MODE="PYTHON", KIVY_HOME=str(home),
        KIVY_DPI="96", KIVY_METRICS_DENSITY="1",
        # No config.ini is read or written, no KCFG_… heeded: one left behind could switch on an inspector, screenshots.
        KIVY_NO_CONFIG="1", KIVY_NO_ENV_CONFIG="1",
    )  # fmt: skip
    if driver == "offscreen":
        os.environ.setdefault("LIBGL_ALWAYS_SOFTWARE", "1")
        os.environ.setdefault("SDL_AUDIODRIVER", "dummy")
    with _signals_kept():
        from kivy.config import Config

    whole = fullscreen and driver != "offscreen"
    alone = _unmanaged_screen() if whole and driver == "x11" else None
    if alone:  # nobody would make a full-screen window fit: it is made fitting (kiosk/ui/x_screen.py)
        size, whole = alone, False
        Config.set("graphics", "position", "custom")
        Config.set("graphics", "left", "0")
        Config.set("graphics", "top", "0")
    Config.set("kivy", "log_level", "warning")
    Config.set("graphics", "width", str(size[0]))
    Config.set("graphics", "height", str(size[1]))
    Config.set("graphics", "fullscreen", "auto" if whole else "0")
    Config.set("graphics", "borderless", "0" if framed or driver == "offscreen" else "1")
    Config.set("graphics", "resizable", "0")
    Config.set("graphics", "show_cursor", "0")
    Config.set("graphics", "multisamples", "0")
    Config.set("graphics", "maxfps", "30")
    Config.set("kivy", "exit_on_escape", "0")
    Config.set("kivy", "desktop", "0")
    Config.set("kivy", "keyboard_mode", "")
    Config.set("kivy", "log_enable", "0")
    quiet.least = logging.WARNING
    for name, _ in list(Config.items("input")):
        Config.remove_option("input", name)
    if driver != "offscreen":
        from kiosk.ui.kiosk_mode import POINTER

        Config.set("input", "mouse", f"{POINTER},disable_multitouch")


def _unmanaged_screen() -> tuple[int, int] | None:
    """The size of the X screen where no window manager runs. Raises NoScreen."""
    try:
        screen = XScreen()
    except NoXScreen as error:
        raise NoScreen(str(error)) from error
    try:
        return None if screen.managed() else screen.size()
    finally:
        screen.close()


@contextlib.contextmanager
def _signals_kept() -> Iterator[None]:
    """Kivy's first import catches whatever is raised in it, Ctrl-C too: keep the signals, and raise them afterwards."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    kept: list[int] = []
    before = {number: signal.signal(number, lambda got, _: kept.append(got)) for number in ENDING}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        for got in kept:
            signal.raise_signal(got)


def gl_renderer() -> str:
    """Name of the GL renderer in use; llvmpipe on a real terminal is an alarm."""
    from kivy.graphics.opengl import GL_RENDERER, glGetString

    return str(glGetString(GL_RENDERER).decode())


def software_gl() -> bool:
    """Whether the processor draws: then full-screen fades are slow, and the first one costs 57 MB (measured)."""
    return any(name in gl_renderer().lower() for name in ("llvmpipe", "softpipe", "swrast"))
