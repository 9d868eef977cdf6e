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
        self._lasting: set[Hashable] = set()
        self._theme = look.theme()

    def begin(self) -> None:
        self._taken.clear()
        if HAND.down or self._theme != look.theme():
            self._kept.clear()
            self._lasting.clear()
        self._theme = look.theme()

    def every(self, kind: type[Made]) -> list[Made]:
        """Those of that class."""
        return [one for one in self._kept.values() if isinstance(one, kind)]

    def take(self, key: Hashable, make: Callable[[], Made], *, lasting: bool = False) -> Made:
        """The widget of that key, out of its parent; made where there is none, or where it stands already. A
        ``lasting`` one does not give way to others, of which there are more.
        """
        if key in self._taken:
            return make()
        self._taken.add(key)
        found: Made = self._kept.pop(key, None) or make()
        self._kept[key] = found  # now the youngest
        if lasting:
            self._lasting.add(key)
        others = [one for one in self._kept if one not in self._lasting]
        for one in others[: max(0, len(others) - MOST)]:
            del self._kept[one]
        _out_of_parent(found)
        return found

    def put_down(self) -> None:
        """The page goes: nothing that is kept may hold it."""
        for one in self._kept.values():
            _out_of_parent(one)


def _out_of_parent(widget: Widget) -> None:
    if widget.parent:
        widget.parent.remove_widget(widget)
