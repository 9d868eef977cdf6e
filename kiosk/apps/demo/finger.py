"""A finger for the tour and the tests: touches that enter Kivy where a touch panel's would."""

from __future__ import annotations

from kivy.base import EventLoop
from kivy.core.window import Window
from kivy.input.motionevent import MotionEvent
from kivy.uix.widget import Widget

from kiosk.ui.touch import Tappable


class TargetMissing(Exception):
    """No such target is on the screen, or it is off."""


class Touch(MotionEvent):
    """One finger, at window pixels counted from the lower left."""

    def __init__(self, x: float, y: float) -> None:
        super().__init__("finger", id(self), {"x": x / max(1, Window.width), "y": y / max(1, Window.height)})

    def depack(self, args: dict[str, float]) -> None:
        self.is_touch = True
        self.sx, self.sy = args["x"], args["y"]
        self.profile = ["pos"]
        super().depack(args)


class Finger:
    """Comes down and goes up; between the two the frame is drawn pressed."""

    def __init__(self) -> None:
        self._touch: Touch | None = None

    def down(self, x: float, y: float) -> None:
        self._touch = Touch(x, y)
        EventLoop.post_dispatch_input("begin", self._touch)

    def up(self) -> None:
        if self._touch:
            touch, self._touch = self._touch, None
            EventLoop.post_dispatch_input("end", touch)


def target(root: Widget, name: str) -> Tappable:
    """The tappable of that `tap_name` on screen. Raises TargetMissing naming what is there."""
    names = []
    for widget in root.walk(restrict=True):
        if isinstance(widget, Tappable) and widget.tap_name:
            names.append(widget.tap_name + (" (off)" if widget.off else ""))
            if widget.tap_name == name and not widget.off:
                return widget
    raise TargetMissing(f"no target {name}; on screen: {', '.join(names)}")
