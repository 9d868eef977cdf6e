"""What a card is read for: shown before every read (PIPL 29, GB/T 35273), in full and, once agreed to, in short.

purposes(Purposes(words.PURPOSE_TITLE, words.PURPOSES, words.PURPOSE_SHORT, words.PURPOSE_NOTE))
purposes_agreed(the_same, words.agreed("10:26"))
"""

from __future__ import annotations

from dataclasses import dataclass

from kivy.graphics import Color, Rectangle
from kivy.uix.widget import Widget

from kiosk.ui import look
from kiosk.ui.tokens import Air, BadgeSide, IconSize
from kiosk.ui.widgets.card import Card
from kiosk.ui.widgets.chip import Chip
from kiosk.ui.widgets.icon import Badge, Icon
from kiosk.ui.widgets.layout import Column, Gap, Row
from kiosk.ui.widgets.text import Text


@dataclass(frozen=True)
class Purposes:
    """``each``: icon, what, and how; ``short``: each in one line. ``note``: what stays; ``narrow`` the same, broken by
    sense for half the width.
    """

    title: str
    each: tuple[tuple[str, str, str], ...]
    short: tuple[str, ...]
    note: str
    narrow: str = ""


def purposes(told: Purposes) -> Card:
    """In full: each purpose with how, evenly over the card's height."""
    low = look.large() and look.landscape()
    parts: list[Widget] = [Text(told.title, "title")]
    for icon, what, how in told.each:
        said = Column(
            Text(what, "label"), Text(how, "note" if low else "body", "ink_2"), gap=0 if low else Air.XXS, fit=True,
            pos_hint={"center_y": 0.5},
        )  # fmt: skip
        parts += [_Rule(), Row(Badge(icon, "pine", BadgeSide.XS if low else BadgeSide.L), said, gap=Air.XL)]
    parts += [_Rule(), _note(told, narrow=look.large() and not look.landscape())]
    return Card(*parts, gap=Air.XS if low else Air.M, padding=(Air.XXL, Air.M if low else Air.XL))


def purposes_agreed(told: Purposes, agreed: str) -> Card:
    """In short, with the word of consent (10:26 您已同意); as high as its lines."""
    chip = Chip(agreed, "ok", "check-circle")
    title = Text(told.title, "title", fit=True)
    beside = Row(title, Gap(), chip, size_hint_y=None)
    beside.bind(minimum_height=beside.setter("height"))
    head = [beside]
    if look.landscape():  # a narrower card
        beside.remove_widget(chip)
        head.append(chip)
    lines = [_line(icon, text) for (icon, _, _), text in zip(told.each, told.short, strict=True)]
    note = [] if look.landscape() and look.large() else [_note(told, narrow=look.landscape())]  # on the page before
    card = Card(*head, *lines, *note, gap=Air.S, padding=(Air.XXL, Air.XL))
    if not look.landscape():
        card.size_hint_y = None
        card.bind(minimum_height=card.setter("height"))
    else:
        card.add_widget(Gap())
    return card


def _note(told: Purposes, *, narrow: bool) -> Text:
    return Text((told.narrow or told.note) if narrow else told.note, "body", "ink_2")


def _line(icon: str, text: str) -> Row:
    row = Row(Icon(icon, IconSize.M, "pine"), Text(text, "body"), gap=Air.L, size_hint_y=None)
    row.bind(minimum_height=row.setter("height"))
    return row


class _Rule(Widget):
    """A thin line between purposes."""

    spoken = ""

    def __init__(self) -> None:
        super().__init__(size_hint_y=None, height=look.px(Air.HAIR))
        with self.canvas:
            Color(*look.color("line"))
            self._stroke = Rectangle()
        self.bind(pos=self._place, size=self._place)

    def _place(self, *_: object) -> None:
        self._stroke.pos, self._stroke.size = self.pos, self.size
