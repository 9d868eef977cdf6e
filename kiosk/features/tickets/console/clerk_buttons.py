"""What a clerk's page does: its buttons as verbs of the queue's desks, and one that answers a call for help.

Every button carries what it was aimed at: the number in hand, how it stood and how often it was called, and the number
in a list with its state. A press that comes twice, or from a page that lags behind, finds that this has moved on and
changes nothing (`WindowMoved`, `NumberMoved`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy import Connection, select

from kiosk.core.access.rights import Right
from kiosk.core.access.schema import terminals
from kiosk.features.help.rules.calls import HelpCall, HelpGone
from kiosk.features.tickets.hall.desk import TicketDesk
from kiosk.features.tickets.rules import hours, refusals
from kiosk.features.tickets.rules.queue import LANES
from kiosk.features.tickets.rules.states import STEPS, Verb, Where

REASON_LETTERS = 20


class Misread(Exception):
    """The form of a button does not hold what the button needs."""


@dataclass(frozen=True, slots=True)
class Pressed:
    """One press: by whom, at which window, with which number in hand as the page showed it (0: none).

    ``stage`` is how that number stood (`stage_of`), ``ticket_state`` how the one of `ticket_id` did ("": not said).
    """

    window_id: int
    by: str
    seen: int
    stage: str
    ticket_id: int
    ticket_state: str
    reason: str
    until: str
    to: str  # "s3": service 3; "w2": window 2; "back": its old place
    number: int  # a service, a terminal, a call for help, or the step that is undone
    lane: str
    key: str


class HelpCalls(Protocol):
    """The calls for help of the terminals, as another feature keeps them."""

    def unanswered(self, connection: Connection) -> list[HelpCall]:
        """Oldest first."""

    def gone(self, connection: Connection) -> list[HelpGone]:
        """Who went a moment ago."""

    def answer(self, connection: Connection, event_id: int, *, by: str) -> None:
        """Somebody goes. Of a call that is answered already it changes nothing."""


@dataclass(frozen=True, slots=True)
class Desks:
    """Whose verbs the buttons are."""

    queue: TicketDesk
    help: HelpCalls


@dataclass(frozen=True, slots=True)
class Button:
    """What a press does; ``verbs``: those of a ticket's life among it; ``right``: whose hand it needs."""

    act: Callable[[Desks, Connection, Pressed], str | None]
    verbs: tuple[Verb, ...] = ()
    right: Right = Right.WINDOW

    @property
    def needs_same(self) -> bool:
        """Whether the hand must be as the page showed it."""
        return bool({STEPS[verb].where for verb in self.verbs} & {Where.IN_HAND, Where.EMPTY_HAND})


def press(desks: Desks, connection: Connection, verb: str, pressed: Pressed) -> str | None:
    """Do what a button says; returns a number to tell the clerk, if there is one. Raises Misread, TicketRefused."""
    button = VERBS.get(verb)
    if button is None:
        raise Misread(verb)
    windows = desks.queue.windows
    if button.needs_same and windows.in_hand(connection, pressed.window_id) != (pressed.seen, pressed.stage):
        raise refusals.WindowMoved(str(pressed.window_id))
    if pressed.ticket_state and windows.stands(connection, pressed.ticket_id).service_state != pressed.ticket_state:
        raise refusals.NumberMoved(str(pressed.ticket_id))
    return button.act(desks, connection, pressed)


def fit(service_state: str | None) -> frozenset[str]:
    """The buttons that do something with a number in hand in this state (None: no number)."""
    return frozenset(
        name
        for name, button in VERBS.items()
        for step in (STEPS[verb] for verb in button.verbs)
        if step.where == Where.IN_HAND and service_state in step.from_service
    )


def _call_next(desks: Desks, connection: Connection, pressed: Pressed) -> None:
    desks.queue.windows.call_next(connection, pressed.window_id, by=pressed.by, finishing=pressed.seen or None)


def _recall(desks: Desks, connection: Connection, pressed: Pressed) -> None:
    desks.queue.windows.recall(connection, pressed.window_id, pressed.seen, by=pressed.by)


def _serve(desks: Desks, connection: Connection, pressed: Pressed) -> None:
    desks.queue.windows.serve(connection, pressed.window_id, pressed.seen, by=pressed.by)


def _finish(desks: Desks, connection: Connection, pressed: Pressed) -> None:
    desks.queue.windows.finish(connection, pressed.window_id, pressed.seen, by=pressed.by)


def _no_show(desks: Desks, connection: Connection, pressed: Pressed) -> None:
    desks.queue.windows.no_show(connection, pressed.window_id, pressed.seen, by=pressed.by)


