"""Draws the gallery: DIR/*.png and DIR/gallery.json.

{"pictures": [{"file", "group", "states", "mode", "orientation"}],
 "measurements": [{"mode", "orientation", "smallest_target_mm": {"value", "where"}, …}]}
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import asdict
from importlib import import_module
from pathlib import Path
from typing import Any

from kiosk.apps.demo.gallery.stories import GROUPS
from kiosk.ui.theme import Mode, Panel, Theme

MODES = {
    "standard": Mode(), "elder": Mode(large=True), "contrast": Mode(contrast=True),
    "elder-contrast": Mode(large=True, contrast=True),
}  # fmt: skip
PANELS = {"portrait": Panel(), "landscape": Panel(1920, 1080, ppi=68.84, bottom_mm=900.0, view_distance=1.25)}
WINDOW = (64, 64)  # everything is drawn beside it


def draw_gallery(out: Path, progress: Callable[[int, int], None]) -> dict[str, Any]:
    """Draw every group in every mode and both orientations. `progress` is told how many of how many are done."""
    out.mkdir(parents=True, exist_ok=True)
    book: dict[str, Any] = {"pictures": [], "measurements": []}
    with tempfile.TemporaryDirectory() as home:
        open_window(Path(home))
        rounds = [(mode, panel) for panel in PANELS for mode in MODES]
        for done, (mode, panel) in enumerate(rounds):
            progress(done, len(rounds))
            _one_mode(book, out, mode, panel)
        progress(len(rounds), len(rounds))
    (out / "gallery.json").write_text(json.dumps(book, ensure_ascii=False, indent=1), encoding="utf-8")
    return book


def open_window(home: Path, driver: str = "offscreen") -> None:
    """Kivy off screen (or by SDL's `driver`), drawing as fast as it goes. Call once a process."""
    from kiosk.ui.window import prepare

    os.environ["SDL_VIDEODRIVER"] = driver
    prepare(WINDOW, home, fullscreen=False)
    from kivy.config import Config

    Config.set("graphics", "maxfps", "0")  # before Kivy's clock is made
    from kivy.base import EventLoop

    EventLoop.ensure_window()


def _one_mode(book: dict[str, Any], out: Path, mode: str, panel: str) -> None:
    from kiosk.ui import look
    from kiosk.ui.measure import Measures

    look.use(Theme(PANELS[panel], MODES[mode]))
    measures = Measures()
    for group, sheet, number in _sheets():
        name = f"{group}-{number}-{mode}-{panel}"
        _draw(sheet, out / f"{name}.png", measures, f"{group}-{number}")
        book["pictures"].append(
            {"file": f"{name}.png", "group": group, "states": sheet.states, "mode": mode, "orientation": panel}
        )
    book["measurements"].append({"mode": mode, "orientation": panel, **asdict(measures)})


def _sheets() -> Iterator[tuple[str, Any, int]]:
    for group in GROUPS:
        module = import_module(f"kiosk.apps.demo.gallery.stories.{group}")
        for number, sheet in enumerate(_sheets_of(module), 1):
            yield group, sheet, number


def _sheets_of(module: Any) -> Iterator[Any]:
    from kiosk.apps.demo.gallery.sheets import sheets_of

    return sheets_of(module.TITLE, list(module.stories()), wide=getattr(module, "WIDE", False))


def _draw(sheet: Any, place: Path, measures: Any, where: str) -> None:
    from kiosk.ui import look
    from kiosk.ui.drawing import draw

    panel = look.theme().panel
    picture = draw(sheet.root, (panel.width_px, panel.height_px))
    picture.save(place)
    outside = list(measures.outside_band)
    measures.add(sheet.root, picture, where)
    if not sheet.framed:  # a sheet is no page: its states stand wherever there is room
        measures.outside_band = outside
