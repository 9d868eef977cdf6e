"""What the hall tells its boards: windows, calls, who waits. Numbers and windows, never a name.

``to_json`` of ``views`` and ``board_from_json`` are each other's inverse. Times are ISO 8601 text in hall time.
"""

from dataclasses import dataclass
from typing import Any

from kiosk.tickets.views import HallToday, hall_from_json


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
    at: str
    training: bool = False


@dataclass(frozen=True, slots=True)
class BoardWaiting:
    """How many wait for a service, both lanes together."""

    service_id: int
    service: str
    people: int


@dataclass(frozen=True, slots=True)
class HelpWanted:
    """Somebody at a terminal asked for help: which terminal, in which of its rooms (``screen``), and nothing else."""

    event_id: int
    terminal: str
    screen: str
    at: str


@dataclass(frozen=True, slots=True)
class BoardNow:
    """Everything a board shows, at one moment; ``event_id`` is the newest event it contains."""

    at: str
    hall: HallToday
    windows: tuple[BoardWindow, ...]
    waiting: tuple[BoardWaiting, ...]
    calls: tuple[BoardCall, ...]  # of today, newest first
    help: tuple[HelpWanted, ...]  # not answered yet, newest first
    event_id: int


def board_from_json(given: dict[str, Any]) -> BoardNow:
    """Raises TypeError, KeyError for missing or unknown fields (the two sides run different versions)."""
    lists = {"service_ids": tuple, "services": tuple}
    windows = [{**row, **{name: kind(row[name]) for name, kind in lists.items()}} for row in given["windows"]]
    return BoardNow(
        at=given["at"],
        hall=hall_from_json(given["hall"]),
        windows=tuple(BoardWindow(**row) for row in windows),
        waiting=tuple(BoardWaiting(**row) for row in given["waiting"]),
        calls=tuple(BoardCall(**row) for row in given["calls"]),
        help=tuple(HelpWanted(**row) for row in given["help"]),
        event_id=given["event_id"],
    )
