"""Without a card: ID number and one-time PIN on the digit pad. Of both no more is shown than the newest digit."""

from __future__ import annotations

from typing import Any

from kivy.clock import Clock
from kivy.uix.widget import Widget

from kiosk.features.membership.terminal import sizes, words
from kiosk.features.membership.terminal.flow import PIN, MembershipFlow
from kiosk.features.membership.terminal.pin_entry import NUMBER_LENGTH, PIN_LENGTH
from kiosk.features.membership.terminal.views import PinPageView
from kiosk.ui import language, look
from kiosk.ui.page import Page, titles
from kiosk.ui.tokens import Air, IconSize, Stroke
from kiosk.ui.voice import words as said
from kiosk.ui.widgets.button import PushButton
from kiosk.ui.widgets.card import Card
from kiosk.ui.widgets.icon import Icon
from kiosk.ui.widgets.layout import Column, Gap, Row
from kiosk.ui.widgets.steps import Steps
from kiosk.ui.widgets.text import Text
from kiosk.ui.widgets.typing.digit_field import DOT, SHOWN_SECONDS, DigitField
from kiosk.ui.widgets.typing.digit_pad import DIGITS, DigitPad


class PinPage(Page):
    """Private: what is typed is the visitor's, and the page goes with it."""

    name = PIN
    private = True
    drop = sizes.PIN_DROP

    def __init__(self, flow: MembershipFlow) -> None:
        super().__init__()
        self._flow = flow
        self._view: PinPageView | None = None
        self._number = NumberField()
        self._pin = DigitField(words.PIN_FIELD, words.PIN_DIGITS, PIN_LENGTH)
        self._pad = DigitPad(flow.press)
        self.body.add_widget(self._pad)
        self._change = PushButton(
            words.CHANGE_NUMBER, flow.change_number, tap="pin.change", icon="arrow-left", icon_bold=True
        )
        self._look = PushButton(words.SEE_NUMBER, tap="pin.look", icon="eye")
        self._look.bind(pressed=self._peek)
        self._on = PushButton(words.NEXT_FIELD, flow.go_on, tap="pin.on", kind="primary", note=" ")

    def on_back(self) -> bool:
        return self._flow.back_from_pin()

    def leave(self) -> None:
        self._number.wipe()
        self._pin.wipe()

    def show(self, view: PinPageView) -> None:
        if self._view is None or (view.field, view.desk_place) != (self._view.field, self._view.desk_place):
            self._arrange(view)
        self._view = view
        if view.field == "number":
            self._number.show(view.count, view.newest, view.tail, wrong=view.wrong)
        else:
            self._number.done(view.tail)
            self._pin.show(view.count, view.newest)
        self._show_keys(view)

    def _arrange(self, view: PinPageView) -> None:
        for widget in (self._number, self._pin):
            if widget.parent:
                widget.parent.remove_widget(widget)
        self.speak.clear_widgets()
        fields = [self._number] if view.field == "number" else [self._number, self._pin]
        note = words.pin_note(language.named(view.desk_place))
        head = titles(words.PIN_TITLE, note if look.large() else note.replace("\n", ""))
        if look.landscape():
            left = Column(head, Gap())
            self.speak.add_widget(Row(left, Column(*fields, Gap(), gap=Air.M), gap=Air.XXL))
        else:
            steps = [] if look.large() else [Steps(words.PIN_STEPS, 1)]
            for part in (head, *steps, *fields, Gap()):
                self.speak.add_widget(part)
        buttons: list[Widget] = [self._look if view.field == "number" else self._change, self._on]
        for button in buttons:
            if button.parent:
                button.parent.remove_widget(button)
        self.set_actions(*buttons)

    def _peek(self, _button: Widget, pressed: bool) -> None:
        """As long as a finger lies on the button, the number can be compared with the card."""
        self._number.peek(self._flow.typed_number() if pressed else "")

    def _show_keys(self, view: PinPageView) -> None:
        length = NUMBER_LENGTH if view.field == "number" else PIN_LENGTH
        missing = length - view.count
        takes_x = view.field == "number" and missing == 1
        off = {*DIGITS, "0"} if not missing or view.asking else set()
        self._pad.set_off(off | (set() if takes_x and not view.asking else {"X"}) | (set() if view.count else {"back"}))
        self._on.text = words.NEXT_FIELD if view.field == "number" else words.SEE_BY_PIN
        self._on.note = words.digits_missing(missing) if missing and not view.asking else ""
        self._on.busy = view.asking
        self._on.off = bool(missing or view.wrong) and not view.asking
        self._change.off = view.asking
        self._look.off = not view.count
        if view.asking:
            self._on.text = words.ASKING


