"""An article, or the text version of a picture: screens of text in large type, and its contents one tap away."""

from __future__ import annotations

from functools import partial

from kivy.uix.gridlayout import GridLayout

from kiosk.features.exhibition.terminal import words
from kiosk.features.exhibition.terminal.flow import ExhibitionFlow
from kiosk.features.exhibition.terminal.screens.turning import TurningPage
from kiosk.features.exhibition.terminal.sizes import CONTENTS_HIGH, CONTENTS_WIDE, SOURCE_HIGH
from kiosk.features.exhibition.terminal.views import ExhibitView
from kiosk.ui import look
from kiosk.ui import words as ui_words
from kiosk.ui.places import rail_high
from kiosk.ui.tokens import CARD_GAP, CELL_RADIUS, Air, IconSize, Stroke
from kiosk.ui.widgets.card import Flat
from kiosk.ui.widgets.icon import Icon
from kiosk.ui.widgets.layout import Gap
from kiosk.ui.widgets.name import Name
from kiosk.ui.widgets.paged.paged_reader import PagedReader
from kiosk.ui.widgets.paged.text_pages import TextPages
from kiosk.ui.widgets.text import Text
from kiosk.ui.widgets.tile import TapCard

MOST_CONTENTS, MOST_CONTENTS_LANDSCAPE = 4, 5  # five are what the reach line leaves room for


class ArticlePage(TurningPage):
    name = "exhibition.article"
    lasting = True

    def __init__(self, flow: ExhibitionFlow) -> None:
        self._reader = PagedReader(flow.turn, tap="exhibit", word=words.READ_TO, changed=self._counted)
        super().__init__(flow, self._reader)
        self._laid_out: tuple[object, ...] = ()
        self._pages: TextPages | None = None
        self._view: ExhibitView | None = None

    def show(self, view: ExhibitView) -> None:
        headings = tuple(text for kind, text in view.blocks if kind == "heading")
        contents = len(headings) > 1 and not look.large()
        if self._pages is None or self._laid_out != (view.key, view.blocks, contents):
            self._laid_out = (view.key, view.blocks, contents)
            self._pages = TextPages(view.blocks, *self._room(contents))
            self._reader.open(self._pages)
        self._view = view
        before, after = self.neighbours(view)
        self._reader.show(view.page, view.pages, before=before, after=after, more=self.more(view))
        if view.heading is not None and self.parent:  # found there: told to the flow, as a tap on the contents is
            self._reader.to_heading(view.heading)
            if view is not self._view:  # it was laid out, and the flow has shown it
                return
        page, pages = self._reader.page, self._reader.pages
        self.head(view, ui_words.screen_of(page, pages) if pages != 1 else words.item_of(view.place, view.total))
        self._reader.foot.clear_widgets()
        if look.landscape():
            self._reader.foot.add_widget(Text(words.in_one_line(view.source), "note", "ink_2", max_lines=1))
        self._reader.put_aside(self._contents(headings, page) if contents else None)

    @property
    def screens(self) -> int:
        return self._reader.pages

    def enter(self) -> None:
        """Where it was left half counted, or is to be turned to a heading."""
        if self._view:
            self.show(self._view)

    def leave(self) -> None:
        super().leave()
        self._reader.rest()

    def read_aloud(self) -> None:
        self.flow.read_aloud(self._reader.told_from(self._reader.page))

    def _counted(self) -> None:
        """How many screens there are has become known."""
        if self._view:
            self.show(self._view)

    def _room(self, contents: bool) -> tuple[float, float]:
        wide, high = self._reader.room
        if contents and look.landscape():
            wide -= look.px(CONTENTS_WIDE + CARD_GAP)
        elif contents:
            high -= look.px(CONTENTS_HIGH + CARD_GAP)
        return wide, high - (look.px(SOURCE_HIGH) if look.landscape() else 0)

    def _contents(self, headings: tuple[str, ...], page: int) -> Flat:
        """Some headings around the one being read."""
        now = self._pages.heading_at(page) if self._pages else 0
        most = MOST_CONTENTS_LANDSCAPE if look.landscape() else MOST_CONTENTS
        first = min(max(0, now - most // 2), max(0, len(headings) - most))
        grid = GridLayout(cols=1 if look.landscape() else 2, spacing=look.px(Air.M))
        if not look.landscape():
            grid.orientation = "tb-lr"
            grid.rows, grid.cols = MOST_CONTENTS // 2, None
        shown = list(range(first, min(len(headings), first + most)))
        for number in shown:
            grid.add_widget(self._heading(headings[number], number, now))
        empty = (most if not look.landscape() else 0) - len(shown)
        for _ in range(empty):
            grid.add_widget(Gap())
        parts = [Gap(), grid] if look.landscape() else [grid]  # in landscape they stand below the reach line
        head = words.CONTENTS if len(shown) == len(headings) else words.contents_of(len(headings))
        flat = Flat(Text(head, "body", bold=True), *parts, padding=(Air.XL, Air.L), gap=Air.S)
        if look.landscape():
            grid.size_hint_y, grid.height = None, (rail_high(look.theme()) - look.px(Air.L)) * len(shown) / most
            flat.size_hint_x, flat.width = None, look.px(CONTENTS_WIDE)
        else:
            flat.size_hint_y, flat.height = None, look.px(CONTENTS_HIGH)
        return flat

    def _heading(self, text: str, number: int, now: int) -> TapCard:
        on, read = number == now, number < now
        ink = "primary_ink" if on else "ink_2" if read else "ink"
        word = Name(text, ("body", "note"), ink, lines=2, bold=on, pos_hint={"center_y": 0.5})
        tick = [Icon("check", IconSize.S, ink, bold=True)] if read else []
        return TapCard(
            word, *tick, tap=f"article.heading.{number}", on_tap=partial(self._reader.to_heading, number),
            fill="primary_tint" if on else "surface", edge="primary" if on else "", border=Stroke.CHOSEN,
            radius=CELL_RADIUS, across=True, padding=(Air.L, 0), gap=Air.S,
        )  # fmt: skip
