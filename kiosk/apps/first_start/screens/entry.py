"""The pages with keys: digits that are never shown, an address or a code, a name."""

from __future__ import annotations

from kiosk.apps.first_start import words
from kiosk.apps.first_start.screens.parts import FirstPage, Hears, fill, head, push
from kiosk.apps.first_start.views import DigitsView, LatinView
from kiosk.apps.first_start.walk import DIGITS, HALL, KEEPER, LATIN
from kiosk.ui import look
from kiosk.ui.page import titles
from kiosk.ui.pages.typing_page import TypingPage
from kiosk.ui.typing.session import TypingSession
from kiosk.ui.widgets.layout import Gap
from kiosk.ui.widgets.typing.digit_pad import DigitPad, SecretField
from kiosk.ui.widgets.typing.latin_panel import LatinPanel, high
from kiosk.ui.widgets.typing.text_field import TextField


class Digits(FirstPage):
    """A PIN, a password, or the digits that stand in the title."""

    name = DIGITS
    private = True

    def __init__(self, flow: Hears) -> None:
        super().__init__()
        self._flow = flow
        self._field = SecretField("")
        self.body.add_widget(DigitPad(flow.press, words.CLEAR))

    def show(self, view: DigitsView) -> None:
        fill(self.speak, [titles(view.title, view.note), Gap(), self._field])
        self._field.ask(view.prompt)
        self._field.length, self._field.wrong = view.entered, view.wrong
        self.set_actions(*(push(button, self._flow) for button in view.buttons))


class Latin(FirstPage):
    """An address or a code, as it stands on paper or on another screen."""

    name = LATIN
    private = True

    def __init__(self, flow: Hears) -> None:
        super().__init__()
        self._flow = flow
        self.body.add_widget(LatinPanel(flow.press))

    def show(self, view: LatinView) -> None:
        field = TextField(view.limit)
        field.show(view.text)
        fill(self.speak, [*head(view.title, "" if view.notice else view.note, view.notice)[:-1], field])
        self.set_actions(*(push(button, self._flow) for button in view.buttons))

    def _place(self, *_: object) -> None:
        """The keys are as high as they need to be; what they leave is the field's."""
        super()._place()
        spare = self.body.height - look.px(high())
        if spare > 0:
            self.body.height -= spare
            self.speak.y -= spare
            self.speak.height += spare


class Name(TypingPage):
    """What is written stays when one goes back and comes again."""

    nav = ("back",)

    def __init__(self, flow: Hears, session: TypingSession) -> None:
        super().__init__(session)
        self._flow = flow

    def on_back(self) -> bool:
        if self._view:
            self._view.composer.settle()
            self._flow.keep(self._view.composer.text)
        return super().on_back()


class HallName(Name):
    name = HALL


class KeeperName(Name):
    name = KEEPER
