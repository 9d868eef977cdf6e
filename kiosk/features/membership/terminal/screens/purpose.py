"""What the card is read for: shown before every read (PIPL 29, GB/T 35273), in full and, once agreed to, in short."""

from __future__ import annotations

from kivy.graphics import Color, Rectangle
from kivy.uix.widget import Widget

from kiosk.features.membership.terminal import words
from kiosk.ui import look
from kiosk.ui.tokens import Air, BadgeSide, IconSize
from kiosk.ui.widgets.card import Card
from kiosk.ui.widgets.chip import Chip
from kiosk.ui.widgets.icon import Badge, Icon
from kiosk.ui.widgets.layout import Column, Gap, Row
from kiosk.ui.widgets.text import Text


def purposes() -> Card:
    """In full: each purpose with how, evenly over the card's height."""
    low = look.large() and look.landscape()
    parts: list[Widget] = [Text(words.PURPOSE_TITLE, "title")]
    for icon, what, how in words.PURPOSES:
        told = Column(
            Text(what, "label"), Text(how, "note" if low else "body", "ink_2"), gap=0 if low else Air.XXS, fit=True,
            pos_hint={"center_y": 0.5},
        )  # fmt: skip
        parts += [_Rule(), Row(Badge(icon, "pine", BadgeSide.XS if low else BadgeSide.L), told, gap=Air.XL)]
    parts += [_Rule(), _note(narrow=look.large() and not look.landscape())]
    return Card(*parts, gap=Air.XS if low else Air.M, padding=(Air.XXL, Air.M if low else Air.XL))


def purposes_agreed(agreed_at: str) -> Card:
    """In short, with the time of consent (`10:26`); as high as its lines."""
    chip = Chip(words.agreed(agreed_at), "ok", "check-circle")
    title = Text(words.PURPOSE_TITLE, "title", fit=True)
    beside = Row(title, Gap(), chip, size_hint_y=None)
    beside.bind(minimum_height=beside.setter("height"))
    head = [beside]
    if look.landscape():  # a narrower card
        beside.remove_widget(chip)
        head.append(chip)
    short = [what for _, what, _ in words.PURPOSES[:-1]] + [words.PURPOSE_LAST_SHORT]
    lines = [_line(icon, text) for (icon, _, _), text in zip(words.PURPOSES, short, strict=True)]
    note = [] if look.landscape() and look.large() else [_note(narrow=look.landscape())]  # told on the page before
    card = Card(*head, *lines, *note, gap=Air.S, padding=(Air.XXL, Air.XL))
    if not look.landscape():
        card.size_hint_y = None
        card.bind(minimum_height=card.setter("height"))
    else:
        card.add_widget(Gap())
    return card


def _note(*, narrow: bool) -> Text:
    return Text(words.PURPOSE_NOTE_NARROW if narrow else words.PURPOSE_NOTE, "body", "ink_2")


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
