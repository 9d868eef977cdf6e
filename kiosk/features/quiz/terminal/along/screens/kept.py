"""这次和那次: the newest result beside one of before, topic by topic; and what is kept can be taken back."""

from __future__ import annotations

from kivy.uix.widget import Widget

from kiosk.features.quiz.rules.then_and_now import Share
from kiosk.features.quiz.terminal import sizes
from kiosk.features.quiz.terminal.along import words
from kiosk.features.quiz.terminal.along.keeping import KEPT, TROUBLE, Keeping
from kiosk.features.quiz.terminal.along.views import KeepTroubleView, KeptView
from kiosk.ui import language, look
from kiosk.ui.page import Page, titles
from kiosk.ui.tokens import Air, High
from kiosk.ui.widgets.bars import Bar
from kiosk.ui.widgets.button import PushButton
from kiosk.ui.widgets.card import Card
from kiosk.ui.widgets.layout import Column, Gap, Row
from kiosk.ui.widgets.name import Name
from kiosk.ui.widgets.notice_strip import NoticeStrip
from kiosk.ui.widgets.text import Text

TOPICS, TOPICS_LARGE = 5, 5
TOPICS_LANDSCAPE, TOPICS_LANDSCAPE_LARGE = 8, 4


class Kept(Page):
    """``KeptView``; private, as every result."""

    name = KEPT
    private = True
    reading = True

    def __init__(self, flow: Keeping) -> None:
        super().__init__()
        self._flow = flow

    def on_back(self) -> bool:
        return self._flow.on_back()

    def show(self, view: KeptView) -> None:
        self.speak.clear_widgets()
        self.body.clear_widgets()
        if not view.rows:
            self._nothing(view)
        elif view.asks:
            self._ask(view)
        else:
            self._compare(view)

    def _nothing(self, view: KeptView) -> None:
        note = words.GONE_NOTE if view.gone else words.NOTHING_NOTE
        self.speak.add_widget(titles(words.GONE if view.gone else words.NOTHING, note))
        self.speak.add_widget(Gap())
        self.body.add_widget(Gap())
        self.set_actions(PushButton(words.DONE, self._flow.leave, tap="quiz.kept.done", kind="primary"))

    def _ask(self, view: KeptView) -> None:
        self.speak.add_widget(titles(words.forget_all(len(view.rows)), words.FORGET_NOTE))
        self.speak.add_widget(Gap())
        self.body.add_widget(Gap())
        forget = PushButton(
            words.FORGET_ALL, self._flow.forget_all, tap="quiz.kept.all", icon="trash", kind="warn"
        )  # fmt: skip
        forget.off = view.busy
        self.set_actions(
            forget, PushButton(words.KEEP_THEM, self._flow.keep_them, tap="quiz.kept.keep", kind="primary")
        )

    def _compare(self, view: KeptView) -> None:
        title = words.KEPT if view.fresh else words.SEE_KEPT
        self.speak.add_widget(titles(title, words.one_gone() if view.gone else ""))
        self.speak.add_widget(_points(view))
        self.body.add_widget(_topics(view))
        forget = (
            PushButton(words.FORGET_ONE, self._flow.forget_one, tap="quiz.kept.one", icon="trash")
            if view.fresh
            else PushButton(words.FORGET, self._flow.ask_forget_all, tap="quiz.kept.forget", icon="trash")
        )
        forget.off = view.busy
        another = [PushButton(words.ANOTHER, self._flow.another, tap="quiz.kept.another")] if len(view.rows) > 2 else []
        done = PushButton(words.DONE, self._flow.leave, tap="quiz.kept.done", kind="primary")
        self.set_actions(forget, *another, done)


def _points(view: KeptView) -> Card:
    """Points, day and count: now large, then beside it."""
    shown = [(words.NOW, view.rows[0], "pine_ink")]
    if 0 < view.place < len(view.rows):
        shown.insert(0, (words.THEN, view.rows[view.place], "ink_2"))
    parts: list[Widget] = []
    for when, row, role in shown:
        parts.append(
            Column(
                Name(words.when(when, row.day), ("body", "note"), "ink_2", lines=1),
                Text(words.points(row.points), "name" if look.landscape() else "head", role),
                Name(row.title, ("body", "note"), lines=1), Text(row.line, "body", "ink_2"), gap=Air.XS, fit=True,
                pos_hint={"center_y": 0.5},
            )
        )  # fmt: skip
    return Card(*parts, across=True, padding=(Air.XXL, Air.M), gap=Air.XXL)


def _topics(view: KeptView) -> Card:
    upright, lying = (TOPICS, TOPICS_LANDSCAPE) if not look.large() else (TOPICS_LARGE, TOPICS_LANDSCAPE_LARGE)
    most = lying if look.landscape() else upright
    rows = [_topic(*topic, alone=view.place == 0) for topic in view.topics[:most]]
    left = len(view.topics) - most
    more = [Text(words.topics_left(left), "note", "ink_2")] if left > 0 else []
    if look.landscape():
        pairs = [Row(*rows[at : at + 2], *([Gap()] if at + 1 == len(rows) else []), gap=Air.XXL, size_hint_y=None)
                 for at in range(0, len(rows), 2)]  # fmt: skip
        for pair in pairs:
            pair.height = pair.children[-1].height
        return Card(*pairs, Gap(), *more, padding=(Air.XXL, Air.M), gap=Air.XS)
    return Card(Text(words.BY_TOPIC, "title"), Gap(), *rows, Gap(), *more, padding=(Air.XXL, Air.L), gap=Air.S)


def _topic(tag: str, then: Share, now: Share, *, alone: bool) -> Row:
    name = Name(tag, ("body", "note"), lines=1 if look.landscape() else 2, size_hint_x=None)
    name.width = look.px(sizes.TOPIC_WIDTH)
    shown = ((words.NOW, now, "pine"),) if alone else ((words.THEN, then, "gold"), (words.NOW, now, "pine"))
    high = High.NOTE if look.landscape() and not look.large() else High.LINE
    bars = Column(*(_share(*one) for one in shown), gap=0)
    return Row(name, bars, gap=Air.L, size_hint_y=None, height=look.px(high * 2))


def _share(when: str, share: Share, role: str) -> Row:
    label = Text(when, "note", "ink_2", fit=True)
    if share is None or not share[1]:
        return Row(label, Text(words.NOT_ASKED, "note", "ink_2"), gap=Air.M)
    bar = Bar(share[0] / share[1], role, pos_hint={"center_y": 0.5})
    return Row(label, bar, Text(f"{share[0]} / {share[1]}", "note", fit=True), gap=Air.M)


class KeepTrouble(Page):
    """``KeepTroubleView``: what cannot be now, and where somebody helps."""

    name = TROUBLE
    sound = "notice"

    def __init__(self, flow: Keeping) -> None:
        super().__init__()
        self._flow = flow
        self.set_actions(PushButton(words.DONE, flow.leave, tap="quiz.kept.done", kind="primary"))

    def on_back(self) -> bool:
        return self._flow.on_back()

    def show(self, view: KeepTroubleView) -> None:
        self.speak.clear_widgets()
        self.body.clear_widgets()
        title, note = words.TROUBLE_SAID[view.reason]
        self.speak.add_widget(titles(title, note))
        self.speak.add_widget(Gap())
        self.body.add_widget(NoticeStrip(words.desk(language.named(view.desk_place)), "user-circle"))
        self.body.add_widget(Gap())
