"""A hall on a Tuesday morning, on a real database, with two terminals and a clock that can be turned."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection, insert

from devices.id_card.id_number import check_digit
from kiosk.core.access.schema import terminals
from kiosk.core.database import events
from kiosk.core.database.clock import HALL_TIME, HallClock, stamp
from kiosk.core.database.events import Event
from kiosk.core.database.migrations import open_hall_database
from kiosk.core.database.owner import Database
from kiosk.features.help.hall.desk import HelpDesk
from kiosk.features.help.hall.read_calls import for_boards
from kiosk.features.tickets.hall.desk import TicketDesk
from kiosk.features.tickets.hall.plan import install_default_plan
from kiosk.features.tickets.rules.card_age import CardProof
from kiosk.features.tickets.rules.queue import NORMAL
from kiosk.features.tickets.wire import Called, Ticket
from kiosk.settings import HallSettings

T = TypeVar("T")
A_MINUTE = timedelta(minutes=1)
PARTY, GENERAL, HELPERS, COMPLAINTS = 1, 2, 3, 4
FIRST, SECOND = 1, 2  # terminals


class Hall:
    """``now``: the machine's clock, which time that passes moves; ``synchronised``: whether a time server keeps it.

    ``boot``: which start of the machine this is.
    """

    def __init__(self, path: Path, settings: HallSettings | None = None) -> None:
        self.path = path
        self.settings = settings or HallSettings(name="云溪里社区党群服务中心")
        self.now = datetime(2026, 11, 17, 10, 26, tzinfo=HALL_TIME)
        self.synchronised, self.boot, self._set_by = False, "first", timedelta()
        self.clock = HallClock(
            lambda: self.now, lambda: self.synchronised, self.boot, lambda: (self.now - self._set_by).timestamp()
        )
        self.start()
        self.call(lambda c: install_default_plan(c, always_open=False))
        for name in ("1 号终端", "2 号终端"):
            row = {"name": name, "token_hash": name, "enrolled_at": stamp(self.now)}
            self.call(partial(_enrol, row=row))

    def start(self) -> None:
        self.database: Database = open_hall_database(self.path)
        self.desk = TicketDesk(
            self.settings,
            clock=self.clock,
            person_mark=lambda text: sha256(b"the vault's key" + text.encode()).digest(),
            help_wanted=for_boards,
        )
        self.database.on_undone(self.desk.plan_changed)
        self.windows = self.desk.windows
        self.help = HelpDesk(lambda: self.now, self.desk.day)

    def restart(self) -> None:
        self.database.close()
        self.start()

    def clock_moves(self, by: timedelta) -> None:
        """Somebody sets the machine's clock; no time passes."""
        self.now += by
        self._set_by += by

    def off_for(self, time: timedelta, *, boot: str = "next") -> None:
        """The machine is turned off, and on again when its clock shows so much more."""
        self.database.close()
        self.now += time
        self.boot = self.clock.boot = boot
        self.start()

    def call(self, work: Callable[[Connection], T]) -> T:
        return self.database.call(work)

    def take(self, key: str, service: int = PARTY, terminal: int = FIRST) -> Ticket:
        return self.call(lambda c: self.desk.take_ticket(c, terminal, service, key))

    def taken(
        self,
        key: str,
        service: int = PARTY,
        terminal: int = FIRST,
        *,
        lane: str = NORMAL,
        card: CardProof | None = None,
    ) -> Ticket:
        """A ticket whose slip came out."""
        ticket = self.call(lambda c: self.desk.take_ticket(c, terminal, service, key, lane=lane, card=card))
        self.call(lambda c: self.desk.report_printed(c, terminal, ticket.id))
        return ticket

    def called(self, window: int = 1) -> Called:
        """The next number, which somebody must be waiting with."""
        called = self.call(lambda c: self.windows.call_next(c, window))
        assert called is not None
        return called

    def states(self, ticket_id: int) -> tuple[str, str]:
        now = self.call(lambda c: self.desk.ticket(c, ticket_id))
        return now.print_state, now.service_state

    def news(self) -> list[Event]:
        return self.call(lambda c: events.after(c, 0))

    def kinds(self) -> list[str]:
        return [event.kind for event in self.news()]


def _enrol(connection: Connection, row: dict[str, str]) -> None:
    connection.execute(insert(terminals).values(**row))


def hall_with(path: Path, **policy: object) -> Hall:
    return Hall(path / "hall.db", replace(HallSettings(), **policy))  # type: ignore[arg-type]


def card(born: str, serial: str = "001") -> CardProof:
    number = f"000000{born}{serial}"
    return CardProof(number + check_digit(number))


OLD, YOUNG = card("19500101"), card("20000101")
