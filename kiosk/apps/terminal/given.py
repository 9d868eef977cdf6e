"""What the terminal gives its features: its stage, its machine, what it knows of the hall, and each other's calls."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from content.pack.exhibit import Exhibit
from content.pack.open import Pack
from kiosk.apps.terminal.home import HomeFacts
from kiosk.core.terminal.module import Room, Start, ToRead
from kiosk.features.tickets.wire import ServicesNow
from kiosk.settings import Settings

if TYPE_CHECKING:
    from kiosk.apps.terminal.machine import Machine
    from kiosk.apps.terminal.shell import Shell
    from kiosk.core.database.clock import HallClock
    from kiosk.core.terminal.slips import Slips
    from kiosk.features.membership.terminal import module as membership
    from kiosk.features.quiz.terminal import module as quiz
    from kiosk.features.tickets.terminal import module as tickets
    from kiosk.ui.voice.announcer import Announcer
    from kiosk.ui.voice.narrator import Narrator


class Given:
    """Answers what every feature's `module.py` asks for. `rooms` are those opened so far, by key."""

    def __init__(self, shell: Shell, machine: Machine, settings: Settings, facts: HomeFacts) -> None:
        self.stage, self.settings = shell, settings
        self._machine, self._facts = machine, facts
        self.rooms: dict[str, Room] = {}
        self.tile_changed: Callable[[], None] = _nothing
        self._heard: list[Callable[[ServicesNow], None]] = []
        self._packs_heard: list[Callable[[], None]] = []

    # -- each other -----------------------------------------------------------------------------------------------

    def start_of(self, key: str, at: str = "") -> Start | None:
        room = self.rooms.get(key)
        if room is None:
            return None
        return partial(room.at, at) if at and room.at else room.start

    def to_read(self) -> ToRead | None:
        return next((room.to_read for room in self.rooms.values() if room.to_read), None)

    def slides_beside(self) -> tuple[Exhibit, ...]:
        """What other features than the exhibition show in the attract loop."""
        doors = (door for room in self.rooms.values() for door in room.doors)
        return tuple(slide for door in doors if (slide := door.slide()) is not None)

    # -- the hall -------------------------------------------------------------------------------------------------

    @property
    def online(self) -> bool:
        return self._facts.online

    def away(self) -> bool:
        return self._facts.away

    def last_known(self) -> ServicesNow | None:
        return self._facts.last_known

    def on_services(self, heard: Callable[[ServicesNow], None]) -> None:
        self._heard.append(heard)

    def services_moved(self, now: ServicesNow) -> None:
        for heard in self._heard:
            heard(now)

    # -- the machine ----------------------------------------------------------------------------------------------

    def now(self) -> datetime:
        return self._machine.clock()

    @property
    def clock(self) -> HallClock:
        return self._machine.clock

    @property
    def packs(self) -> tuple[Pack, ...]:
        return self._machine.delivered.packs

    @property
    def held(self) -> frozenset[str]:
        return self._machine.delivered.held

    def withdrawn(self) -> frozenset[tuple[str, str]]:
        """The questions that are asked no more, as the hall said last: name of the bank, number of the question."""
        return self._machine.delivered.withdrawn

    def on_packs(self, heard: Callable[[], None]) -> None:
        self._packs_heard.append(heard)

    def packs_moved(self) -> None:
        for heard in self._packs_heard:
            heard()

    @property
    def queue(self) -> tickets.Running:
        return self._machine.queue

    @property
    def records(self) -> membership.Running | None:
        return self._machine.records

    def call_for_help(self, page: str, key: str) -> bool:
        return self._machine.help.call(page, key)

    def printer_trouble(self, *, now: bool = False) -> str:
        return self._machine.printer_trouble(now=now)

    @property
    def slips(self) -> Slips:
        return self._machine.slips

    @property
    def quiz_along(self) -> quiz.Along:
        return self._machine.quiz_along

    @property
    def quiz_counts(self) -> quiz.Running:
        return self._machine.quiz

    @property
    def exams(self) -> quiz.Exams | None:
        return self._machine.exams

    def played(self, exhibit: Exhibit, seconds: float) -> None:
        self._machine.use.played(exhibit, seconds)

    # -- the voice ------------------------------------------------------------------------------------------------

    def narrator(self) -> Narrator | None:
        return self.stage.narrator

    @property
    def announcer(self) -> Announcer | None:
        return self._machine.announcer

    def hear(self) -> Callable[[], None] | None:
        return self.stage.hear if self.stage.narrator else None

    def when_quiet(self, call: Callable[[], None]) -> None:
        self.stage.when_quiet(call)


def _nothing() -> None:
    """Nobody listens yet."""