class NumberField(Card):
    """18 places as 6, 8 and 4: dots, the newest digit for a second, the last four once all are there."""

    def __init__(self) -> None:
        self._title = Text(words.NUMBER_FIELD, "label", fit=True)
        self._note = Text(words.NUMBER_DIGITS, "body", "ink_2", halign="right")
        self._digits = Text("", "head", serif=False, bold=True, max_lines=1)
        self._hiding: Any = None
        self._count, self._tail = 0, ""
        super().__init__(border=Stroke.MAIN, gap=Air.S, padding=(Air.XL, Air.M), size_hint_y=None)
        self.bind(minimum_height=self.setter("height"))
        self._open = False
        self.show(0)

    @property
    def spoken(self) -> str:
        """How many, never which."""
        return said.entered(self._count)

    def show(self, count: int, newest: str = "", tail: str = "", *, wrong: bool = False) -> None:
        """It is being typed."""
        self._arrange(open_=True)
        self._count, self._tail = count, tail
        self.edge, self.fill = ("warn_edge", "warn_tint") if wrong else ("primary", "surface")
        self.border = look.px(Stroke.MAIN)
        self._note.text, self._note.role = (
            (words.NUMBER_WRONG, "warn") if wrong else (words.NUMBER_DIGITS, "ink_2")
        )  # fmt: skip
        self._stop_hiding()
        self._draw(newest)
        if newest and not tail:
            self._hiding = Clock.schedule_once(self._hide, SHOWN_SECONDS)

    def peek(self, digits: str) -> None:
        """All of it, or the dots again."""
        self._stop_hiding()
        if digits:
            self._digits.text = " ".join(part for part in (digits[:6], digits[6:14], digits[14:]) if part)
        else:
            self._draw("")

    def done(self, tail: str) -> None:
        """It is there: one line, of which the last four can be read."""
        self._stop_hiding()
        self._arrange(open_=False)
        self._count, self._tail = NUMBER_LENGTH, tail
        self.edge, self.fill = ("edge" if look.contrast() else ""), "sunken"
        self.border = look.px(Stroke.EDGE) if look.contrast() else 0
        self._draw("")

    def wipe(self) -> None:
        self._stop_hiding()
        self._count, self._tail = 0, ""
        self._draw("")

    def _arrange(self, *, open_: bool) -> None:
        if self.children and open_ == self._open:
            return
        self._open = open_
        for part in (self._title, self._note, self._digits):
            if part.parent:
                part.parent.remove_widget(part)
        self.clear_widgets()
        self._digits.set_token(self._token(open_=open_))
        if open_:
            self.lift = True
            head = Row(self._title, self._note, size_hint_y=None, height=look.text_px("label") * 1.45)
            self.add_widget(head)
            self.add_widget(self._digits)
        else:
            self.lift = False
            tick = Icon("check-circle", IconSize.M, "ok_ink")
            row = Row(tick, self._title, self._digits, gap=Air.M, size_hint_y=None)
            row.bind(minimum_height=row.setter("height"))
            self.add_widget(row)

    @staticmethod
    def _token(*, open_: bool) -> str:
        """A dot is as wide as a character: 17 of them and the cursor have to stand on the line."""
        return ("label" if look.large() else "title") if open_ else "body"

    def _draw(self, newest: str) -> None:
        places = [DOT] * self._count
        if self._tail:
            places[-len(self._tail) :] = self._tail
        elif newest:
            places[-1] = newest
        hidden = "".join(places[6:14]) if self._open or not look.large() else ""  # large type has no room for all
        texts = ("".join(places[:6]), hidden, "".join(places[14:]))
        cursor = "|" if self._open and self._count < NUMBER_LENGTH else ""
        self._digits.text = " ".join(text for text in texts if text) + cursor or "|"

    def _hide(self, _seconds: float) -> None:
        self._draw("")

    def _stop_hiding(self) -> None:
        if self._hiding:
            self._hiding.cancel()
            self._hiding = None
