"""What a clerk reads whose press was aimed at something that has moved on: what happened instead."""

from __future__ import annotations

from sqlalchemy import Connection

from kiosk.features.tickets.console import words
from kiosk.features.tickets.console.clerk_buttons import Pressed
from kiosk.features.tickets.hall.desk import TicketDesk
from kiosk.features.tickets.rules.refusals import NumberMoved, TicketRefused, UnknownTicket
from kiosk.features.tickets.rules.states import AT_A_WINDOW


def moved(connection: Connection, desk: TicketDesk, pressed: Pressed, refused: TicketRefused) -> str:
    """In words: where the number stands now, and what the window has in hand. Raises UnknownWindow."""
    if isinstance(refused, NumberMoved):
        return words.number_moved(*_stands(connection, desk, pressed.ticket_id, pressed.window_id))
    hand = desk.windows.now(connection, pressed.window_id).current
    aimed = _stands(connection, desk, pressed.seen, pressed.window_id)
    return words.hand_moved(*aimed, hand.number if hand else "", hand.state if hand else "")


def _stands(connection: Connection, desk: TicketDesk, ticket_id: int, window_id: int) -> tuple[str, str, str]:
    """The number, its state, and the other window that has it; empty where there is none."""
    try:
        row = desk.windows.stands(connection, ticket_id)
    except UnknownTicket:
        return "", "", ""
    other = row.window_id if row.service_state in AT_A_WINDOW and row.window_id != window_id else None
    window = desk.plan(connection).windows.get(other) if other else None
    return row.written, row.service_state, window.name if window else ""
