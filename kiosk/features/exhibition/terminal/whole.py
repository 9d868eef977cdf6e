"""看全文: all of a text of which a page had room for the beginning, turned screen by screen. One for every kind."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from kiosk.ui.stage import Stage

WHOLE = "exhibition.whole"


@dataclass(frozen=True, slots=True)
class WholeView:
    """``blocks`` are (heading|paragraph|item, text); ``page`` of ``pages`` is where the visitor reads (0: not counted
    yet).
    """

    title: str
    blocks: tuple[tuple[str, str], ...]
    page: int = 0
    pages: int = 1


class Whole:
    """`open` from a kind's own page; 返回 calls what it was given."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._view: WholeView | None = None
        self._back: Callable[[], None] | None = None

    def open(self, title: str, blocks: Sequence[tuple[str, str]], back: Callable[[], None]) -> None:
        self._view, self._back = WholeView(title, tuple(blocks)), back
        self._stage.show(WHOLE, self._view)

    @property
    def is_shown(self) -> bool:
        return self._stage.now()[0] == WHOLE

    def is_shown_by(self, back: Callable[[], None]) -> bool:
        """Whether what stands there was opened with that way back."""
        return self.is_shown and self._back == back

    def turn(self, page: int, pages: int) -> None:
        if self._view and page >= 0:
            self._view = replace(self._view, page=page, pages=pages)
            self._stage.show(WHOLE, self._view)

    def back(self) -> bool:
        back, self._back, self._view = self._back, None, None
        if back:
            back()
        return back is not None

    def wipe(self) -> None:
        self._view = self._back = None
