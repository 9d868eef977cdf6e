"""One sentence over the header for a while: what a switch of the dock cannot do here, or what is not to be forgotten.

The header is never touched.
"""

from __future__ import annotations

from typing import Any

from kivy.clock import Clock
from kivy.uix.floatlayout import FloatLayout

from kiosk.ui import look
from kiosk.ui.tokens import Air
from kiosk.ui.widgets.notice_strip import NoticeStrip

VOICE = "speaker-slash"
INSET = Air.XS  # dpx above and below the strip
SHOWN_SECONDS = 8.0  # two lines are read in four; the word in the dock stays


class TopNote(FloatLayout):
    """As wide and high as the header it covers; nothing at all while it has no text. `show("")` takes it away."""

    def __init__(self, **rest: Any) -> None:
        super().__init__(size_hint=(None, None), **rest)
        self.text = self.icon = ""
        self.bind(pos=self._place, size=self._place)

    def show(self, text: str, icon: str = VOICE, token: str = "body") -> None:
        """Say `text` for SHOWN_SECONDS, in the size `token`."""
        Clock.unschedule(self._gone)
        self.clear_widgets()
        self.text, self.icon = text, icon
        if not text:
            return
        high = look.theme().spaces.header - 2 * INSET
        strip = NoticeStrip(text, icon, "warn", token=token, height=high, air=Air.XS, size_hint_x=None)
        strip.bind(height=self._place)  # follows its words, and so its width
        self.add_widget(strip)
        self._place()
        Clock.schedule_once(self._gone, SHOWN_SECONDS)

    def _gone(self, _dt: float) -> None:
        self.show("")

    def _place(self, *_: object) -> None:
        side = look.px(Air.L)
        for strip in self.children:
            strip.width = self.width - 2 * side
            strip.pos = (self.x + side, self.y + self.height - look.px(INSET) - strip.height)
