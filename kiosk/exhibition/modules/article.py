"""An article, or the text version of a picture: screens of text in large type, and its contents one tap away."""

from __future__ import annotations

from functools import partial

from kivy.graphics import Color, Rectangle
from kivy.uix.gridlayout import GridLayout
from kivy.uix.widget import Widget

from kiosk.exhibition import words
from kiosk.exhibition.flow import ExhibitionFlow
from kiosk.exhibition.paging import Lines, Sheet, paginate, sheet_of_heading
from kiosk.exhibition.room import page_room, rail_high
from kiosk.exhibition.screens.marker import Place
from kiosk.exhibition.screens.turning import TurningPage
from kiosk.exhibition.views import ExhibitView
from kiosk.ui import fonts, look
from kiosk.ui.tokens import TEXT
from kiosk.ui.widgets.card import Card, Flat
from kiosk.ui.widgets.icon import Icon
from kiosk.ui.widgets.layout import Column, Gap, Row
from kiosk.ui.widgets.text import Text, draw_line
from kiosk.ui.widgets.tile import TapCard
from kiosk.ui.wrap import balance, wrap

PITCH = 1.78  # em from line to line, wide enough for elder eyes (look/article)
NOTO_LINE = 1.45
PADDING_X, PADDING_Y = 52, 40
CONTENTS_HIGH, CONTENTS_WIDE = 408, 460
MOST_CONTENTS, MOST_CONTENTS_LANDSCAPE = 6, 5  # five are what the reach line leaves room for
INDENT = "\u3000\u3000"


