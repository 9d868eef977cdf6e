"""A text as pages to read, in large type, laid out a few lines a frame (`kiosk.ui.paging`)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kivy.graphics import Color, Rectangle
from kivy.uix.widget import Widget

from kiosk.ui import fonts, look
from kiosk.ui.paging import Block, Lines, Pages, Sheet
from kiosk.ui.tokens import TEXT
from kiosk.ui.widgets.layout import Column, Gap
from kiosk.ui.widgets.text import Drawn, draw_line
from kiosk.ui.wrap import balance, lines_of

LINES_A_STEP = 64  # about 2 ms of breaking, where Kivy's own layout of 20,000 characters takes a minute
PITCH = 1.66  # em from line to line: wide enough for elder eyes, and a page holds a dozen lines
NOTO_LINE = 1.45
ABOVE_HEADING, ABOVE_TEXT = 44, 20  # dpx
INDENT = "\u3000\u3000"
BULLET = "· "


class TextPages:
    """`blocks` are (heading|paragraph|item, text); `wide` and `high` the room for them in pixels. See `Document`."""

    def __init__(self, blocks: Sequence[tuple[str, str]], wide: float, high: float) -> None:
        self._pages = Pages([_broken(kind, text, wide) for kind, text in blocks], high)

    @property
    def ready(self) -> int:
        return self._pages.ready

    @property
    def done(self) -> bool:
        return self._pages.done

    @property
    def lines_broken(self) -> int:
        """So far, of all pages."""
        return self._pages.lines_broken

    def step(self) -> bool:
        return self._pages.step(LINES_A_STEP)

    def page(self, number: int) -> Widget:
        """One page's passages under each other."""
        column = Column(gap=0)
        for place, part in enumerate(self._pages.sheets[number].parts):
            if place:
                column.add_widget(_Space(part.above))
            column.add_widget(self.passage(part))
        column.add_widget(Gap())
        return column

    def passage(self, part: Lines) -> Widget:
        return Passage(part)

    def told(self, number: int) -> tuple[str, ...]:
        return tuple(text_of(part) for part in self._pages.sheets[number].parts)

    def page_of_heading(self, heading: int) -> int | None:
        return self._pages.sheet_of_heading(heading)

    def page_of(self, block: int, at: int) -> int | None:
        """The page on which that letter of a block stands, blanks not counted; None: it is not laid out yet."""
        sheets = self._pages.sheets if self.done else self._pages.sheets[: self.ready]
        for number, sheet in enumerate(sheets):
            for part in sheet.parts:
                if part.block == block and at < part.before + part.letters:
                    return number
        return None

    def parts(self, number: int) -> Sequence[Lines]:
        """What stands on a ready page."""
        return self._pages.sheets[number].parts

    def heading_at(self, number: int) -> int:
        """The heading that page `number` is about: the first on it, else the last before it."""
        sheets: list[Sheet] = self._pages.sheets[: number + 1]
        before = [heading for sheet in sheets[:-1] for heading in sheet.opens]
        return next(iter(sheets[-1].opens), before[-1] if before else 0)


class Passage(Widget):
    """Lines of one block, already broken, drawn as one texture."""

    def __init__(self, part: Lines) -> None:
        super().__init__(size_hint_y=None, height=part.height)
        self.spoken = text_of(part)
        self._lines = part.lines
        heading = part.kind == "heading"
        token, face = ("title", "serif") if heading else ("body", "regular")
        pitch = part.line_height / (look.text_px(token) * NOTO_LINE)
        with self.canvas:
            Color(*look.color("pine_ink" if heading else "ink"))
            self._rectangle = Rectangle()
        self._face, self._size_px = face, look.text_px(token)
        texture = draw_line("\n".join(part.lines), face, self._size_px, pitch).texture
        self._rectangle.texture, self._rectangle.size = texture, texture.size
        self.bind(pos=self._place, size=self._place)

    def drawn(self) -> tuple[Drawn, ...]:
        """What stands on the screen."""
        (x, y), (wide, high) = self._rectangle.pos, self._rectangle.size
        return (Drawn("\n".join(self._lines), self._face, self._size_px, (x, y, x + wide, y + high)),)

    def _place(self, *_: object) -> None:
        high = self._rectangle.size[1]
        self._rectangle.pos = (round(self.x), round(self.y + (self.height - high) / 2))


class _Space(Widget):
    spoken = ""

    def __init__(self, pixels: float) -> None:
        super().__init__(size_hint_y=None, height=pixels)


def text_of(part: Lines) -> str:
    """The lines as one text again: a blank only where two Latin words were parted."""
    text = ""
    for line in part.lines:
        parted = text[-1:].isascii() and line[:1].isascii() and text and line
        text += f" {line}" if parted else line
    return text.removeprefix(BULLET).strip()


def _broken(kind: str, text: str, wide: float) -> Block:
    """A block that breaks its lines when they are asked for."""
    if kind == "heading":
        size = look.text_px("title")
        return Block(
            kind, _heading_lines(text, wide, size), size * NOTO_LINE * TEXT["title"].pitch, look.px(ABOVE_HEADING)
        )
    size = look.text_px("body")
    first = BULLET if kind == "item" else INDENT
    return Block(kind, lines_of(first + text, wide, fonts.widths("regular", size)), size * PITCH, look.px(ABOVE_TEXT))


def _heading_lines(text: str, wide: float, size: int) -> Iterator[str]:
    yield from balance(text, wide, fonts.widths("serif", size))
