"""The time is up: it asks. More of it, no clock any more, or an end here; silence ends it as it stands."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from kiosk.features.quiz.terminal.challenge import sizes, words
from kiosk.features.quiz.terminal.challenge.flow import TIME, ChallengeFlow
from kiosk.features.quiz.terminal.challenge.views import TimeView
from kiosk.ui import look
from kiosk.ui.page import Page, Way
from kiosk.ui.tokens import CARD_GAP, HERO_RADIUS, Air, IconSize
from kiosk.ui.widgets.button import PushButton
from kiosk.ui.widgets.card import Card, Flat
from kiosk.ui.widgets.icon import Icon
from kiosk.ui.widgets.layout import Column, Gap, Row
from kiosk.ui.widgets.text import Text
from kiosk.ui.widgets.tile import TapCard


class TimeUp(Page):
    name = TIME
    sound = "notice"
    reading = True

    def __init__(self, flow: ChallengeFlow) -> None:
        super().__init__()
        self._flow = flow

    def on_back(self) -> bool:
        return self._flow.back()

    def on_leave(self, way: Way) -> bool:
        return self._flow.leave(way)

    def show(self, view: TimeView) -> None:
        self.speak.clear_widgets()
        self.body.clear_widgets()
        self.speak.add_widget(_asked(view))
        more = _way(
            "plus", words.MORE, words.MORE_NOTE, tap="quiz.time.more", on_tap=self._flow.more, first=True
        )  # fmt: skip
        rest = _way(
            "coffee", words.NO_CLOCK_ANY_MORE, words.NO_CLOCK_NOTE, tap="quiz.time.untimed", on_tap=self._flow.untimed
        )  # fmt: skip
        both = Row(more, rest, gap=CARD_GAP)
        silence = Text(words.silence(view.streak, view.silence_minutes), "body", "ink_2")
        told = Flat(
            Icon("info", IconSize.M, "pine"), silence, across=True, padding=(Air.XL, Air.L), gap=Air.L, size_hint_y=None
        )  # fmt: skip
        told.bind(minimum_height=told.setter("height"))
        self.body.add_widget(both)
        if look.landscape():
            self.body.add_widget(told)
        else:
            both.size_hint_y, both.height = None, look.px(sizes.CHOICE_HIGH)
            self.body.add_widget(told)
            self.body.add_widget(Gap())
        self.set_actions(PushButton(words.stop_at(view.streak), self._flow.stop_here, tap="quiz.time.stop"))


def _asked(view: TimeView) -> Card:
    head = Row(
        Icon("timer", IconSize.HUGE, "gold"),
        Column(
            Text(words.TIME_UP, "head", serif=True, balanced=True), Text(words.still_there(view.streak), "body"),
            gap=Air.XS, fit=True, pos_hint={"center_y": 0.5},
        ),
        gap=Air.XL,
    )  # fmt: skip
    number = Text(words.question_number(view.streak + 1), "note", "ink_2")
    stem = Text(view.stem, "body", bold=True, balanced=True, max_lines=1 if look.landscape() else 2)
    asked = Flat(
        Icon("question", IconSize.L, "pine"),
        Column(number, stem, gap=Air.XXS, fit=True, pos_hint={"center_y": 0.5}),
        across=True, padding=(Air.XL, Air.M), gap=Air.L, size_hint_y=None,
    )  # fmt: skip
    asked.bind(minimum_height=asked.setter("height"))
    return Card(head, asked, padding=(Air.XXL, Air.L), gap=Air.M, radius=HERO_RADIUS)


def _way(icon: str, title: str, note: str, *, tap: str, on_tap: Callable[[], None], first: bool = False) -> TapCard:
    """One of the two ways on."""
    ink, soft = ("on_primary", "on_primary_2") if first else ("ink", "ink_2")
    size = IconSize.SIGN if look.landscape() else IconSize.XXL
    sign = Icon(icon, size, ink if first else "ink_2", bold=first, pos_hint={"center_x": 0.5})
    fill, down = ("primary", "primary_down") if first else ("surface", "sunken")
    edge: dict[str, Any] = {} if first else {"edge": "edge"}
    return TapCard(
        Gap(), sign, Text(title, "name", ink, serif=True, halign="center", balanced=True),
        Text(note, "body", soft, halign="center"), Gap(),
        tap=tap, on_tap=on_tap, fill=fill, down=down, radius=HERO_RADIUS, padding=(Air.M, Air.M), gap=Air.M, **edge,
    )  # fmt: skip
