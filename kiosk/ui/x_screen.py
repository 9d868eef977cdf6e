"""The X screen itself: how large it is now, and whether a window manager looks after windows. Xlib by ctypes.

Kivy asks SDL, and SDL without a window manager places a full-screen window before the size holds: the picture stood
displaced, cut at two sides, until the next start. So without a manager the window is made in the screen's own size at
its corner, and what changes the screen later (a panel switched on late, turned, or changed) is noticed here.
"""

from __future__ import annotations

import ctypes
import os
import threading
from collections.abc import Callable
from ctypes import byref, c_char_p, c_int, c_long, c_uint, c_ulong, c_void_p

LOOK_SECONDS = 2.0
_LIBRARY = "libX11.so.6"
_ANY_PROPERTY_TYPE = 0


class NoXScreen(Exception):
    """No X server answers at $DISPLAY, or libX11 is missing."""


class XScreen:
    """A connection of its own; use it from one thread. Raises NoXScreen."""

    def __init__(self) -> None:
        try:
            self._x = ctypes.CDLL(_LIBRARY)
        except OSError as error:
            raise NoXScreen(str(error)) from error
        self._x.XOpenDisplay.restype, self._x.XOpenDisplay.argtypes = c_void_p, [c_char_p]
        self._x.XDefaultRootWindow.restype, self._x.XDefaultRootWindow.argtypes = c_ulong, [c_void_p]
        self._display = c_void_p(self._x.XOpenDisplay(None))
        if not self._display:
            raise NoXScreen("no X server answers at $DISPLAY")
        self._root = c_ulong(self._x.XDefaultRootWindow(self._display))

    def size(self) -> tuple[int, int]:
        """Width and height in pixels, now."""
        root, place = c_ulong(), (c_int(), c_int())
        wide, high, border, depth = c_uint(), c_uint(), c_uint(), c_uint()
        self._x.XGetGeometry(
            self._display, self._root, byref(root), byref(place[0]), byref(place[1]),
            byref(wide), byref(high), byref(border), byref(depth),
        )  # fmt: skip
        return wide.value, high.value

    def managed(self) -> bool:
        """Whether a window manager runs: it names itself on the root window (EWMH, _NET_SUPPORTING_WM_CHECK)."""
        self._x.XInternAtom.restype = c_ulong
        name = c_ulong(self._x.XInternAtom(self._display, b"_NET_SUPPORTING_WM_CHECK", False))
        kind, form, count, rest, data = c_ulong(), c_int(), c_ulong(), c_ulong(), c_void_p()
        self._x.XGetWindowProperty(
            self._display, self._root, name, c_long(0), c_long(1), False, c_ulong(_ANY_PROPERTY_TYPE),
            byref(kind), byref(form), byref(count), byref(rest), byref(data),
        )  # fmt: skip
        if data:
            self._x.XFree(data)
        return count.value > 0

    def close(self) -> None:
        self._x.XCloseDisplay(self._display)


class ScreenWatch:
    """Calls `changed` on a thread of its own, once, when the screen has another size than `drawn` and keeps it."""

    def __init__(
        self, drawn: tuple[int, int], changed: Callable[[], None], open_screen: Callable[[], XScreen] = XScreen,
        every_seconds: float = LOOK_SECONDS,
    ) -> None:  # fmt: skip
        self._drawn, self._changed, self._open, self._every = drawn, changed, open_screen, every_seconds
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._look, name="screen-watch", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def close(self) -> None:
        self._stop.set()

    def _look(self) -> None:
        screen, last = self._open(), self._drawn
        while not self._stop.wait(self._every):
            now = screen.size()
            if now == last != self._drawn:  # twice the same: a change of mode passes through other sizes
                self._changed()
                return
            last = now


def watch(drawn: tuple[int, int], changed: Callable[[], None]) -> ScreenWatch | None:
    """A started watch; None off X, and where no service manager would start the program again after it ended."""
    if os.environ.get("SDL_VIDEODRIVER") != "x11" or "NOTIFY_SOCKET" not in os.environ:
        return None
    found = ScreenWatch(drawn, changed)
    found.start()
    return found
