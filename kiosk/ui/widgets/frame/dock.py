"""The dock: where a visitor finds back, home, help and the modes, in the same place on every screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from kivy.graphics import Color, Rectangle

from kiosk.ui import language, look, words
from kiosk.ui.tokens import Air, IconSize, Stroke
from kiosk.ui.touch import Tappable
from kiosk.ui.voice import words as voice_words
from kiosk.ui.voice.spoken_forms import tappable_form
from kiosk.ui.widgets.button import PushButton
from kiosk.ui.widgets.card import Card
from kiosk.ui.widgets.icon import Icon
from kiosk.ui.widgets.layout import Column, Gap, Row
from kiosk.ui.widgets.text import Text

Report = Callable[[str], None]

# key: icon, bold; the word is words.DOCK[key], of a language its own name
NAV = {
    "back": ("arrow-left", True),
    "home": ("house", False),
    "end": ("sign-out", False),
    "large": ("text-aa", False),
    "contrast": ("circle-half", False),
    **dict.fromkeys(language.NAMES, ("translate", False)),
}
NAV_WIDE, SWITCH_WIDE, HELP_WIDE = 140, 124, 760  # dpx; the last on a wide panel
AIR = 14  # between the buttons, above and below them
SWITCHES = ("large", "contrast")
# How 语音 stands: its sign. On is ink, as with the others; the other states are told by sign and word.
VOICE_SIGNS = {"off": "speaker-high", "on": "speaker-high", "mute": "speaker-slash", "private": "speaker-slash"}


class DockButton(Tappable, Card):
    """Icon over a small word; `on` is drawn in ink. `voice` makes it the switch of the voice in that state."""

    def __init__(self, key: str, report: Report, *, on: bool = False, voice: str = "") -> None:
        icon, bold = (VOICE_SIGNS[voice], False) if voice else NAV[key]
        word = voice_words.SWITCH[voice] if voice else language.NAMES.get(key) or words.DOCK[key]
        self._key, self._report, self._on = key, report, on or voice == "on"
        self._nav = not voice and key not in SWITCHES
        self._icon = Icon(icon, IconSize.CARET, bold=bold, pos_hint={"center_x": 0.5})
        self._word = Text(word, "note", halign="center")
        wide = NAV_WIDE if self._nav else SWITCH_WIDE
        inner = Column(self._icon, self._word, gap=Air.XXS, fit=True, pos_hint={"center_y": 0.5})
        super().__init__(inner, across=True, size_hint_x=None, width=look.px(wide), padding=(Air.XXS, 0))
        self.tap_name = f"dock.{key}"
        self.bind(pressed=self._paint)
        self._paint()

    @property
    def spoken(self) -> str:
        return tappable_form(self, voice_words.SWITCHED_ON if self._on else "")

    def on_tap(self) -> None:
        self._report(self._key)

    def _paint(self, *_: object) -> None:
        ink = "ground" if self._on else "ink"
        down = "primary_tint" if look.contrast() else "line"
        self.fill = "ink" if self._on else down if self.pressed else "surface" if self._nav else "sunken"
        self.lift = self._nav and not self.pressed
        self.edge = "edge" if look.contrast() else ""
        self.border = look.px(Stroke.EDGE) if self.edge else 0
        self._icon.role = self._word.role = ink


class Dock(Row):
    """`nav` is a tuple of NAV keys for the left; `report` gets the key that was tapped, or "help" or "voice".

    `voice` is a key of VOICE_SIGNS; without it the machine has no voice, and the dock no switch for it.
    """

    def __init__(
        self,
        nav: tuple[str, ...],
        report: Report,
        on: frozenset[str] = frozenset(),
        voice: str = "",
        **rest: Any,
    ) -> None:
        help_button = PushButton(
            words.HELP, lambda: report("help"), tap="dock.help", icon="hand-waving", size_hint_y=1, kind="help"
        )
        gap = [Gap()] if look.landscape() else []
        if gap:
            help_button.size_hint_x, help_button.width = None, look.px(HELP_WIDE)
        super().__init__(
            *[DockButton(key, report) for key in nav], *gap, help_button, *([Gap()] if gap else []),
            *[DockButton(key, report, on=key in on) for key in SWITCHES],
            *([DockButton("voice", report, voice=voice)] if voice else []),
            gap=AIR, padding=(Air.L, AIR), size_hint_y=None, height=look.px(look.theme().spaces.dock), **rest,
        )  # fmt: skip
        with self.canvas.before:
            Color(*look.color("sunken"))
            self._back = Rectangle()
        self.bind(pos=self._place, size=self._place)

    def _place(self, *_: object) -> None:
        self._back.pos, self._back.size = self.pos, self.size
