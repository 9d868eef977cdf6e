"""The settings are refused: what and where, until the file is another one; then the program starts anew.

Nothing here can be touched, and nothing of the settings is used.
"""

from __future__ import annotations

import signal
from pathlib import Path
from typing import Any

from kivy.app import App
from kivy.clock import Clock
from kivy.core.window import Window

from kiosk.apps.refused import words
from kiosk.core.process import watchdog
from kiosk.ui import kiosk_mode, look
from kiosk.ui.screen_ppi import screen_ppi
from kiosk.ui.theme import Mode, Panel, Theme
from kiosk.ui.widgets.layout import Column
from kiosk.ui.widgets.state_card import StateCard
from kiosk.ui.widgets.text import Text

LOOK_SECONDS = 2.0
EXIT_ANEW, EXIT_TOLD = 75, 143


class RefusedApp(App):
    """`exit_status` is for the process when `run` returns."""

    def __init__(self, refusal: str, path: Path, **rest: Any) -> None:
        super().__init__(**rest)
        self.exit_status = EXIT_TOLD
        self._refusal, self._path = refusal, path
        self._before = _seen(path)

    def build(self) -> Column:
        wide, high = (int(n) for n in Window.size)
        look.use(Theme(Panel(wide, high, screen_ppi(0.0).ppi), Mode()))
        Window.clearcolor = look.color("ground")
        kiosk_mode.enter(self)
        told = Text(self._refusal, "body", "ink", halign="center")
        english = Text(words.NOTE_EN, "note", "ink_2", halign="center")
        card = StateCard("error", words.TITLE, words.NOTE, under=(told, english))
        return Column(card, padding=look.theme().spaces.margin)

    def on_start(self) -> None:
        signal.signal(signal.SIGTERM, self._told_to_stop)
        watchdog.notify_ready("the settings are refused")
        interval = watchdog.interval_seconds()
        if interval:
            Clock.schedule_interval(self._ping, interval)
        Clock.schedule_interval(self._look, LOOK_SECONDS)

    def _ping(self, _dt: float) -> None:
        watchdog.ping()

    def _look(self, _dt: float) -> None:
        if _seen(self._path) != self._before:
            self.exit_status = EXIT_ANEW
            self.stop()

    def _told_to_stop(self, *_: object) -> None:
        Clock.schedule_once(lambda _dt: self.stop(), 0)


def _seen(path: Path) -> tuple[int, int, int] | None:
    """What changes when somebody writes the file, or puts another in its place."""
    try:
        stat = path.stat()
    except OSError:
        return None
    return stat.st_mtime_ns, stat.st_size, stat.st_ino
