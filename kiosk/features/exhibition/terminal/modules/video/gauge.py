"""How loud a film is: a sign and so many bars of five, each higher than the one before."""

from __future__ import annotations

from kivy.graphics import Color, SmoothRoundedRectangle
from kivy.uix.widget import Widget

from kiosk.features.exhibition.terminal.modules.video import words
from kiosk.features.exhibition.terminal.sizes import LOUDNESS_BAR, LOUDNESS_HIGH
from kiosk.ui import look
from kiosk.ui.tokens import Air, IconSize
from kiosk.ui.voice.film_sound import LOUDEST
from kiosk.ui.widgets.icon import Icon
from kiosk.ui.widgets.layout import Row


class Gauge(Row):
    def __init__(self) -> None:
        super().__init__(gap=Air.S, size_hint=(None, 1))
        self.bind(minimum_width=self.setter("width"))
        self._level: int | None = None
        self.spoken = ""

    def show(self, level: int) -> None:
        if level == self._level:
            return
        self._level, self.spoken = level, words.loudness(level, LOUDEST)
        self.clear_widgets()
        self.add_widget(
            Icon("speaker-high" if level else "speaker-slash", IconSize.S, "ink_2", pos_hint={"center_y": 0.5})
        )
        self.add_widget(_Bars(level))


class _Bars(Widget):
    spoken = ""  # the row says it

    def __init__(self, level: int) -> None:
        wide, high = (look.px(side) for side in (LOUDNESS_BAR, LOUDNESS_HIGH))
        super().__init__(size_hint=(None, None), size=(wide * (LOUDEST * 2 - 1), high), pos_hint={"center_y": 0.5})
        with self.canvas:
            self._bars = []
            for place in range(LOUDEST):
                Color(*look.color("pine" if place < level else "line"))
                self._bars.append(SmoothRoundedRectangle(radius=[wide / 2]))
        self._wide = wide
        self.bind(pos=self._place)

    def _place(self, *_: object) -> None:
        for place, bar in enumerate(self._bars):
            bar.pos = (self.x + place * 2 * self._wide, self.y)
            bar.size = (self._wide, max(self._wide, self.height * (place + 1) / LOUDEST))
