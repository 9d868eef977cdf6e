"""The call board put together. Composition only: it wires the line, the flow, the voice and the screen.

Before the first frame only the empty board is built; packs, the voice and the line follow on a worker.
"""

from __future__ import annotations

import logging
import signal
import threading
from collections.abc import Callable
from functools import partial
from typing import Any

from kivy.app import App
from kivy.clock import Clock
from kivy.core.window import Window

from kiosk.apps.board.flow import BoardFlow
from kiosk.apps.board.scale import BoardTheme
from kiosk.apps.board.screens.board import Board
from kiosk.apps.board.views import BoardView
from kiosk.core.database.clock import HallClock, hall_now
from kiosk.core.process import memory, watchdog
from kiosk.core.process.garbage import set_aside
from kiosk.settings import Settings
from kiosk.ui import kiosk_mode, look, x_screen
from kiosk.ui.errands import Inbox, later
from kiosk.ui.faults import EXIT_FAULTS, Faults
from kiosk.ui.screen_ppi import screen_ppi
from kiosk.ui.theme import Panel
from kiosk.ui.voice.orders import Kind, VoiceEvent
from kiosk.ui.window import software_gl

log = logging.getLogger("kiosk.board")

TICK_SECONDS = 1.0
SET_ASIDE_SECONDS = 2.0  # after the first answer, when its pictures are drawn as well


class BoardApp(App):
    """`exit_status` is for the process when `run` returns."""

    def __init__(self, settings: Settings, **rest: Any) -> None:
        super().__init__(**rest)
        memory.keep_small()
        self.settings = settings
        self.exit_status = 0
        self.on_ready: Callable[[], None] = _nothing  # told when the line is started; tests wait for it
        self.on_view: Callable[[BoardView], None] = _nothing  # told what is drawn; the benchmark listens
        self.parts: Any = None
        self._hall_clock = HallClock.of(hall_now)  # goes as the hall's, once that has answered
        self.post = Inbox().post
        self._stopped = False
        self._silent = False
        self._complete = False
        self._watch: x_screen.ScreenWatch | None = None

    # -- before the first frame ---------------------------------------------------------------

    def build(self) -> Board:
        wide, high = (int(n) for n in Window.size)
        look.use(BoardTheme(Panel(wide, high, screen_ppi(self.settings.board.panel_ppi).ppi)))
        Window.clearcolor = look.color("ground")
        kiosk_mode.enter(self)
        hall = self.settings.hall
        self.board = Board(self.post, moves=not software_gl())
        self.flow = BoardFlow(
            self.settings.board, show=self._show, keep=self._keep, later=later, hall=hall.name, demo=self.settings.demo,
            clock=self._hall_clock,
        )  # fmt: skip
        self.flow.tick()
        Faults(log, lambda: "board", go_on=_nothing, give_up=self._give_up).listen()
        return self.board

    def on_start(self) -> None:
        Window.bind(on_flip=self._first_frame)
        # SDL turns SIGTERM into a window close, which a board ignores: `systemctl stop` would end in SIGKILL.
        signal.signal(signal.SIGTERM, self._told_to_stop)
        signal.signal(signal.SIGINT, self._told_to_stop)

    def _told_to_stop(self, *_: object) -> None:
        Clock.schedule_once(self._leave, 0)

    def _leave(self, _dt: float) -> None:
        self.stop()

    def _first_frame(self, *_: object) -> None:
        Window.unbind(on_flip=self._first_frame)
        watchdog.notify_ready("calling")
        interval = watchdog.interval_seconds()
        if interval:
            Clock.schedule_interval(self._ping, interval)
        Clock.schedule_interval(self._tick, TICK_SECONDS)
        self._watch = x_screen.watch(tuple(Window.size), partial(self.post, self._screen_changed))
        threading.Thread(target=self._load, name="board-load", daemon=True).start()

    def _ping(self, _dt: float) -> None:
        watchdog.ping()

    def _screen_changed(self) -> None:
        """Laid out for another size; systemd starts the board again, which is laid out for this one."""
        log.warning("the screen has another size now: starting anew for it")
        self.stop()

    def _tick(self, _dt: float) -> None:
        self.flow.tick()

    # -- after it -----------------------------------------------------------------------------

    def _load(self) -> None:
        """Import and open what is heavy; on a thread of its own."""
        from kiosk.apps.board.parts import Parts

        parts = Parts(self.settings, self._hall_clock)
        parts.open()
        self.post(partial(self._loaded, parts))

    def _loaded(self, parts: Any) -> None:
        if self._stopped:
            parts.close()
            return
        self.parts = parts
        self.flow.resume(parts.kept)
        self.flow.on_said = parts.tell_said
        if parts.announcer:
            parts.announcer.on_event = self._heard
        self.flow.give_voice(parts.announcer, chime=not self.settings.sound.quiet)
        if parts.link is None:
            self.flow.not_enrolled()
        self._give_exhibits(parts)
        parts.start(self._told, self._lost, partial(self.post, self._packs_moved))
        self.on_ready()

    def _give_exhibits(self, parts: Any) -> None:
        if parts.exhibits is None:
            return
        self.board.exhibit.open(parts.exhibits)
        if self.settings.board.exhibition_after_seconds > 0:
            self.board.give_player(parts.exhibits.slides(self.post, fades=False if software_gl() else None))

    def _packs_moved(self) -> None:
        if self.parts and self.parts.exhibits and self.parts.delivered:
            self.parts.exhibits.renewed(self.parts.delivered.packs, self.parts.delivered.held)

    def _told(self, now: Any) -> None:
        if not self._complete:  # the first answer: every library that is ever needed is loaded
            self._complete = True
            self.post(self._set_aside_soon)
        self._hall_clock.follow(now.at)
        if self.parts.exhibits:
            self.parts.exhibits.told(now.hall)
        self.post(partial(self.flow.told, now))

    def _set_aside_soon(self) -> None:
        later(SET_ASIDE_SECONDS, set_aside)

    def _lost(self, reason: str) -> None:
        self.post(partial(self.flow.lost, reason))

    def _heard(self, event: VoiceEvent) -> None:
        self.post(partial(self._voice_told, event))

    def _voice_told(self, event: VoiceEvent) -> None:
        self.flow.voice.told(event)
        if event.kind is Kind.READY or self.flow.voice.silent != self._silent:
            self._silent = self.flow.voice.silent
            self.parts.tell_voice(well=not self._silent)
            watchdog.notify_status("silent: kiosk doctor says why" if self._silent else "calling")

    def _keep(self, kept: Any) -> None:
        if self.parts and not self._stopped:
            self.parts.keep(kept)

    def _show(self, view: BoardView) -> None:
        self.board.show(view)
        self.on_view(view)

    # -- faults, the end --------------------------------------------------------------------------

    def _give_up(self) -> None:
        """The fresh process finds the last state again."""
        self.exit_status = EXIT_FAULTS
        self.stop()

    def on_stop(self) -> None:
        self._stopped = True
        watchdog.notify_stopping()
        if self._watch:
            self._watch.close()
        self.board.close()
        if self.parts:
            self.parts.close(well=self.exit_status != EXIT_FAULTS)


def _nothing(*_: object) -> None:
    """Nobody listens."""
