"""The pages with little on them: welcome, a question, what is going on, what came of it."""

from __future__ import annotations

from functools import partial

from kiosk.apps.first_start import sizes, words
from kiosk.apps.first_start.screens.parts import FirstPage, Hears, fill, head, push
from kiosk.apps.first_start.views import ProgressView, QuestionView, ToldView, WelcomeView
from kiosk.apps.first_start.walk import PROGRESS, QUESTION, TOLD, WELCOME
from kiosk.ui.page import titles
from kiosk.ui.question import Answer, QuestionPage
from kiosk.ui.tokens import Air, IconSize
from kiosk.ui.widgets.bars import Bar
from kiosk.ui.widgets.busy_mark import BusyMark
from kiosk.ui.widgets.card import Card
from kiosk.ui.widgets.layout import Gap, Row
from kiosk.ui.widgets.state_card import StateCard
from kiosk.ui.widgets.text import Text
from kiosk.ui.widgets.tile import infotile


class Welcome(FirstPage):
    """What this machine becomes."""

    name = WELCOME
    nav = ()

    def __init__(self, flow: Hears) -> None:
        super().__init__()
        self._flow = flow

    def show(self, view: WelcomeView) -> None:
        fill(self.speak, head(words.WELCOME, words.WELCOME_NOTE, view.notice))
        fill(self.body, [infotile(view.role, view.version, "monitor", height=sizes.ROLE), Gap()])
        self.set_actions(*(push(button, self._flow) for button in view.buttons))


class Question(QuestionPage, FirstPage):
    """Asked on a full screen."""

    name = QUESTION

    def __init__(self, flow: Hears) -> None:
        super().__init__()
        self._flow = flow

    def show(self, view: QuestionView) -> None:
        answers = (
            Answer(one.text, partial(self._flow.act, one.key), f"first.{one.key}", kind=one.kind)
            for one in view.answers
        )
        self.ask(view.title, view.note, *answers)


class Progress(FirstPage):
    """The step under way and how much is done; nothing to touch."""

    name = PROGRESS
    nav = ()

    def __init__(self, flow: Hears) -> None:
        super().__init__()
        self._mark = BusyMark(IconSize.MARK)
        self._step = Text("", "label")
        self._percent = Text("", "label", "ink_2", fit=True)

    def show(self, view: ProgressView) -> None:
        fill(self.speak, [titles(view.title, view.note), Gap()])
        self._step.text = view.step or words.PASSING
        self._percent.text = f"{round(100 * view.share)}%"
        for part in (self._mark, self._step, self._percent):
            if part.parent:
                part.parent.remove_widget(part)
        line = Row(self._mark, self._step, self._percent, gap=Air.L, size_hint_y=None)
        line.bind(minimum_height=line.setter("height"))
        card = Card(line, Bar(view.share), gap=Air.XL, padding=Air.XL, size_hint_y=None)
        card.bind(minimum_height=card.setter("height"))
        fill(self.body, [card, Gap()])

    def enter(self) -> None:
        self._mark.start()

    def leave(self) -> None:
        self._mark.stop()


class Told(FirstPage):
    """It went well, or it did not."""

    name = TOLD
    nav = ()

    def __init__(self, flow: Hears) -> None:
        super().__init__()
        self._flow = flow

    def show(self, view: ToldView) -> None:
        fill(self.speak, [StateCard(view.kind, view.title, view.note, icon=view.icon)])
        self.set_actions(*(push(button, self._flow) for button in view.buttons))
