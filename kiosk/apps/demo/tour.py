"""`kiosk tour`: real touches through every main screen, with emulated devices on a throw-away hall.

Writes DIR/tour.json and the pictures and slips it names:

    {"mode": "standard", "language": "zh", "orientation": "portrait", "size": [1080, 1920],
     "steps": [{"name", "screen", "picture", "touch_to_frame_ms"}],
     "slips": [{"number", "text", "bytes", "picture"}]}

`touch_to_frame_ms` is the time from the finger coming down to the next frame on the screen; null where the step
needed no touch. Every picture is of a state the program reached by itself.
"""

from __future__ import annotations

import json
import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

from kiosk.apps.demo.pace import DEADLINE_SECONDS, TourFailed
from kiosk.apps.demo.stand import LANDSCAPE, PORTRAIT, Stand
from kiosk.settings import VisitSettings
from kiosk.ui import language
from kiosk.ui.theme import Mode

MODES = {"standard": Mode(), "elder": Mode(large=True), "contrast": Mode(contrast=True)}
# The warning comes sooner than in a hall, so that the tour need not wait; the time to answer stays 20 s. A page that
# ends by itself stays long: on a busy machine a slip alone takes a minute.
TOUR_VISIT = VisitSettings(
    warn_seconds=25, wipe_seconds=45, record_warn_seconds=25, done_return_seconds=300, slide_seconds=6
)


def run_tour(
    out: Path, *, landscape: bool = False, mode: str = "standard", speak: str = language.DEFAULT, half: bool = False
) -> int:
    """Run the tour and write it to `out`. Exit status 0, or 1 with the step that failed on stderr.

    `half`: on a panel as large with half the pixels each way, where drawing in software takes a quarter of the time.
    """
    os.environ.setdefault("SDL_VIDEODRIVER", "offscreen")
    out.mkdir(parents=True, exist_ok=True)
    (wide, high), panel = LANDSCAPE if landscape else PORTRAIT
    size = (wide, high)
    if half:
        size, panel = (wide // 2, high // 2), replace(panel, panel_ppi=panel.panel_ppi / 2)
    try:
        with Stand(panel=panel, visit=TOUR_VISIT, letters=True, exam=True, unheard=True) as stand:
            book = _travel(stand, out, size, replace(MODES[mode], language=speak))
    except TourFailed as failed:
        print(f"kiosk tour: {failed}", file=sys.stderr)
        return 1
    book.update(mode=mode, language=speak, orientation="landscape" if landscape else "portrait", size=list(size))
    (out / "tour.json").write_text(json.dumps(book, ensure_ascii=False, indent=1), encoding="utf-8")
    print(f"{len(book['steps'])} screens, {len(book['slips'])} slips in {out}")
    return 0


def _travel(stand: Stand, out: Path, size: tuple[int, int], mode: Mode) -> dict[str, Any]:
    from kiosk.ui.window import prepare

    prepare(size, stand.folder / "kivy", fullscreen=False)
    from kiosk.apps.demo.guide import Guide
    from kiosk.apps.demo.route import route
    from kiosk.apps.terminal.app import TerminalApp

    app = TerminalApp(stand.settings, mode=mode)
    guide = Guide(app, stand, out)
    guide.follow(route(guide), DEADLINE_SECONDS)
    app.run()
    guide.finish()
    return guide.book
