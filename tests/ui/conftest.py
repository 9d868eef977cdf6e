"""Kivy without a screen: one small offscreen window a process, and a clock that tests turn themselves."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest

os.environ["SDL_VIDEODRIVER"] = "offscreen"

WINDOW = (540, 960)  # half of the 21.5" panel: unit 0.5
PPI = 51.23


@pytest.fixture(scope="session")
def window(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The process's one window."""
    from kiosk.ui.window import prepare

    prepare(WINDOW, tmp_path_factory.mktemp("kivy"), fullscreen=False)
    from kivy.base import EventLoop
    from kivy.core.window import Window

    EventLoop.ensure_window()
    return Window


class TurnedClock:
    """Time moves only by `advance`; a 60 s time-out tests in milliseconds."""

    def __init__(self) -> None:
        self.now = 1000.0

    def advance(self, seconds: float, step: float = 0.25) -> None:
        """Frames of `step` seconds; the last one is drawn."""
        from kivy.base import EventLoop

        end = self.now + seconds
        while self.now + step < end:
            self.now += step
            self._undrawn()
        self.now = end
        EventLoop.idle()

    def frame(self) -> None:
        """One frame, undrawn: in software the drawing took most of the time, and nobody looks at these pixels."""
        self.now += 0.02
        self._undrawn()

    def _undrawn(self) -> None:
        """What `EventLoop.idle` does before it draws."""
        from kivy.base import EventLoop
        from kivy.clock import Clock
        from kivy.lang import Builder

        Clock.tick()
        EventLoop.dispatch_input()
        Builder.sync()
        Clock.tick_draw()
        Builder.sync()

    def until(self, condition: Callable[[], bool]) -> None:
        """Turn frames until something a worker does has happened; real time, with a deadline."""
        import time

        deadline = time.monotonic() + 10
        while not condition():
            assert time.monotonic() < deadline, "did not happen in 10 s"
            self.frame()


@pytest.fixture
def clock(window: Any) -> Iterator[TurnedClock]:
    """Kivy's clock turned by hand. The private attribute is Kivy's; it stays in this one fixture."""
    from kivy.clock import Clock

    from kiosk.ui.touch import HAND

    turned = TurnedClock()
    real_time, real_fps = Clock.time, Clock._max_fps
    Clock.time, Clock._max_fps = lambda: turned.now, 0
    Clock._last_tick = turned.now
    HAND.screen_changed()
    turned.frame()
    turned.now += 1
    yield turned
    for child in list(window.children):
        window.remove_widget(child)
    for event in Clock.get_events():
        event.cancel()
    Clock.time, Clock._max_fps = real_time, real_fps
    Clock._last_tick = Clock.time()


@pytest.fixture
def themed(window: Any) -> Iterator[None]:
    """The standard theme on the small window, whatever a test did before."""
    from kiosk.ui import look
    from kiosk.ui.theme import Panel, Theme

    look.use(Theme(Panel(*WINDOW, ppi=PPI)))
    yield
    look.use(Theme(Panel(*WINDOW, ppi=PPI)))
