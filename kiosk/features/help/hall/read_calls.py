"""Read the calls for help that nobody has answered yet, out of the event log."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection

from kiosk.core.database import events
from kiosk.core.database.clock import stamp
from kiosk.features.help.rules import event_names
from kiosk.features.help.rules.calls import ON_BOARDS, TO_CLERKS, HelpCall, Shown, room_on_boards
from kiosk.features.help.wire import HelpWanted


def for_boards(connection: Connection, now: datetime) -> tuple[HelpWanted, ...]:
    """Newest first."""
    return tuple(
        HelpWanted(call.event_id, call.terminal, room_on_boards(call.screen), call.at)
        for call in _unanswered(connection, now, ON_BOARDS)
    )


def for_clerks(connection: Connection, now: datetime) -> list[HelpCall]:
    """Oldest first."""
    return _unanswered(connection, now, TO_CLERKS)[::-1]


def _unanswered(connection: Connection, now: datetime, shown: Shown) -> list[HelpCall]:
    """Newest first."""
    most, since = shown.looked_back, stamp(now - shown.lasts)
    answered = {event.detail.get("call") for event in events.latest(connection, event_names.HELP_ANSWERED, most)}
    return [
        HelpCall(event.id, event.terminal_id, event.detail["terminal"], event.detail.get("screen", ""), event.at)
        for event in events.latest(connection, event_names.HELP_WANTED, most)
        if event.id not in answered and event.at >= since
    ]
