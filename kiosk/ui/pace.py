"""How often Kivy's loop looks up: at full rate while anything moves or is touched, at a quarter of it when all is calm.

A hall's screen stands still most of the day, and a loop that wakes thirty times a second to find nothing is most of
what an idle terminal costs. The first touch after a rest is seen one slow round later at the latest (100 ms).
"""

from __future__ import annotations

from typing import Any

from kivy.clock import Clock
from kivy.core.window import Window

# Kivy's clock wakes before its time: a third of a round is what it thinks it can tell apart, and it is early by 4/5 of
# that.
EARLY = 1 - 4 / 5 / 3
FULL = 30  # asked for; about 40 rounds a second come of it
RESTING = 10 * EARLY  # ten rounds a second
STILL_SECONDS = 5.0
LOOK_SECONDS = 1.0


class Pace:
    """Runs from `start` to `stop`. Anything drawn counts as moving: Kivy draws only what has changed."""

    def __init__(self) -> None:
        self._moved = Clock.time()

    def start(self) -> None:
        Window.bind(on_flip=self._stir, on_touch_down=self._stir)
        Clock.schedule_interval(self._look, LOOK_SECONDS)

    def stop(self) -> None:
        Window.unbind(on_flip=self._stir, on_touch_down=self._stir)
        Clock.unschedule(self._look)
        Clock._max_fps = FULL

    @property
    def resting(self) -> bool:
        return bool(Clock._max_fps == RESTING)

    def _stir(self, *_: Any) -> bool:
        self._moved = Clock.time()
        Clock._max_fps = FULL  # Kivy reads it each round and has no other name for it
        return False

    def _look(self, _dt: float) -> None:
        if Clock.time() - self._moved > STILL_SECONDS:
            Clock._max_fps = RESTING
