"""A script of verbs, said to the real desk on a real database, and a record of what the desk made of each."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import NamedTuple

from sqlalchemy import Connection

from kiosk.core.database import events
from kiosk.core.database.hot import driver_of
from kiosk.features.tickets.rules.refusals import TicketRefused
from kiosk.features.tickets.rules.states import STEPS, Verb, Where
from tests.features.tickets.hall import FIRST, GENERAL, HELPERS, PARTY, SECOND, Hall

Script = Sequence[tuple[str, int, int]]  # lines of verb, which number, and who, as any whole numbers
TERMINALS, WINDOWS = (FIRST, SECOND), (1, 2, 3)
SERVED = {1: (PARTY, GENERAL), 2: (PARTY, GENERAL), 3: (HELPERS,)}  # by window, as the default plan has it
TO_SERVICE = {1: HELPERS, 2: PARTY, 3: GENERAL}  # where a window transfers to
A_DAY = timedelta(days=1)
WORKDAYS_LEFT = 3  # the walk begins on a Tuesday; nobody takes a number on Saturday evening
NEW_TRAINING = "begin_training"  # no verb of a number: what is taken from now on is 演练

AT_WINDOWS = (Where.IN_HAND, Where.EMPTY_HAND, Where.NO_HAND, Where.LAST_HAND)  # said by a window
MAKES = (Verb.TAKE, Verb.BY_HAND)
OF_MANY = (Verb.START_UP, Verb.LAPSE, Verb.END_TRAINING)


@dataclass(frozen=True)
class Said:
    """One verb, and what the desk made of it. ``number``: a ticket id; ``who``: a terminal or a window."""

    verb: str
    number: int
    who: int
    refusal: type[TicketRefused] | None
    told: list[tuple[str, int]]  # events with a number
    states: dict[int, tuple[str, str]]


class _Undone(Exception):
    """Ends a walk: the database is as it was before."""


def record(hall: Hall, scripts: Sequence[Script]) -> list[list[Said]]:
    """What the desk makes of each script, from an empty hall."""
    walks = list[list[Said]]()

    def walk(connection: Connection) -> None:
        for script in scripts:
            began, desk = hall.now, _Desk(hall, connection)
            driver_of(connection).execute("SAVEPOINT walk")
            walks.append([said for line in script if (said := desk.say(*line)) is not None])
            driver_of(connection).execute("ROLLBACK TO walk")
            hall.windows.last_steps.clear()
            hall.now = began
        raise _Undone

    with suppress(_Undone):
        hall.call(walk)
    return walks


class _Row(NamedTuple):
    id: int
    print_state: str
    service_state: str
    window_id: int | None
    terminal_id: int | None


class _Desk:
    """Says verbs inside one work, each in a SAVEPOINT of its own as the database's owner does."""

    def __init__(self, hall: Hall, connection: Connection) -> None:
        self._hall, self._connection = hall, connection
        self._keys = list[tuple[int | None, str]]()  # of each number: the terminal and the key of its order
        self._days, self._said = 0, 0

    def say(self, verb: str, number: int, who: int) -> Said | None:
        """None: there is no number yet to say it of, or no day left."""
        of_none = verb == NEW_TRAINING or Verb(verb) in (*MAKES, *OF_MANY)
        if (not of_none and not self._keys) or (verb == Verb.LAPSE and self._days == WORKDAYS_LEFT):
            return None
        self._said += 1
        ticket_id, who = (0, TERMINALS[who % len(TERMINALS)]) if of_none else self._aim(Verb(verb), number, who)
        since = events.newest_id(self._connection)
        refusal = self._refusal(verb, ticket_id, who)
        told = [(e.kind, e.ticket_id) for e in events.after(self._connection, since) if e.ticket_id is not None]
        states = {row.id: (row.print_state, row.service_state) for row in self._rows()}
        return Said(verb, ticket_id, who, refusal, told, states)

    def _rows(self) -> Sequence[_Row]:
        rows = driver_of(self._connection).execute(f"SELECT {', '.join(_Row._fields)} FROM tickets")
        return [_Row._make(row) for row in rows.fetchall()]

    def _aim(self, verb: Verb, number: int, who: int) -> tuple[int, int]:
        """Every second time at a number the verb starts from, else at one in any state; mostly said by whose it is."""
        step, rows = STEPS[verb], self._rows()
        by_window = step.where in AT_WINDOWS
        said_by = WINDOWS[who % len(WINDOWS)] if by_window else TERMINALS[who % len(TERMINALS)]
        its_own, number = number % 4 > 0, number // 4
        meant = [row for row in rows if step.starts_from(row.print_state, row.service_state)] if who % 2 else []
        if not meant:
            states = sorted({(row.print_state, row.service_state) for row in rows})
            meant = [row for row in rows if (row.print_state, row.service_state) == states[number % len(states)]]
        row = meant[number % len(meant)]
        owner = row.window_id if step.where == Where.IN_HAND else row.terminal_id if not by_window else None
        return row.id, (its_own and owner) or said_by

    def _refusal(self, verb: str, ticket_id: int, who: int) -> type[TicketRefused] | None:
        driver = driver_of(self._connection)
        driver.execute("SAVEPOINT said")
        try:
            self._do(verb, ticket_id, who)
        except TicketRefused as refused:
            driver.execute("ROLLBACK TO said")
            return type(refused)
        finally:
            driver.execute("RELEASE said")
        return None

    def _do(self, verb: str, ticket_id: int, who: int) -> None:
        connection, desk, windows = self._connection, self._hall.desk, self._hall.windows
        owner, key = self._keys[ticket_id - 1] if ticket_id else (None, f"key-{self._said}")
        assert owner is None or ticket_id
        match verb:
            case Verb.TAKE:
                desk.take_ticket(connection, who, PARTY, key)
                self._keys.append((who, key))
            case Verb.BY_HAND:
                desk.issue_by_hand(connection, GENERAL, key, by="li")
                self._keys.append((None, key))
            case Verb.TAKE_AGAIN:
                desk.take_ticket(connection, owner, PARTY, key)
            case Verb.ABANDON:
                if owner is not None:
                    desk.abandon(connection, owner, key)
            case Verb.REPRINT:
                desk.reprint(connection, who, ticket_id, f"again-{self._said}")
            case Verb.REPORT_PRINTED | Verb.REPORT_UNKNOWN | Verb.GIVE_BACK:
                getattr(desk, verb)(connection, who, ticket_id)
            case Verb.START_UP:
                desk.startup(connection, who)
            case Verb.ORDER_REPRINT:
                desk.order_reprint(connection, ticket_id, by="li")
            case Verb.CALL_NEXT:
                windows.call_next(connection, who)
            case Verb.TRANSFER:
                windows.transfer(connection, who, ticket_id, to_service=TO_SERVICE[who])
            case Verb.UNDO:
                windows.undo(connection, who)
            case Verb.LAPSE:
                self._days += 1
                self._hall.now += A_DAY
                desk.keep_time(connection)
            case Verb.END_TRAINING:
                desk.end_training(connection, by="wang")
            case "begin_training":
                desk.begin_training(connection, by="wang")
            case _:
                getattr(windows, verb)(connection, who, ticket_id)
