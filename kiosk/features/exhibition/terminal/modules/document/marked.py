"""The pages of a document: text with what was found in it marked, by a tint and a line under it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kivy.graphics import Color, Rectangle

from content.kinds.document import Note
from kiosk.features.exhibition.rules.within import Match
from kiosk.features.exhibition.terminal.modules.document.views import Place
from kiosk.ui import fonts, look
from kiosk.ui.paging import Lines, letters_of
from kiosk.ui.tokens import Stroke
from kiosk.ui.widgets.paged.text_pages import BULLET, Passage, TextPages
from kiosk.ui.wrap import line_width

Span = tuple[int, float, float]
"""A line, and from where to where on it, in pixels."""


class DocumentPages(TextPages):
    """`found` are marked on pages that are drawn from now on."""

    def __init__(self, blocks: Sequence[tuple[str, str]], wide: float, high: float) -> None:
        super().__init__(blocks, wide, high)
        self._blocks = blocks
        self._by_block: dict[int, list[tuple[int, int]]] = {}

    def mark(self, found: Sequence[Match]) -> None:
        self._by_block = {}
        for match in found:
            begin = self._letters(match.block, match.at)
            end = self._letters(match.block, match.at + match.length)
            self._by_block.setdefault(match.block, []).append((begin, end))

    def page_of_place(self, place: Place) -> int | None:
        return self.page_of(place[0], self._letters(*place))

    def notes_on(self, page: int, notes: Sequence[Note]) -> tuple[Note, ...]:
        """Those that are called on a ready page."""
        spans = {part.block: (part.before, part.before + part.letters) for part in self.parts(page)}
        return tuple(note for note in notes if any(self._is_in(spans, place) for place in note.calls))

    def passage(self, part: Lines) -> Passage:
        found = self._by_block.get(part.block, ())
        return Marked(part, tuple(span for begin, end in found for span in _spans(part, begin, end)))

    def _is_in(self, spans: dict[int, tuple[int, int]], place: Place) -> bool:
        begin, end = spans.get(place[0], (0, 0))
        return begin <= self._letters(*place) < end

    def _letters(self, block: int, at: int) -> int:
        """Letters on the lines of a block before that place: blanks are none, the bullet of an item is one."""
        kind, text = self._blocks[block]
        return letters_of(text[:at]) + (letters_of(BULLET) if kind == "item" else 0)


class Marked(Passage):
    def __init__(self, part: Lines, spans: Sequence[Span]) -> None:
        self._spans: list[tuple[Span, Rectangle, Rectangle]] = []
        super().__init__(part)
        self._pitch = part.line_height
        with self.canvas.before:
            for span in spans:
                Color(*look.color("gold_tint"))
                tint = Rectangle()
                Color(*look.color("gold_line"))
                self._spans.append((span, tint, Rectangle()))
        self._place()

    def _place(self, *_: object) -> None:
        super()._place()
        x, top = self._rectangle.pos[0], self._rectangle.pos[1] + self._rectangle.size[1]
        for (line, begin, end), tint, under in self._spans:
            low = top - (line + 1) * self._pitch
            tint.pos, tint.size = (x + begin, low), (end - begin, self._pitch)
            under.pos, under.size = (x + begin, low), (end - begin, look.px(Stroke.CHOSEN))


def _spans(part: Lines, begin: int, end: int) -> Iterator[Span]:
    """Where those letters of a block stand on the lines of a part."""
    heading = part.kind == "heading"
    widths = fonts.widths("serif" if heading else "regular", look.text_px("title" if heading else "body"))
    count = part.before
    for number, line in enumerate(part.lines):
        places = [place for place, letter in enumerate(line) if not letter.isspace()]
        first, last = max(begin - count, 0), min(end - count, len(places)) - 1
        if first <= last:
            left = line_width(line[: places[first]], widths)
            yield number, left, left + line_width(line[places[first] : places[last] + 1], widths)
        count += len(places)
