"""People, one chosen: open -> the page that holds them -> another one, 看全文, back. Who leaves meanwhile is gone.

Plain Python on Kivy's thread; photographs are decoded on a worker, those of the page in front alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

from content.kinds.people import People
from content.pack.exhibit import Exhibit
from kiosk.features.exhibition.terminal import words as exhibition_words
from kiosk.features.exhibition.terminal.kind_flow import Around
from kiosk.features.exhibition.terminal.modules.people import words
from kiosk.features.exhibition.terminal.modules.people.photos import photo, photos
from kiosk.features.exhibition.terminal.modules.people.sizes import DROP, PLACES, large_room, tile_room
from kiosk.features.exhibition.terminal.modules.people.views import PEOPLE, PeopleView
from kiosk.ui import look
from kiosk.ui.page import Page
from kiosk.ui.pixels import Frame
from kiosk.ui.tokens import CARD_RADIUS

_Decoded = tuple[range, tuple[int, int]]


class PeopleFlow:
    def __init__(self, around: Around) -> None:
        self._around, self._stage = around, around.stage
        self._exhibit: Exhibit | None = None
        self._view: PeopleView | None = None
        self._decoded: _Decoded | None = None  # whose small photographs the view has or will have, and how large
        self._asked = 0  # grows with every photograph that is asked for: what comes late is not shown

    @property
    def pages(self) -> Mapping[str, Callable[[], Page]]:
        from kiosk.features.exhibition.terminal.modules.people.page import PeoplePage

        return {PEOPLE: partial(PeoplePage, self)}

    def open(self, exhibit: Exhibit, at: str = "") -> None:
        people = exhibit.content.people if isinstance(exhibit.content, People) else ()
        names = [person.name for person in people]
        source = exhibition_words.source(exhibit.source, exhibit.source_date, demo=False)
        self._exhibit, self._decoded = exhibit, None
        self._view = PeopleView(exhibit.title, people, names.index(at) if at in names else 0, exhibit.demo, source)
        self._show()

    def choose(self, number: int) -> None:
        if self._view and 0 <= number < len(self._view.people):
            self._view = replace(self._view, at=number, large=None)
            self._show()

    def step(self, by: int) -> None:
        """下一位, round the list."""
        if self._view:
            self.choose((self._view.at + by) % len(self._view.people))

    def read_whole(self) -> None:
        """看全文 of the chosen one."""
        if self._view is None:
            return
        person = self._view.chosen
        promise = (("heading", words.PROMISE), ("paragraph", person.promise)) if person.promise else ()
        told = [part for part in (person.identity, person.duty) if part]
        told += [*person.deeds.splitlines()]
        note = (("paragraph", person.note),) if person.note else ()
        blocks = (*(("paragraph", part) for part in told), *promise, *note)
        self._around.whole.open(person.name, blocks, self._show)

    def back(self) -> bool:
        if self._view is None:
            return False
        self.wipe()
        self._around.back()
        return True

    def renewed(self) -> None:
        """Somebody has left, or another version is installed: who is chosen stays chosen while they are there."""
        if self._exhibit is None or self._view is None:
            return
        page, exhibit = self._stage.now()[0], self._around.desk.find(self._exhibit.key)
        in_front = page == PEOPLE or self._around.whole.is_shown_by(self._show)
        if exhibit is None or not isinstance(exhibit.content, People):
            self.wipe()
            if in_front:
                self._around.back()
            return
        if exhibit == self._exhibit:
            return
        before, people = self._view.chosen, exhibit.content.people
        is_there = before in people
        at = people.index(before) if is_there else min(self._view.at, len(people) - 1)
        source = exhibition_words.source(exhibit.source, exhibit.source_date, demo=False)
        self._exhibit, self._decoded = exhibit, None
        self._view = PeopleView(exhibit.title, people, at, exhibit.demo, source)
        if page == PEOPLE or (in_front and not is_there):
            self._show()

    def wipe(self) -> None:
        self._exhibit = self._view = None
        self._decoded = None
        self._asked += 1

    def entered(self) -> None:
        """The page came to the front, perhaps in another size."""
        if self._view and self._decoded and self._decoded != self._wanted():
            self._view = replace(self._view, large=None)
            self._show()

    # -- photographs --------------------------------------------------------------------------------------------------

    def _show(self) -> None:
        if self._view is None or self._exhibit is None:
            return
        view, path, wanted = self._view, self._exhibit.path, self._wanted()
        if wanted != self._decoded:
            self._view = view = replace(view, small={})
        self._stage.show(PEOPLE, view)
        self._asked += 1
        if view.chosen.picture and view.large is None:
            job = partial(photo, path, view.chosen.picture, *large_room(look.theme()))
            self._stage.work(job, partial(self._take_large, self._asked), _no_photo)
        if wanted != self._decoded:
            self._decoded = wanted
            page, room = wanted
            names = {number: view.people[number].picture for number in page if view.people[number].picture}
            if names:
                several = partial(photos, path, names, room, look.px(CARD_RADIUS))
                self._stage.work(several, partial(self._take_small, self._exhibit, wanted))

    def _wanted(self) -> _Decoded:
        count, at = (len(self._view.people), self._view.at) if self._view else (0, 0)
        theme = look.theme()
        return PLACES.page_of(theme, DROP, count, at, always_acts=True), tile_room(theme, count)

    def _take_large(self, asked: int, frame: Frame) -> None:
        if self._view and asked == self._asked:
            self._redraw(replace(self._view, large=frame))

    def _take_small(self, exhibit: Exhibit, wanted: _Decoded, frames: dict[int, Frame]) -> None:
        if self._view and exhibit is self._exhibit and wanted == self._decoded:
            self._redraw(replace(self._view, small=frames))

    def _redraw(self, view: PeopleView) -> None:
        """What a worker has made, unless the visitor has gone elsewhere meanwhile."""
        self._view = view
        if self._stage.now()[0] == PEOPLE:
            self._stage.show(PEOPLE, view)


def _no_photo(_error: Exception) -> None:
    """The page shows an icon instead; the check has told the keeper."""
