"""A map, or a floor plan: a place is chosen from the list, stands out in the picture, and one reads how to get there.

open -> the picture with its places -> 怎么走 -> the way in words, on paper, as a code -> back to the picture
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

from content.kinds.kind import ExhibitKind
from content.kinds.map import Place, Places
from content.pack.exhibit import Exhibit
from kiosk.features.exhibition.terminal import words as exhibits
from kiosk.features.exhibition.terminal.frames import sized_frame
from kiosk.features.exhibition.terminal.kind_flow import Around
from kiosk.features.exhibition.terminal.modules.map import slip_words
from kiosk.features.exhibition.terminal.modules.map.sizes import most_room
from kiosk.features.exhibition.terminal.modules.map.views import MapView, PlaceView, WayView
from kiosk.features.exhibition.terminal.slips import Leaflet, SlipView, Strong
from kiosk.ui import look
from kiosk.ui.page import Page
from kiosk.ui.pixels import Frame

Sized = tuple[Frame, tuple[int, int]]


class MapFlow:
    """One of the two kinds. Its pages are called as the kind: `exhibition.map`, `exhibition.map_way`."""

    def __init__(self, kind: ExhibitKind, around: Around) -> None:
        self._around, self._stage = around, around.stage
        self.page, self.way_page = f"exhibition.{kind.value}", f"exhibition.{kind.value}_way"
        self._exhibit: Exhibit | None = None
        self._view: MapView | None = None
        self._way: WayView | None = None
        self._sizes: dict[str, tuple[int, int]] = {}  # of the pictures that were decoded
        self._asked = ""  # the picture that is shown, or is on its way

    @property
    def pages(self) -> Mapping[str, Callable[[], Page]]:
        from kiosk.features.exhibition.terminal.modules.map.pages import pages

        return pages(self)

    def open(self, exhibit: Exhibit, at: str = "") -> None:
        assert isinstance(exhibit.content, Places)
        places = exhibit.content.places
        here = exhibit.content.here(self._around.standing)
        names = [place.name for place in places]
        chosen = names.index(at) if at in names else 0 if here != 0 or len(places) == 1 else 1
        self._exhibit, self._way, self._asked = exhibit, None, ""
        self._sizes.clear()
        shown = tuple(_place(number, place, number - 1 == here) for number, place in enumerate(places, start=1))
        self._view = MapView(exhibit.title, shown, exhibit.content.marks)
        self.choose(chosen)

    # -- what the pages report ----------------------------------------------------------------------------------------

    def choose(self, number: int) -> None:
        """The place of that number in the list, from 0."""
        if self._view and self._exhibit and 0 <= number < len(self._view.places):
            view = replace(self._view, at=number)
            wanted = view.chosen.picture
            if wanted != self._asked:
                self._asked = wanted
                view = replace(view, picture=None, is_coming=bool(wanted))
                if wanted:
                    path, room = self._exhibit.path, most_room(look.theme())
                    done, failed = partial(self._decoded, self._exhibit, wanted), partial(self._not_decoded, wanted)
                    self._stage.work(partial(sized_frame, path, wanted, *room), done, failed)
            self._view = view
            self._stage.show(self.page, view)

    def how_to_get_there(self) -> None:
        """怎么走."""
        if self._view and self._exhibit and self._view.chosen.says_more:
            exhibit, hall = self._exhibit, self._around.standing.hall
            source = exhibits.source(exhibit.source, exhibit.source_date, exhibit.demo)
            self._way = WayView(self._view.chosen, hall, exhibits.in_one_line(source))
            self._around.slips.show(leaflet_of(self._way), self._slip)

    def print_it(self) -> None:
        self._around.slips.print_it()

    def read_all(self) -> None:
        """看全文: what has no room on the page of the way."""
        if self._way:
            name, *told = leaflet_of(self._way).lines
            blocks = [("paragraph", part) for line in told for part in line.splitlines()]
            self._around.whole.open(name, blocks, self._show_way)

    def back(self) -> bool:
        """From the way to the picture, and from there to where the exhibit was opened."""
        if self._way is not None and self._stage.now()[0] == self.way_page:
            self._way = None
            self._around.slips.close()
            self._stage.show(self.page, self._view)
            return True
        if self._view is None:
            return False
        self.wipe()
        self._around.back()
        return True

    def wipe(self) -> None:
        self._exhibit = self._view = self._way = None
        self._sizes.clear()
        self._asked = ""

    def renewed(self) -> None:
        """It may be gone, or have other places."""
        if self._exhibit is None or self._view is None:
            return
        now, chosen = self._around.desk.find(self._exhibit.key), self._view.chosen.name
        if now is None or now.content != self._exhibit.content or now.path != self._exhibit.path:
            is_shown = self._stage.now()[0] in (self.page, self.way_page)
            self.wipe()
            self._around.slips.close()
            if is_shown and now is not None:
                self.open(now, chosen)
            elif is_shown:
                self._around.back()

    # -- what comes late ----------------------------------------------------------------------------------------------

    def _decoded(self, exhibit: Exhibit, name: str, made: Sized) -> None:
        frame, size = made
        if self._view is None or self._exhibit is not exhibit:
            return
        assert isinstance(exhibit.content, Places)
        self._sizes[name] = size
        places = tuple(
            replace(shown, at=place.share(*size)) if place.picture == name else shown
            for shown, place in zip(self._view.places, exhibit.content.places, strict=True)
        )
        self._view = replace(self._view, places=places)
        if name == self._asked:
            self._show(replace(self._view, picture=frame, is_coming=False))

    def _not_decoded(self, name: str, error: Exception) -> None:
        if self._exhibit:
            self._around.desk.broke(self._exhibit, error)
        if self._view and name == self._asked:
            self._show(replace(self._view, is_coming=False))

    def _show(self, view: MapView) -> None:
        self._view = view
        if self._stage.now()[0] == self.page:
            self._stage.show(self.page, view)

    def _slip(self, slip: SlipView) -> None:
        if self._way:
            self._way = replace(self._way, slip=slip)
            if self._stage.now()[0] in (self.page, self.way_page):
                self._show_way()

    def _show_way(self) -> None:
        self._stage.show(self.way_page, self._way)


def _place(number: int, place: Place, is_here: bool) -> PlaceView:
    return PlaceView(
        number, place.name, place.mark, place.minutes, place.address, place.hours, place.phone, place.way,
        place.picture, None, is_here,
    )  # fmt: skip


def leaflet_of(view: WayView) -> Leaflet:
    place = view.place
    facts = ((slip_words.ADDRESS, place.address), (slip_words.HOURS, place.hours), (slip_words.PHONE, place.phone))
    walk = [slip_words.minutes(view.hall, place.minutes)] if place.minutes is not None and not place.is_here else []
    told = [slip_words.fact(name, text) for name, text in facts if text]
    way = [place.way] if place.way else []
    return Leaflet(f"way-{place.number}", slip_words.TITLE, (Strong(place.name), *walk, *told, *way))
