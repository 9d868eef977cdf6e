"""The board of the day: the five longest streaks of those who wished to stand there, each by a nickname off a list.

    board = enter(board, "teapot", 9, now)          # raises NotEntered
    offered(names, board, turn=0)                   # five that nobody has today; another turn, another five
    current(board, now, closes)                     # empty once the hall has closed since it began

No person, no minute: a nickname, a number, and the moment of the first entry, by which it ends. Equal streaks stand in
the order in which they came. A nickname is nobody's twice on one day, also when its row has fallen off the board.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time
from typing import Any

MOST_ROWS, MOST_OFFERED = 5, 5
LONGEST_NAME, MOST_STREAK = 32, 100_000


class NotEntered(Exception):
    """No place among the five, or the nickname is taken."""


@dataclass(frozen=True, slots=True)
class Placed:
    """``nickname``: its key in the list of words."""

    nickname: str
    streak: int


@dataclass(frozen=True, slots=True)
class Board:
    """``rows`` from the best on; ``used`` of today, those that fell off too; ``since``: the first entry, hall time."""

    rows: tuple[Placed, ...] = ()
    used: frozenset[str] = frozenset()
    since: datetime | None = None


def place_of(board: Board, streak: int) -> int | None:
    """Where it would stand, from 0; None: not among the five."""
    place = sum(row.streak >= streak for row in board.rows)
    return place if streak > 0 and place < MOST_ROWS else None


def enter(board: Board, nickname: str, streak: int, now: datetime) -> Board:
    """Raises NotEntered."""
    place = place_of(board, streak)
    if place is None:
        raise NotEntered("no place")
    if nickname in board.used:
        raise NotEntered("taken")
    rows = (*board.rows[:place], Placed(nickname, streak), *board.rows[place:])
    return Board(rows[:MOST_ROWS], board.used | {nickname}, board.since or now)


def offered(names: Sequence[str], board: Board, turn: int) -> tuple[str, ...]:
    """Some that are free, the same for the same turn; after the last of them it begins anew. Empty: all are taken."""
    free = [name for name in names if name not in board.used]
    if not free:
        return ()
    batches = -(-len(free) // MOST_OFFERED)
    begin = MOST_OFFERED * (turn % batches)
    return tuple(free[begin : begin + MOST_OFFERED])


def current(board: Board, now: datetime, closes: time | None) -> Board:
    """As it stands at `now`; empty when the day is over. ``closes``: when the hall closes for good today, None: not
    known, or shut all day; then midnight ends it. Nobody plays at two dates: a clock put to another date ends it too.
    """
    if board.since is None:
        return board
    begun, today = board.since, now.date()
    is_over = begun.date() != today or (closes is not None and begun.time() < closes <= now.time())
    return Board() if is_over else board


def board_json(board: Board) -> dict[str, Any]:
    return {
        "since": board.since.isoformat() if board.since else None,
        "rows": [[row.nickname, row.streak] for row in board.rows],
        "used": sorted(board.used),
    }


def board_of(given: object) -> Board:
    """What `board_json` gave; anything else is an empty board: it is no loss that anybody would mend."""
    match given:
        case {"since": str(since), "rows": list(rows), "used": list(used)}:
            try:
                began = datetime.fromisoformat(since)
            except ValueError:
                return Board()
        case _:
            return Board()
    board = Board(since=began)
    for row in rows[:MOST_ROWS]:
        match row:
            case [str(name), int(streak)] if name not in board.used and 0 < streak <= MOST_STREAK:
                board = enter(board, name[:LONGEST_NAME], streak, began)
            case _:
                return Board()
    return replace(board, used=board.used | {name for name in used if isinstance(name, str)})
