"""One finger, one action: what every widget that can be tapped shares.

Kivy hands a touch to whoever lies under it; a hall needs more: the press shows in the next frame, a second finger, a
palm or the tail of a double tap on the screen before does nothing, and a tap counts when the finger leaves the
widget it came down on. No swipe, hold or drag means anything.
"""

from __future__ import annotations

import math
from collections.abc import Callable

from kivy.clock import Clock
from kivy.input import MotionEvent
from kivy.properties import BooleanProperty, StringProperty
from kivy.uix.widget import Widget

from kiosk.ui.voice.spoken_forms import tappable_form

SETTLE_SECONDS = 0.3  # after a screen change, the second half of a double tap must not hit the new screen
SLIP_DPX = 24  # a trembling finger may leave the widget by 6 mm


class Hand:
    """Which touch is the one that counts. One for the window."""

    def __init__(self) -> None:
        self._owner: object = None
        self._deaf_until = 0.0
        self.on_press: Callable[[], None] | None = None  # told of every touch that counts: the tick under the finger

    def __repr__(self) -> str:
        return f"Hand(down={self.down}, deaf={self._deaf_until - Clock.time():.2f} s)"

    @property
    def down(self) -> bool:
        """A finger that counts is on the glass."""
        return self._owner is not None

    @property
    def deaf(self) -> bool:
        """No touch counts: the screen has just changed."""
        return bool(Clock.time() < self._deaf_until)

    def screen_changed(self) -> None:
        """Drop the touch in progress and be deaf until SETTLE_SECONDS after the new screen was drawn: on a slow machine
        a finger that came down before it could be seen is heard only then.
        """
        self._owner, self._deaf_until = None, math.inf
        Clock.schedule_once(self._drawn, 0)  # the round after the one that draws it, before that round's touches

    def _drawn(self, _dt: float) -> None:
        self._deaf_until = Clock.time() + SETTLE_SECONDS

    def take(self, touch: MotionEvent) -> bool:
        """Whether this touch, just come down, is the one; a second finger is not."""
        if self._owner is not None or self.deaf:
            return False
        self._owner = touch.uid
        if self.on_press:
            self.on_press()
        return True

    def holds(self, touch: MotionEvent) -> bool:
        return bool(self._owner == touch.uid)

    def let_go(self, touch: MotionEvent) -> None:
        if self._owner == touch.uid:
            self._owner = None


HAND = Hand()


class Tappable(Widget):
    """Mix-in: dispatches `on_tap` once for a finger that comes down and up on the widget.

    `tap_name` names the action for tests and the tour; `off` and `busy` widgets swallow the touch and do nothing.
    """

    tap_name = StringProperty("")
    pressed = BooleanProperty(False)
    focus = BooleanProperty(False)
    off = BooleanProperty(False)
    busy = BooleanProperty(False)

    __events__ = ("on_tap",)

    @property
    def spoken(self) -> str:
        """Its words, then its state."""
        return tappable_form(self)

    def on_tap(self) -> None:
        """The widget was tapped."""

    def on_touch_down(self, touch: MotionEvent) -> bool:
        if not self.collide_point(*touch.pos):
            return False
        if not (self.off or self.busy) and HAND.take(touch):
            touch.grab(self)
            self.pressed = True
        return True

    def on_touch_move(self, touch: MotionEvent) -> bool:
        if touch.grab_current is not self:
            return bool(super().on_touch_move(touch))
        self.pressed = self._near(touch)
        return True

    def on_touch_up(self, touch: MotionEvent) -> bool:
        if touch.grab_current is not self:
            return bool(super().on_touch_up(touch))
        touch.ungrab(self)
        counts = HAND.holds(touch) and self._near(touch) and not (self.off or self.busy)
        HAND.let_go(touch)
        self.pressed = False
        if counts and self.get_root_window() is not None:
            self.dispatch("on_tap")
        return True

    def _near(self, touch: MotionEvent) -> bool:
        return bool(
            self.x - SLIP_DPX <= touch.x <= (self.x + self.width) + SLIP_DPX
            and self.y - SLIP_DPX <= touch.y <= (self.y + self.height) + SLIP_DPX
        )
