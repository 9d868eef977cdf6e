"""Before a challenge: which topic, with a clock or without, how it goes. What is usual is chosen: one tap begins."""

from __future__ import annotations

from functools import partial

from kivy.uix.widget import Widget

from kiosk.features.quiz.terminal.challenge import sizes, words
from kiosk.features.quiz.terminal.challenge.flow import INTRO, ChallengeFlow
from kiosk.features.quiz.terminal.challenge.screens.how import how
from kiosk.features.quiz.terminal.challenge.screens.picks import RingPick, TopicPick, grid
from kiosk.features.quiz.terminal.challenge.views import IntroView
from kiosk.ui import look
from kiosk.ui.page import Page, titles
from kiosk.ui.tokens import CARD_RADIUS, Air, IconSize
from kiosk.ui.widgets.button import PushButton
from kiosk.ui.widgets.card import Card, Flat
from kiosk.ui.widgets.icon import Icon
from kiosk.ui.widgets.layout import Column, Gap, Row
from kiosk.ui.widgets.paged.pager import pager_row
from kiosk.ui.widgets.picture import Picture
from kiosk.ui.widgets.text import Text


class ChallengeIntro(Page):
    name = INTRO

    def __init__(self, flow: ChallengeFlow) -> None:
        super().__init__()
        self._flow = flow

    def show(self, view: IntroView) -> None:
        self.speak.clear_widgets()
        self.body.clear_widgets()
        self.speak.add_widget(_head(view.title))
        self.speak.add_widget(_scene(view))
        parts = [part for part in (self._topics(view), self._clock(view)) if part]
        if look.landscape():
            self.body.add_widget(Row(*parts, *([how()] if len(parts) < 2 else []), gap=Air.XL))
        else:
            told = not look.large() and len(view.topics) <= sizes.TOPICS
            for part in (*parts, *([how()] if told or len(parts) < 2 else []), Gap()):
                self.body.add_widget(part)
        go = PushButton(
            words.GO, self._flow.go, tap="quiz.challenge.go", kind="primary", icon="flag-pennant"
        )  # fmt: skip
        self.set_actions(go)

    def _topics(self, view: IntroView) -> Column | None:
        if len(view.topics) < 2:
            return None
        most, columns = _most(len(view.topics)), sizes.COLUMNS
        if look.large() or look.landscape():
            columns = sizes.COLUMNS_LARGE
        pages = -(-len(view.topics) // most)
        page = min(view.page, pages - 1)
        picks: list[Widget] = [
            TopicPick(
                topic.name, topic.note, chosen=topic.key == view.topic, tap=f"quiz.challenge.topic.{place}",
                on_tap=partial(self._flow.choose, topic.key),
            )
            for place, topic in enumerate(view.topics[page * most : (page + 1) * most])
        ]  # fmt: skip
        high = sizes.TOPIC_HIGH_LARGE if look.large() else sizes.TOPIC_HIGH
        turning: list[Widget] = []
        if pages > 1 and look.landscape():
            more = partial(self._flow.turn, (page + 1) % pages)
            picks.append(PushButton(words.MORE_TOPICS, more, tap="quiz.challenge.topics.next", size_hint_y=1))
        elif pages > 1:
            turning = [pager_row(page, pages, self._flow.turn, "quiz.challenge.topics")]
        if look.landscape() and not look.large():
            high = sizes.TOPIC_HIGH_LYING
        return Column(_heading(words.WHICH), grid(picks, columns, high), *turning, *_filling(), gap=Air.M, fit=_fits())

    def _clock(self, view: IntroView) -> Column | None:
        if not view.timed_word:
            return None
        both = [
            RingPick(
                words.UNTIMED, words.UNTIMED_NOTE, chosen=not view.timed, tap="quiz.challenge.untimed",
                on_tap=partial(self._flow.clock, False),
            ),
            RingPick(
                view.timed_word, words.TIMED_NOTE, chosen=view.timed, tap="quiz.challenge.timed",
                on_tap=partial(self._flow.clock, True),
            ),
        ]  # fmt: skip
        high = sizes.CLOCK_HIGH_LARGE if look.large() else sizes.CLOCK_HIGH
        columns = 1 if look.landscape() else 2
        return Column(_heading(words.CLOCK), grid(list(both), columns, high), *_filling(), gap=Air.M, fit=_fits())


def _most(topics: int) -> int:
    """On a page; where they are turned, the pager takes a row."""
    if look.landscape():
        places = sizes.TOPICS_LYING_LARGE if look.large() else sizes.TOPICS_LYING
        return places if topics <= places else places - 1
    return sizes.TOPICS_TURNED_LARGE if look.large() and topics > sizes.TOPICS else sizes.TOPICS


def _head(title: str) -> Widget:
    """What it is about beside a short title, and under a long one."""
    if len(title) > sizes.LONG_TITLE or look.large():
        return titles(title, words.TITLE_NOTE)
    row = Row(Text(title, "head", serif=True), Text(words.TITLE_NOTE, "body", "ink_2", fit=True), size_hint_y=None)
    row.bind(minimum_height=row.setter("height"))
    return row


def _fits() -> bool:
    return not look.landscape()


def _filling() -> list[Widget]:
    """Lying, what stands in a column is at its top."""
    return [Gap()] if look.landscape() else []


def _heading(text: str) -> Text:
    return Text(text, "label")


def _scene(view: IntroView) -> Card:
    """The way up the hill, and under it the best of today."""
    flag = Row(Icon("flag-pennant", IconSize.S, "ink_2"), Text(words.FLAG_RULE, "body", fit=True), gap=Air.S)
    best = Row(Icon("trophy", IconSize.S, "gold"), Text(view.best, "body", fit=True), gap=Air.S)
    for part in (best, flag):
        part.size_hint = (None, None)
        part.bind(minimum_width=part.setter("width"), minimum_height=part.setter("height"))
    if look.large() or look.contrast():
        lines = [best] if len(view.title) > sizes.LONG_TITLE else [best, flag]
        return Flat(Gap(), *lines, Gap(), padding=(Air.XXL, Air.XS), gap=Air.M)
    if look.landscape():
        told = Column(Gap(), best, flag, Gap(), padding=(Air.XXL, 0), gap=Air.M)
        lying = Picture("hill", "cover", (0, CARD_RADIUS, CARD_RADIUS, 0), size_hint_x=None)
        lying.width = look.px(sizes.SCENE_WIDE)
        return Card(told, lying, across=True, gap=0)
    strip = Row(best, Gap(), flag, padding=(Air.XL, 0), size_hint_y=None, height=look.px(sizes.STRIP_HIGH))
    picture = Picture("hill", "top", (CARD_RADIUS, CARD_RADIUS, 0, 0))
    return Card(picture, strip, gap=0)
