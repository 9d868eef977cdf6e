"""An oath: the line that is said now, as large as it can stand, for a group that reads it from a few steps away."""

from __future__ import annotations

from kiosk.features.exhibition.terminal.modules.steps import words
from kiosk.features.exhibition.terminal.modules.steps.oath import OATH, OathFlow
from kiosk.features.exhibition.terminal.modules.steps.views import OathState, OathView
from kiosk.features.exhibition.terminal.screens.choosing import paired
from kiosk.features.exhibition.terminal.sizes import OATH_DROP
from kiosk.ui import look
from kiosk.ui.page import Page
from kiosk.ui.places import TITLE_HIGH
from kiosk.ui.tokens import CARD_GAP, HERO_RADIUS, Air, Inside
from kiosk.ui.widgets.button import PushButton
from kiosk.ui.widgets.card import Card
from kiosk.ui.widgets.chip import Chip
from kiosk.ui.widgets.layout import Gap, Row
from kiosk.ui.widgets.name import Name
from kiosk.ui.widgets.text import Text

LINE = ("oath", "hero", "head", "name")


class OathPage(Page):
    name = OATH
    reading = True
    drop = OATH_DROP

    def __init__(self, flow: OathFlow) -> None:
        self.split = not look.landscape()  # type: ignore[misc]  # a wide panel's body would stand empty under the line
        super().__init__()
        self._flow = flow
        speak = self.speak if self.split else self.whole
        speak.spacing = 0
        self._head = Row(gap=Air.M, size_hint_y=None, height=look.px(TITLE_HIGH))
        self._card = Card(radius=HERO_RADIUS, padding=(Inside.CARD, Inside.HIGH), gap=Air.L)
        speak.add_widget(self._head)
        speak.add_widget(self._card)
        self._room = (0.0, 0.0)
        self._view: OathView | None = None
        self._card.bind(size=self._sized)

    def show(self, view: OathView) -> None:
        self._view = view
        self._head.clear_widgets()
        named = Name(view.title, ("head", "name", "title", "label"), pos_hint={"center_y": 0.5})
        self._head.add_widget(named)
        named.bind(height=self._grow_head)
        led = view.state in (OathState.LED, OathState.RUNNING)
        count = len(view.lines)
        chip = Chip(words.line_of(view.at, count) if led else words.lines(count), "pine")
        chip.pos_hint = {"center_y": 0.5}
        self._head.add_widget(chip)
        self._draw()
        self._lead(view)

    def leave(self) -> None:
        self._flow.leave()

    def on_back(self) -> bool:
        return self._flow.back()

    # -- the line ------------------------------------------------------------------------------------------------------

    def _grow_head(self, named: Name, *_: object) -> None:
        self._head.height = max(look.px(TITLE_HIGH), named.height)

    def _sized(self, *_: object) -> None:
        if (self._card.width, self._card.height) != self._room:
            self._room = (self._card.width, self._card.height)
            self._draw()

    def _draw(self) -> None:
        view = self._view
        if view is None:
            return
        text, note = {
            OathState.BEFORE: (words.BEFORE_LINES, words.OATH_NOTE), OathState.ENDED: (words.OATH_ENDED, ""),
        }.get(view.state, (view.lines[view.at], ""))  # fmt: skip
        said = view.state in (OathState.LED, OathState.RUNNING)
        wide = max(1.0, self._card.width - look.px(2 * Inside.CARD))
        high = self._card.height - look.px(2 * Inside.HIGH)
        self._card.clear_widgets()
        self._card.add_widget(Gap())
        self._card.add_widget(_fitting(text, wide, high) if said else _calm(text))
        if note:
            self._card.add_widget(Text(note, "label", "ink_2", bold=False, halign="center"))
        self._card.add_widget(Gap())

    # -- the hand ------------------------------------------------------------------------------------------------------

    def _lead(self, view: OathView) -> None:
        ended, before = view.state is OathState.ENDED, view.state is OathState.BEFORE
        running = view.state is OathState.RUNNING
        voice = []
        if view.spoken is not None and not ended:
            word, icon = (words.SILENT, "speaker-slash") if view.spoken else (words.ALOUD, "speaker-high")
            voice = [PushButton(word, self._flow.switch_voice, tap="oath.voice", icon=icon)]
        pace = PushButton(
            words.PAUSE if running else words.BY_ITSELF, self._flow.pause if running else self._flow.by_itself,
            tap="oath.pace", icon="pause" if running else "play",
        )  # fmt: skip
        beside = [] if ended else [pace, *voice]
        back = PushButton(words.LINE_BACK, self._flow.line_back, tap="oath.previous", off=before or view.at == 0)
        again = PushButton(words.OATH_AGAIN, self._flow.again, tap="oath.again", icon="arrow-counter-clockwise")
        on = PushButton(
            words.OATH_LEAVE if ended else words.BEGIN if before else words.LINE_ON,
            self._leave if ended else self._flow.on, tap="oath.on", kind="primary",
            icon="check" if ended else "arrow-right", icon_bold=True,
        )  # fmt: skip
        for one in (*beside, back, again, on):
            one.squeeze()
        self.body.clear_widgets()
        if look.landscape():
            self.set_actions(*paired(*beside, again if ended else back), on)
            return
        if beside:
            self.body.add_widget(Row(*beside, gap=CARD_GAP, size_hint_y=None, height=beside[0].height))
        self.body.add_widget(Gap())
        self.set_actions(again if ended else back, on)

    def _leave(self) -> None:
        self._flow.back()


def _fitting(text: str, wide: float, high: float) -> Text:
    """In the largest size that has room."""
    for token in LINE:
        drawn = Text(text, token, serif=True, bold=True, halign="center", balanced=True, width=wide)
        if drawn.height <= high:
            break
    return drawn


def _calm(text: str) -> Text:
    return Text(text, "hero", "pine_ink", serif=True, halign="center", balanced=True)
