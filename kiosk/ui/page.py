"""The page: what a screen is made of. 上看下点: the top speaks, the bottom listens.

A page has four places, laid out by the theme's panel:

    speak    title, answer, state, picture: never touched
    body     choices, all below the reach line
    actions  second left, primary right (landscape: stacked in the right column, the primary lowest)
    whole    instead of speak + body, for pages that share the room another way

Header and dock belong to the shell. A page shows a plain view (a dataclass) and reports taps by the callables it was
given; it holds no rule, opens no file, runs no query.
"""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from kivy.uix.floatlayout import FloatLayout
from kivy.uix.widget import Widget

from kiosk.ui import fonts, look, places
from kiosk.ui.tokens import ACTION_COLUMN, CARD_GAP, ROW_GAP, Air
from kiosk.ui.widgets.button import PushButton
from kiosk.ui.widgets.layout import Column, Gap, Row
from kiosk.ui.widgets.text import Text
from kiosk.ui.wrap import wrap

Way = Literal["home", "end"]


class Page(FloatLayout):
    """Base of every screen. Subclasses fill `speak`, `body`, `whole` and `actions` in `__init__` or `show`.

    `name` is what the shell, the tour and the log call it. `nav` are the dock's keys. `private` pages are thrown away,
    not kept, when they are left. `reading` pages get the longer time before the idle warning.
    """

    name: ClassVar[str] = ""
    nav: ClassVar[tuple[str, ...]] = ("back", "home")
    private: ClassVar[bool] = False
    reading: ClassVar[bool] = False
    lasting: ClassVar[bool] = False  # what `show` drew stands: the shell does not draw the same view again on a revisit
    bare: ClassVar[bool] = False  # the page covers dock and header too (attract)
    alone: ClassVar[bool] = False  # and the header is not drawn over it
    split: ClassVar[bool] = True  # False: `whole` instead of `speak` and `body`
    action_band: ClassVar[bool] = True
    sound: ClassVar[str] = ""  # heard when the page comes: done, notice
    action_column: ClassVar[int] = ACTION_COLUMN  # dpx, of a wide panel
    drop: int = 0  # dpx by which `speak` reaches below the reach line, in portrait: more to say than to touch

    def __init__(self, **rest: Any) -> None:
        super().__init__(**rest)
        self.drawn: object = None  # the view that a lasting page shows
        self.speak = Column(gap=Air.M)
        self.body = Column(gap=ROW_GAP)
        self.whole = Column(gap=CARD_GAP)
        self.actions: Column | Row = Column(gap=Air.M) if look.landscape() else Row(gap=look.theme().spaces.gap)
        for part in (*((self.speak, self.body) if self.split else (self.whole,)), self.actions):
            part.size_hint = (None, None)
            self.add_widget(part)
        self.bind(pos=self._place, size=self._place)
        self.speak.bind(minimum_height=self._place)

    @property
    def heard_alone(self) -> bool:
        """What it says is for whoever stands here only: read through headphones."""
        return self.private

    def show(self, view: Any) -> None:
        """Draw `view`, the page's own dataclass."""

    def spoken_order(self) -> list[Widget]:
        """The parts of the page as the voice reads them: title and state, choices, and last what leads on."""
        parts = [part for part in reversed(self.children) if part is not self.actions]
        return [*parts, self.actions]

    def enter(self) -> None:
        """The page came to the front: start what moves."""

    def leave(self) -> None:
        """The page went: stop clocks and animations."""

    def count_down(self, seconds: float) -> None:
        """So many seconds are left until the wipe, told twice a second; most pages do not show it."""

    def on_back(self) -> bool:
        """The dock's 返回: True when the page went back inside itself, False to leave it."""
        return False

    def on_leave(self, way: Way) -> bool:
        """The dock's 首页 or 结束使用: True when the page asks first, and whoever asks goes that way afterwards."""
        return False

    def set_actions(self, *buttons: Widget) -> None:
        """Buttons left to right in portrait, top to bottom in landscape; the primary comes last and takes the room."""
        self.actions.clear_widgets()
        if look.landscape():
            self.actions.add_widget(Gap())
        for button in buttons:
            self._size_action(button, last=button is buttons[-1])
            self.actions.add_widget(button)

    def _size_action(self, button: Widget, *, last: bool) -> None:
        if look.landscape() or last or not isinstance(button, PushButton):
            button.size_hint_x = 1
        else:
            button.size_hint_x, button.width = None, button.natural_width
        if not look.landscape():
            button.pos_hint = {"center_y": 0.5}

    def _divide(self, ceiling: float) -> float:
        """Where `speak` ends and `body` begins: where the panel says, or lower, where there is more to say."""
        line = look.theme().line_px - (0 if look.landscape() else look.px(self.drop))
        return min(line, ceiling - places.above_line(look.theme()) - float(self.speak.minimum_height))

    def _place(self, *_: object) -> None:
        theme = look.theme()
        margin, inner = look.px(theme.spaces.margin), self.width - 2 * look.px(theme.spaces.margin)
        left, bottom = self.x + margin, self.y
        if look.landscape():
            self._place_landscape(left, inner)
            return
        band = look.px(theme.spaces.action) if self.action_band else 0
        _put(self.actions, left, bottom, inner, band)
        floor, ceiling = bottom + band + look.px(Air.M), (self.y + self.height) - places.below_header(theme)
        if not self.split:
            _put(self.whole, left, floor, inner, ceiling - floor)
            return
        line = self._divide(ceiling)
        _put(self.body, left, floor, inner, line - floor)
        above = line + places.above_line(theme)
        _put(self.speak, left, above, inner, ceiling - above)

    def _place_landscape(self, left: float, inner: float) -> None:
        theme = look.theme()
        band = look.px(self.action_column) + look.px(CARD_GAP) if self.action_band else 0
        floor, ceiling = self.y + look.px(CARD_GAP), (self.y + self.height) - places.below_header(theme)
        line = self._divide(ceiling)
        if not self.split:
            _put(self.whole, left, floor, inner - band, ceiling - floor)
            _put(
                self.actions, left + inner - band + look.px(CARD_GAP), floor, band - look.px(CARD_GAP), ceiling - floor
            )
            return
        above = line + places.above_line(theme)
        _put(self.speak, left, above, inner, ceiling - above)
        _put(self.body, left, floor, inner - band, line - floor)
        _put(self.actions, left + inner - band + look.px(CARD_GAP), floor, band - look.px(CARD_GAP), line - floor)


def _put(part: Widget, x: float, y: float, width: float, height: float) -> None:
    part.pos, part.size = (x, y), (max(0, width), max(0, height))


TITLE_LINES = 3


def titles(title: str, note: str = "") -> Column:
    """The head of a page: title, one soft sentence under it. A title of a keeper's own length gets smaller."""
    return Column(
        Text(title, _title_token(title), serif=True, balanced=True),
        *([Text(note, "body", "ink_2")] if note else []), gap=Air.XS, fit=True,
    )  # fmt: skip


def _title_token(title: str) -> str:
    """The largest size in which the title takes at most TITLE_LINES of a page's width."""
    theme = look.theme()
    wide = theme.panel.width_px - theme.px(2 * theme.spaces.margin)
    for token in ("head", "name"):
        widths = fonts.widths(fonts.face_of(token), look.text_px(token))
        if len(wrap(title, wide, widths)) <= TITLE_LINES:
            return token
    return "title"