class ArticlePage(TurningPage):
    name = "exhibition.article"
    lasting = True

    def __init__(self, flow: ExhibitionFlow) -> None:
        super().__init__(flow)
        self._text = Column(gap=0)
        self._card = Card(self._text, padding=(PADDING_X, PADDING_Y))
        self._parts = Row(gap=24) if look.landscape() else Column(gap=24)
        self.sheet.add_widget(self._parts)
        self._laid_out: tuple[object, ...] = ()
        self._sheets: list[Sheet] = []

    def show(self, view: ExhibitView) -> None:
        headings = tuple(text for kind, text in view.blocks if kind == "heading")
        contents = len(headings) > 1 and not look.large()
        if self._laid_out != (view.key, view.blocks, contents):
            self._laid_out = (view.key, view.blocks, contents)
            self._sheets = self._lay_out(view, contents)
        pages = len(self._sheets)
        page = view.page if pages == view.pages else min(pages - 1, round(view.page * pages / max(1, view.pages)))
        self._draw(self._sheets[page], words.in_one_line(view.source))
        self._parts.clear_widgets()
        self._parts.add_widget(self._card)
        if contents:
            self._parts.add_widget(self._contents(headings, page))
        place = words.screen_of(page, pages) if pages > 1 else words.item_of(view.place, view.total)
        here, of = (page, pages) if pages > 1 else (view.place, max(1, view.total))
        self.frame(view, place, Place(here / of, (here + 1) / of), self.rail(view, page, pages))

    def _lay_out(self, view: ExhibitView, contents: bool) -> list[Sheet]:
        wide, high = page_room(look.theme())
        if contents and look.landscape():
            wide -= look.px(CONTENTS_WIDE + 24)
        elif contents:
            high -= look.px(CONTENTS_HIGH + 24)
        wide, high = wide - look.px(2 * PADDING_X), high - look.px(2 * PADDING_Y)
        if look.landscape():
            high -= look.px(80)  # the source stands under the text
        return paginate([_lines(kind, text, wide) for kind, text in view.blocks], high)

    def _draw(self, sheet: Sheet, source: str) -> None:
        self._text.clear_widgets()
        for number, part in enumerate(sheet.parts):
            if number:
                self._text.add_widget(_Space(part.above))
            self._text.add_widget(Passage(part))
        self._text.add_widget(Gap())
        if look.landscape():
            self._text.add_widget(Text(source, "note", "ink_2", max_lines=1))

    def _contents(self, headings: tuple[str, ...], page: int) -> Flat:
        """Up to six headings around the one being read."""
        before = [number for sheet in self._sheets[:page] for number in sheet.opens]
        now = next(iter(self._sheets[page].opens), before[-1] if before else 0)
        most = MOST_CONTENTS_LANDSCAPE if look.landscape() else MOST_CONTENTS
        first = min(max(0, now - most // 2), max(0, len(headings) - most))
        grid = GridLayout(cols=1 if look.landscape() else 2, spacing=look.px(14))
        if not look.landscape():
            grid.orientation = "tb-lr"
            grid.rows, grid.cols = 3, None
        shown = list(range(first, min(len(headings), first + most)))
        for number in shown:
            grid.add_widget(self._heading(headings[number], number, now))
        empty = (most if not look.landscape() else 0) - len(shown)
        for _ in range(empty):
            grid.add_widget(Gap())
        parts = [Gap(), grid] if look.landscape() else [grid]  # in landscape they stand below the reach line
        flat = Flat(Text(words.CONTENTS, "body", bold=True), *parts, padding=(32, 24), gap=14)
        if look.landscape():
            grid.size_hint_y, grid.height = None, (rail_high(look.theme()) - look.px(28)) * len(shown) / most
            flat.size_hint_x, flat.width = None, look.px(CONTENTS_WIDE)
        else:
            flat.size_hint_y, flat.height = None, look.px(CONTENTS_HIGH)
        return flat

    def _heading(self, text: str, number: int, now: int) -> TapCard:
        on, read = number == now, number < now
        ink = "primary_ink" if on else "ink_2" if read else "ink"
        word = Text(text, "body", ink, bold=on, max_lines=1, pos_hint={"center_y": 0.5})
        tick = [Icon("check", 34, ink, bold=True)] if read else []
        page = sheet_of_heading(self._sheets, number)
        return TapCard(
            word, *tick, tap=f"article.heading.{number}",
            on_tap=partial(self.flow.turn, page, len(self._sheets)),
            fill="primary_tint" if on else "surface", edge="primary" if on else "", border=5, radius=12,
            across=True, padding=(22, 0), gap=12,
        )  # fmt: skip


class Passage(Widget):
    """Lines of one block, already broken, drawn as one texture."""

    def __init__(self, part: Lines) -> None:
        super().__init__(size_hint_y=None, height=part.height)
        self.spoken = "".join(part.lines)
        heading = part.kind == "heading"
        token, face = ("title", "serif") if heading else ("body", "regular")
        pitch = part.line_height / (look.text_px(token) * NOTO_LINE)
        with self.canvas:
            Color(*look.color("pine_ink" if heading else "ink"))
            self._rectangle = Rectangle()
        texture = draw_line("\n".join(part.lines), face, look.text_px(token), pitch).texture
        self._rectangle.texture, self._rectangle.size = texture, texture.size
        self.bind(pos=self._place, size=self._place)

    def _place(self, *_: object) -> None:
        high = self._rectangle.size[1]
        self._rectangle.pos = (round(self.x), round(self.y + (self.height - high) / 2))


class _Space(Widget):
    spoken = ""

    def __init__(self, pixels: float) -> None:
        super().__init__(size_hint_y=None, height=pixels)


def _lines(kind: str, text: str, wide: float) -> Lines:
    """A block broken for a page ``wide`` pixels wide."""
    if kind == "heading":
        size = look.text_px("title")
        lines = balance(text, wide, fonts.widths("serif", size))
        return Lines(kind, tuple(lines), size * NOTO_LINE * TEXT["title"].pitch, look.px(44))
    size = look.text_px("body")
    widths = fonts.widths("regular", size)
    first = "· " if kind == "item" else INDENT
    return Lines(kind, tuple(wrap(first + text, wide, widths)), size * PITCH, look.px(20))
