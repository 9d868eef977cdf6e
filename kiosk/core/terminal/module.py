"""How a feature registers with the terminal: one `features/<name>/terminal/module.py` with one `TerminalModule`.

    MODULE = TerminalModule("thanks", place=5, icon="heart", can=lambda: words.CAN, open=open_room, tour=tour)


    def open_room(given: Gives) -> Room | None:
        from kiosk.features.thanks.terminal.flow import ThanksFlow      # flows and pages only now: not at its top
        from kiosk.features.thanks.terminal.pages import pages

        flow = ThanksFlow(given.stage)                                  # it tells the stage what a wipe takes
        return Room(flow.start, lambda: pages(flow), tile)

`apps/terminal/features.py` holds them in one tuple. Nothing here or there needs Kivy or runs before the first frame.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, Protocol, TypeVar

from content.pack.exhibit import Exhibit
from kiosk.core.terminal.home_tile import HomeTile
from kiosk.core.terminal.tour import TourGuide
from kiosk.settings import Settings
from kiosk.ui.stage import Stage

Start = Callable[[], None]
G_contra = TypeVar("G_contra", contravariant=True)


@dataclass(frozen=True)
class ToRead:
    """What a feature has to read, for others to lead there: `about` a topic, opened by an exhibit's key."""

    about: Mapping[str, Exhibit]
    open: Callable[[str], None]


class TerminalGives(Protocol):
    """What every feature may ask of its terminal. One that needs more says so in a Protocol of its own."""

    @property
    def stage(self) -> Stage: ...

    @property
    def settings(self) -> Settings: ...

    def now(self) -> datetime:
        """Hall time, as the hall's clock goes."""

    def away(self) -> bool:
        """The hall service cannot be asked now."""

    def start_of(self, key: str, at: str = "") -> Start | None:
        """What the tile of another feature does; `at`: at that place within, as `Room.at` names it. None while it does
        not work here.
        """

    def to_read(self) -> ToRead | None:
        """What there is to read, of the features opened so far."""

    def tile_changed(self) -> None:
        """A tile says something else now."""


@dataclass(frozen=True)
class Door:
    """Another way into a room, with a small tile of its own (home_tile.py) and a slide in the attract loop: whoever
    touches it while it is shown comes in here. Both are asked for often, on Kivy's thread, so they look nothing up that
    takes long; None: nothing to show at the moment. `key` is the tile's and stays: an editor orders tiles by it.
    """

    key: str
    start: Start
    tile: Callable[[], HomeTile | None]
    slide: Callable[[], Exhibit | None] = lambda: None


@dataclass(frozen=True)
class Room:
    """A feature that works here. `start` is what its tile does; `pages` by name, asked for when every room is open.

    `tile` None: nothing to show at the moment. What its flows hold they drop themselves (`Stage.on_wipe`); `wipes` are
    those of what they share with the machine. `slides` draws the attract loop. `close`: the window is going. `doors`
    stand after every feature's own tile. `at` begins at a place within, for another room that leads there: the queue at
    a service, by its id.
    """

    start: Start
    pages: Callable[[], Mapping[str, Callable[[], Any]]]
    tile: Callable[[], HomeTile | None]
    wipes: tuple[Callable[[], None], ...] = ()
    to_read: ToRead | None = None
    slides: Any = None
    close: Callable[[], None] | None = None
    doors: tuple[Door, ...] = ()
    at: Callable[[str], None] | None = None


@dataclass(frozen=True)
class TerminalModule(Generic[G_contra]):
    """`key` names its tile and what its tour is called; `place` is its tile's among the others, 1 the most wanted.

    `may_offer()` are the small tiles it may ever show, without a count: by them an editor chooses (`Door` shows them).
    `icon` and `can()` stand on the attract screen. `open` is called once, on Kivy's thread after the first frame; None:
    it cannot work on this terminal. `tour` are its steps in `kiosk tour`, from the attract screen and back to it.
    """

    key: str
    place: int
    icon: str
    can: Callable[[], str]
    open: Callable[[G_contra], Room | None]
    tour: Callable[[TourGuide], Iterator[Callable[[], bool]]]
    may_offer: Callable[[], tuple[HomeTile, ...]] = tuple
