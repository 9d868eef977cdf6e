"""What a clerk's page does: its buttons as verbs of the queue's desks, and the calls for help of the terminals.

Every button carries the number the page showed in hand. A press that comes twice, or from a page that lags behind,
finds that the window moved on and changes nothing (`WindowMoved`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection

from kiosk.core.database import events
from kiosk.core.database.clock import stamp
from kiosk.features.tickets.hall.desk import TicketDesk
from kiosk.features.tickets.rules import hours, refusals
from kiosk.features.tickets.rules.queue import LANES
from kiosk.features.tickets.rules.states import STEPS, Verb, Where

HELP_SHOWN = timedelta(hours=2)
HELP_LOOKED_BACK = 30
REASON_LETTERS = 20


class Misread(Exception):
    """The form of a button does not hold what the button needs."""


@dataclass(frozen=True, slots=True)
class Pressed:
    """One press: by whom, at which window, with which number in hand as the page showed it (0: none)."""

    window_id: int
    by: str
    seen: int
    ticket_id: int
    reason: str
    until: str
    to: str  # "s3": service 3; "w2": window 2; "back": its old place
    number: int  # a service, a terminal or a call for help
    lane: str
    key: str


@dataclass(frozen=True, slots=True)
class HelpCall:
    """A terminal whose visitor asked for somebody."""

    event_id: int
    terminal_id: int | None
    terminal: str
    screen: str
    at: str


@dataclass(frozen=True, slots=True)
class Button:
    """What a press does; ``verbs``: those of a ticket's life among it."""

    act: Callable[[TicketDesk, Connection, Pressed], str | None]
    verbs: tuple[Verb, ...] = ()

    @property
    def needs_same(self) -> bool:
        """Whether the number in hand must be the one the page showed; a call of the next asks that itself."""
        places = {STEPS[verb].where for verb in self.verbs if verb != Verb.CALL_NEXT}
        return bool(places & {Where.IN_HAND, Where.EMPTY_HAND})


def press(desk: TicketDesk, connection: Connection, verb: str, pressed: Pressed) -> str | None:
    """Do what a button says; returns a number to tell the clerk, if there is one. Raises Misread, TicketRefused."""
    button = VERBS.get(verb)
    if button is None:
        raise Misread(verb)
    if button.needs_same:
        current = desk.windows.now(connection, pressed.window_id).current
        if (current.ticket_id if current else 0) != pressed.seen:
            raise refusals.WindowMoved(str(pressed.window_id))
    return button.act(desk, connection, pressed)


def fit(service_state: str | None) -> frozenset[str]:
    """The buttons that do something with a number in hand in this state (None: no number)."""
    return frozenset(
        name
        for name, button in VERBS.items()
        for step in (STEPS[verb] for verb in button.verbs)
        if step.where == Where.IN_HAND and service_state in step.from_service
    )


def _call_next(desk: TicketDesk, connection: Connection, pressed: Pressed) -> None:
    desk.windows.call_next(connection, pressed.window_id, by=pressed.by, finishing=pressed.seen or None)


def _recall(desk: TicketDesk, connection: Connection, pressed: Pressed) -> None:
    desk.windows.recall(connection, pressed.window_id, pressed.seen, by=pressed.by)


def _serve(desk: TicketDesk, connection: Connection, pressed: Pressed) -> None:
    desk.windows.serve(connection, pressed.window_id, pressed.seen, by=pressed.by)


def _finish(desk: TicketDesk, connection: Connection, pressed: Pressed) -> None:
    desk.windows.finish(connection, pressed.window_id, pressed.seen, by=pressed.by)


def _no_show(desk: TicketDesk, connection: Connection, pressed: Pressed) -> None:
    desk.windows.no_show(connection, pressed.window_id, pressed.seen, by=pressed.by)


def _hold(desk: TicketDesk, connection: Connection, pressed: Pressed) -> None:
    desk.windows.hold(connection, pressed.window_id, pressed.seen, pressed.reason, by=pressed.by)


