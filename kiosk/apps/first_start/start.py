"""`kiosk first-start`: from settings to the first frame, importing only what that frame needs."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

from kiosk.apps.first_start.wire import SOCKET
from kiosk.core.process import journal
from kiosk.settings import DEFAULT_FILE, Settings, SettingsRefused, load
from kiosk.ui.window import NoScreen, prepare, window_size

WINDOW_SIZE = (1080, 1920)


def main(arguments: list[str]) -> int:
    """Ask until everything is known. Exit status 0 done, 75 start me again, 1 refused."""
    parser = argparse.ArgumentParser(prog="kiosk first-start", description="what a new machine asks on its screen")
    parser.add_argument("--settings", type=Path, default=DEFAULT_FILE, help="kiosk.toml")
    parser.add_argument("--window", action="store_true", help="a window instead of the full screen")
    parser.add_argument("--size", type=window_size, help="WIDTHxHEIGHT of the window, in pixels")
    parser.add_argument("--socket", type=Path, default=SOCKET, help="where the root side listens")
    given = parser.parse_args(arguments)
    journal.begin()
    try:
        settings = _settings(given.settings)
        return run(settings, given.socket, size=given.size or WINDOW_SIZE, fullscreen=not given.window)
    except (NoScreen, OSError) as error:
        print(f"kiosk first-start: {error}", file=sys.stderr)
        return 1


def _settings(path: Path) -> Settings:
    """A file that nobody could start with is no reason for a black screen: the answers are written over it, and it is
    kept beside (`applying`)."""
    try:
        return load(path) if path.exists() or path != DEFAULT_FILE else Settings()
    except SettingsRefused as refused:
        print(f"kiosk first-start: {refused}", file=sys.stderr)
        return Settings()


def run(settings: Settings, socket: Path, *, size: tuple[int, int] = WINDOW_SIZE, fullscreen: bool = True) -> int:
    """Open the window and ask. Raises NoScreen."""
    with tempfile.TemporaryDirectory(prefix="kiosk-first-start-", dir=os.environ.get("RUNTIME_DIRECTORY")) as home:
        prepare(size, Path(home), fullscreen=fullscreen)  # this user owns no folder that lasts
        from kiosk.apps.first_start.app import FirstStartApp

        app = FirstStartApp(settings, socket)
        app.run()
        return app.exit_status
