"""The first start put together. Composition only: it wires the line, the ports, the flow and the pages.

It ends by SIGTERM, when the root side has done everything, and by itself with 75 when the screen has another size than
the picture: the system starts it again then.
"""

from __future__ import annotations

import logging
import signal
from functools import partial
from math import hypot
from pathlib import Path
from typing import Any

from kivy.app import App
from kivy.clock import Clock
from kivy.core.window import Window

from kiosk.apps.first_start import screen
from kiosk.apps.first_start.choosing import PanelSize
from kiosk.apps.first_start.flow import Around, FirstStart
from kiosk.apps.first_start.line import Line
from kiosk.apps.first_start.ports import SerialDevices
from kiosk.apps.first_start.screens.frame import Frame
from kiosk.apps.terminal.maintenance import EXIT_FOR
from kiosk.core.process import watchdog
from kiosk.settings import Settings
from kiosk.ui import kiosk_mode, look, x_screen
from kiosk.ui.faults import EXIT_FAULTS, Faults
from kiosk.ui.screen_ppi import screen_ppi
from kiosk.ui.theme import Mode, Panel, Theme

log = logging.getLogger("kiosk.first_start")


class FirstStartApp(App):
    """`exit_status` is for the process when `run` returns."""

    def __init__(self, settings: Settings, socket: Path, **rest: Any) -> None:
        super().__init__(**rest)
        self.settings, self._socket = settings, socket
        self.exit_status = 0
        self._watch: x_screen.ScreenWatch | None = None

    def build(self) -> Frame:
        wide, high = (int(n) for n in Window.size)
        panel = self.settings.panel
        found = screen_ppi(panel.panel_ppi)
        size = Panel(wide, high, found.ppi, panel.panel_bottom_mm, panel.view_distance)
        look.use(Theme(size, Mode(language=self.settings.terminal.languages[0])))
        Window.clearcolor = look.color("ground")
        kiosk_mode.enter(self)
        inches = round(hypot(wide, high) / found.ppi, 1) if found.source == "panel" else 0.0
        devices = SerialDevices(self.settings.printer.baud)
        self.frame = Frame(self._back)
        self.flow = FirstStart(self.frame, Around(Line(self._socket), devices, PanelSize(wide, high, inches)))
        self.frame.add_pages(screen.pages(self.flow))
        Faults(log, lambda: self.frame.page_name, go_on=self._go_on_soon, give_up=self._give_up).listen()
        self.flow.start()
        return self.frame

    def on_start(self) -> None:
        Window.bind(on_flip=self._first_frame)
        # SDL turns SIGTERM into a window close, which a kiosk ignores: `systemctl stop` would end in SIGKILL.
        signal.signal(signal.SIGTERM, self._told_to_stop)

    def _told_to_stop(self, *_: object) -> None:
        Clock.schedule_once(self._leave, 0)

    def _leave(self, _dt: float) -> None:
        self.stop()

    def _first_frame(self, *_: object) -> None:
        Window.unbind(on_flip=self._first_frame)
        watchdog.notify_ready("asking")
        interval = watchdog.interval_seconds()
        if interval:
            Clock.schedule_interval(self._ping, interval)
        self._watch = x_screen.watch(tuple(Window.size), partial(self.frame.post, self._screen_changed))

    def _ping(self, _dt: float) -> None:
        watchdog.ping()

    def _screen_changed(self) -> None:
        log.warning("the screen has another size now: starting anew for it")
        self.exit_status = EXIT_FOR["restart"]
        self.stop()

    def _back(self) -> None:
        self.flow.back()

    def _go_on_soon(self) -> None:
        """The page that failed is drawn anew; not from inside the failing call."""
        Clock.schedule_once(self._go_on, 0)

    def _go_on(self, _dt: float) -> None:
        self.flow.redraw()

    def _give_up(self) -> None:
        self.exit_status = EXIT_FAULTS
        self.stop()

    def on_stop(self) -> None:
        watchdog.notify_stopping()
        if self._watch:
            self._watch.close()
        self.frame.close()
