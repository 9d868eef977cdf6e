"""The result: points and band above, one piece of advice, the topics as bars; only for the one who stands here."""

from __future__ import annotations

from collections.abc import Callable

from kivy.uix.widget import Widget

from kiosk.features.quiz.terminal import sizes, words
from kiosk.features.quiz.terminal.along import words as along_words
from kiosk.features.quiz.terminal.flow import RESULT, QuizFlow
from kiosk.features.quiz.terminal.screens.score_ring import ScoreRing
from kiosk.features.quiz.terminal.views import ResultView
from kiosk.ui import look
from kiosk.ui.page import Page
from kiosk.ui.tokens import CARD_GAP, Air, High, IconSize
from kiosk.ui.widgets.bars import Bar
from kiosk.ui.widgets.button import PushButton
from kiosk.ui.widgets.card import Card
from kiosk.ui.widgets.icon import Icon
from kiosk.ui.widgets.layout import Column, Gap, Row
from kiosk.ui.widgets.name import Name
from kiosk.ui.widgets.text import Run, Runs, Text

TOPICS, TOPICS_LARGE = 5, 4
LONG_ADVICE = 48  # characters: more lines of it leave less for the topics
ADVICE_LINES = 5
TOPICS_WITH_NOTE = 3  # lying, more leave no room for what the bands mean


class Result(Page):
    name = RESULT
    sound = "done"
    nav = ("end",)
    private = True
    reading = True

    def __init__(self, flow: QuizFlow) -> None:
        super().__init__()
        self._flow = flow

    def on_back(self) -> bool:
        return False

    def show(self, view: ResultView) -> None:
        self.speak.clear_widgets()
        self.body.clear_widgets()
        self.speak.add_widget(_points(view))
        read = self._read(view)
        if look.landscape():
            self.body.add_widget(Row(_advice(view, read), _topics(view, self._more(view)), gap=CARD_GAP))
        else:
            advice, topics = _advice(view, read), _topics(view, self._print(view), self._more(view))
            self.body.add_widget(advice)
            self.body.add_widget(topics)
        self.set_actions(*self._buttons(view))

    def _read(self, view: ResultView) -> PushButton | None:
        return _beside(words.READ_NOW, self._flow.read, "quiz.read", "book-open-text") if view.reading else None

    def _more(self, view: ResultView) -> PushButton | None:
        return _beside(view.more, self._flow.more.show, "quiz.more", "list-bullets") if view.more else None

    def _print(self, view: ResultView) -> PushButton | None:
        if not view.prints:
            return None
        return _beside(along_words.PRINT, self._flow.print_mistakes, "quiz.result.print", "printer")

    def _buttons(self, view: ResultView) -> list[PushButton]:
        again = PushButton(
            words.AGAIN, self._flow.again, tap="quiz.again", icon="arrows-clockwise", icon_bold=True
        )  # fmt: skip
        if view.mistakes:
            on = PushButton(words.see_mistakes(view.mistakes), self._flow.review, tap="quiz.review", kind="primary")
        else:
            on = PushButton(words.ALL_RIGHT, self._flow.see_exhibition, tap="quiz.exhibition", kind="primary")
        printed = self._print(view) if look.landscape() else None
        if printed:
            printed.size_hint_x = 1
        return [*([printed] if printed else []), again, on]


def _beside(word: str, act: Callable[[], None], tap: str, icon: str) -> PushButton:
    """As wide as its word, on a card."""
    high = max(sizes.READ_HIGH, look.theme().spaces.tap)
    button = PushButton(word, act, tap=tap, icon=icon, height=high)
    button.size_hint_x, button.width = None, button.natural_width
    return button


def _points(view: ResultView) -> Card:
    role = "gold" if view.low else "pine"
    lock = Row(
        Icon("lock-simple", IconSize.S, "ink_2"), Text(words.PRIVATE, "body", "ink_2"), gap=Air.S, size_hint_y=None
    )
    lock.height = look.px(High.LINE)
    told = Column(
        Name(words.result_of(view.title), ("body", "note"), "ink_2"),
        Name(view.band, ("hero", "head", "title", "label"), f"{role}_ink", lines=1),
        Text(view.line, "body", balanced=True),
        lock,
        gap=Air.XS,
        fit=True,
        pos_hint={"center_y": 0.5},
    )
    return Card(ScoreRing(view.score, role), told, across=True, padding=(Air.XXL, Air.XL), gap=Air.XXL)


