"""`kiosk run`: from settings to the first frame, importing only what that frame needs (docs/architecture.md)."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from kiosk.apps.refused import refused_settings
from kiosk.core.process import journal
from kiosk.core.process.owner import NotToBeTouched, become_owner_of
from kiosk.settings import DEFAULT_FILE, Settings, SettingsRefused, load
from kiosk.ui.theme import Mode
from kiosk.ui.window import NoScreen, prepare, window_size

WINDOW_SIZE = (1080, 1920)


def main(arguments: list[str]) -> int:
    """Run the terminal until told to stop. Exit status: 0 left by staff, 75 start anew, 143 SIGTERM, 1 refused."""
    parser = argparse.ArgumentParser(prog="kiosk run", description="the lobby terminal")
    parser.add_argument("--settings", type=Path, default=DEFAULT_FILE, help="kiosk.toml")
    parser.add_argument("--window", action="store_true", help="a window instead of the full screen")
    parser.add_argument("--size", type=window_size, help="WIDTHxHEIGHT of the window, in pixels")
    given = parser.parse_args(arguments)
    journal.begin()
    try:
        settings = load(given.settings) if given.settings.exists() or given.settings != DEFAULT_FILE else Settings()
        become_owner_of(settings.terminal.data_dir)
        return run(settings, size=given.size or WINDOW_SIZE, fullscreen=not given.window)
    except SettingsRefused as refused:
        return refused_settings(
            "kiosk run", refused, given.settings, size=given.size or WINDOW_SIZE, shown=not given.window
        )
    except (NotToBeTouched, NoScreen, OSError) as error:
        print(f"kiosk run: {error}", file=sys.stderr)
        return 1


def run(
    settings: Settings, *, size: tuple[int, int] = WINDOW_SIZE, fullscreen: bool = True, mode: Mode | None = None
) -> int:
    """Open the window and serve visitors. Raises NoScreen."""
    prepare(size, settings.terminal.data_dir / "kivy", fullscreen=fullscreen)
    from kiosk.apps.terminal.app import TerminalApp
    from kiosk.apps.terminal.care.recent_lines import RECENT

    RECENT.listen()
    app = TerminalApp(settings, mode=mode)
    app.run()
    return app.exit_status
