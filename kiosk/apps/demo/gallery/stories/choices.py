"""One of a list of which one is chosen, and texts that share a room."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from kiosk.apps.demo.gallery import words
from kiosk.apps.demo.gallery.story import Story, held
from kiosk.ui import look
from kiosk.ui.widgets.choice import ChoiceRow
from kiosk.ui.widgets.told import Part, Told

TITLE = "ChoiceRow, Told"
_ROW_HIGH, _WIDE, _HIGH = 120, 500, 220


def stories() -> Iterator[Story]:
    yield Story("choice, normal", partial(_choice, "normal"), high=_ROW_HIGH)
    yield Story("choice, chosen", lambda: held(_choice("chosen"), chosen=True), high=_ROW_HIGH)
    yield Story("choice, name of 20 characters", partial(_choice, "long", words.NAME_20), high=_ROW_HIGH)
    yield Story("told, all of it", partial(_told, words.ROW_NOTE), high=_HIGH)
    yield Story("told, cut", partial(_told, words.ROW_NOTE * 20), high=_HIGH)


def _choice(tap: str, title: str = words.ROW) -> ChoiceRow:
    return ChoiceRow(title, words.ROW_NOTE, tap=tap, on_tap=_nothing)


def _told(text: str) -> Told:
    parts = (Part(words.ROW, ("title", "label")), Part(text, gives=True))
    return Told(parts, (look.px(_WIDE), look.px(_HIGH)))


def _nothing() -> None:
    """It leads nowhere."""
