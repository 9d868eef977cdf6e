"""The panel: how large things are drawn, and in which colours."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kiosk.apps.doctor import words
from kiosk.apps.doctor.check import Check, fail, ok, warn
from kiosk.settings import Settings
from kiosk.ui import theme_file
from kiosk.ui.screen_ppi import screen_ppi


def size(settings: Settings) -> Iterator[Check]:
    """Targets are 20 mm only where the panel's fineness is known."""
    found = screen_ppi(settings.panel.panel_ppi)
    title, what = words.TITLES["panel"], words.panel_found(found.ppi, found.source)
    if found.source == "assumed" or (found.source == "panel" and settings.panel.panel_ppi):
        yield warn("panel", title, what, words.PANEL_MEND)
    else:
        yield ok("panel", title, what)


def theme(settings: Settings) -> Iterator[Check]:
    """A theme people cannot read is not used; this says which pair, and its ratio."""
    path, title = settings.panel.theme, words.TITLES["theme"]
    if not path:
        yield ok("theme", title, words.THEME_OWN)
        return
    try:
        theme_file.load(Path(path))
    except (theme_file.ThemeRefused, OSError) as error:
        yield fail("theme", title, str(error), words.THEME_MEND)
    else:
        yield ok("theme", title, words.theme_used(path))
