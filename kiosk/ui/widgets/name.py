"""Names of a hall's own (hall, service, window, desk): they may be long, and nothing may leave its place for them.

    Name(service.name, ("label", "body"))            # on one line; a step smaller; on two lines; cut, with an ellipsis
    NameRow(icon, Name(…), chip)                     # as wide as the name needs, at most what the others leave it

All of a name is spoken, also what was cut.
"""

from __future__ import annotations

from typing import Any

from kiosk.ui import fonts, look
from kiosk.ui.tokens import SIZES
from kiosk.ui.widgets.layout import Row
from kiosk.ui.widgets.text import Text
from kiosk.ui.wrap import line_width


class Name(Text):
    """`tokens` from the largest to the smallest; the first that fits on one line, else the second that fits on
    `lines`, else the smallest, cut."""

    def __init__(self, text: str, tokens: tuple[str, ...], role: str = "ink", *, lines: int = 2, **rest: Any) -> None:
        self._tokens = tokens
        super().__init__(text, tokens[0], role, max_lines=lines, balanced=True, **rest)

    @property
    def natural_width(self) -> int:
        """Pixels of the whole name on one line in the largest size."""
        widths = fonts.widths(self._face, look.text_px(self._tokens[0]))
        return round(line_width(str(self.text), widths)) + 2

    def lines(self, width: float) -> list[str]:
        """The name as it breaks at `width` pixels, in the size that was chosen for it."""
        for token in self._tokens:
            self._take(token)
            found = super().lines(width)
            if len(found) == 1 and not found[0].endswith("…"):
                return found
        for token in self._tokens[1:] or self._tokens:
            self._take(token)
            found = super().lines(width)
            if not found[-1].endswith("…"):
                return found
        return found

    def _take(self, token: str) -> None:
        size_px = look.text_px(token)
        if size_px != self._size_px:
            self._size_px, self._pitch, self._drawn = size_px, SIZES[token].pitch, ()


class NameRow(Row):
    """A row with one Name in it, which gives way: it is as wide as it likes while the others have their width."""

    def do_layout(self, *arguments: Any) -> None:
        """Kivy's, after the name got its width."""
        name = next(child for child in self.children if isinstance(child, Name))
        name.size_hint_x = None
        others = sum(child.width for child in self.children if child is not name and child.size_hint_x is None)
        left, _, right, _ = self.padding
        room = self.width - left - right - self.spacing * (len(self.children) - 1) - others
        name.width = max(0.0, min(name.natural_width, room))
        super().do_layout(*arguments)
