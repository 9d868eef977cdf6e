"""What the queue can do, as verbs.

A verb is one work of ``hall.database``: it takes the connection first, runs on the owner thread inside its own
SAVEPOINT, and either does everything or nothing::

    ticket = database.call(lambda connection: desk.take_ticket(connection, terminal_id, service_id, key))

Every change is a row in the event log, written in the same transaction. A verb that changes something takes an
idempotency key where saying it twice would matter; the others say "already so" by themselves.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import Connection

from kiosk.core.database import events
from kiosk.core.database.clock import Clock, hall_now, stamp
from kiosk.core.database.old_rows import OldRows
from kiosk.features.tickets.hall import read_left, read_services, statements
from kiosk.features.tickets.hall.boards import read_board, said_calls
from kiosk.features.tickets.hall.day import TRAINING, HallDay, Today
from kiosk.features.tickets.hall.issue import NumberIssue, PersonMark
from kiosk.features.tickets.hall.plan import OPEN, PAUSED, Plan
from kiosk.features.tickets.hall.reprint_orders import ReprintOrders
from kiosk.features.tickets.hall.rows import TicketRow
from kiosk.features.tickets.hall.windows import WindowDesk
from kiosk.features.tickets.rules import event_names, refusals
from kiosk.features.tickets.rules.card_age import CardProof
from kiosk.features.tickets.rules.queue import NORMAL, PRIORITY, ticket_number
from kiosk.features.tickets.rules.states import STEPS, Verb
from kiosk.features.tickets.rules.words import DATE_UNSURE
from kiosk.features.tickets.wire import HallToday, Left, ServicesNow, Ticket
from kiosk.features.tickets.wire_board import BoardNow
from kiosk.settings import HallSettings

GRANT_LIVES = timedelta(minutes=5)  # a clerk's word for a priority number: long enough to walk to the terminal


class TicketDesk:
    """The queue of one hall; the windows' verbs are those of ``windows``. Use it only inside works.

    Args:
        hall: name and policy of the hall.
        demo: slips and pages say 演示.
        clock: hall time; given by tests.
        person_mark: None while the vault is shut: cards then prove age only.
        old_rows: what goes when a business date begins.
        help_wanted: the calls for help that the boards show, newest first.
    """

    def __init__(
        self,
        hall: HallSettings,
        *,
        demo: bool = False,
        clock: Clock = hall_now,
        person_mark: PersonMark | None = None,
        old_rows: Sequence[OldRows] = (),
        help_wanted: read_board.HelpNow = read_board.no_help,
    ) -> None:
        self.hall, self.demo = hall, demo
        self._help_wanted = help_wanted
        self.day = HallDay(hall, clock, old_rows)
        self.windows = WindowDesk(self.day)
        self._reprints = ReprintOrders()
        self._numbers = NumberIssue(self.day, person_mark)

    # -- a visitor's verbs, through a terminal -------------------------------------------------

    def take_ticket(
        self,
        connection: Connection,
        terminal_id: int | None,
        service_id: int,
        key: str,
        *,
        lane: str = NORMAL,
        card: CardProof | None = None,
    ) -> Ticket:
        """Issue the next number of a service; its slip is not printed yet (`reserved`).

        The same key gives the same ticket, also when the hall has closed meanwhile. ``terminal_id`` None: issued
        by hand, nothing to print. A priority number needs a card that is old enough, or a clerk's grant.
        Raises UnknownService, ServicePaused, HallClosed, QuotaFull, SeriesExhausted, NotEntitled, AlreadyWaiting,
        OrderAbandoned, KeyReused, DateUnsure.
        """
        owner = _owner(terminal_id)
        known, ticket_id = self.day.answered(connection, owner, key, "take")
        if known:
            return self._answer_again(connection, key, ticket_id)
        today = self._date(connection)
        service = self._numbers.service(connection, service_id)
        if not today.training:
            self._numbers.admit(connection, service, today)
        person = self._numbers.person(connection, service, card, today)
        if lane == PRIORITY:
            self._numbers.entitle(connection, terminal_id, card, today)
        ticket = self._numbers.issue(connection, terminal_id, service, lane, today, person)
        self.day.keep_key(connection, owner, key, "take", ticket.id, today.at)
        return ticket

    def issue_by_hand(
        self, connection: Connection, service_id: int, key: str, *, by: str, lane: str = NORMAL
    ) -> Ticket:
        """A clerk writes the number down for a visitor: nothing to print, not bound by hours, quota or age.

        Raises UnknownService, ServicePaused, SeriesExhausted, KeyReused, DateUnsure.
        """
        known, ticket_id = self.day.answered(connection, _owner(None), key, "take")
        if known:
            return self._answer_again(connection, key, ticket_id)
        today = self._date(connection)
        service = self._numbers.service(connection, service_id)
        ticket = self._numbers.issue(connection, None, service, lane, today, None, by)
        self.day.keep_key(connection, _owner(None), key, "take", ticket.id, today.at)
        return ticket

    def grant_priority(self, connection: Connection, terminal_id: int, *, by: str) -> str:
        """A clerk's word: the terminal may take one priority number without a card; returns until when."""
        today = self.day.begin(connection)
        until = stamp(today.now + GRANT_LIVES)
        statements.GRANT.run(connection, terminal_id=terminal_id, until=until)
        events.append(connection, today.at, event_names.PRIORITY_GRANTED, terminal_id=terminal_id, by=by)
        return until

    def abandon(self, connection: Connection, terminal_id: int, key: str) -> None:
        """The terminal no longer waits for this order: void its ticket, or refuse it when it comes after all."""
        known, ticket_id = self.day.answered(connection, _owner(terminal_id), key, "take")
        at = stamp(self.day.clock())
        if not known:
            owner = _owner(terminal_id)
            statements.KEEP_KEY.run(connection, owner=owner, key=key, verb="take", ticket_id=None, at=at)
        elif ticket_id is not None:
            self._change(connection, Verb.ABANDON, terminal_id, ticket_id)

    def report_printed(self, connection: Connection, terminal_id: int, ticket_id: int) -> None:
        """The slip reached its cut. Said twice, or after the ticket moved on, it changes nothing."""
        self._change(connection, Verb.REPORT_PRINTED, terminal_id, ticket_id)

    def report_unknown(self, connection: Connection, terminal_id: int, ticket_id: int) -> None:
        """Nobody knows whether the slip came out; the number is callable all the same."""
        self._change(connection, Verb.REPORT_UNKNOWN, terminal_id, ticket_id)

    def give_back(self, connection: Connection, terminal_id: int, ticket_id: int) -> None:
        """取错了: the number goes and is never reused. Raises AlreadyCalled, UnknownTicket."""
        self._change(connection, Verb.GIVE_BACK, terminal_id, ticket_id)

    def reprint(self, connection: Connection, terminal_id: int, ticket_id: int, key: str) -> Ticket:
        """小票没出来: the same number once more, marked 补打 and logged. Raises NotReprintable, UnknownTicket."""
        known, _ = self.day.answered(connection, _owner(terminal_id), key, "reprint")
        if not known:
            self._change(connection, Verb.REPRINT, terminal_id, ticket_id)
            at, owner = stamp(self.day.clock()), _owner(terminal_id)
            statements.KEEP_KEY.run(connection, owner=owner, key=key, verb="reprint", ticket_id=ticket_id, at=at)
            self._reprints.done(terminal_id, ticket_id)
        return self._ticket(connection, self._own_row(connection, terminal_id, ticket_id))

    def order_reprint(self, connection: Connection, ticket_id: int, *, by: str) -> str:
        """A clerk's word: the terminal that gave this number prints its slip once more. Returns the number.

        Raises UnknownTicket; NotReprintable for a number written by hand, or one that is over.
        """
        row, step = self._row(connection, ticket_id), STEPS[Verb.ORDER_REPRINT]
        number, terminal_id = ticket_number(row.series, row.number), row.terminal_id
        if terminal_id is None or not step.starts_from(row.print_state, row.service_state):
            raise refusals.NotReprintable(number)
        self._reprints.put(terminal_id, ticket_id, self.day.clock())
        at = self.day.begin(connection).at
        events.append(connection, at, step.event, ticket_id=ticket_id, terminal_id=terminal_id, by=by)
        return number

    def startup(self, connection: Connection, terminal_id: int) -> tuple[Ticket, ...]:
        """A terminal began: only its own `reserved` tickets turn `unknown`; returns those. Nothing is reprinted."""
        at = stamp(self.day.clock())
        rows = statements.START_UP.run(connection, terminal_id=terminal_id).fetchall()
        for (ticket_id,) in rows:
            events.append(connection, at, STEPS[Verb.START_UP].event, ticket_id=ticket_id, terminal_id=terminal_id)
        events.append(connection, at, event_names.TERMINAL_STARTED, terminal_id=terminal_id)
        return tuple(self.ticket(connection, ticket_id) for (ticket_id,) in rows)

    # -- the keeper's verbs -------------------------------------------------------------------

    def begin_training(self, connection: Connection, *, by: str) -> None:
        """From now on numbers are 演练: hours and quotas do not bind, nothing is counted. Ends by itself with the day.

        Raises HallBusy while a real number waits or is served.
        """
        today = self.day.begin(connection)
        if today.training:
            return
        if statements.OPEN_TODAY.run(connection, day=today.day).fetchone():
            raise refusals.HallBusy
        statements.SET_MARK.run(connection, name=TRAINING, value=today.at)
        events.append(connection, today.at, event_names.TRAINING_BEGAN, by=by)

    def end_training(self, connection: Connection, *, by: str) -> None:
        """Every open number of the training lapses. Said twice it changes nothing."""
        today = self.day.begin(connection)
        if not today.training:
            return
        for (ticket_id,) in statements.END_TRAINING.run(connection).fetchall():
            events.append(connection, today.at, STEPS[Verb.END_TRAINING].event, ticket_id=ticket_id)
        statements.DROP_MARK.run(connection, name=TRAINING)
        events.append(connection, today.at, event_names.TRAINING_ENDED, by=by)

    def training(self, connection: Connection) -> bool:
        return self.day.today(connection).training

    def keep_time(self, connection: Connection, *, disk_full: bool = False) -> None:
        """Said every minute by the service: raises the mark of believed time, begins the day, tells of a full disk."""
        self.day.tell_disk(connection, self.day.begin(connection), full=disk_full)

    # -- views --------------------------------------------------------------------------------

    def hall_today(self, connection: Connection) -> HallToday:
        today = self.day.today(connection)
        view = read_services.hall_today(
            self.plan(connection), self.hall, date.fromisoformat(today.day), today.now, demo=self.demo
        )
        state = PAUSED if today.undecided else OPEN if today.training else view.state
        doubted, full = today.undecided, self.day.disk_full(connection)
        return replace(view, state=state, training=today.training, clock_doubted=doubted, disk_full=full)

    def services_now(self, connection: Connection, terminal_id: int | None = None) -> ServicesNow:
        """The queue as it is; for a terminal also until when a clerk's word for a priority number holds there."""
        today = self.hall_today(connection)
        queue = self.day.queue(connection, today.business_date, self.day.clock())
        granted = statements.GRANTED.value(connection, terminal_id=terminal_id, now=self.day.today(connection).at)
        now = read_services.services_now(connection, queue, today, granted)
        if today.clock_doubted:
            rows = (replace(one, state=PAUSED, paused_until=None, pause_reason=DATE_UNSURE) for one in now.services)
            now = replace(now, services=tuple(rows))
        at = self.day.clock()
        english = self.day.plan(connection).english | self._numbers.english
        return replace(now, reprints=self._reprints.of(terminal_id, at), at=stamp(at), english=tuple(english.items()))

    def left(self, connection: Connection, attended: Collection[int] | None = None) -> Left:
        """Who waits, and the numbers of today that no open window would call; ``attended`` as in ``read_left.read``."""
        return read_left.read(connection, self.day, self.windows.policy, attended)

    def board_now(self, connection: Connection) -> BoardNow:
        """What the boards show."""
        now = self.day.clock()
        help_wanted = self._help_wanted(connection, now)
        return read_board.read(connection, self.hall_today(connection), self.plan(connection), now, help_wanted)

    def board_said(self, connection: Connection, terminal_id: int, call: int) -> None:
        """A board has said the call of that event id to its end."""
        said_calls.tell(connection, self.day.clock(), terminal_id, call)

    def ticket(self, connection: Connection, ticket_id: int) -> Ticket:
        """Raises UnknownTicket."""
        return self._ticket(connection, self._row(connection, ticket_id))

    def plan(self, connection: Connection) -> Plan:
        return self.day.plan(connection)

    def plan_changed(self) -> None:
        """Read the plan again at the next verb; call it in the work that changed it."""
        self.day.plan_changed()

    # -- steps --------------------------------------------------------------------------------

    def _date(self, connection: Connection) -> Today:
        """The date to give a number under. Raises DateUnsure."""
        today = self.day.begin(connection)
        if today.undecided:
            raise refusals.DateUnsure(today.at)
        return today

    def _answer_again(self, connection: Connection, key: str, ticket_id: int | None) -> Ticket:
        ticket = None if ticket_id is None else self.ticket(connection, ticket_id)
        if ticket is None or not STEPS[Verb.TAKE_AGAIN].starts_from(ticket.print_state, ticket.service_state):
            raise refusals.OrderAbandoned(key)
        return ticket

    def _change(self, connection: Connection, verb: Verb, terminal_id: int, ticket_id: int) -> None:
        """One change of one ticket of this terminal, and its event.

        Where it does not start, it changes nothing or raises the table's refusal; UnknownTicket for another's ticket.
        """
        step, change = STEPS[verb], statements.CHANGES[verb]
        if change.run(connection, ticket_id=ticket_id, terminal_id=terminal_id).rowcount:
            events.append(connection, stamp(self.day.clock()), step.event, ticket_id=ticket_id, terminal_id=terminal_id)
            return
        refusal = step.refusal(self._own_row(connection, terminal_id, ticket_id).service_state)
        if refusal is not None:
            raise refusal(str(ticket_id))

    def _row(self, connection: Connection, ticket_id: int) -> TicketRow:
        row = statements.TICKET.first(connection, ticket_id=ticket_id)
        if row is None:
            raise refusals.UnknownTicket(str(ticket_id))
        return row

    def _own_row(self, connection: Connection, terminal_id: int, ticket_id: int) -> TicketRow:
        row = self._row(connection, ticket_id)
        if row.terminal_id != terminal_id:
            raise refusals.UnknownTicket(str(ticket_id))
        return row

    def _ticket(self, connection: Connection, row: TicketRow) -> Ticket:
        return Ticket(
            id=row.id,
            number=ticket_number(row.series, row.number),
            service_id=row.service_id,
            service=self.day.service_name(connection, row.service_id),
            business_date=row.business_date,
            taken_at=row.taken_at,
            ahead=row.ahead,
            wait_low_minutes=row.wait_low_minutes,
            wait_high_minutes=row.wait_high_minutes,
            windows=self._numbers.windows_of(connection, row.service_id),
            notes=self._numbers.notes,
            print_state=row.print_state,
            service_state=row.service_state,
            reprints=row.reprints,
            lane=row.lane,
            training=bool(row.training),
        )


def _owner(terminal_id: int | None) -> str:
    return "hand" if terminal_id is None else f"t{terminal_id}"
