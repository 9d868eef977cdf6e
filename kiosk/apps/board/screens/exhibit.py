"""The small exhibition beside the table: a picture, a person, a duty or an entry, its title, and until when.

Decoded on a worker, handed to GL a few strips a frame, as the slides of the attract loop are
(`features/exhibition/terminal/loop`).
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from kivy.clock import Clock
from kivy.graphics.texture import Texture
from kivy.uix.floatlayout import FloatLayout
from kivy.uix.widget import Widget

from content.pack.exhibit import Exhibit
from kiosk.apps.board import sizes, words
from kiosk.features.exhibition.rules.showing import last_instant
from kiosk.ui import look
from kiosk.ui.pixels import Frame
from kiosk.ui.texture_upload import Upload
from kiosk.ui.tokens import CARD_RADIUS, Air
from kiosk.ui.widgets.card import Card
from kiosk.ui.widgets.picture import Picture
from kiosk.ui.widgets.text import Text

if TYPE_CHECKING:
    from kiosk.features.exhibition.board.module import OnBoard

SECONDS = 20.0
LOOK_SECONDS = 1.0
"""How soon it is seen that what is shown must not be any more: somebody's consent ends, the hall takes it down."""


class ExhibitCard(FloatLayout):
    """`open` gives it something to show; until then it is an empty card."""

    def __init__(self, post: Callable[[Callable[[], None]], None]) -> None:
        super().__init__(size_hint=(None, None))
        self._post = post
        self._exhibits: OnBoard | None = None
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="board-decode")
        self._at = -1
        self._asked = 0  # raised with each picture asked for: an answer to an older question is thrown away
        self._upload: Upload | None = None
        self._card = Card(size_hint=(None, None))
        self._picture = Picture(mode="contain", size_hint=(None, None))
        self._title = Text("", "board_title", size_hint_x=None, max_lines=1)
        self._note = Text("", "board_note", "ink_2", size_hint_x=None, max_lines=1)
        for part in (self._card, self._picture, self._title, self._note):
            self.add_widget(part)
        self._shown: Exhibit | None = None
        self._seen_since: float | None = None  # by the Clock; None while the slides cover it
        self._turning = Clock.schedule_interval(self._next, SECONDS)
        self._looking = Clock.schedule_interval(self._look, LOOK_SECONDS)
        self.bind(pos=self._place, size=self._resized, parent=self._came_or_went)

    def open(self, exhibits: OnBoard) -> None:
        """What is on now is asked at every turn."""
        self._exhibits = exhibits
        self._next(0)

    def close(self) -> None:
        self._tell_played()
        self._turning.cancel()
        self._looking.cancel()
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _next(self, _dt: float) -> None:
        if self._exhibits is None:
            return
        shown = self._exhibits.beside_calls()
        wide, high = int(self._picture.width), int(self._picture.height)
        if not shown or wide < 16 or high < 16:
            return
        self._at = (self._at + 1) % len(shown)
        self._asked += 1
        chosen = shown[self._at]
        future = self._pool.submit(self._exhibits.small(chosen, wide, high, look.px(CARD_RADIUS)))
        future.add_done_callback(partial(self._decoded, self._asked, chosen))

    def _look(self, _dt: float) -> None:
        if self._exhibits and self._shown and self._shown not in self._exhibits.beside_calls():
            self._tell_played()
            self._shown, self._picture.texture = None, None
            self._title.text = self._note.text = ""
            self._next(0)

    def _decoded(self, asked: int, exhibit: Exhibit, future: Future[Frame]) -> None:
        if not future.cancelled():  # on the worker's thread
            self._post(partial(self._receive, asked, exhibit, future))

    def _receive(self, asked: int, exhibit: Exhibit, future: Future[Frame]) -> None:
        if asked != self._asked or self._exhibits is None or exhibit not in self._exhibits.beside_calls():
            return
        if (error := future.exception()) is None:
            self._upload = Upload(future.result(), partial(self._show, exhibit))
        else:  # of whatever kind: the next one is shown
            self._exhibits.broke(exhibit, error)
            self._at -= 1
            self._next(0)

    def _show(self, exhibit: Exhibit, texture: Texture) -> None:
        self._upload = None
        self._tell_played()
        self._shown, self._seen_since = exhibit, Clock.time() if self.parent else None
        self._picture.texture = texture
        self._title.text = exhibit.title
        parts = [self._exhibits.kind(exhibit) if self._exhibits else ""]
        if ends := last_instant(exhibit):
            parts.append(words.until((ends - timedelta(seconds=1)).date()))
        self._note.text = "，".join(part for part in parts if part)
        self._place()

    def _came_or_went(self, _card: ExhibitCard, parent: Widget | None) -> None:
        """The slides take the whole room now and then; what stands here is not seen meanwhile."""
        if parent is None:
            self._tell_played()
        else:
            self._seen_since = Clock.time()

    def _tell_played(self) -> None:
        since, self._seen_since = self._seen_since, None
        if self._shown and self._exhibits and since is not None:
            self._exhibits.played(self._shown, Clock.time() - since)

    def _resized(self, *_: object) -> None:
        self._place()
        if self._exhibits:
            self._at -= 1
            self._next(0)

    def _place(self, *_: object) -> None:
        self._card.pos, self._card.size = self.pos, self.size
        caption = look.px(sizes.CAPTION)
        self._picture.pos = (self.x, self.y + caption)
        self._picture.size = (self.width, max(1, self.height - caption))
        self._title.width = self._note.width = max(1, self.width - look.px(2 * sizes.PICTURE_SIDE))
        left, top = self.x + look.px(sizes.PICTURE_SIDE), self.y + caption - look.px(Air.M)
        self._title.pos = (left, top - self._title.height)
        self._note.pos = (left, self._title.y - self._note.height)