def _advice(view: ResultView, read: PushButton | None) -> Card:
    title = Text(words.ADVICE, "label", "gold_ink", pos_hint={"center_y": 0.5})
    upright = read if not look.landscape() else None
    head: Widget = title
    if upright:  # beside the title, so that the advice keeps the whole width
        head = Row(title, upright, gap=Air.L, size_hint_y=None, height=upright.height)
    said = Name(view.advice, ("body", "body", "note"), lines=ADVICE_LINES)
    told = Column(head, said, gap=Air.XS, fit=True, pos_hint={"center_y": 0.5})
    bulb = Icon("lightbulb", IconSize.XL, "gold")
    if look.landscape():
        parts = [Row(bulb, told, gap=Air.XL), *([read] if read else [])]
        return Card(*parts, fill="gold_tint", lift=False, padding=(Air.XL, Air.L), gap=Air.M)
    card = Card(
        bulb, told, fill="gold_tint", lift=False, across=True, padding=(Air.XL, Air.L), gap=Air.XL, size_hint_y=None
    )
    card.bind(minimum_height=card.setter("height"))
    return card


def _topics(view: ResultView, *buttons: PushButton | None) -> Card:
    long = len(view.advice) > LONG_ADVICE
    shown_buttons = [button for button in buttons if button]
    stacked = bool(view.bands) and len(shown_buttons) > 1  # what the bands mean stands over two buttons
    less = long + (stacked and look.large()) + (long and look.large() and view.reading and not look.landscape())
    shown = _weakest(view.topics, less)
    said = words.BY_TOPIC if len(shown) == len(view.topics) else words.WEAKEST_TOPICS
    head = Row(Text(said, "title"), Text(words.OF_COUNT, "body", "ink_2", fit=True), size_hint_y=None)
    head.bind(minimum_height=head.setter("height"))
    low = look.landscape() or stacked
    rows: list[Widget] = [_topic(*topic, low=low) for topic in shown]
    roomy = view.bands and (not look.landscape() or (len(shown) <= TOPICS_WITH_NOTE and not view.more))
    note = [Name(view.bands, ("note",) if look.landscape() else ("body", "note"), "ink_2")] if roomy else []
    beside = note if len(shown_buttons) < 2 else []  # with two buttons it stands over them
    foot = Row(*beside, *([Gap()] if not beside else []), *shown_buttons, gap=Air.L, size_hint_y=None)
    foot.bind(minimum_height=foot.setter("height"))
    above = note if not beside else []
    ends = [foot] if note or shown_buttons else []
    return Card(head, Gap(), *rows, Gap(), *above, *ends, padding=(Air.XXL, Air.XL), gap=Air.XS)


def _weakest(topics: tuple[tuple[str, int, int], ...], less: int) -> tuple[tuple[str, int, int], ...]:
    """All in the order they were asked; where there is no room, those with most mistakes, the most first."""
    most = (TOPICS_LARGE if look.large() or look.landscape() else TOPICS) - less
    if len(topics) <= most:
        return topics
    return tuple(sorted(topics, key=lambda topic: (topic[1] - topic[2], topic[1] / topic[2])))[:most]


def _topic(tag: str, right: int, asked: int, *, low: bool) -> Row:
    name = Name(tag, ("body", "note"), lines=1 if low else 2, size_hint_x=None)
    name.width = look.px(sizes.TOPIC_WIDTH * (sizes.LARGER if look.large() else 1))
    share = Bar(right / asked, "pine" if right * 2 > asked else "gold", pos_hint={"center_y": 0.5})
    share.height = look.px(Air.XL)
    count = Runs(Run(str(right), "body", bold=True), Run(f" / {asked}", "body"))
    return Row(
        name,
        share,
        count,
        gap=Air.L,
        size_hint_y=None,
        height=look.px(High.LINE_L if low else High.STRIP),
    )
