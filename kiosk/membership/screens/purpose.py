"""What the card is read for: shown before every read (PIPL 29, GB/T 35273)."""

from __future__ import annotations

from kivy.uix.widget import Widget

from kiosk.membership import screen_words as words
from kiosk.ui import look
from kiosk.ui.widgets.card import Card
from kiosk.ui.widgets.chip import Chip
from kiosk.ui.widgets.icon import Icon
from kiosk.ui.widgets.layout import Gap, Row
from kiosk.ui.widgets.text import Text


def purpose(agreed_at: str = "", *, roomy: bool = False) -> Card:
    """The purposes on a card; with `agreed_at` (`10:26`) it says that the visitor has agreed. `roomy`: larger lines."""
    chip = [Chip(words.agreed(agreed_at), "ok", "check-circle")] if agreed_at else []
    title = Text(words.PURPOSE_TITLE, "title", fit=bool(chip))
    head = Row(title, *([Gap(), *chip] if chip else []), size_hint_y=None)
    head.bind(minimum_height=head.setter("height"))
    lines = [_line(icon, text, roomy) for icon, text in words.PURPOSES]
    note: list[Widget] = [Text(words.PURPOSE_NOTE, "body", "ink_2")]
    return Card(Gap(), head, *lines, *note, Gap(), gap=28 if roomy else 16, padding=(44, 12))


def _line(icon: str, text: str, roomy: bool) -> Row:
    token = "label" if roomy else "body"
    words_line = Text(text, token, bold=False)
    row = Row(Icon(icon, 68 if roomy else 46, "pine"), words_line, gap=22, size_hint_y=None)
    row.bind(minimum_height=row.setter("height"))
    if roomy and not look.landscape():
        row.padding = [0, look.px(10), 0, look.px(10)]
    return row
