"""The features that work on this terminal, opened one after the other: their pages, their tiles, what they wipe."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from kiosk.apps.terminal.features import MODULES
from kiosk.apps.terminal.given import Given
from kiosk.apps.terminal.home import HomeFacts
from kiosk.apps.terminal.views import GONE
from kiosk.core.terminal.home_tile import HomeTile
from kiosk.features.tickets.wire import ServicesNow
from kiosk.settings import Settings

if TYPE_CHECKING:
    from kiosk.apps.terminal.machine import Machine
    from kiosk.apps.terminal.shell import Shell


class Rooms:
    """`starts`: key of a tile -> what it does. `on_change`: home or the attract screen says something else."""

    def __init__(self, shell: Shell, machine: Machine, settings: Settings, facts: HomeFacts) -> None:
        self._shell, self._facts = shell, facts
        self._given = Given(shell, machine, settings, facts)
        self.starts: dict[str, Callable[[], None]] = {}
        self.on_change: Callable[[], None] = _nothing

    def open(self) -> None:
        """Make the flows and their pages known."""
        given = self._given
        given.tile_changed = self._changed
        for module in MODULES:
            room = module.open(given)
            if room:
                given.rooms[module.key] = room
                self.add_start(module.key, room.start, room.tile)
                for door in room.doors:
                    self.add_start(door.key, door.start, door.tile)
                self._facts.add(module, room)
                for wipe in room.wipes:
                    self._shell.on_wipe(wipe)
        for room in given.rooms.values():
            self._shell.add_pages(room.pages())

    def add_start(self, key: str, start: Callable[[], None], tile: Callable[[], HomeTile | None]) -> None:
        """What the tile of that key does."""
        self.starts[key] = partial(self._begin, key, start, tile)

    def _begin(self, key: str, start: Callable[[], None], tile: Callable[[], HomeTile | None]) -> None:
        """The tile may have been drawn a moment ago: what has stopped since says so, instead of leading nowhere."""
        now = tile()
        if now is None or (now.stopped and not now.is_main):
            self._shell.show(GONE, self._facts.gone_view(key, now.stopped if now else ""))
        else:
            start()

    def _changed(self) -> None:
        self.on_change()

    def player(self) -> Any:
        """The slides of the attract screen; one player for the life of the window. None: nothing is on."""
        return next((room.slides for room in self._given.rooms.values() if room.slides is not None), None)

    def led_to(self) -> Callable[[], None] | None:
        """What a touch on the slide that is shown leads to, besides home."""
        shown = getattr(self.player(), "shown", None)
        doors = (door for room in self._given.rooms.values() for door in room.doors)
        return next((door.start for door in doors if shown and door.slide() == shown), None)

    def packs_moved(self) -> None:
        """The hall's content is another."""
        self._given.packs_moved()

    def services_moved(self, now: ServicesNow) -> None:
        """The queue moved: home and the service page show it."""
        self._facts.services = now
        self._shell.when_quiet(self._show_services)

    def _show_services(self) -> None:
        if self._facts.services:
            self._given.services_moved(self._facts.services)
        self.on_change()

    def close(self) -> None:
        """The window is going."""
        for room in self._given.rooms.values():
            if room.close:
                room.close()


def _nothing() -> None:
    """Nobody listens yet."""
