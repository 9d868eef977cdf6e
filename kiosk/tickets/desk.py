"""What the queue can do, as verbs.

A verb is one work of ``hall.database``: it takes the connection first, runs on the owner thread inside its own
SAVEPOINT, and either does everything or nothing::

    ticket = database.call(lambda connection: desk.take_ticket(connection, terminal_id, service_id, key))

Every change is a row in the event log, written in the same transaction. A verb that changes something takes an
idempotency key where saying it twice would matter; the others say "already so" by themselves.
"""

from datetime import date, datetime, timedelta

from sqlalchemy import Connection, delete

from kiosk.hall import events
from kiosk.hall.clock import Clock, hall_now, stamp
from kiosk.hall.schema import enrol_codes, idempotency_keys, look_ups
from kiosk.hall.statements import HotStatement
from kiosk.settings import HallSettings
from kiosk.tickets import overview, rules, statements, words
from kiosk.tickets.plan import OPEN, Plan, Service, read_plan
from kiosk.tickets.rules import ticket_number
from kiosk.tickets.views import Called, HallToday, ServicesNow, Ticket

BUSINESS_DATE_MARK = "business_date"
KEYS_KEPT_DAYS = 3  # longer than any terminal's outbox stays away from its hall on one business date


class TicketDesk:
    """The queue of one hall. Use it only inside works: it holds the hall's plan without a lock.

    Args:
        hall: name and policy of the hall.
        demo: slips and pages say 演示.
        clock: hall time; given by tests.
    """

    def __init__(self, hall: HallSettings, *, demo: bool = False, clock: Clock = hall_now) -> None:
        self.hall, self.demo = hall, demo
        self._clock = clock
        self._plan: Plan | None = None
        self._notes = (words.note_no_show(hall.no_show_kept_calls),)

    # -- a visitor's verbs, through a terminal -------------------------------------------------

    def take_ticket(self, connection: Connection, terminal_id: int | None, service_id: int, key: str) -> Ticket:
        """Issue the next number of a service; its slip is not printed yet (`reserved`).

        The same key gives the same ticket, also when the hall has closed meanwhile. ``terminal_id`` None: issued
        by hand, nothing to print. Raises UnknownService, ServicePaused, HallClosed, SeriesExhausted,
        OrderAbandoned, KeyReused.
        """
        owner = _owner(terminal_id)
        known, ticket_id = self._answered(connection, owner, key, "take")
        if known:
            return self._answer_again(connection, key, ticket_id)
        now = self._clock()
        service = self._open_service(connection, service_id, now)
        day = self._business_day(connection, now)
        ticket_id = self._issue(connection, terminal_id, service, day, stamp(now))
        statements.KEEP_KEY.run(connection, owner=owner, key=key, verb="take", ticket_id=ticket_id, at=stamp(now))
        return self.ticket(connection, ticket_id)

    def abandon(self, connection: Connection, terminal_id: int, key: str) -> None:
        """The terminal no longer waits for this order: void its ticket, or refuse it when it comes after all."""
        known, ticket_id = self._answered(connection, _owner(terminal_id), key, "take")
        at = stamp(self._clock())
        if not known:
            owner = _owner(terminal_id)
            statements.KEEP_KEY.run(connection, owner=owner, key=key, verb="take", ticket_id=None, at=at)
        elif ticket_id is not None:
            self._change(connection, statements.VOID, events.TICKET_VOIDED, terminal_id, ticket_id)

    def report_printed(self, connection: Connection, terminal_id: int, ticket_id: int) -> None:
        """The slip reached its cut. Said twice, or after the ticket moved on, it changes nothing."""
        if not self._change(connection, statements.PRINTED, events.TICKET_PRINTED, terminal_id, ticket_id):
            self._own_ticket(connection, terminal_id, ticket_id)

    def report_unknown(self, connection: Connection, terminal_id: int, ticket_id: int) -> None:
        """Nobody knows whether the slip came out; the number is callable all the same."""
        if not self._change(connection, statements.PRINT_UNKNOWN, events.PRINT_UNKNOWN, terminal_id, ticket_id):
            self._own_ticket(connection, terminal_id, ticket_id)

    def give_back(self, connection: Connection, terminal_id: int, ticket_id: int) -> None:
        """取错了: the number goes and is never reused. Raises AlreadyCalled, UnknownTicket."""
        if self._change(connection, statements.GIVE_BACK, events.TICKET_GIVEN_BACK, terminal_id, ticket_id):
            return
        if self._own_ticket(connection, terminal_id, ticket_id).service_state not in ("given_back", "void"):
            raise rules.AlreadyCalled(str(ticket_id))

    def reprint(self, connection: Connection, terminal_id: int, ticket_id: int, key: str) -> Ticket:
        """小票没出来: the same number once more, marked 补打 and logged. Raises NotReprintable, UnknownTicket."""
        known, _ = self._answered(connection, _owner(terminal_id), key, "reprint")
        if not known:
            if not self._change(connection, statements.REPRINT, events.TICKET_REPRINTED, terminal_id, ticket_id):
                self._own_ticket(connection, terminal_id, ticket_id)
                raise rules.NotReprintable(str(ticket_id))
            at, owner = stamp(self._clock()), _owner(terminal_id)
            statements.KEEP_KEY.run(connection, owner=owner, key=key, verb="reprint", ticket_id=ticket_id, at=at)
        return self._own_ticket(connection, terminal_id, ticket_id)

    def call_for_help(self, connection: Connection, terminal_id: int, terminal: str, screen: str, key: str) -> None:
        """请人帮忙: tells the clerks which terminal, and on which screen; nothing about the visitor."""
        known, _ = self._answered(connection, _owner(terminal_id), key, "help")
        if known:
            return
        at = stamp(self._clock())
        statements.KEEP_KEY.run(connection, owner=_owner(terminal_id), key=key, verb="help", ticket_id=None, at=at)
        events.append(connection, at, events.HELP_WANTED, terminal_id=terminal_id, terminal=terminal, screen=screen)

    def startup(self, connection: Connection, terminal_id: int) -> tuple[Ticket, ...]:
        """A terminal began: only its own `reserved` tickets turn `unknown`; returns those. Nothing is reprinted."""
        at = stamp(self._clock())
        rows = statements.RESERVED_OF_TERMINAL.run(connection, terminal_id=terminal_id).fetchall()
        for (ticket_id,) in rows:
            events.append(connection, at, events.PRINT_UNKNOWN, ticket_id=ticket_id, terminal_id=terminal_id)
        events.append(connection, at, events.TERMINAL_STARTED, terminal_id=terminal_id)
        return tuple(self.ticket(connection, ticket_id) for (ticket_id,) in rows)

    # -- a window's verb ----------------------------------------------------------------------

    def call_next(self, connection: Connection, window_id: int) -> Called | None:
        """Finish what the window serves and claim the next waiting number for it, in one step. None: nobody waits.

        Raises UnknownWindow.
        """
        window = self.plan(connection).windows.get(window_id)
        if window is None:
            raise rules.UnknownWindow(str(window_id))
        now = self._clock()
        at, day = stamp(now), self._business_day(connection, now)
        for (done_id,) in statements.FINISH_AT_WINDOW.run(connection, window=window_id, at=at).fetchall():
            events.append(connection, at, events.TICKET_DONE, ticket_id=done_id, window_id=window_id)
        rows = statements.CALL_NEXT.run(connection, window=window_id, day=day, at=at).fetchall()
        if not rows:
            return None
        ticket_id, series, number, service_id = rows[0]
        called_number, service = ticket_number(series, number), self._service_name(connection, service_id)
        events.append(
            connection,
            at,
            events.TICKET_CALLED,
            ticket_id=ticket_id,
            window_id=window_id,
            number=called_number,
            window=window.name,
            service=service,
        )
        return Called(ticket_id, called_number, service, window_id, window.name, at)

    # -- views --------------------------------------------------------------------------------

    def hall_today(self, connection: Connection) -> HallToday:
        now = self._clock()
        day = rules.business_date(now.date(), self._marked_day(connection))
        return overview.hall_today(self.plan(connection), self.hall, day, now, demo=self.demo)

    def services_now(self, connection: Connection) -> ServicesNow:
        return overview.services_now(connection, self.plan(connection), self.hall_today(connection))

    def ticket(self, connection: Connection, ticket_id: int) -> Ticket:
        """Raises UnknownTicket."""
        row = statements.TICKET.run(connection, ticket_id=ticket_id).fetchone()
        if row is None:
            raise rules.UnknownTicket(str(ticket_id))
        plan, service_id = self.plan(connection), row[3]
        return Ticket(
            id=row[0],
            number=ticket_number(row[1], row[2]),
            service_id=service_id,
            service=self._service_name(connection, service_id),
            business_date=row[4],
            taken_at=row[5],
            ahead=row[6],
            wait_low_minutes=row[7],
            wait_high_minutes=row[8],
            windows=tuple(window.name for window in plan.windows_of(service_id) if window.is_open),
            notes=self._notes,
            print_state=row[9],
            service_state=row[10],
            reprints=row[11],
        )

    def plan(self, connection: Connection) -> Plan:
        if self._plan is None:
            self._plan = read_plan(connection)
        return self._plan

    def plan_changed(self) -> None:
        """Read the plan again at the next verb; call it in the work that changed it."""
        self._plan = None

    # -- steps --------------------------------------------------------------------------------

    def _answer_again(self, connection: Connection, key: str, ticket_id: int | None) -> Ticket:
        ticket = None if ticket_id is None else self.ticket(connection, ticket_id)
        if ticket is None or ticket.print_state == "void":
            raise rules.OrderAbandoned(key)
        return ticket

    def _open_service(self, connection: Connection, service_id: int, now: datetime) -> Service:
        plan = self.plan(connection)
        service = plan.services.get(service_id)
        if service is None:
            raise rules.UnknownService(str(service_id))
        if not rules.is_open(now, plan.week):
            raise rules.HallClosed(service.name)
        if plan.state_of(service)[0] != OPEN:
            raise rules.ServicePaused(service.name)
        return service

    def _issue(self, connection: Connection, terminal_id: int | None, service: Service, day: str, at: str) -> int:
        first, last = service.first_number, service.last_number
        numbers = statements.NEXT_NUMBER.run(
            connection, day=day, series=service.series, lane="normal", first=first, last=last
        ).fetchall()
        if not numbers:
            raise rules.SeriesExhausted(service.name)
        queue = overview.Queue.read(connection, self.plan(connection), day)
        wait = queue.wait(service)
        ticket_id = statements.ISSUE.run(
            connection,
            day=day,
            series=service.series,
            number=numbers[0][0],
            lane="normal",
            service_id=service.id,
            terminal_id=terminal_id,
            print_state="printed" if terminal_id is None else "reserved",
            ahead=queue.ahead(service),
            low=wait.low_minutes,
            high=wait.high_minutes,
            at=at,
        ).lastrowid
        assert ticket_id is not None
        number = ticket_number(service.series, numbers[0][0])
        events.append(connection, at, events.TICKET_TAKEN, ticket_id=ticket_id, terminal_id=terminal_id, number=number)
        return ticket_id

    def _change(
        self, connection: Connection, change: HotStatement, kind: str, terminal_id: int, ticket_id: int
    ) -> bool:
        """Run one change of one ticket of this terminal; log it and return True when it applied."""
        if change.run(connection, ticket_id=ticket_id, terminal_id=terminal_id).rowcount == 0:
            return False
        events.append(connection, stamp(self._clock()), kind, ticket_id=ticket_id, terminal_id=terminal_id)
        return True

    def _own_ticket(self, connection: Connection, terminal_id: int, ticket_id: int) -> Ticket:
        row = statements.TICKET.run(connection, ticket_id=ticket_id).fetchone()
        if row is None or row[12] != terminal_id:
            raise rules.UnknownTicket(str(ticket_id))
        return self.ticket(connection, ticket_id)

    def _answered(self, connection: Connection, owner: str, key: str, verb: str) -> tuple[bool, int | None]:
        row = statements.KNOWN_KEY.run(connection, owner=owner, key=key).fetchone()
        if row is None:
            return False, None
        if row[0] != verb:
            raise rules.KeyReused(verb)
        return True, row[1]

    def _service_name(self, connection: Connection, service_id: int) -> str:
        service = self.plan(connection).services.get(service_id)
        return service.name if service else ""

    # -- the day ------------------------------------------------------------------------------

    def _marked_day(self, connection: Connection) -> date | None:
        row = statements.READ_MARK.run(connection, name=BUSINESS_DATE_MARK).fetchone()
        return date.fromisoformat(row[0]) if row else None

    def _business_day(self, connection: Connection, now: datetime) -> str:
        marked = self._marked_day(connection)
        day = rules.business_date(now.date(), marked)
        if day != marked:
            self._begin_day(connection, day, now)
        return day.isoformat()

    def _begin_day(self, connection: Connection, day: date, now: datetime) -> None:
        """Raise the mark, let yesterday's waiting numbers lapse, forget old keys."""
        at = stamp(now)
        statements.RAISE_MARK.run(connection, name=BUSINESS_DATE_MARK, value=day.isoformat())
        for (ticket_id,) in statements.LAPSE.run(connection, day=day.isoformat()).fetchall():
            events.append(connection, at, events.TICKET_LAPSED, ticket_id=ticket_id)
        old = stamp(now - timedelta(days=KEYS_KEPT_DAYS))
        connection.execute(delete(idempotency_keys).where(idempotency_keys.c.at < old))
        connection.execute(delete(look_ups).where(look_ups.c.at < old))
        connection.execute(delete(enrol_codes).where(enrol_codes.c.expires_at < old))
        events.append(connection, at, events.DAY_BEGAN, business_date=day.isoformat())


def _owner(terminal_id: int | None) -> str:
    return "hand" if terminal_id is None else f"t{terminal_id}"
