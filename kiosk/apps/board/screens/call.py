"""The great card: 请 A012 到 1 号窗口, in red while somebody is called, in ink when it was a while ago; A012 and its
window alone when nobody knows whether it still holds; or words."""

from __future__ import annotations

import re

from kivy.uix.floatlayout import FloatLayout

from kiosk.apps.board import sizes, words
from kiosk.apps.board.screens.fitting import width_of
from kiosk.apps.board.views import CallView
from kiosk.ui import look
from kiosk.ui.motion import Rising
from kiosk.ui.tokens import HERO_RADIUS, Air, IconSize, Stroke
from kiosk.ui.widgets.card import Card
from kiosk.ui.widgets.icon import Icon
from kiosk.ui.widgets.layout import Row
from kiosk.ui.widgets.text import Run, Runs, Text

TITLES = ("board_word", "board_figure")  # the first that fits on one line
# number, its window in words, the small words between: the first set that fits is used
LARGEST = (
    ("board_call", "board_word", "board_figure"),
    ("board_call", "board_figure", "board_figure"),
    ("board_call", "board_text", "board_text"),
)
SETS = (
    ("board_past", "board_figure", "board_figure"),
    ("board_past", "board_text", "board_text"),
    ("board_word", "board_text", "board_text"),
    ("board_past", "board_note", "board_note"),
    ("board_word", "board_note", "board_note"),
    ("board_figure", "board_note", "board_note"),
)
_FIGURE = re.compile(r"(\d+)\s*(.*)")


class CallCard(FloatLayout):
    """`show` draws a call; another call rises into its place, where it `moves`."""

    def __init__(self, *, moves: bool = True) -> None:
        super().__init__(size_hint=(None, None))
        self._moves = moves
        self._view: CallView | None = None
        self._drawn: tuple[CallView, tuple[int, int]] | None = None
        self._kicker: Row | None = None
        self._said: Text | None = None
        self._line: Runs | None = None
        self._rise: Rising | None = None
        self.bind(size=self._draw, pos=self._place)

    def show(self, view: CallView) -> None:
        self._view = view
        self._draw()

    def _draw(self, *_: object) -> None:
        view, size = self._view, (int(self.width), int(self.height))
        if view is None or size[0] <= 0 or (view, size) == self._drawn:
            return
        came = self._drawn is None or self._drawn[0].turn != view.turn
        alike = self._drawn is not None and (self._drawn[0].kind, self._drawn[1]) == (view.kind, size)
        self._drawn = (view, size)
        if alike and self._line and self._said:
            self._kick(view.kicker)
            self._line.show(*self._runs(view))
            self._place()
            if came and view.kind == "now" and self._rise:
                self._rise.start()
            return
        self.clear_widgets()
        now = view.kind == "now"
        fill, edge = ("primary", "") if now else ("surface", "line")
        self._ground = Card(
            fill=fill, edge=edge, border=Stroke.MAIN, radius=HERO_RADIUS, lift=now, size_hint=(None, None)
        )
        self.add_widget(self._ground)
        self._kicker = self._line = None
        if view.kind == "words":
            self._words(view)
        else:
            self._call(view, rise=came and now)
        self._place()

    def _words(self, view: CallView) -> None:
        room = self.width - look.px(2 * sizes.CALL_SIDE)
        token = next((one for one in TITLES if width_of(view.title, one, serif=True) <= room), TITLES[-1])
        self._title = Text(view.title, token, serif=True, size_hint_x=None)
        self._note = Text(view.note, "board_text", "ink_2", size_hint_x=None)
        self.add_widget(self._title)
        self.add_widget(self._note)

    def _call(self, view: CallView, *, rise: bool) -> None:
        now = view.kind == "now"
        soft = "on_primary_2" if now else "ink_2"
        icon = Icon("megaphone" if now else "clock-counter-clockwise", IconSize.L, soft, bold=not now)
        self._said = Text("", "board_text", soft, fit=True)
        self._kick(view.kicker)
        self._kicker = Row(icon, self._said, gap=Air.M, size_hint=(None, None), height=look.px(sizes.KICKER))
        self.add_widget(self._kicker)
        self._line = Runs(*self._runs(view))
        self.add_widget(self._line)
        self._rise = Rising(self._line) if now and self._moves else None
        if rise and self._rise:
            self._rise.start()

    def _kick(self, said: str) -> None:
        """The line above, smaller where a service's name is long."""
        assert self._said
        room = self.width - look.px(2 * sizes.CALL_SIDE + Air.M) - look.icon_px(IconSize.L)
        self._said.set_token("board_text" if width_of(said, "board_text") <= room else "board_note")
        self._said.text = said

    def _runs(self, view: CallView) -> tuple[Run, ...]:
        now = view.kind == "now"
        return _runs(view, self.width - look.px(2 * sizes.CALL_SIDE), "on_primary" if now else "ink", large=now)

    def _place(self, *_: object) -> None:
        if self._drawn is None:
            return
        self._ground.pos, self._ground.size = self.pos, self.size
        left, top = self.x + look.px(sizes.CALL_SIDE), self.y + self.height
        if self._drawn[0].kind == "words":
            self._title.width = self._note.width = self.width - look.px(2 * sizes.CALL_SIDE)
            high = self._title.height + self._note.height
            self._title.pos = (left, self.y + (self.height + high) / 2 - self._title.height)
            self._note.pos = (left, self._title.y - self._note.height)
            return
        if self._kicker and self._line:
            self._kicker.pos = (left, top - look.px(sizes.CALL_TOP) - self._kicker.height)
            self._kicker.width = self.width - look.px(2 * sizes.CALL_SIDE)
            free = self._kicker.y - self.y
            self._line.pos = (left, self.y + max(0, (free - self._line.height) / 2))


def _runs(view: CallView, room: float, role: str, *, large: bool) -> tuple[Run, ...]:
    sets = (*LARGEST, *SETS) if large else SETS
    made = [_line(view, *tokens, role) for tokens in sets]
    return next((runs for runs in made if _width(runs) <= room), made[-1])


def _line(view: CallView, number: str, word: str, small: str, role: str) -> tuple[Run, ...]:
    """请 A012 到 1 号窗口; a window without a figure is all words."""
    found = _FIGURE.fullmatch(view.window)
    window = (Run(found[1], number, role), Run(f" {found[2]}", word, role, True)) if found else ()
    air = Run(" ", word, role, True)
    where = window or (Run(view.window, word, role, True),)
    if view.kind == "past":
        return Run(view.number, number, role), air, Run(words.CALLED_TO, small, role, False), air, *where
    return (
        Run(words.CALL, small, role, False), air, Run(view.number, number, role), air,
        Run(words.TO, small, role, False), air, *where,
    )  # fmt: skip


def _width(runs: tuple[Run, ...]) -> float:
    return sum(width_of(run.text, run.token, bold=run.bold, serif=False) for run in runs)
