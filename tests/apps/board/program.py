"""`kiosk board` as a process that tells every view it draws.

python -m tests.apps.board.program FOLDER [WIDTHxHEIGHT]
"""

from __future__ import annotations

import json
import sys
import time
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

from kiosk.apps.board.views import BoardView
from kiosk.settings import load
from kiosk.ui.voice.announcer import Announcer
from kiosk.ui.window import prepare


def tell(view: BoardView) -> None:
    """One line a view; `at` is the machine's monotonic clock, which all processes share."""
    print(json.dumps({"at": time.perf_counter()} | asdict(view), ensure_ascii=False), flush=True)


class Frames:
    """Tells of the frame that shows a new view."""

    def __init__(self) -> None:
        self._waiting = False

    def view(self, view: BoardView) -> None:
        tell(view)
        self._waiting = True

    def flip(self, *_: object) -> None:
        if self._waiting:
            self._waiting = False
            print(json.dumps({"drawn": time.perf_counter()}), flush=True)


def main(folder: Path, size: tuple[int, int] = (960, 540)) -> int:
    prepare(size, folder / "kivy", fullscreen=False)
    from kivy.core.window import Window

    from kiosk.apps.board import parts
    from kiosk.apps.board.app import BoardApp

    overheard = (sys.executable, "-m", "tests.apps.board.overheard", str(folder / "heard.jsonl"))
    room: Any = parts
    room.Announcer = partial(Announcer, command=overheard)
    app = BoardApp(load(folder / "kiosk.toml"))
    frames = Frames()
    app.on_view = frames.view
    Window.bind(on_flip=frames.flip)
    app.run()
    return app.exit_status


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), *[tuple(map(int, given.split("x"))) for given in sys.argv[2:]]))  # type: ignore[arg-type]
