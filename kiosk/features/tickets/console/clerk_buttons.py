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
from kiosk.features.tickets.rules import hours, queue

HELP_SHOWN = timedelta(hours=2)
HELP_LOOKED_BACK = 30
REASON_LETTERS = 20
LANES = ("normal", "priority")


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


Verb = Callable[[TicketDesk, Connection, Pressed], str | None]


def press(desk: TicketDesk, connection: Connection, verb: str, pressed: Pressed) -> str | None:
    """Do what a button says; returns a number to tell the clerk, if there is one. Raises Misread, TicketRefused."""
    if verb not in VERBS:
        raise Misread(verb)
    if verb in NEEDS_SAME:
        current = desk.windows.now(connection, pressed.window_id).current
        if (current.ticket_id if current else 0) != pressed.seen:
            raise queue.WindowMoved(str(pressed.window_id))
    return VERBS[verb](desk, connection, pressed)


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


VERBS: Mapping[str, Verb] = {
    "next": _call_next,
    "recall": _recall,
    "serve": _serve,
    "finish": _finish,
    "no-show": _no_show,
    "hold": _hold,
    "transfer": _transfer,
    "call-back": _call_back,
    "pause": _pause,
    "resume": _resume,
    "by-hand": _by_hand,
    "help": _help_answered,
    "priority": _grant_priority,
    "reprint": _order_reprint,
}
NEEDS_SAME = frozenset({"recall", "serve", "finish", "no-show", "hold", "transfer", "call-back"})


def help_calls(connection: Connection, now: datetime) -> list[HelpCall]:
    """The calls for help nobody answered yet, oldest first; those of the last two hours."""
    answered = {event.detail.get("call") for event in events.latest(connection, events.HELP_ANSWERED, HELP_LOOKED_BACK)}
    since = stamp(now - HELP_SHOWN)
    return [
        HelpCall(event.id, event.terminal_id, event.detail["terminal"], event.detail.get("screen", ""), event.at)
        for event in reversed(events.latest(connection, events.HELP_WANTED, HELP_LOOKED_BACK))
        if event.id not in answered and event.at >= since
    ]
