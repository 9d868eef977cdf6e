"""What the pages of a map and of a floor plan show."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Protocol

from content.kinds.marks import Mark
from kiosk.features.exhibition.terminal.slips import SlipView
from kiosk.ui.pixels import Frame


class MapTaps(Protocol):
    """What the pages report."""

    page: str
    way_page: str

    def choose(self, number: int) -> None:
        """The place of that number in the list, from 0."""

    def how_to_get_there(self) -> None: ...

    def print_it(self) -> None: ...

    def read_all(self) -> None: ...

    def back(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class PlaceView:
    """``at``: where it stands in its picture, from the left and from the top, 0 to 1; None: it has no mark."""

    number: int
    name: str
    mark: Mark
    minutes: int | None = None
    address: str = ""
    hours: str = ""
    phone: str = ""
    way: str = ""
    picture: str = ""
    at: tuple[float, float] | None = None
    is_here: bool = False

    @property
    def unplaced(self) -> PlaceView:
        """All but where it stands, which is known once its picture is there: what the list and the words show."""
        return replace(self, at=None)

    @property
    def says_more(self) -> bool:
        """There is something to read of it, and one is not there already."""
        told = self.address or self.hours or self.phone or self.way or self.minutes is not None
        return bool(told) and not (self.is_here and not self.way)


@dataclass(frozen=True, slots=True)
class MapView:
    """``at``: which of the places is chosen. ``picture``: the one it is on, decoded; None while it comes, or there is
    none.
    """

    title: str
    places: tuple[PlaceView, ...]
    marks: tuple[Mark, ...]
    at: int = 0
    picture: Frame | None = None
    is_coming: bool = False

    @property
    def chosen(self) -> PlaceView:
        return self.places[self.at]


@dataclass(frozen=True, slots=True)
class WayView:
    place: PlaceView
    hall: str = ""
    source: str = ""
    slip: SlipView = field(default_factory=SlipView)
