"""A morning that is under way, for demonstrations: numbers served, numbers waiting. Nobody in it exists."""

from sqlalchemy import Connection

from kiosk.features.tickets.hall.desk import TicketDesk

_A, _B, _C, _D = 1, 2, 3, 4  # services of the default plan
# What happens, in order: a service is taken, or "wN": window N calls.
_SERVED_IN_PAIRS = 5
_LATEST = (_A, "w1", _B, "w2", *(_C, "w3") * 4, *(_D, "w4") * 2, _A, _A, _A, _B, _B)


def begin_morning(connection: Connection, desk: TicketDesk) -> None:
    """Fill an empty business date: A011 B006 C004 D002 are at their windows, three wait for A and two for B."""
    steps = (*(_A, "w1", _A, "w1", _B, "w2") * _SERVED_IN_PAIRS, *_LATEST)
    for number, step in enumerate(steps):
        if isinstance(step, int):
            desk.take_ticket(connection, None, step, f"demo-morning-{number}")
        else:
            desk.windows.call_next(connection, int(step[1:]))
    for window_id in (1, 2, 3, 4):  # 到了: nobody is being called when the doors open for a demonstration
        current = desk.windows.now(connection, window_id).current
        if current is not None:
            desk.windows.serve(connection, window_id, current.ticket_id)
