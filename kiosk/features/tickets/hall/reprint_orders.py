"""Slips a clerk wants printed once more: which terminal shall print which number.

In memory: an order lives for two minutes, until the terminal has printed it, or until the service ends; the clerk just
asks again. Only a terminal prints, and only because a person asked: no slip comes out by itself (docs/protocols.md).
"""

from datetime import datetime, timedelta

LIVES = timedelta(minutes=2)


class ReprintOrders:
    """Used inside works only, so without a lock."""

    def __init__(self) -> None:
        self._until: dict[tuple[int, int], datetime] = {}  # (terminal, ticket)

    def put(self, terminal_id: int, ticket_id: int, now: datetime) -> None:
        self._until = {key: until for key, until in self._until.items() if until > now}
        self._until[terminal_id, ticket_id] = now + LIVES

    def of(self, terminal_id: int | None, now: datetime) -> tuple[int, ...]:
        """The tickets this terminal shall print, oldest order first."""
        return tuple(ticket for (owner, ticket), until in self._until.items() if owner == terminal_id and until > now)

    def done(self, terminal_id: int, ticket_id: int) -> None:
        self._until.pop((terminal_id, ticket_id), None)
