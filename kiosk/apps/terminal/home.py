"""What home and the attract screen say, from what the terminal knows right now. No Kivy."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from kiosk.apps.terminal import words
from kiosk.apps.terminal.views import AllView, AttractView, GoneView, HomeView
from kiosk.core.terminal.home_tile import GROUPS
from kiosk.features.home.rules.arrangement import USUAL, Arrangement
from kiosk.features.home.rules.plan import Plan, planned

if TYPE_CHECKING:  # the first frame knows of no services: what they are told by comes after it
    from kiosk.core.terminal.home_tile import HomeTile
    from kiosk.core.terminal.module import Room, TerminalModule
    from kiosk.features.tickets.wire import ServicesNow


class HomeFacts:
    """The newest known state of the hall and of this terminal's features; every change is set by the app."""

    def __init__(self) -> None:
        self._open: list[tuple[TerminalModule[Any], Room]] = []  # by their place on home
        self._beside: list[Callable[[], HomeTile | None]] = []  # of what is no feature of its own, behind all others
        self.arrangement: Callable[[], Arrangement] = _usual
        self._titles: dict[str, str] = {}  # of every tile that was drawn, as it was drawn last
        self.services: ServicesNow | None = None
        self.known: ServicesNow | None = None  # of an earlier run, for the time the hall service is away
        self.online = False

    def add(self, module: TerminalModule[Any], room: Room) -> None:
        """A feature works: its tile may be shown."""
        self._open = sorted((*self._open, (module, room)), key=lambda opened: opened[0].place)

    def add_tile(self, tile: Callable[[], HomeTile | None]) -> None:
        """A small tile behind those of all features."""
        self._beside.append(tile)

    @property
    def keys(self) -> frozenset[str]:
        """Of the features that work."""
        return frozenset(module.key for module, _ in self._open)

    def attract_view(self) -> AttractView:
        return AttractView(tuple((module.icon, module.can()) for module, _ in self._open))

    def home_view(self, now: datetime) -> HomeView:
        tiles = self._tiles()
        plan = self._plan(tiles)
        return HomeView(
            greeting=words.greeting(now.hour),
            hours=self._hours_then(now) if self.away else self._hours(),
            waiting=self._waiting(self.away),
            tiles=tuple(tile for tile in tiles if tile.is_main),
            small=plan.small,
            services=plan.count if plan.small else 0,
        )

    def all_view(self, now: datetime, chosen: str = "", page: int = 0) -> AllView:
        """全部服务, with this group in front in large type."""
        home = self.home_view(now)
        return AllView(home.hours, home.waiting, self._plan(self._tiles()).groups, chosen, page)

    def gone_view(self, key: str, why: str = "") -> GoneView:
        """The tile of that key was tapped, and has stopped in that moment."""
        return GoneView(self._titles.get(key, ""), why, self._plan(self._tiles()).count)

    def _tiles(self) -> list[HomeTile]:
        """Everything that is offered at this moment, the most wanted first; a small one that has stopped is not."""
        doors = (door for _, room in self._open for door in room.doors)
        asked = (*(room.tile for _, room in self._open), *(door.tile for door in doors), *self._beside)
        made = [tile for ask in asked if (tile := ask())]
        self._titles.update({tile.key: tile.title for tile in made})
        return [tile for tile in made if tile.is_main or not tile.stopped]

    def _plan(self, tiles: list[HomeTile]) -> Plan[HomeTile]:
        return planned(tiles, self.arrangement(), GROUPS)

    @property
    def away(self) -> bool:
        """The hall service cannot be asked now."""
        return not self.online or self.services is None

    @property
    def last_known(self) -> ServicesNow | None:
        """Services and hours as this terminal knew them last, in this run or an earlier one."""
        return self.services or self.known

    def _hours_then(self, now: datetime) -> str:
        """Today's hours by what was known last; a week later nothing is known any more."""
        from kiosk.features.tickets.rules.doors import doors_by

        days = self.last_known.hall.days if self.last_known else ()
        doors, today = doors_by(days, now), now.date().isoformat()
        if doors is None:
            return words.HOURS_UNKNOWN
        if doors.shut:
            return words.shut_until(doors.shut, doors.next_opening, today)
        return words.open_hours(next(day.spans for day in days if day.date == today))

    def _hours(self) -> str:
        if self.services is None or self.services.hall.clock_doubted:
            return words.HOURS_UNKNOWN
        hall = self.services.hall
        if hall.state == "closed":
            from kiosk.features.tickets.rules.doors import why_shut

            today = hall.days[0].date if hall.days else hall.business_date
            return words.shut_until(why_shut(hall.days, hall.next_opening), hall.next_opening, today)
        return words.open_hours(hall.days[0].spans if hall.days else ())

    def _waiting(self, away: bool) -> str:
        if away or self.services is None:
            return words.WAITING_UNKNOWN
        if self.services.hall.clock_doubted:
            return words.DATE_UNSURE
        rows = [row for row in self.services.services if row.state == "open"]
        people = sum(row.ahead for row in rows)
        if not rows:
            return words.NOTHING_OPEN
        if not people:
            return words.NOBODY_WAITS
        waits = [(row.wait_low_minutes, row.wait_high_minutes) for row in rows if row.ahead]
        return words.waiting(people, min(low for low, _ in waits), max(high for _, high in waits))


def _usual() -> Arrangement:
    return USUAL
