"""Sitting down at a window where somebody else may sit.

The taker is asked before, the other's page says who asks; afterwards it says who sits there now. Both pages hear of it
by the event log, as of everything else.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from fastapi import Request
from sqlalchemy import Connection

from kiosk.core.access.sessions import SeatTaken, Session, Sessions
from kiosk.core.database import events
from kiosk.core.database.clock import stamp
from kiosk.core.web.console_hall import ConsoleHall
from kiosk.features.tickets.hall.plan import Plan
from kiosk.features.tickets.rules import event_names


@dataclass(frozen=True, slots=True)
class Question:
    """The taker is asked: the window, and who sits there (``over``: their account)."""

    window_id: int
    window: str
    sitter: str
    over: int


@dataclass(frozen=True, slots=True)
class Seat:
    """What a page says of a seat: ``question`` to its taker; ``asked_by``, ``lost`` (window, who) to whose it is."""

    question: Question | None
    asked_by: str
    lost: tuple[str, str] | None


async def take(hall: ConsoleHall, session: Session, window_id: int, *, over: int | None) -> bool:
    """Sit down; False: somebody sits there who was not asked about, and whose page says so now."""
    had = hall.sessions.at_window(window_id)
    try:
        hall.sessions.sit_down(session, window_id, over=over)
    except SeatTaken:
        kind = event_names.SEAT_ASKED
    else:
        kind = event_names.SEAT_TAKEN
    if had not in (None, session):
        await hall.database.run(partial(_tell, hall=hall, kind=kind, window_id=window_id, by=session.account.id))
    return kind == event_names.SEAT_TAKEN


def _tell(connection: Connection, hall: ConsoleHall, kind: str, window_id: int, by: int) -> None:
    events.append(connection, stamp(hall.clock()), kind, window_id=window_id, by=f"#{by}")


def seen(sessions: Sessions, session: Session, request: Request, plan: Plan) -> Seat:
    lost = None
    if session.lost_to and session.lost_to[0] in plan.windows:
        lost = (plan.windows[session.lost_to[0]].name, session.lost_to[1])
    return Seat(_question(sessions, session, request, plan), sessions.asks_for_seat(session), lost)


def _question(sessions: Sessions, session: Session, request: Request, plan: Plan) -> Question | None:
    """``?take=2``; None as soon as nobody else sits there."""
    given = request.query_params.get("take", "")
    window = plan.windows.get(int(given)) if given.isascii() and given.isdigit() and len(given) < 18 else None
    sitter = sessions.at_window(window.id) if window else None
    if window is None or sitter is None or sitter.account.id == session.account.id:
        return None
    return Question(window.id, window.name, sitter.account.masked, sitter.account.id)
