"""A document turned by pages: no scroll, no pinch; 上一屏 and 下一屏 in the low band, and which page of how many.

    reader = PagedReader(flow.turn, tap="letter")
    reader.open(TextPages(blocks, *reader.room))       # or PicturePages(textures)
    reader.show(view.page, view.pages)

`turn(page, pages)` is told the page a visitor asked for and answers by `show`: where one reads belongs to the flow, so
that a change of mode comes back to the same place. A long text is laid out a few lines a frame: its first page
stands at once, the number of pages a moment later (0 until then).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from kivy.clock import Clock
from kivy.graphics.texture import Texture
from kivy.uix.widget import Widget

from kiosk.ui import look, words
from kiosk.ui.places import page_room
from kiosk.ui.tokens import CARD_GAP
from kiosk.ui.widgets.card import Card
from kiosk.ui.widgets.layout import Column, Row
from kiosk.ui.widgets.paged.marker import Place
from kiosk.ui.widgets.paged.rail import RailAction
from kiosk.ui.widgets.paged.turning import Turning, turns
from kiosk.ui.widgets.picture import Picture

PADDING_X, PADDING_Y = 52, 40  # dpx, of the sheet


class Document(Protocol):
    """What a reader can turn. Made on Kivy's thread; `step` is called once a frame until it is `done`."""

    @property
    def ready(self) -> int:
        """Pages that stand as they will."""

    @property
    def done(self) -> bool: ...

    def step(self) -> bool:
        """Lay out a little more; False when there is no more."""

    def page(self, number: int) -> Widget:
        """A ready page, drawn."""

    def told(self, number: int) -> tuple[str, ...]:
        """What a ready page says aloud, in parts."""

    def page_of_heading(self, heading: int) -> int | None:
        """None: not laid out yet, or there is none."""


Seek = Callable[[Document], int | None]
"""The page of something; None: not laid out yet, or there is none."""


class PicturePages:
    """Pages that are pictures, as a scanned letter: each whole on its page. `spoken` says what they are."""

    done = True

    def __init__(self, textures: Sequence[Texture], spoken: Sequence[str] = ()) -> None:
        self._textures, self._spoken = textures, spoken

    @property
    def ready(self) -> int:
        return len(self._textures)

    def step(self) -> bool:
        return False

    def page(self, number: int) -> Widget:
        made = Picture(mode="contain", spoken=" ".join(self.told(number)))
        made.texture = self._textures[number]
        return made

    def told(self, number: int) -> tuple[str, ...]:
        return tuple(self._spoken[number : number + 1])

    def page_of_heading(self, heading: int) -> int | None:
        return None


