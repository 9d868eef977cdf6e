"""A change of the plan under a live queue: its keeper sees who is waiting and what becomes of them, then it is made."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import accumulate, pairwise

from sqlalchemy import Connection

from kiosk.core.web.frame import Fields
from kiosk.core.web.keeper_room import SURE, AskFirst
from kiosk.features.tickets.console import words
from kiosk.features.tickets.hall import fates
from kiosk.features.tickets.hall.desk import TicketDesk
from kiosk.features.tickets.hall.fates import Change


@contextmanager
def told_first(desk: TicketDesk, connection: Connection, fields: Fields) -> Iterator[None]:
    """The edit is made inside. Raises AskFirst, which takes its work back, until all that follows was seen.

    Who has come meanwhile is asked about again; who has been called in between is not.
    """
    before = fates.read(connection, desk.day, desk.windows.policy)
    yield
    desk.plan_changed()
    changes = fates.changes(before, fates.read(connection, desk.day, desk.windows.policy))
    if _pairs(changes) - _agreed(fields.text(SURE)):
        raise AskFirst(words.told_first(changes), _written(changes), {"changes": changes})


def _pairs(changes: Sequence[Change]) -> set[tuple[str, int]]:
    return {(change.what.value, ticket_id) for change in changes for ticket_id in change.tickets}


def _written(changes: Sequence[Change]) -> str:
    """``unserved.512.1.3-retired.530``: each ticket as its distance from the one before, since a form is short."""
    return "-".join(
        ".".join([change.what, *(str(now - before) for before, now in pairwise((0, *sorted(change.tickets))))])
        for change in changes
    )


def _agreed(sure: str) -> set[tuple[str, int]]:
    found: set[tuple[str, int]] = set()
    for part in sure.split("-"):
        what, *steps = part.split(".")
        if all(step.isascii() and step.isdigit() and len(step) < 18 for step in steps):
            found |= {(what, ticket_id) for ticket_id in accumulate(map(int, steps))}
    return found
