"""撤销: what a window did last to a number never was, for some seconds.

    last.did(window_id, Step…)      # by every verb of a window, after it was done
    last.offer(connection, …)       # what can be undone now
    last.undo(connection, …)        # the numbers stand as before; each undone row of the log is named by a new one

Kept in memory: who restarts the hall within those seconds searches the number instead. A step may be undone while
nothing newer is in the log of its numbers; what was undone since does not count, so steps are undone one by one,
the newest first.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, select, update

from kiosk.core.database import events
from kiosk.core.database.hot import HotRow, HotStatement
from kiosk.core.database.schema import events as event_rows
from kiosk.features.tickets.hall.day import Today
from kiosk.features.tickets.hall.rows import BeforeRow
from kiosk.features.tickets.hall.schema import tickets
from kiosk.features.tickets.hall.statements import OPEN_OF_PERSON, fields_of, is_in
from kiosk.features.tickets.rules import event_names, refusals
from kiosk.features.tickets.rules.states import AT_A_WINDOW, OPEN, STEPS
from kiosk.features.tickets.wire import UndoOffer

UNDO_FOR = timedelta(seconds=10)

_t, _e = tickets.c, event_rows.c
_ID = _t.id == bindparam("ticket_id")
_PUT_BACK = (
    "service_state", "window_id", "called_at", "calls", "serving_at", "done_at", "kept_at", "kept_reason",
    "service_id", "for_window_id",
)  # fmt: skip
_BEFORE = HotRow(BeforeRow._make, fields_of(BeforeRow._fields).where(_ID))
_RESTORE = HotStatement(update(tickets).where(_ID).values({name: bindparam(f"was_{name}") for name in _PUT_BACK}))
_MOVES = sorted({step.event for step in STEPS.values() if step.moves})
_SINCE = HotStatement(
    select(_e.id, _e.kind, _e.detail)
    .where((_e.id > bindparam("after")) & (_e.ticket_id == bindparam("ticket_id")))
    .where(is_in(_e.kind, [*_MOVES, event_names.TICKET_UNDONE]))
)


@dataclass(frozen=True, slots=True)
class Moved:
    """One number that a verb moved: how it stood before, and the row that tells of it."""

    before: BeforeRow
    event_id: int
    kind: str


@dataclass(frozen=True, slots=True)
class LastStep:
    """What one press did, in the order in which it was done."""

    at: datetime
    moved: tuple[Moved, ...]

    @property
    def id(self) -> int:
        """What a press of 撤销 is aimed at."""
        return self.moved[-1].event_id


def before(connection: Connection, ticket_id: int) -> BeforeRow:
    """How a number stands now, to be put back later. Raises UnknownTicket."""
    row = _BEFORE.first(connection, ticket_id=ticket_id)
    if row is None:
        raise refusals.UnknownTicket(str(ticket_id))
    return row


class LastSteps:
    """The newest steps of each window. Used inside works only, so without a lock."""

    def __init__(self) -> None:
        self._steps: dict[int, list[LastStep]] = {}

    def did(self, window_id: int, now: datetime, moved: Sequence[Moved]) -> None:
        if not moved:
            return
        earlier = [step for step in self._steps.get(window_id, ()) if _is_fresh(step, now)]
        self._steps[window_id] = [*earlier, LastStep(now, tuple(moved))]

    def clear(self) -> None:
        self._steps.clear()

    def offer(self, connection: Connection, window_id: int, now: datetime) -> UndoOffer | None:
        """What 撤销 would undo now."""
        step = self._last(connection, window_id, now)
        if step is None:
            return None
        first, *others = step.moved
        return UndoOffer(step.id, first.kind, first.before.written, others[0].before.written if others else "")

    def undo(self, connection: Connection, window_id: int, aimed_at: int | None, today: Today, by: str) -> LastStep:
        """Undo the newest step of a window, which must be the one `aimed_at` (None: whatever it is).

        Raises NothingToUndo, AlreadyWaiting, DayOver.
        """
        step = self._last(connection, window_id, today.now)
        if step is None or aimed_at not in (None, step.id):
            raise refusals.NothingToUndo(str(window_id))
        for one in reversed(step.moved):
            _put_back(connection, one, window_id, today, by)
        rest = self._steps[window_id][:-1]
        if rest:  # who goes back step by step needs the time for each
            rest[-1] = replace(rest[-1], at=today.now)
        self._steps[window_id] = rest
        return step

    def _last(self, connection: Connection, window_id: int, now: datetime) -> LastStep | None:
        steps = self._steps.get(window_id)
        if not steps or not _is_fresh(steps[-1], now):
            return None
        return steps[-1] if all(_is_newest(connection, one) for one in steps[-1].moved) else None


def _is_fresh(step: LastStep, now: datetime) -> bool:
    """Not for ever after a clock was set back."""
    return timedelta() <= now - step.at < UNDO_FOR


def _is_newest(connection: Connection, one: Moved) -> bool:
    rows = _SINCE.run(connection, after=one.event_id, ticket_id=one.before.id).fetchall()
    undone = {json.loads(detail)["undoes"] for _, kind, detail in rows if kind == event_names.TICKET_UNDONE}
    return one.event_id not in undone and all(
        kind == event_names.TICKET_UNDONE or row in undone for row, kind, _ in rows
    )


def _put_back(connection: Connection, one: Moved, window_id: int, today: Today, by: str) -> None:
    was = one.before
    if was.service_state not in AT_A_WINDOW and was.business_date != today.day:
        raise refusals.DayOver(was.written)  # called just before midnight: it would wait for ever
    if was.service_state in OPEN and was.person is not None:
        held = OPEN_OF_PERSON.run(connection, person=was.person, service=was.service_id).fetchall()
        if any(other != (was.series, was.number) for other in held):
            raise refusals.AlreadyWaiting(was.written)  # the person took another number in these seconds
    _RESTORE.run(connection, ticket_id=was.id, **{f"was_{name}": getattr(was, name) for name in _PUT_BACK})
    at, event = today.at, one.event_id
    events.append(
        connection,
        at,
        event_names.TICKET_UNDONE,
        ticket_id=was.id,
        window_id=window_id,
        undoes=event,
        undid=one.kind,
        by=by,
    )
