"""One state of one widget, and how to make it. No Kivy at import: the window comes first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Story:
    """`state` in a few words, `make` a fresh widget in the theme in force.

    `high` in dpx for a widget that takes the height it is given; 0 for one that knows its own. A `page` is drawn
    alone, in the frame of header and dock.
    """

    state: str
    make: Callable[[], Any]
    high: int = 0
    page: bool = False


def held(widget: Any, **states: object) -> Any:
    """The widget with `pressed`, `focus`, `off`, `busy` or its own `state` set, as a finger or a flow would."""
    for name, value in states.items():
        setattr(widget, name, value)
    return widget
