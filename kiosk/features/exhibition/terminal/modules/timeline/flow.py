"""A timeline, one entry chosen: open -> another one, the one before or after, 看全文, back.

Plain Python on Kivy's thread; the picture of the chosen entry is decoded on a worker.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

from content.kinds.timeline import Timeline
from content.pack.exhibit import Exhibit
from kiosk.features.exhibition.terminal import words as exhibition_words
from kiosk.features.exhibition.terminal.frames import beside_frame
from kiosk.features.exhibition.terminal.kind_flow import Around
from kiosk.features.exhibition.terminal.modules.timeline import words
from kiosk.features.exhibition.terminal.modules.timeline.sizes import picture_room
from kiosk.features.exhibition.terminal.modules.timeline.views import TIMELINE, TimelineView
from kiosk.ui import look
from kiosk.ui.page import Page
from kiosk.ui.pixels import Frame


class TimelineFlow:
    def __init__(self, around: Around) -> None:
        self._around, self._stage = around, around.stage
        self._exhibit: Exhibit | None = None
        self._view: TimelineView | None = None
        self._drawn: tuple[int, int] | None = None  # how large the picture was asked for
        self._asked = 0  # grows with every picture that is asked for: what comes late is not shown

    @property
    def pages(self) -> Mapping[str, Callable[[], Page]]:
        from kiosk.features.exhibition.terminal.modules.timeline.page import TimelinePage

        return {TIMELINE: partial(TimelinePage, self)}

    def open(self, exhibit: Exhibit, at: str = "") -> None:
        entries = exhibit.content.entries if isinstance(exhibit.content, Timeline) else ()
        places = [entry.where for entry in entries]
        source = exhibition_words.source(exhibit.source, exhibit.source_date, demo=False)
        self._exhibit = exhibit
        chosen = places.index(at) if at in places else 0
        self._view = TimelineView(exhibit.title, entries, chosen, source, exhibit.demo)
        self._show()

    def choose(self, number: int) -> None:
        if self._view and 0 <= number < len(self._view.entries):
            self._view = replace(self._view, at=number, picture=None)
            self._show()

    def read_whole(self) -> None:
        """看全文 of the chosen entry."""
        if self._view is None:
            return
        entry = self._view.chosen
        when = entry.when
        dated = words.when_and_where(words.whole_day(when.year, when.month, when.day), entry.place)
        told = [dated, *entry.text.splitlines()]
        source = exhibition_words.source(entry.source, None, demo=False) or self._view.source
        blocks = [("paragraph", part) for part in (*told, *source.splitlines())]
        self._around.whole.open(entry.title, blocks, self._show)

    def back(self) -> bool:
        if self._view is None:
            return False
        self.wipe()
        self._around.back()
        return True

    def renewed(self) -> None:
        if self._exhibit is None or self._view is None:
            return
        page, exhibit = self._stage.now()[0], self._around.desk.find(self._exhibit.key)
        in_front = page == TIMELINE or self._around.whole.is_shown_by(self._show)
        if exhibit is None:
            self.wipe()
            if in_front:
                self._around.back()
        elif exhibit != self._exhibit and in_front:
            self.open(exhibit, self._view.chosen.where)

    def entered(self) -> None:
        """The page came to the front, perhaps in another size."""
        if self._view and self._drawn not in (None, picture_room(look.theme())):
            self._view = replace(self._view, picture=None)
            self._show()

    def wipe(self) -> None:
        self._exhibit = self._view = self._drawn = None
        self._asked += 1

    def _show(self) -> None:
        if self._view is None or self._exhibit is None:
            return
        self._stage.show(TIMELINE, self._view)
        self._asked += 1
        if self._view.chosen.picture and self._view.picture is None:
            self._drawn = picture_room(look.theme())
            job = partial(beside_frame, self._exhibit.path, self._view.chosen.picture, *self._drawn, "contain")
            self._stage.work(job, partial(self._take, self._asked), _no_picture)

    def _take(self, asked: int, frame: Frame) -> None:
        if self._view and asked == self._asked:
            self._view = replace(self._view, picture=frame)
            if self._stage.now()[0] == TIMELINE:
                self._stage.show(TIMELINE, self._view)


def _no_picture(_error: Exception) -> None:
    """The words stand alone; the check has told the keeper."""
