"""The staff's two pages about the date: is it right, and which it is instead."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from kiosk.apps.terminal import words
from kiosk.apps.terminal.staff_clock import DateView, StaffClockFlow, TimeView
from kiosk.ui import look
from kiosk.ui.page import Page, titles
from kiosk.ui.question import Answer, QuestionPage
from kiosk.ui.tokens import Air, High
from kiosk.ui.widgets.button import PushButton
from kiosk.ui.widgets.card import Card
from kiosk.ui.widgets.layout import Gap
from kiosk.ui.widgets.text import Text
from kiosk.ui.widgets.typing.digit_pad import DigitPad


class StaffDate(QuestionPage):
    """Asked once a start, on a full screen."""

    name = "staff.date"
    nav = ("home",)
    private = True

    def __init__(self, flow: StaffClockFlow) -> None:
        super().__init__()
        self._flow = flow

    def show(self, view: DateView) -> None:
        self.ask(
            words.date_question(view.now), words.date_why(view.now, view.before, served=view.standing == "asked"),
            Answer(words.DATE_RIGHT, self._flow.right, "staff.date.right", kind="primary"),
            Answer(words.DATE_WRONG, self._flow.wrong, "staff.date.wrong"),
            Answer(words.DATE_LATER, self._flow.later, "staff.date.later"),
        )  # fmt: skip


class StaffTime(Page):
    """Year, month, day, hour and minute, as the calendar and the watch say."""

    name = "staff.time"
    nav = ("home",)
    private = True

    def __init__(self, flow: StaffClockFlow) -> None:
        super().__init__()
        self._prompt = Text("", "body", "ink_2", halign="center")
        self._shown = Text("", "title", halign="center", serif=False)
        field = Card(
            self._shown, self._prompt, edge="primary", lift=False, padding=(Air.XL, Air.S), size_hint_y=None,
            height=look.px(High.BAND),
        )  # fmt: skip
        self.speak.add_widget(titles(words.DATE_TITLE, words.DATE_KEPT))
        self.speak.add_widget(Gap())
        self.speak.add_widget(field)
        self.body.add_widget(DigitPad(flow.key, words.CLEAR))
        self._enter = PushButton(words.ENTER, flow.enter, tap="staff.time.enter", kind="primary")
        self.set_actions(self._enter)

    def show(self, view: TimeView) -> None:
        self._shown.text, self._prompt.text = view.shown, view.prompt
        self._prompt.role = "warn" if view.wrong else "ink_2"
        self._enter.off = not view.can_enter


def pages(flow: StaffClockFlow) -> dict[str, Callable[[], Page]]:
    return {page.name: partial(page, flow) for page in (StaffDate, StaffTime)}
