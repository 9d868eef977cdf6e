"""Widgets of the last drawing, placed again in the next: building them is most of what a question costs."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from kivy.uix.widget import Widget

from kiosk.ui import look
from kiosk.ui.touch import HAND

Made = TypeVar("Made", bound=Widget)
MOST = 32  # kept, of which a drawing uses about a dozen


class Redrawn:
    """``take`` gives each widget once a drawing; ``begin`` starts the next, in whatever mode. Pages that are thrown
    away may leave it to the next of them: then nothing of a visitor may stay in what it holds.

    While a finger is on the glass all are built anew: it came down on what a widget was before, and letting go of it
    must not count for what it has become.
    """

    def __init__(self) -> None:
        self._kept: dict[Hashable, Any] = {}
        self._taken: set[Hashable] = set()
        self._theme = look.theme()

    def begin(self) -> None:
        self._taken.clear()
        if HAND.down or self._theme != look.theme():
            self._kept.clear()
        self._theme = look.theme()

    def every(self, kind: type[Made]) -> list[Made]:
        """Those of that class."""
        return [one for one in self._kept.values() if isinstance(one, kind)]

    def take(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """The widget of that key, out of its parent; made where there is none, or where it stands already."""
        if key in self._taken:
            return make()
        self._taken.add(key)
        found: Made = self._kept.pop(key, None) or make()
        self._kept[key] = found  # now the youngest
        while len(self._kept) > MOST:
            del self._kept[next(iter(self._kept))]
        if found.parent:
            found.parent.remove_widget(found)
        return found
