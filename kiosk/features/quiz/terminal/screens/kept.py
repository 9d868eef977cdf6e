"""Widgets of the last drawing, placed again in the next: building them is most of what a question costs."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from kivy.uix.widget import Widget

from kiosk.ui.touch import HAND

Made = TypeVar("Made", bound=Widget)
MOST = 24  # kept, of which a drawing uses about a dozen


class Kept:
    """``take`` gives each widget once a drawing; ``begin`` starts the next.

    While a finger is on the glass all are built anew: it came down on what a widget was before, and letting go of it
    must not count for what it has become.
    """

    def __init__(self) -> None:
        self._kept: dict[Hashable, Any] = {}
        self._taken: set[Hashable] = set()

    def begin(self) -> None:
        self._taken.clear()
        if HAND.down:
            self._kept.clear()

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
