"""What a page says aloud, in order: title, state, choices, primary.

A widget's spoken form is its attribute `spoken`:

    a text        it says this, and what it holds is not asked
    ""            it is decoration: an icon beside its word, a picture without content, a line
    no attribute  it holds others, which speak for themselves from top to bottom, left to right

Widgets are known by what they have (`children`, `spoken`, `tap_name`), so this needs no Kivy.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from kiosk.ui.voice import words
from kiosk.ui.voice.spoken import said

Widget = Any  # Kivy ships no types


def reading_of(page: Widget) -> list[str]:
    """Everything `page` says, one line a widget, ready for the voice. The first thing to tap is announced."""
    lines: list[str] = []
    tappable = False
    for widget in _speakers(page.spoken_order()):
        line = said(widget.spoken)
        if not line:
            continue
        if not tappable and hasattr(widget, "tap_name"):
            tappable = True
            lines.append(words.CAN_TAP)
        lines.append(line)
    return lines


def words_of(widget: Widget) -> str:
    """What the parts of `widget` say, as one phrase."""
    return words.AND.join(part.spoken for part in _speakers(_children(widget)) if part.spoken)


def tappable_form(widget: Widget, state: str = "") -> str:
    """The words of something to tap, then its state: chosen, off, busy."""
    told = words.OFF if widget.off else words.BUSY if widget.busy else state
    return words.AND.join(part for part in (words_of(widget), told) if part)


def without_spoken_form(root: Widget) -> list[Widget]:
    """Widgets that draw something and can neither say it nor declare it decoration. Empty layouts draw nothing."""
    if hasattr(root, "spoken"):
        return []
    if not root.children:
        return [] if hasattr(root, "do_layout") else [root]
    return [silent for child in _children(root) for silent in without_spoken_form(child)]


def _speakers(widgets: Iterable[Widget]) -> Iterator[Widget]:
    """The widgets under `widgets` that have something to say, in reading order; hidden ones have not."""
    for widget in widgets:
        if widget.opacity == 0:
            continue
        spoken = getattr(widget, "spoken", None)
        if spoken is None:
            yield from _speakers(_children(widget))
        elif spoken:
            yield widget


def _children(widget: Widget) -> list[Widget]:
    """In the order they were added; Kivy keeps the last one first."""
    return list(reversed(widget.children))