def _hold(desks: Desks, connection: Connection, pressed: Pressed) -> None:
    desks.queue.windows.hold(connection, pressed.window_id, pressed.seen, pressed.reason, by=pressed.by)


def _transfer(desks: Desks, connection: Connection, pressed: Pressed) -> None:
    kind, number = pressed.to[:1], pressed.to[1:]
    if pressed.to == "back":
        desks.queue.windows.return_to_queue(connection, pressed.window_id, pressed.seen, by=pressed.by)
        return
    if kind not in ("s", "w") or not (number.isascii() and number.isdigit()):
        raise Misread("to")
    where = {"to_service" if kind == "s" else "to_window": int(number)}
    desks.queue.windows.transfer(connection, pressed.window_id, pressed.seen, by=pressed.by, **where)


def _call_back(desks: Desks, connection: Connection, pressed: Pressed) -> None:
    desks.queue.windows.call_back(connection, pressed.window_id, pressed.ticket_id, by=pressed.by)


def _call_found(desks: Desks, connection: Connection, pressed: Pressed) -> None:
    """叫到本窗口 of a number that was searched for: out of its turn, or though it is over."""
    windows, window = desks.queue.windows, pressed.window_id
    if windows.stands(connection, pressed.ticket_id).service_state in STEPS[Verb.CALL_NUMBER].from_service:
        windows.call_number(connection, window, pressed.ticket_id, by=pressed.by)
    else:
        windows.call_back(connection, window, pressed.ticket_id, by=pressed.by, searched=True)


def _take_back(desks: Desks, connection: Connection, pressed: Pressed) -> None:
    desks.queue.windows.take_back(connection, pressed.window_id, pressed.ticket_id, by=pressed.by)


def _undo(desks: Desks, connection: Connection, pressed: Pressed) -> None:
    desks.queue.windows.undo(connection, pressed.window_id, pressed.number, by=pressed.by)


def _pause(desks: Desks, connection: Connection, pressed: Pressed) -> None:
    if pressed.until:
        try:
            hours.minutes_of(pressed.until)
        except ValueError as error:
            raise Misread("until") from error
    desks.queue.windows.pause(
        connection, pressed.window_id, pressed.reason, until=pressed.until.removeprefix("0") or None, by=pressed.by
    )


def _resume(desks: Desks, connection: Connection, pressed: Pressed) -> None:
    desks.queue.windows.resume(connection, pressed.window_id, by=pressed.by)


def _by_hand(desks: Desks, connection: Connection, pressed: Pressed) -> str:
    if pressed.lane not in LANES:
        raise Misread("lane")
    ticket = desks.queue.issue_by_hand(connection, pressed.number, pressed.key, by=pressed.by, lane=pressed.lane)
    return ticket.number


def _help_answered(desks: Desks, connection: Connection, pressed: Pressed) -> None:
    desks.help.answer(connection, pressed.number, by=pressed.by)


def _grant_priority(desks: Desks, connection: Connection, pressed: Pressed) -> None:
    if connection.execute(select(terminals.c.id).where(terminals.c.id == pressed.number)).first() is None:
        raise Misread("terminal")
    desks.queue.grant_priority(connection, pressed.number, by=pressed.by)


def _order_reprint(desks: Desks, connection: Connection, pressed: Pressed) -> str:
    return desks.queue.order_reprint(connection, pressed.ticket_id, by=pressed.by)


VERBS: Mapping[str, Button] = {
    "next": Button(_call_next, (Verb.CALL_NEXT,)),
    "recall": Button(_recall, (Verb.RECALL,)),
    "serve": Button(_serve, (Verb.SERVE,)),
    "finish": Button(_finish, (Verb.FINISH,)),
    "no-show": Button(_no_show, (Verb.NO_SHOW,)),
    "hold": Button(_hold, (Verb.HOLD,)),
    "transfer": Button(_transfer, (Verb.TRANSFER, Verb.RETURN_TO_QUEUE)),
    "call-back": Button(_call_back, (Verb.CALL_BACK,)),
    "call-number": Button(_call_found, (Verb.CALL_NUMBER, Verb.CALL_BACK)),
    "take-back": Button(_take_back, (Verb.TAKE_BACK,)),
    "undo": Button(_undo, (Verb.UNDO,)),
    "pause": Button(_pause),
    "resume": Button(_resume),
    "by-hand": Button(_by_hand, (Verb.BY_HAND,), Right.TICKET),
    "help": Button(_help_answered, right=Right.HELP),
    "priority": Button(_grant_priority, right=Right.TICKET),
    "reprint": Button(_order_reprint, (Verb.ORDER_REPRINT,), Right.TICKET),
}
