"""Turning the pages of one's own letters: fetched one by one, decoded on a worker, gone with the page in front.

Plain Python on Kivy's thread. Nothing is kept here: what was fetched hangs on the view (`LetterMemory`).
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from kiosk.features.membership.terminal import sizes, words
from kiosk.features.membership.terminal.letter_sheet import LetterUnreadable, Mark, Room, Sheet, sheet_of
from kiosk.features.membership.terminal.views import ZOOMS, LetterPageView, RecordPageView
from kiosk.features.membership.wire import HallCannotAnswer, Records
from kiosk.ui import font_files, look
from kiosk.ui.places import page_room
from kiosk.ui.stage import Stage

LETTER = "membership.letter"


class LetterFlow:
    """`records` reaches the hall; its methods block, so they run on a worker."""

    def __init__(self, stage: Stage, records: Records) -> None:
        self._stage, self._records = stage, records

    # -- the record's page ----------------------------------------------------------------------------------------

    def fetch_thumb(self, view: RecordPageView) -> None:
        """The first page of the first letter, made small, for the page that offers it; without it a sign stands."""
        letters = view.record.letters
        if letters:
            room = Room(*(look.px(side) for side in sizes.LETTER_THUMB))
            first = LetterPageView(view, letters[0].kind)
            job = partial(self._sheet, first, room, _mark(view, small=True))
            self._stage.work(job, partial(self._thumb_ready, view), _stay_without)

    def _thumb_ready(self, view: RecordPageView, sheet: Sheet) -> None:
        page, now = self._stage.now()
        if isinstance(now, RecordPageView) and now.memory is view.memory:
            self._stage.show(page, replace(now, thumb=sheet.frame))

    # -- the letter -----------------------------------------------------------------------------------------------

    def open(self, record: RecordPageView, kind: str = "") -> None:
        """一页一页看: that letter, or the first."""
        letters = record.record.letters
        if letters:
            self._show(LetterPageView(record, kind or letters[0].kind))

    def on(self, view: LetterPageView) -> None:
        """下一块, 下一页 or the next letter."""
        self._go(following(view))

    def back(self, view: LetterPageView) -> None:
        """上一块, 上一页 or the letter before."""
        self._go(preceding(view))

    def zoom(self, view: LetterPageView, steps: int) -> None:
        """放大 (1) or 缩小 (-1)."""
        zoom = min(max(view.zoom + steps, 0), len(ZOOMS) - 1)
        if zoom != view.zoom:
            self._show(replace(view, zoom=zoom, part=0, sheet=None, lost=False))

    def again(self, view: LetterPageView) -> None:
        """再试一次."""
        self._show(replace(view, sheet=None, lost=False))

    def _go(self, view: LetterPageView | None) -> None:
        if view is not None:
            self._show(view)

    def _show(self, view: LetterPageView) -> None:
        self._stage.show(LETTER, view)
        job = partial(self._sheet, view, letter_room(), _mark(view.record))
        self._stage.work(job, partial(self._ready, view), partial(self._lost, view))

    def _sheet(self, view: LetterPageView, room: Room, mark: Mark) -> Sheet:
        """On a worker. Raises HallCannotAnswer, LetterUnreadable."""
        place = (view.kind, view.page)
        image = view.record.memory.pages.get(place)
        if image is None:
            image = self._records.page(view.record.record.letters_key, *place)
            view.record.memory.pages[place] = image
        return sheet_of(image, room, zoom=ZOOMS[view.zoom], part=view.part, mark=mark)

    def _ready(self, view: LetterPageView, sheet: Sheet) -> None:
        if self._stage.now() == (LETTER, view):  # else the visitor has gone on
            self._stage.show(LETTER, replace(view, sheet=sheet, part=sheet.part))

    def _lost(self, view: LetterPageView, error: Exception) -> None:
        if not isinstance(error, HallCannotAnswer | LetterUnreadable):
            raise error
        if self._stage.now() == (LETTER, view):
            self._stage.show(LETTER, replace(view, lost=True))


def following(view: LetterPageView) -> LetterPageView | None:
    """What comes after this part: None at the very end, and while it is not known."""
    if view.sheet is None and not view.lost:
        return None
    if view.sheet and view.sheet.part + 1 < view.sheet.parts:
        return _fresh(view, part=view.sheet.part + 1)
    if view.page < view.pages:
        return _fresh(view, page=view.page + 1, part=0)
    return _neighbour(view, 1)


def preceding(view: LetterPageView) -> LetterPageView | None:
    """What comes before it, from behind: of an enlarged page its last part."""
    if view.sheet is None and not view.lost:
        return None
    if view.sheet and view.sheet.part > 0:
        return _fresh(view, part=view.sheet.part - 1)
    if view.page > 1:
        return _fresh(view, page=view.page - 1, part=-1)
    return _neighbour(view, -1)


def _neighbour(view: LetterPageView, step: int) -> LetterPageView | None:
    letters = view.record.record.letters
    place = [letter.kind for letter in letters].index(view.kind) + step
    if not 0 <= place < len(letters):
        return None
    page, part = (1, 0) if step > 0 else (letters[place].pages, -1)
    return replace(_fresh(view, page=page, part=part), kind=letters[place].kind)


def _fresh(view: LetterPageView, *, page: int = 0, part: int) -> LetterPageView:
    return replace(view, page=page or view.page, part=part, sheet=None, lost=False)


def letter_room() -> Room:
    """What a page may take on this panel, inside its frame."""
    wide, high = page_room(look.theme())
    edge = look.px(2 * sizes.LETTER_FRAME)
    return Room(wide - edge, high - edge)


def _mark(view: RecordPageView, *, small: bool = False) -> Mark:
    return Mark(
        words.watermark(view.today.isoformat()),
        font_files.path("bold"),
        look.px(sizes.WATERMARK_SMALL if small else sizes.WATERMARK),
    )


def _stay_without(error: Exception) -> None:
    if not isinstance(error, HallCannotAnswer | LetterUnreadable):
        raise error
