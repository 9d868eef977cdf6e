"""The slip as it lies in the visitor's hand, drawn from the ticket: black on white in every mode."""

from __future__ import annotations

from typing import Any

from kivy.graphics import BorderImage, Color, Rectangle
from kivy.uix.widget import Widget

from kiosk.tickets import words
from kiosk.tickets.flow import DoneView
from kiosk.ui import look
from kiosk.ui.widgets.layout import Column, Row
from kiosk.ui.widgets.text import Text

PAPER, INK = (1, 1, 1, 1), (0.07, 0.07, 0.07, 1)
SHADOW_MARGIN, SHADOW_BORDER = 84, 112


class _Rule(Widget):
    spoken = ""

    def __init__(self) -> None:
        super().__init__(size_hint_y=None, height=look.px(3))
        with self.canvas:
            Color(*INK)
            self._line = Rectangle()
        self.bind(pos=self._place, size=self._place)

    def _place(self, *_: object) -> None:
        self._line.pos, self._line.size = self.pos, self.size


class Paper(Column):
    """As wide as it is told, as high as what stands on it."""

    spoken = ""  # everything on it is said elsewhere on the page

    def __init__(self, view: DoneView, **rest: Any) -> None:
        ticket = view.ticket
        lines = [
            _ink(Text(view.hall, "note", bold=True, halign="center")),
            _Rule(),
            _ink(Text(ticket.service, "label", halign="center")),
            _ink(Text(ticket.number, "count", halign="center")),
            _ink(Text(words.SLIP_COMMA.join(words.slip_wait(ticket)), "note", halign="center")),
            _Rule(),
            _ink(Text(words.SLIP_WAIT_HERE, "note")),  # the policy lines stand beside the picture, larger
            _Rule(),
            Row(
                _ink(Text(words.slip_time(ticket.taken_at), "note")), _ink(Text(view.terminal, "note", fit=True)),
                size_hint_y=None, height=look.px(44),
            ),
        ]  # fmt: skip
        if view.reprinted:
            lines.insert(0, _ink(Text(words.SLIP_REPRINT, "label", halign="center")))
        if view.demo:
            lines.append(_ink(Text(words.SLIP_DEMO, "note", halign="center")))
        super().__init__(*lines, gap=8, padding=(20, 24), fit=True, **rest)
        with self.canvas.before:
            Color(1, 1, 1, 0 if look.contrast() else 1)
            self._shadow = BorderImage(
                source=look.asset("shadow_e2"), border=[SHADOW_BORDER] * 4, display_border=[look.px(SHADOW_BORDER)] * 4
            )
            Color(*PAPER)
            self._back = Rectangle()
        self.bind(pos=self._place, size=self._place)

    def _place(self, *_: object) -> None:
        grow = look.px(SHADOW_MARGIN)
        self._shadow.pos = (self.x - grow, self.y - grow)
        self._shadow.size = (self.width + 2 * grow, self.height + 2 * grow)
        self._back.pos, self._back.size = self.pos, self.size


def _ink(text: Text) -> Text:
    text.tint(INK)
    return text
