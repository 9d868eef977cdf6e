"""The staff pages: PIN, what the machine says of itself, and 真的吗 before the visitor's screen goes."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from kivy.uix.gridlayout import GridLayout

from kiosk.apps.terminal import words
from kiosk.apps.terminal.staff import PinView, StaffFlow, StaffView, SureView
from kiosk.ui import look
from kiosk.ui.page import Page, titles
from kiosk.ui.question import Answer, QuestionPage
from kiosk.ui.tokens import Air, High, IconSize
from kiosk.ui.widgets.button import PushButton
from kiosk.ui.widgets.card import Flat
from kiosk.ui.widgets.icon import Icon
from kiosk.ui.widgets.layout import Column, Gap
from kiosk.ui.widgets.text import Text
from kiosk.ui.widgets.typing.digit_pad import DigitPad, SecretField

PAD_DPX = 620


class StaffPin(Page):
    """Six to twelve digits; nothing is shown of them but their number."""

    name = "staff.pin"
    nav = ("home",)
    private = True

    def __init__(self, flow: StaffFlow) -> None:
        super().__init__()
        self._field = SecretField(words.STAFF_ENTER)
        self._head = Column(fit=True)
        self.speak.add_widget(self._head)
        self.speak.add_widget(Gap())
        self.speak.add_widget(self._field)
        self.body.add_widget(DigitPad(flow.key, words.CLEAR))
        self._enter = PushButton(words.ENTER, flow.enter, tap="staff.enter", kind="primary")
        self.set_actions(self._enter)

    def show(self, view: PinView) -> None:
        self._head.clear_widgets()
        no_pin = view.prompt == words.STAFF_NO_PIN
        self._head.add_widget(titles(words.STAFF_TITLE, words.STAFF_NO_PIN_NOTE if no_pin else ""))
        self._field.ask(view.prompt)
        self._field.length, self._field.wrong = view.entered, view.wrong or view.locked
        self._enter.off = not view.can_enter


class Staff(Page):
    """Facts of the machine, and the ways out."""

    name = "staff"
    nav = ("home",)
    private = True

    def __init__(self, flow: StaffFlow) -> None:
        super().__init__()
        self.speak.add_widget(titles(words.STAFF_TITLE))
        # A wide panel has little height: two beside each other.
        self._facts = GridLayout(cols=2 if look.landscape() else 1, spacing=look.px(Air.S))
        self.body.add_widget(self._facts)
        self.set_actions(
            PushButton(words.STAFF_DESKTOP, partial(flow.choose, "desktop"), tap="staff.desktop", icon="sign-out"),
            PushButton(
                words.STAFF_POWER, partial(flow.choose, "power"), tap="staff.power", icon="power", icon_bold=True
            ),
            PushButton(
                words.STAFF_RESTART, partial(flow.choose, "restart"), tap="staff.restart",
                icon="arrows-clockwise", icon_bold=True,
            ),
        )  # fmt: skip

    def show(self, view: StaffView) -> None:
        self._facts.clear_widgets()
        token, share = ("note", 0.6) if look.landscape() else ("body", 0.3)
        for what, how, well in view.facts:
            role = "ok_ink" if well else "warn"
            mark = Icon("check-circle" if well else "warning", IconSize.M, role)
            row = Flat(
                mark, Text(what, token, bold=True, size_hint_x=share), Text(how, token, role if not well else "ink"),
                across=True, padding=(Air.L, 0), gap=Air.M, size_hint_y=None, height=look.px(High.BUTTON),
            )  # fmt: skip
            self._facts.add_widget(row)


class StaffSure(QuestionPage):
    """Asked once, on a full screen."""

    name = "staff.sure"
    nav = ("home",)
    private = True

    def __init__(self, flow: StaffFlow) -> None:
        super().__init__()
        self._flow = flow

    def show(self, view: SureView) -> None:
        self.ask(
            words.STAFF_SURE[view.way], words.STAFF_SURE_NOTE,
            Answer(words.YES, partial(self._flow.sure, view.way), "staff.yes"),
            Answer(words.NO, self._flow.back_to_staff, "staff.no", kind="primary"),
        )  # fmt: skip


def pages(flow: StaffFlow) -> dict[str, Callable[[], Page]]:
    return {page.name: partial(page, flow) for page in (StaffPin, Staff, StaffSure)}
