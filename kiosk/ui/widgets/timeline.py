"""Events on a line: date, what happened, an optional note and word at the right; the last may be the key one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from kivy.graphics import Color, Rectangle, SmoothEllipse
from kivy.uix.widget import Widget

from kiosk.ui import look
from kiosk.ui.tokens import Stroke
from kiosk.ui.voice import words as said
from kiosk.ui.widgets.layout import Column, Gap, Row
from kiosk.ui.widgets.text import Text

DOTS_WIDE, GAP = 32, 26  # dpx: the line's column, and from it to the words
DOT, DOT_DOWN = 28, 26  # its size, and its middle below the top of the words


@dataclass(frozen=True)
class TimelineEvent:
    when: str
    what: str
    note: str = ""
    end: str = ""  # at the right: 21 岁
    key: bool = False


class _Dot(Widget):
    """The mark of one event with its piece of the line."""

    spoken = ""

    def __init__(self, first: bool, last: bool, key: bool) -> None:
        super().__init__(size_hint_x=None, width=look.px(DOTS_WIDE))
        self._first, self._last = first, last
        with self.canvas:
            Color(*look.color("gold_line"))
            self._line = Rectangle()
            Color(*look.color("primary" if key else "gold_line"))
            self._outer = SmoothEllipse()
            Color(*look.color("primary" if key else "surface"))
            self._inner = SmoothEllipse()
        self.bind(pos=self._place, size=self._place)

    def _place(self, *_: object) -> None:
        dot, thick, edge = look.px(DOT), look.px(Stroke.MAIN), look.px(Stroke.CHOSEN)
        middle = (self.y + self.height) - look.px(DOT_DOWN)
        top = middle if self._first else (self.y + self.height)
        bottom = middle if self._last else self.y
        self._line.pos, self._line.size = ((self.x + self.width / 2) - thick / 2, bottom), (thick, max(0, top - bottom))
        self._outer.pos, self._outer.size = ((self.x + self.width / 2) - dot / 2, middle - dot / 2), (dot, dot)
        self._inner.pos = ((self.x + self.width / 2) - dot / 2 + edge, middle - dot / 2 + edge)
        self._inner.size = (dot - 2 * edge, dot - 2 * edge)


class Timeline(Column):
    """Events from top to bottom, spread evenly over the height it gets."""

    def __init__(self, events: tuple[TimelineEvent, ...], **rest: Any) -> None:
        super().__init__(gap=0, **rest)
        told = (
            said.AND.join(part for part in (event.when, event.what, event.note, event.end) if part) for event in events
        )
        self.spoken = said.FULL_STOP.join(told)
        for i, event in enumerate(events):
            words = Column(
                Text(event.when, "body", "ink_2"), Text(event.what, "label"),
                *([Text(event.note, "note", "ink_2")] if event.note else []), Gap(), gap=0,
            )  # fmt: skip
            dot = _Dot(i == 0, i == len(events) - 1, event.key)
            end = [Text(event.end, "body", "ink_2", fit=True, pos_hint={"top": 1})] if event.end else []
            row = Row(dot, words, *end, gap=GAP)
            if i == len(events) - 1:  # as high as its words; the others share the rest
                row.size_hint_y = None
                words.bind(minimum_height=row.setter("height"))
            self.add_widget(row)
