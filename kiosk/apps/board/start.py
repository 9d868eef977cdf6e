"""`kiosk board`: from settings to the first frame, importing only what that frame needs."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from kiosk.apps.refused import refused_settings
from kiosk.core.process import journal
from kiosk.core.process.owner import NotToBeTouched, become_owner_of
from kiosk.settings import DEFAULT_FILE, Settings, SettingsRefused, load
from kiosk.ui.window import NoScreen, prepare, window_size

SIZE = (1920, 1080)
WINDOW_SIZE = (1280, 720)  # beside other windows


def main(arguments: list[str]) -> int:
    """Run the board until it is told to stop. Exit status 0 told to stop, 1 refused."""
    parser = argparse.ArgumentParser(prog="kiosk board", description="the call board")
    parser.add_argument("--settings", type=Path, default=DEFAULT_FILE, help="kiosk.toml")
    parser.add_argument("--window", action="store_true", help="a window instead of the full screen")
    parser.add_argument("--size", type=window_size, help="WIDTHxHEIGHT of the window, in pixels")
    given = parser.parse_args(arguments)
    journal.begin()
    try:
        settings = load(given.settings) if given.settings.exists() or given.settings != DEFAULT_FILE else Settings()
        become_owner_of(settings.board.data_dir)
        size = given.size or (WINDOW_SIZE if given.window else SIZE)
        return run(settings, size=size, fullscreen=not (given.window or given.size), framed=given.window)
    except SettingsRefused as refused:
        return refused_settings("kiosk board", refused, given.settings, size=given.size or SIZE, shown=not given.window)
    except (NotToBeTouched, NoScreen, OSError) as error:
        print(f"kiosk board: {error}", file=sys.stderr)
        return 1


def run(settings: Settings, *, size: tuple[int, int] = SIZE, fullscreen: bool = True, framed: bool = False) -> int:
    """Open the window and follow the hall. `framed`: with the frame a window manager gives. Raises NoScreen."""
    prepare(size, settings.board.data_dir / "kivy", fullscreen=fullscreen, framed=framed)
    from kiosk.apps.board.app import BoardApp

    app = BoardApp(settings, title=settings.board.name)
    app.run()
    return app.exit_status