class PagedReader(Turning):
    """`word` stands over the marker instead of the number of the page, where the page's own title tells it.

    `changed` is told when the number of pages has become known. `aside` is room for what goes with the page (contents),
    beside it on a wide panel, else below; `foot` is inside the page's card.
    """

    def __init__(
        self,
        turn: Callable[[int, int], None],
        *,
        tap: str,
        word: str = "",
        changed: Callable[[], None] | None = None,
    ) -> None:
        super().__init__()
        self._turn, self._tap, self._word, self._changed = turn, tap, word, changed
        self._place, self.foot = Column(gap=0), Column(gap=0, fit=True, height=0)  # empty until it is given something
        self._parts = Row(gap=CARD_GAP) if look.landscape() else Column(gap=CARD_GAP)
        self._parts.add_widget(Card(self._place, self.foot, padding=(PADDING_X, PADDING_Y), gap=0))
        self.sheet.add_widget(self._parts)
        self._document: Document | None = None
        self._goal: tuple[str, float] = ("page", 0)
        self._seek: Seek | None = None  # the page that is asked for by what stands on it
        self._drawn = -1
        self._ends: tuple[RailAction | None, RailAction | None] = (None, None)
        self._more: tuple[RailAction, ...] = ()
        self.page = 0

    @property
    def pages(self) -> int:
        """How many there are; 0 while they are still counted."""
        return max(1, self._document.ready) if self._document and self._document.done else 0

    @property
    def document(self) -> Document | None:
        return self._document

    @property
    def room(self) -> tuple[float, float]:
        """Width and height that a page has with nothing aside and no foot, in pixels."""
        wide, high = page_room(look.theme())
        return wide - look.px(2 * PADDING_X), high - look.px(2 * PADDING_Y)

    def open(self, document: Document) -> None:
        """Another document; the first of it stands at once."""
        self.rest()
        self._document, self._drawn, self._seek = document, -1, None
        self._place.clear_widgets()
        document.step()

    def told_from(self, page: int) -> tuple[tuple[int, str], ...]:
        """(page, words) of everything from that page on, in parts for the voice."""
        document = self._document
        if document is None:
            return ()
        return tuple((number, part) for number in range(page, document.ready) for part in document.told(number))

    def show(
        self, page: int, pages: int = 0, *,
        before: RailAction | None = None, after: RailAction | None = None, more: tuple[RailAction, ...] = (),
    ) -> None:  # fmt: skip
        """Draw that page. Where the document is laid out anew in other pages than `pages`, the same share of it.

        `before` and `after` stand at the ends of the rail, `more` under it.
        """
        self._ends, self._more = (before, after), more
        anew = page and pages and pages != self.pages
        self._seek = None
        self._goal = ("share", page / pages) if anew else ("page", page)
        self._settle()
        self.resume()

    def to_heading(self, heading: int) -> None:
        """The page of that heading, as soon as it is laid out: `turn` is told."""
        self.to(lambda document: document.page_of_heading(heading))

    def to(self, seek: Seek) -> None:
        """The page that `seek` finds in the document, asked until it does: `turn` is told. Never found: the first."""
        self._seek = seek
        self._settle()

    def redraw(self) -> None:
        """The page in front stands otherwise now."""
        self._drawn = -1
        self._settle()

    def put_aside(self, widget: Widget | None) -> None:
        for old in self._parts.children[:-1]:
            self._parts.remove_widget(old)
        if widget:
            self._parts.add_widget(widget)

    def rest(self) -> None:
        """The page went: lay out nothing."""
        Clock.unschedule(self._step)

    def resume(self) -> None:
        """The page came: go on where it was left."""
        Clock.unschedule(self._step)
        if self._document and not self._document.done:
            Clock.schedule_interval(self._step, 0)

    def _step(self, _dt: float) -> None:
        document = self._document
        if document and document.step():
            if self._drawn < 0 or self._seek:
                self._settle()
            return
        Clock.unschedule(self._step)
        self._settle()
        if self._changed:
            self._changed()

    def _settle(self) -> None:
        """Draw what is asked for, if it is ready; what stands stays until it is."""
        page = self._sought()
        if page is None or self._document is None:
            return
        if self._seek:
            self._seek, self._goal = None, ("page", page)
            self._turn(page, self.pages)
            return
        self.page = page
        if page != self._drawn:
            self._drawn = page
            self._place.clear_widgets()
            self._place.add_widget(self._document.page(page))
        self._show_side()

    def _sought(self) -> int | None:
        kind, what = self._goal
        document = self._document
        if document is None:
            return None
        if self._seek:
            page = self._seek(document)
            return 0 if page is None and document.done else page
        if document.done:
            sought = what if kind == "page" else round(what * document.ready)
            return max(0, min(int(sought), document.ready - 1))
        return int(what) if kind == "page" and what < document.ready else None

    def _show_side(self) -> None:
        pages = self.pages
        of = pages or self.page + 2
        word = self._word or words.screen_in_lines(self.page, pages)
        back, on = turns(self.page, pages, self._turn, self._tap, before=self._ends[0], after=self._ends[1])
        self.show_side(word, Place(self.page / of, (self.page + 1) / of), (back, on, *self._more))
