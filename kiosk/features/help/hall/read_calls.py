"""Read the calls for help that nobody has answered yet, and who went, out of the event log."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection

from kiosk.core.database import events
from kiosk.core.database.clock import stamp
from kiosk.core.database.events import Event
from kiosk.features.help.rules import event_names
from kiosk.features.help.rules.calls import (
    GONE_SHOWN,
    ON_BOARDS,
    TO_CLERKS,
    UNANSWERED,
    HelpCall,
    HelpGone,
    Shown,
    room_on_boards,
)
from kiosk.features.help.wire import HelpState, HelpWanted


def for_boards(connection: Connection, now: datetime) -> tuple[HelpWanted, ...]:
    """Those that nobody answered for a while, newest first: whoever works in the hall reads the wall too."""
    return tuple(
        HelpWanted(call.event_id, call.terminal, room_on_boards(call.screen), call.at)
        for call in _one_a_terminal(_unanswered(connection, now, ON_BOARDS))
        if call.at <= stamp(now - UNANSWERED)
    )


def for_clerks(connection: Connection, now: datetime) -> list[HelpCall]:
    """Oldest first, one a terminal: who taps twice stands there once, since the first tap."""
    return _one_a_terminal(_unanswered(connection, now, TO_CLERKS))[::-1]


def for_keepers(connection: Connection, now: datetime) -> list[HelpCall]:
    """Those of the clerks that nobody answered for a while."""
    return [call for call in for_clerks(connection, now) if call.at <= stamp(now - UNANSWERED)]


def gone(connection: Connection, now: datetime) -> list[HelpGone]:
    """Who went a moment ago, newest first."""
    terminals = {call.id: call.detail["terminal"] for call in _wanted(connection, TO_CLERKS.looked_back)}
    found = {
        terminals[call]: HelpGone(terminals[call], one.detail.get("by", ""), one.at)
        for one in reversed(events.latest(connection, event_names.HELP_ANSWERED, TO_CLERKS.looked_back))
        if one.at >= stamp(now - GONE_SHOWN) and (call := one.detail.get("call", 0)) in terminals
    }
    return list(reversed(found.values()))


def same_terminal(connection: Connection, now: datetime, event_id: int) -> list[int]:
    """This call and the others of its terminal that nobody answered; none when it is answered or no longer shown."""
    calls = _unanswered(connection, now, TO_CLERKS)
    terminals = [call.terminal_id for call in calls if call.event_id == event_id]
    return [call.event_id for call in calls if call.terminal_id in terminals]


def state_of(connection: Connection, terminal_id: int) -> HelpState:
    """What a terminal tells the visitor who asked at it last."""
    mine = (call.id for call in _wanted(connection, TO_CLERKS.looked_back) if call.terminal_id == terminal_id)
    return HelpState(coming=next(mine, 0) in _answered(connection))


def _wanted(connection: Connection, most: int) -> list[Event]:
    return events.latest(connection, event_names.HELP_WANTED, most)


def _answered(connection: Connection) -> set[int]:
    told = events.latest(connection, event_names.HELP_ANSWERED, TO_CLERKS.looked_back)
    return {call for event in told if type(call := event.detail.get("call")) is int}


def _unanswered(connection: Connection, now: datetime, shown: Shown) -> list[HelpCall]:
    """Newest first."""
    since, answered = stamp(now - shown.lasts), _answered(connection)
    return [
        HelpCall(event.id, event.terminal_id, event.detail["terminal"], event.detail.get("screen", ""), event.at)
        for event in _wanted(connection, shown.looked_back)
        if event.id not in answered and event.at >= since
    ]


def _one_a_terminal(calls: list[HelpCall]) -> list[HelpCall]:
    """The first tap of each, newest first."""
    oldest = {call.terminal_id: call for call in calls}
    return [call for call in calls if oldest[call.terminal_id] is call]
