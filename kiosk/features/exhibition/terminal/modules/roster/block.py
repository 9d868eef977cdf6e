"""Who is on duty, large: photo, name, post, place and hours, and the promise. On a roster and above a directory."""

from __future__ import annotations

from kivy.graphics.texture import Texture
from kivy.uix.widget import Widget

from kiosk.features.exhibition.terminal.modules.roster import words
from kiosk.features.exhibition.terminal.screens.code_beside import SlipSaid
from kiosk.features.exhibition.terminal.screens.slip_parts import CodeCard
from kiosk.features.exhibition.terminal.sizes import CODE_SAID_WIDE, NAME_MOST, NAME_MOST_LARGE, QUOTE_LEAST
from kiosk.features.exhibition.terminal.slips import SlipView
from kiosk.ui import look
from kiosk.ui.pixels import Frame
from kiosk.ui.texture_upload import Upload
from kiosk.ui.tokens import CARD_RADIUS, CELL_RADIUS, Air, IconSize, Inside
from kiosk.ui.widgets.card import Card, Flat
from kiosk.ui.widgets.chip import Chip
from kiosk.ui.widgets.icon import Icon
from kiosk.ui.widgets.layout import Column, Gap, Layers, Row
from kiosk.ui.widgets.picture import Picture
from kiosk.ui.widgets.text import Text
from kiosk.ui.widgets.told import Part, Told

NAME = ("head", "name", "title", "label")
WORDS_SHARE = 0.6  # of a wide card, beside the promise
NAME_SHARE = 0.56  # of what is left under the date


_Words = tuple[str, str, str, str, bool]
"""When, name, line, more, whether it is a demonstration."""


class DutyBlock(Card):
    """`room`: width and height in pixels; `photo`: width of its picture in dpx. Without a name `line` is said alone.
    `coded`: there is a code to take it along, and `show_slip` says what became of the slip.
    """

    def __init__(
        self, when: str, name: str, line: str, promise: str, room: tuple[float, float], photo: int, *,
        more: str = "", demo: bool = False, coded: bool = False,
    ) -> None:  # fmt: skip
        wide, high = room
        self._picture = Picture(mode="cover", radius=(CARD_RADIUS, 0, 0, CARD_RADIUS))
        sign = "user-circle" if name else "calendar-blank"
        self._icon = Icon(sign, IconSize.HUGE, "pine", pos_hint={"center_x": 0.5, "center_y": 0.5})
        left = Layers(
            Flat(fill="pine_tint"), self._picture, Row(Gap(), self._icon, Gap(), pos_hint={"x": 0, "y": 0}),
            size_hint_x=None, width=look.px(photo),
        )  # fmt: skip
        self._code = CodeCard() if coded else None
        inner = wide - look.px(photo + Inside.CARD + Air.XL)
        tall = high - look.px(2 * Air.L)
        words_of = (when, name, line, more, demo)
        parts = (
            self._lying(words_of, promise, inner, tall)
            if look.landscape()
            else [self._upright(words_of, promise, inner, tall)]
        )
        super().__init__(
            left, Row(*parts, gap=Air.L, padding=(0, Air.L, Air.XL, Air.L)), across=True, gap=Inside.CARD,
        )  # fmt: skip
        self._frame: Frame | None = None
        self._upload: Upload | None = None

    def _upright(self, words_of: _Words, promise: str, wide: float, high: float) -> Widget:
        """Words above; below, the promise with what the code is for, and the code."""
        if self._code is None:
            return _said(*words_of, promise, (wide, high))
        side = wide - self._code.width - look.px(Air.L)
        self._slip_said = SlipSaid(side)
        below = self._code.height
        told = _promised(promise, side, below - SlipSaid.most_high() - look.px(Air.S))
        self._code.pos_hint = {"y": 0}
        foot = Row(
            Column(told, Gap(), self._slip_said, gap=0), self._code, gap=Air.L, size_hint_y=None, height=below,
        )  # fmt: skip
        return Column(_said(*words_of, "", (wide, high - below - look.px(Air.M))), foot, gap=Air.M)

    def _lying(self, words_of: _Words, promise: str, wide: float, high: float) -> list[Widget]:
        """Words, the promise, the code, side by side."""
        ends: list[Widget] = []
        if self._code is not None:
            self._slip_said = SlipSaid(look.px(CODE_SAID_WIDE))
            self._slip_said.pos_hint = self._code.pos_hint = {"center_y": 0.5}
            ends = [self._code, self._slip_said]
            wide -= self._code.width + look.px(CODE_SAID_WIDE + 2 * Air.L)
        if promise and wide > look.px(2 * QUOTE_LEAST + Air.L):
            most = (wide - look.px(Air.L)) * WORDS_SHARE
            rest = wide - look.px(Air.L) - most
            said = _said(*words_of, "", (most, high))
            said.size_hint_x, said.width = None, most
            return [said, _quoted(promise, rest, high), *ends]
        return [_said(*words_of, promise, (wide, high)), *ends]

    @property
    def is_cut(self) -> bool:
        """There is more to read than stands in it."""
        return any(one.is_cut for one in self.walk() if isinstance(one, Told))

    def show_slip(self, slip: SlipView) -> None:
        if self._code is not None:
            self._code.show(slip)
            self._slip_said.show(slip)

    def drop(self) -> None:
        """The page went: nothing of a person stays behind it."""
        self.hang(None)
        if self._code is not None:
            self._code.drop()

    def hang(self, frame: Frame | None) -> None:
        """The photo, or None: none of it stays."""
        if frame is self._frame:
            return
        if self._upload:
            self._upload.cancel()
        self._frame, self._upload = frame, None
        self._shown(None)
        if frame is not None:
            self._upload = Upload(frame, self._shown)

    def _shown(self, texture: Texture | None) -> None:
        self._picture.texture = texture
        self._icon.opacity = float(texture is None)


