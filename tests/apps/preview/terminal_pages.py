"""The real terminal, off screen: it opens exhibits of its installed packs by itself, and what stands there is saved.

`python -m tests.apps.preview.terminal_pages PLACE WIDTHxHEIGHT AT MODE KEY…` writes PLACE/<n>-window.png and
<n>-drawn.png; the KEY `list` is no exhibit. On standard output, a line for each: seconds from asked to shown.
"""

from __future__ import annotations

import json
import os
import sys
import time
from datetime import datetime
from pathlib import Path
from typing import Any

from kiosk.settings import (
    HallSettings,
    PanelSettings,
    PrinterSettings,
    ReaderSettings,
    Settings,
    SoundSettings,
    TerminalSettings,
)
from kiosk.ui.theme import Mode
from kiosk.ui.window import prepare

HALL, SHORT = "云溪里社区党群服务中心", "云溪里"
PANELS = {"1080x1920": PanelSettings(panel_ppi=102.46), "1920x1080": PanelSettings(
    panel_ppi=68.84, panel_bottom_mm=900.0, view_distance=1.25)}  # fmt: skip
REST_SECONDS = 0.5  # of the clock, for pictures to be decoded and laid up: far more than they need


def main(place: Path, size: str, at: str, large: str, keys: list[str]) -> None:
    os.environ["SDL_VIDEODRIVER"] = "offscreen"
    wide, high = (int(part) for part in size.split("x"))
    prepare((wide, high), place / "kivy", fullscreen=False)
    from kivy.clock import Clock
    from kivy.core.window import Window
    from kivy.graphics import ClearBuffers, ClearColor, Fbo
    from kivy.graphics.opengl import GL_RGBA, GL_UNSIGNED_BYTE, glReadPixels
    from PIL import Image

    from kiosk.apps.terminal.app import TerminalApp
    from kiosk.ui import look
    from kiosk.ui.texture_upload import Upload

    settings = Settings(
        hall=HallSettings(name=HALL, short_name=SHORT, data_dir=place / "hall"),
        terminal=TerminalSettings(
            hall_url="http://127.0.0.1:9", data_dir=place / "terminal", packs_dir=place / "packs", languages=("zh",)
        ),
        sound=SoundSettings(enabled=False), panel=PANELS[size],
        printer=PrinterSettings(port=str(place / "printer")), card_reader=ReaderSettings(port=str(place / "reader")),
    )  # fmt: skip
    app = TerminalApp(settings, mode=Mode(large=large == "elder"))
    app._hall_now = lambda: datetime.fromisoformat(at)  # type: ignore[method-assign]
    waiting = list(enumerate(keys))
    asked = 0.0

    def open_next(_dt: float) -> None:
        nonlocal asked
        if not waiting:
            app.stop()
            return
        number, key = waiting.pop(0)
        asked = time.perf_counter()
        given = app.rooms._given  # type: ignore[union-attr]
        to_read = given.to_read()
        assert to_read
        to_read.open(key) if "/" in key else given.rooms["exhibition"].start()
        Clock.schedule_interval(lambda _dt: settled(number), 0)

    def settled(number: int) -> bool:
        """Told when everything has come; saved when it is beyond doubt."""
        view: Any = app.shell.now()[1]
        front = app.shell.front
        shown = getattr(front, "screens", 1) and not app.shell._errands._pool._work_queue.qsize()
        pictures = [getattr(view, name) for name in ("hero", "picture") if hasattr(view, name)][:1]
        has_all = getattr(view, "as_text", False) or None not in pictures
        if shown and has_all:
            print(json.dumps({"entry": time.perf_counter() - asked}), flush=True)
            Clock.schedule_once(lambda _dt: save(number), REST_SECONDS)
            return False
        return True

    def save(number: int) -> None:
        if any(isinstance(getattr(event.get_callback(), "__self__", None), Upload) for event in Clock.get_events()):
            Clock.schedule_once(lambda _dt: save(number), REST_SECONDS)  # a busy machine: strips are still to come
            return
        app.shell.frame.set_online(True)
        Clock.schedule_once(lambda _dt: read(number), 0.1)

    def read(number: int) -> None:
        """The window, and the same canvas drawn as pictures are: a window rounds half a pixel otherwise."""
        Window.on_draw()
        shown = glReadPixels(0, 0, wide, high, GL_RGBA, GL_UNSIGNED_BYTE)
        drawn: Any = Fbo(size=(wide, high), with_stencilbuffer=True)
        with drawn:
            ClearColor(*look.color("ground"))
            ClearBuffers()
        drawn.add(app.shell.canvas)
        drawn.draw()
        for name, pixels in (("window", shown), ("drawn", drawn.pixels)):
            image = Image.frombytes("RGBA", (wide, high), pixels).convert("RGB")
            image.transpose(Image.Transpose.FLIP_TOP_BOTTOM).save(place / f"{number}-{name}.png", compress_level=1)
        drawn.remove(app.shell.canvas)
        Clock.schedule_once(open_next, 0)

    def ready() -> None:
        app.shell.begin_visit()
        Clock.schedule_once(open_next, 0)

    app.on_ready = ready
    app.run()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3], sys.argv[4], sys.argv[5:])