def _transfer(desk: TicketDesk, connection: Connection, pressed: Pressed) -> None:
    kind, number = pressed.to[:1], pressed.to[1:]
    if pressed.to == "back":
        desk.windows.return_to_queue(connection, pressed.window_id, pressed.seen, by=pressed.by)
        return
    if kind not in ("s", "w") or not (number.isascii() and number.isdigit()):
        raise Misread("to")
    where = {"to_service" if kind == "s" else "to_window": int(number)}
    desk.windows.transfer(connection, pressed.window_id, pressed.seen, by=pressed.by, **where)


def _call_back(desk: TicketDesk, connection: Connection, pressed: Pressed) -> None:
    desk.windows.call_back(connection, pressed.window_id, pressed.ticket_id, by=pressed.by)


def _pause(desk: TicketDesk, connection: Connection, pressed: Pressed) -> None:
    if pressed.until:
        try:
            hours.minutes_of(pressed.until)
        except ValueError as error:
            raise Misread("until") from error
    desk.windows.pause(
        connection, pressed.window_id, pressed.reason, until=pressed.until.removeprefix("0") or None, by=pressed.by
    )


def _resume(desk: TicketDesk, connection: Connection, pressed: Pressed) -> None:
    desk.windows.resume(connection, pressed.window_id, by=pressed.by)


def _by_hand(desk: TicketDesk, connection: Connection, pressed: Pressed) -> str:
    if pressed.lane not in LANES:
        raise Misread("lane")
    ticket = desk.issue_by_hand(connection, pressed.number, pressed.key, by=pressed.by, lane=pressed.lane)
    return ticket.number


def _help_answered(desk: TicketDesk, connection: Connection, pressed: Pressed) -> None:
    answered = {call.event_id for call in help_calls(connection, desk.day.today(connection).now)}
    if pressed.number in answered:
        at = desk.day.today(connection).at
        events.append(connection, at, events.HELP_ANSWERED, call=pressed.number, by=pressed.by)


def _grant_priority(desk: TicketDesk, connection: Connection, pressed: Pressed) -> None:
    desk.grant_priority(connection, pressed.number, by=pressed.by)


def _order_reprint(desk: TicketDesk, connection: Connection, pressed: Pressed) -> str:
    return desk.order_reprint(connection, pressed.ticket_id, by=pressed.by)


VERBS: Mapping[str, Button] = {
    "next": Button(_call_next, (Verb.CALL_NEXT,)),
    "recall": Button(_recall, (Verb.RECALL,)),
    "serve": Button(_serve, (Verb.SERVE,)),
    "finish": Button(_finish, (Verb.FINISH,)),
    "no-show": Button(_no_show, (Verb.NO_SHOW,)),
    "hold": Button(_hold, (Verb.HOLD,)),
    "transfer": Button(_transfer, (Verb.TRANSFER, Verb.RETURN_TO_QUEUE)),
    "call-back": Button(_call_back, (Verb.CALL_BACK,)),
    "pause": Button(_pause),
    "resume": Button(_resume),
    "by-hand": Button(_by_hand, (Verb.BY_HAND,)),
    "help": Button(_help_answered),
    "priority": Button(_grant_priority),
    "reprint": Button(_order_reprint, (Verb.ORDER_REPRINT,)),
}


def help_calls(connection: Connection, now: datetime) -> list[HelpCall]:
    """The calls for help nobody answered yet, oldest first; those of the last two hours."""
    answered = {event.detail.get("call") for event in events.latest(connection, events.HELP_ANSWERED, HELP_LOOKED_BACK)}
    since = stamp(now - HELP_SHOWN)
    return [
        HelpCall(event.id, event.terminal_id, event.detail["terminal"], event.detail.get("screen", ""), event.at)
        for event in reversed(events.latest(connection, events.HELP_WANTED, HELP_LOOKED_BACK))
        if event.id not in answered and event.at >= since
    ]
