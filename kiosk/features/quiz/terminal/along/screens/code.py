"""凭小票接着做: the digits as they are typed, four and four, to be compared with the slip; they are no secret."""

from __future__ import annotations

import time
from math import ceil
from typing import Any

from kivy.clock import Clock

from kiosk.features.quiz.rules.resuming import DIGITS, is_code
from kiosk.features.quiz.terminal.along import words
from kiosk.features.quiz.terminal.along.code_entry import CODE, CodeEntry
from kiosk.features.quiz.terminal.along.views import CodeView
from kiosk.ui import look
from kiosk.ui.page import Page, titles
from kiosk.ui.tokens import Air, Stroke
from kiosk.ui.widgets.button import PushButton
from kiosk.ui.widgets.card import Card
from kiosk.ui.widgets.layout import Column, Gap, Row
from kiosk.ui.widgets.text import Text
from kiosk.ui.widgets.typing.digit_pad import DigitPad

BLANK = "_"
TICK_SECONDS = 0.5


class Code(Page):
    """``CodeView``. The wait after wrong ones is counted down on the button."""

    name = CODE
    private = True

    def __init__(self, flow: CodeEntry) -> None:
        super().__init__()
        self._flow = flow
        self._view = CodeView()
        self._ticking: Any = None
        self._digits = Text("", "head", bold=True, serif=False, halign="center")
        self._said = Text("", "body", "warn", halign="center")
        self._field = Card(
            Text(words.CODE_FIELD, "label"), self._digits, self._said, edge="primary", border=Stroke.MAIN, gap=Air.S,
            padding=(Air.XL, Air.M), size_hint_y=None,
        )  # fmt: skip
        self._field.bind(minimum_height=self._field.setter("height"))
        head = titles(words.CODE_TITLE, words.CODE_NOTE)
        if look.landscape():
            self.speak.add_widget(Row(Column(head, Gap()), Column(self._field, Gap()), gap=Air.XXL))
        else:
            for part in (head, self._field, Gap()):
                self.speak.add_widget(part)
        self._pad = DigitPad(flow.press, corner="")
        self.body.add_widget(self._pad)
        self._on = PushButton(words.CODE_ON, flow.go_on, tap="quiz.code.on", kind="primary", note=" ")
        self.set_actions(self._on)

    def on_back(self) -> bool:
        return self._flow.back()

    def enter(self) -> None:
        self._ticking = Clock.schedule_interval(self._tick, TICK_SECONDS)

    def leave(self) -> None:
        if self._ticking:
            self._ticking.cancel()
            self._ticking = None
        self._digits.text = ""

    def show(self, view: CodeView) -> None:
        self._view = view
        padded = view.typed + BLANK * (DIGITS - len(view.typed))
        self._digits.text = words.code(padded)
        self._said.text = words.CODE_SAID[view.said] if view.said else " "
        wrong = bool(view.said)
        self._field.edge, self._field.fill = ("warn_edge", "warn_tint") if wrong else ("primary", "surface")
        full = len(view.typed) == DIGITS
        digits = set("0123456789") if full or view.asking else set[str]()
        self._pad.set_off(digits | (set() if view.typed and not view.asking else {"back"}))
        self._tick(0)

    def _tick(self, _seconds: float) -> None:
        view = self._view
        missing, wait = DIGITS - len(view.typed), ceil(view.until - time.monotonic())
        self._on.busy = view.asking
        self._on.off = not view.asking and (wait > 0 or not is_code(view.typed))
        self._on.text = words.CODE_ASKING if view.asking else words.CODE_ON
        if wait > 0:
            self._on.note = words.code_wait(wait)
        else:
            self._on.note = words.code_missing(missing) if missing and not view.asking else ""
