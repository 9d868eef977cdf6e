"""Header and dock: every key, every switch on and off, the network away."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from kiosk.apps.demo.gallery import words
from kiosk.apps.demo.gallery.story import Story, held
from kiosk.ui.touch import Tappable
from kiosk.ui.widgets.frame import dock, header, top_note

TITLE = "Header, Dock"
WIDE = True  # as wide as the panel


def stories() -> Iterator[Story]:
    yield Story("online, demo", partial(_header, words.HALL, online=True))
    yield Story("offline, name of 20 characters gives way to the short one", partial(_header, words.NAME_20))
    yield Story("a note over the header", _note, high=112)
    yield Story("back and home", partial(_dock, ("back", "home")))
    yield Story("every switch on", partial(_dock, ("back", "home"), frozenset(dock.SWITCHES)))
    yield Story("last screens", partial(_dock, ("end",)))
    yield Story("pressed", partial(_pressed, ("back", "home")))


def _header(name: str, *, online: bool = False) -> header.Header:
    made = header.Header(name, "云溪里", demo=True)
    return held(made, clock="10:26", online=online)  # type: ignore[no-any-return]


def _note() -> top_note.TopNote:
    note = top_note.TopNote()
    note.size_hint_x = 1
    note.show("这一屏只能用耳机听。")
    return note


def _dock(nav: tuple[str, ...], on: frozenset[str] = frozenset()) -> dock.Dock:
    return dock.Dock(nav, _ignore, on)


def _pressed(nav: tuple[str, ...]) -> dock.Dock:
    made = _dock(nav)
    for widget in made.walk(restrict=True):
        if isinstance(widget, Tappable):
            widget.pressed = True
    return made


def _ignore(key: str) -> None:
    """A gallery leads nowhere."""