def _said(
    when: str, name: str, line: str, more: str, demo: bool, promise: str, room: tuple[float, float]
) -> Widget:  # fmt: skip
    wide, high = room
    date = Text(when, "body", "ink_2", width=wide)
    parts: list[Widget] = [date]
    left = high - date.height
    if name:
        chip = [Chip(words.DEMO)] if demo else []
        aside = sum(one.width + look.px(Air.M) for one in chip)
        most = min(look.px(NAME_MOST_LARGE if look.large() else NAME_MOST), left * NAME_SHARE)
        named = _fixed(Told((Part(name, NAME, serif=True, bold=True, gives=True),), (wide - aside, most)))
        named.size_hint_x, named.width = None, min(wide - aside, _widest(named))
        parts.append(Row(named, *chip, Gap(), gap=Air.M, size_hint_y=None, height=named.height))
        left -= named.height
    left -= look.px(3 * Air.S)
    told = Told(
        (
            Part(line, ("label", "body") if name else NAME, bold=False if name else None, serif=not name, gives=True),
            Part(words.promised(promise), ("label", "body"), "gold_ink", Air.M, bold=True, gives=True),
            Part(more, ("body",), "ink_2", Air.M),
        ),
        (wide, left),
    )
    return Column(Gap(), *parts, _fixed(told), Gap(), gap=Air.S)


def _widest(told: Told) -> float:
    """Pixels of its longest line."""
    return (
        max(
            (drawn.box[2] - drawn.box[0] for one in told.children if isinstance(one, Text) for drawn in one.drawn()),
            default=0.0,
        )
        + 1
    )


def _promised(promise: str, wide: float, high: float) -> Widget:
    quoted = words.promised(promise)
    return _fixed(Told((Part(quoted, ("label", "body", "note"), "gold_ink", bold=True, gives=True),), (wide, high)))


def _quoted(promise: str, wide: float, high: float) -> Widget:
    mark = Text(words.OPENING_QUOTE, "name", "gold_ink", serif=True, fit=True)
    air = look.px(Air.L)
    tokens = ("name", "title", "label", "body")
    part = Part(promise, tokens, "gold_ink", serif=True, bold=True, gives=True)
    told = _fixed(Told((part,), (wide - mark.width - 4 * air, high - 2 * air)))
    told.pos_hint = {"center_y": 0.5}
    mark = Column(mark, Gap(), gap=0, size_hint=(None, None), size=(mark.width, told.height), pos_hint=told.pos_hint)
    return Flat(mark, told, fill="gold_tint", radius=CELL_RADIUS, across=True, gap=Air.L, padding=(Air.L, Air.L))


def _fixed(told: Told) -> Told:
    """As high as its texts."""
    told.size_hint_y = None
    told.height = sum(child.height for child in told.children if child.size_hint_y is None)
    return told
