"""The verbs of 请人帮忙, each one work of ``hall.database``: a terminal calls, somebody says 我去."""

from __future__ import annotations

from typing import Protocol

from sqlalchemy import Connection

from kiosk.core.database import events
from kiosk.core.database.clock import Clock, stamp
from kiosk.features.help.hall import read_calls
from kiosk.features.help.rules import event_names
from kiosk.features.help.rules.calls import HelpCall, HelpGone
from kiosk.features.help.wire import HelpState

VERB = "help"  # as the hall database keeps it beside a key


class Keys(Protocol):
    """The idempotency keys of the hall's day: an order said twice is done once."""

    def answered(self, connection: Connection, owner: str, key: str, verb: str) -> tuple[bool, int | None]:
        """Whether this key was answered before. Raises the day's refusal when it was said with another verb."""

    def keep_key(self, connection: Connection, owner: str, key: str, verb: str, ticket_id: None, at: str) -> None:
        """It is answered from now on."""


class HelpDesk:
    """The calls for help of one hall. Use it only inside works."""

    def __init__(self, clock: Clock, keys: Keys) -> None:
        self._clock, self._keys = clock, keys

    def call_for_help(self, connection: Connection, terminal_id: int, terminal: str, screen: str, key: str) -> None:
        """请人帮忙: tells the clerks which terminal, and on which screen; nothing about the visitor."""
        owner = f"t{terminal_id}"
        known, _ = self._keys.answered(connection, owner, key, VERB)
        if known:
            return
        at = stamp(self._clock())
        self._keys.keep_key(connection, owner, key, VERB, None, at)
        events.append(
            connection, at, event_names.HELP_WANTED, terminal_id=terminal_id, terminal=terminal, screen=screen
        )

    def unanswered(self, connection: Connection) -> list[HelpCall]:
        """As the clerks see them: oldest first, those of the last two hours."""
        return read_calls.for_clerks(connection, self._clock())

    def overdue(self, connection: Connection) -> list[HelpCall]:
        """Those of them that nobody answered for a while, as the keeper sees them."""
        return read_calls.for_keepers(connection, self._clock())

    def gone(self, connection: Connection) -> list[HelpGone]:
        """Who went a moment ago."""
        return read_calls.gone(connection, self._clock())

    def state_of(self, connection: Connection, terminal_id: int) -> HelpState:
        """Whether somebody is coming to this terminal."""
        return read_calls.state_of(connection, terminal_id)

    def answer(self, connection: Connection, event_id: int, *, by: str) -> None:
        """我去, to every call of its terminal. Of a call that is answered or no longer shown it changes nothing."""
        now = self._clock()
        for call in read_calls.same_terminal(connection, now, event_id):
            events.append(connection, stamp(now), event_names.HELP_ANSWERED, call=call, by=by)
