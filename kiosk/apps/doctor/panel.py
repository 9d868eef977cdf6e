"""The panel: how large things are drawn, and in which colours."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kiosk.apps.doctor import words
from kiosk.apps.doctor.check import Check, fail, ok, warn
from kiosk.settings import Settings
from kiosk.ui import theme_file
from kiosk.ui.screen_ppi import panel_px, screen_ppi
from kiosk.ui.theme import Panel
from kiosk.ui.touch_band import touch_band

TURNED = Path("/etc/kiosk/turned")  # deploy/screen turns the picture as it says


def size(settings: Settings) -> Iterator[Check]:
    """Targets are 20 mm only where the panel's fineness is known."""
    found = screen_ppi(settings.panel.panel_ppi)
    title, what = words.TITLES["panel"], words.panel_found(found.ppi, found.source)
    if found.source == "assumed" or (found.source == "panel" and settings.panel.panel_ppi):
        yield warn("panel", title, what, words.PANEL_MEND)
    else:
        yield ok("panel", title, what)


def hanging(settings: Settings, turned: Path = TURNED) -> Iterator[Check]:
    """Whether everybody reaches what is to be touched, and hits it (`touch_band`); nothing on a machine without a
    terminal."""
    if not settings.terminal.data_dir.exists():
        return
    given, (wide, high) = settings.panel, panel_px()
    if turned.is_file() and turned.read_text(errors="replace").strip() in ("left", "right"):
        wide, high = high, wide
    band = touch_band(
        Panel(wide, high, screen_ppi(given.panel_ppi).ppi, given.panel_bottom_mm, given.view_distance)
    )  # fmt: skip
    title, what = words.TITLES["reach"], words.hangs(given.panel_bottom_mm, band.lowest_mm, band.highest_mm)
    mend = [words.hang(rise)] if (rise := band.raise_by(given.panel_bottom_mm)) else []
    if band.small:
        what = f"{what}；{words.small_targets(band.target_mm, band.scale)}"
        mend.append(words.upright_or_larger(lying=wide > high))
    yield warn("reach", title, what, "；".join(mend)) if mend else ok("reach", title, what)


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
