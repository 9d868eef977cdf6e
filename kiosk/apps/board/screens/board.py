"""The whole board: where each part stands, on a wide panel and on an upright one. Nothing on it is touched."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from kivy.graphics import Color, Rectangle
from kivy.uix.floatlayout import FloatLayout
from kivy.uix.widget import Widget

from kiosk.apps.board import sizes
from kiosk.apps.board.screens.beside import Foot, Waiting
from kiosk.apps.board.screens.call import CallCard
from kiosk.apps.board.screens.exhibit import ExhibitCard
from kiosk.apps.board.screens.head import Away, Head
from kiosk.apps.board.screens.table import Table
from kiosk.apps.board.views import BoardView
from kiosk.ui import look
from kiosk.ui.tokens import CARD_GAP

if TYPE_CHECKING:
    from kiosk.ui.playing import Playing


class Board(FloatLayout):
    """`show` draws a view; `player` (when given) takes the room between header and foot while nobody is called.

    `moves` False: a call stands where it belongs at once. Where the processor draws, a number that rises for 200 ms
    keeps it from the next call (measured: 35 ms a frame at 1080p, two cores).
    """

    def __init__(self, post: Callable[[Callable[[], None]], None], *, moves: bool = True) -> None:
        super().__init__()
        self.view: BoardView | None = None
        self._player: Playing | None = None
        self._plays = False
        self.head, self.away, self.call, self.table = Head(), Away(), CallCard(moves=moves), Table()
        self.exhibit, self.waiting, self.foot = ExhibitCard(post), Waiting(), Foot()
        with self.canvas.before:
            self._ground_color = Color(*look.color("ground"))
            self._ground = Rectangle()
        self._room: tuple[Widget, ...] = (self.call, self.table, self.exhibit, self.waiting)
        for part in (self.head, self.foot, *self._room):
            self.add_widget(part)
        self.bind(pos=self._place, size=self._place)

    def give_player(self, player: Playing) -> None:
        """The exhibition, for the quiet times."""
        self._player = player
        player.size_hint = (None, None)
        self._exhibition()

    def show(self, view: BoardView) -> None:
        was, self.view = self.view, view
        if was is None or (was.away is None) != (view.away is None):
            self._strip(view)
        self.head.show(view.head)
        if view.away:
            self.away.show(view.away)
        self.call.show(view.call)
        self.table.show(view.rows)
        self.waiting.show(view.waiting)
        self.foot.show(view.foot)
        self._exhibition()
        if was is None or len(was.rows) != len(view.rows):
            self._place()

    def close(self) -> None:
        """Stop clocks and workers; the window is going."""
        self.table.close()
        self.waiting.close()
        self.exhibit.close()
        if self._player:
            self._player.close()

    @property
    def plays(self) -> bool:
        """Whether the exhibition has the room."""
        return self._plays

    @property
    def _has_windows(self) -> bool:
        """Whether the hall has ever told of its windows; without any, words stand alone."""
        return bool(self.view and self.view.rows)

    def _strip(self, view: BoardView) -> None:
        if self.away.parent:
            self.remove_widget(self.away)
        if view.away:
            self.add_widget(self.away)
        self._place()

    def _exhibition(self) -> None:
        plays = bool(self._player and self.view and self.view.exhibition)
        if plays == self._plays or self._player is None:
            return
        self._plays = plays
        going, coming = (self._room, (self._player,)) if plays else ((self._player,), self._room)
        for part in going:
            self.remove_widget(part)
        for part in coming:
            self.add_widget(part)
        (self._player.start if plays else self._player.stop)()
        self._place()

    # -- places -------------------------------------------------------------------------------

    def _place(self, *_: object) -> None:
        self._ground.pos, self._ground.size = self.pos, self.size
        self.table.opacity = self.waiting.opacity = 1 if self._has_windows else 0
        wide, high = self.size
        margin, foot = look.px(sizes.MARGIN), look.px(sizes.FOOT)
        _put(self.head, self.x, self.y + high - look.px(sizes.HEAD), wide, look.px(sizes.HEAD))
        _put(self.foot, self.x, self.y, wide, foot)
        top = self.y + high - look.px(sizes.HEAD + sizes.UNDER_HEAD)
        if self._player:
            _put(self._player, self.x, self.y + foot, wide, high - foot - look.px(sizes.HEAD))
        away = bool(self.view and self.view.away)
        if away:
            _put(self.away, self.x + margin, top - look.px(sizes.STRIP), wide - 2 * margin, look.px(sizes.STRIP))
            top -= look.px(sizes.STRIP + sizes.UNDER_STRIP)
        floor = self.y + foot + look.px(CARD_GAP)
        call = look.px(sizes.CALL_AWAY if away else sizes.CALL)
        if look.landscape():
            self._place_wide(floor, top, call)
        else:
            self._place_upright(floor, top, call)

    def _place_wide(self, floor: float, top: float, call: float) -> None:
        left, right, gap = self.x + look.px(sizes.MARGIN), look.px(sizes.RIGHT), look.px(CARD_GAP)
        wide = self.width - look.px(2 * sizes.MARGIN + sizes.BETWEEN) - right
        call = call if self._has_windows else top - floor
        _put(self.call, left, top - call, wide, call)
        _put(self.table, left, floor, wide, top - call - gap - floor)
        beside, waiting = left + wide + look.px(sizes.BETWEEN), look.px(sizes.WAITING)
        _put(self.waiting, beside, floor, right, waiting)
        low = floor + waiting + gap if self._has_windows else floor
        _put(self.exhibit, beside, low, right, top - low)

    def _place_upright(self, floor: float, top: float, call: float) -> None:
        left, wide, gap = self.x + look.px(sizes.MARGIN), self.width - look.px(2 * sizes.MARGIN), look.px(CARD_GAP)
        table = min(self.table.natural_high, top - call - 2 * gap - look.px(sizes.BELOW_UPRIGHT) - floor)
        below = top - call - 2 * gap - table - floor
        half = (wide - gap) / 2
        _put(self.call, left, top - call, wide, call)
        _put(self.table, left, floor + below + gap, wide, table)
        _put(self.exhibit, left, floor, half, below)
        _put(self.waiting, left + half + gap, floor, half, below)


def _put(part: Widget, x: float, y: float, width: float, height: float) -> None:
    part.pos, part.size = (x, y), (max(1, width), max(1, height))
