"""What a visitor may bring and plug in (a keyboard, a mouse) is worth one finger, and nothing else.

`prepare` (kiosk/ui/window.py) makes `OneFinger` the only reader of the pointer; each program that stands in a lobby
calls `enter` when its window is there. What the display server itself would do (consoles, Ctrl-Alt-Backspace) is
refused by its own settings: deploy/xorg, deploy/screen.
"""

from __future__ import annotations

from typing import Any

from kivy.app import App
from kivy.input.factory import MotionEventFactory
from kivy.input.providers.mouse import MouseMotionEventProvider

POINTER = "one_finger"


class OneFinger(MouseMotionEventProvider):
    """The left button, whatever keys are held with it.

    Kivy's own takes every button and every notch of the wheel for a finger, loses the first of two that are down at
    once (it then stays down for ever, and the attract screen never answers again), and reads Alt, Ctrl and Shift.
    """

    def on_mouse_press(self, win: Any, x: float, y: float, button: str, modifiers: object) -> None:
        if button != "left":
            return
        for lost in list(self.touches.values()):  # its end went to another console
            self.remove_touch(win, lost)
        super().on_mouse_press(win, x, y, button, ())

    def on_mouse_motion(self, win: Any, x: float, y: float, modifiers: object) -> None:
        super().on_mouse_motion(win, x, y, ())

    def on_mouse_release(self, win: Any, x: float, y: float, button: str, modifiers: object) -> None:
        if button == "left":
            super().on_mouse_release(win, x, y, button, ())


MotionEventFactory.register(POINTER, OneFinger)


def enter(app: App) -> None:
    """No key is heard (F1 would open Kivy's settings, which write files), and no close is heeded. Call in `build`."""
    from kivy.core.window import Window

    app.open_settings = _nothing
    Window.bind(on_key_down=_taken, on_key_up=_taken, on_textinput=_taken, on_request_close=_taken)


def _taken(*_: object) -> bool:
    """True: nobody else hears of it."""
    return True


def _nothing(*_: object) -> None:
    """There are no settings to open."""
