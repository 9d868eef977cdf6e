"""What the hall tells its boards: windows, calls, who waits. Numbers and windows, never a name.

``to_json`` of ``views`` and ``board_from_json`` are each other's inverse. Times are ISO 8601 text in hall time.
"""

from dataclasses import dataclass
from typing import Any

from kiosk.core.link.shapes import Moment, read
from kiosk.features.help.wire import HelpWanted
from kiosk.features.tickets.wire import HallToday


@dataclass(frozen=True, slots=True)
class BoardWindow:
    """One window and what it has in hand. ``stage``: called, or serving since 到了 was pressed; empty: nothing."""

    id: int
    name: str
    state: str  # open or paused
    paused_until: str | None  # "10:40" when known
    service_ids: tuple[int, ...]
    services: tuple[str, ...]
    stage: str = ""
    ticket_id: int | None = None
    number: str = ""
    service: str = ""  # of the number in hand


@dataclass(frozen=True, slots=True)
class BoardCall:
    """One call that was made, a repeat too. ``event_id`` orders them; ``training`` is 演练."""

    event_id: int
    ticket_id: int
    number: str
    window_id: int
    window: str
    service: str
    at: Moment
    training: bool = False


@dataclass(frozen=True, slots=True)
class BoardWaiting:
    """How many wait for a service, both lanes together."""

    service_id: int
    service: str
    people: int


@dataclass(frozen=True, slots=True)
class BoardNow:
    """Everything a board shows, at one moment; ``event_id`` is the newest event it contains."""

    at: Moment
    hall: HallToday
    windows: tuple[BoardWindow, ...]
    waiting: tuple[BoardWaiting, ...]
    calls: tuple[BoardCall, ...]  # of today, newest first
    help: tuple[HelpWanted, ...]  # not answered yet, newest first
    event_id: int


def board_from_json(given: Any) -> BoardNow:
    """Raises WrongShape for missing or unfit fields."""
    return read(BoardNow, given)
