"""Pictures of a real board that follows a real throw-away hall: `python docs/board_pictures.py FOLDER`.

Writes board.png (a number is being called) and board_away.png (the hall service has just been stopped), 1920 x 1080,
drawn off screen.
"""

from __future__ import annotations

import os
import sys
import threading
import urllib.request
from pathlib import Path
from typing import Any

os.environ["SDL_VIDEODRIVER"] = "offscreen"

from kiosk.apps.board.views import BoardView
from kiosk.apps.demo.board import SIZE, enrolled
from kiosk.apps.demo.stand import LANDSCAPE, Stand
from kiosk.settings import load
from kiosk.ui.window import prepare

REST_SECONDS = 3.0  # the exhibit's picture is there, motions have come to rest


class Photographer:
    """Calls a number, takes the board's picture, stops the hall, takes another, and ends the board."""

    def __init__(self, app: Any, stand: Stand, folder: Path) -> None:
        self._app, self._stand, self._folder = app, stand, folder
        self._steps = [self._is_up, self._is_called, self._is_away]
        app.on_view = self.look

    def look(self, view: BoardView) -> None:
        if self._steps and self._steps[0](view):
            self._steps.pop(0)

    def _is_up(self, view: BoardView) -> bool:
        if not view.rows or view.away:
            return False
        threading.Thread(target=self._call).start()
        return True

    def _is_called(self, view: BoardView) -> bool:
        if view.call.number != "A012":
            return False
        self._later(self._first)
        return True

    def _is_away(self, view: BoardView) -> bool:
        if view.away is None:
            return False
        self._later(self._second)
        return True

    def _call(self) -> None:
        url = f"{self._stand.settings.terminal.hall_url}/demo/windows/1/call-next"
        urllib.request.urlopen(urllib.request.Request(url, b"", {"x-kiosk-page": "status"})).close()

    def _first(self, _dt: float) -> None:
        self._save("board")
        threading.Thread(target=self._stand.stop_hall).start()

    def _second(self, _dt: float) -> None:
        self._save("board_away")
        self._app.stop()

    def _save(self, name: str) -> None:
        from kivy.core.window import Window

        Path(Window.screenshot(name=str(self._folder / f"{name}-.png"))).replace(self._folder / f"{name}.png")

    def _later(self, call: Any) -> None:
        from kivy.clock import Clock

        Clock.schedule_once(call, REST_SECONDS)


def main(folder: Path) -> None:
    with Stand(panel=LANDSCAPE[1]) as stand:
        settings = load(enrolled(stand, voice=False))
        prepare(SIZE, settings.board.data_dir / "kivy", fullscreen=False)
        from kiosk.apps.board.app import BoardApp

        app = BoardApp(settings)
        Photographer(app, stand, folder)
        app.run()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
