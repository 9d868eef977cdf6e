"""What a window can do, as verbs: call, recall, serve, finish, hold, transfer, pause.

Works of ``hall.database``, as in ``desk``. A number is claimed in one statement that asks its state again, so two
clerks never get the same one. A verb said twice by the same window changes nothing the second time; a verb for a
number that moved on is refused by name. 到了 (`serve`) starts the service; finished without it, the service
counts from the call.
"""

from collections.abc import Mapping
from datetime import datetime
from enum import Enum
from typing import Final, NamedTuple

from sqlalchemy import Connection, update

from kiosk.core.database import events
from kiosk.core.database.hot import HotStatement
from kiosk.features.tickets.hall import read_window
from kiosk.features.tickets.hall import window_statements as statements
from kiosk.features.tickets.hall.day import HallDay, Today
from kiosk.features.tickets.hall.plan import OPEN, PAUSED, Window
from kiosk.features.tickets.hall.schema import windows
from kiosk.features.tickets.rules import queue
from kiosk.features.tickets.rules.queue import NORMAL, PRIORITY, NoShowPolicy, ticket_number
from kiosk.features.tickets.wire import AtWindow, Called


class Whatever(Enum):
    """The caller does not say which number it saw."""

    ANY = 0


ANY: Final = Whatever.ANY

_NOTHING: Mapping[str, str | int | None] = {}


class _Step(NamedTuple):
    """One change of a number in hand: the statement, the event it leaves, the state it ends in."""

    change: HotStatement
    kind: str
    becomes: str


_SERVE = _Step(statements.SERVE, events.TICKET_SERVING, "serving")
_FINISH = _Step(statements.FINISH, events.TICKET_DONE, "done")
_NO_SHOW = _Step(statements.NO_SHOW, events.TICKET_NO_SHOW, "no_show")
_HOLD = _Step(statements.HOLD, events.TICKET_HELD, "held")
_RETURN = _Step(statements.RETURN, events.TICKET_RETURNED, "waiting")
_TRANSFER = _Step(statements.TRANSFER, events.TICKET_TRANSFERRED, "waiting")

_State = tuple[int, str, int | None, str, int, int, str | None, str, int, bytes | None]  # row of statements.STATE


class WindowDesk:
    """The windows of one hall; shares its day with the visitors' desk."""

    def __init__(self, day: HallDay) -> None:
        self._day = day
        hall = day.hall
        self.policy = NoShowPolicy(hall.no_show_policy, hall.no_show_kept_calls, hall.no_show_kept_minutes)

    # -- calling ------------------------------------------------------------------------------

    def call_next(
        self,
        connection: Connection,
        window_id: int,
        *,
        by: str = "",
        key: str | None = None,
        finishing: int | Whatever | None = ANY,
    ) -> Called | None:
        """Finish what the window serves and claim the next number for it, in one step. None: nobody waits.

        ``finishing``: the number (ticket id or None) the clerk saw in hand. The same ``key``: the same answer.
        Raises UnknownWindow, WindowPaused, WindowMoved, KeyReused.
        """
        window = self._open_window(connection, window_id)
        owner = f"w{window_id}"
        if key is not None:
            known, ticket_id = self._day.answered(connection, owner, key, "call")
            if known:
                return None if ticket_id is None else self._called(connection, window, ticket_id)
        today = self._day.begin(connection)
        current = self._current(connection, window_id)
        if finishing is not ANY and finishing != current:
            raise queue.WindowMoved(window.name)
        if current is not None:
            self._finish_all(connection, window_id, today.at, by)
        called = self._claim_next(connection, window, today, by)
        if key is not None:
            self._day.keep_key(connection, owner, key, "call", called.ticket_id if called else None, today.at)
        return called

    def recall(
        self, connection: Connection, window_id: int, ticket_id: int, *, by: str = "", key: str | None = None
    ) -> Called:
        """重呼, at most ``max_calls`` calls in all. Raises RecallCap, WrongState, ServedElsewhere, UnknownTicket."""
        window, owner = self._open_window(connection, window_id), f"w{window_id}"
        if key is not None and self._day.answered(connection, owner, key, "recall")[0]:
            return self._called(connection, window, ticket_id)
        today = self._day.begin(connection)
        state = self._state(connection, ticket_id)
        if state[1] == "called" and state[2] == window_id and state[5] >= self._day.hall.max_calls:
            raise queue.RecallCap(str(self._day.hall.max_calls))
        if statements.RECALL.run(connection, ticket_id=ticket_id, window=window_id).rowcount == 0:
            raise _refusal(state, window_id)
        called = self._called(connection, window, ticket_id)
        self._tell(connection, today, events.TICKET_RECALLED, called, by)
        if key is not None:
            self._day.keep_key(connection, owner, key, "recall", ticket_id, today.at)
        return called

    def call_back(
        self, connection: Connection, window_id: int, ticket_id: int, *, by: str = "", key: str | None = None
    ) -> Called:
        """叫回 a number that is held, or was not there and is still kept, to this window.

        Raises WindowBusy, WindowPaused, KeptNoLonger, DayOver, WrongState, ServedElsewhere, UnknownTicket.
        """
        window, owner = self._open_window(connection, window_id), f"w{window_id}"
        if key is not None and self._day.answered(connection, owner, key, "call_back")[0]:
            return self._called(connection, window, ticket_id)
        today = self._day.begin(connection)
        state = self._state(connection, ticket_id)
        if state[1] not in ("held", "no_show"):
            raise _refusal(state, window_id)
        _of_today(state, today)
        if self._current(connection, window_id) is not None:
            raise queue.WindowBusy(window.name)
        if state[1] == "no_show" and not self.left(connection, state[4], state[6] or today.at, today):
            raise queue.KeptNoLonger(ticket_number(state[7], state[8]))
        statements.CALL_BACK.run(connection, ticket_id=ticket_id, window=window_id, at=today.at)
        called = self._called(connection, window, ticket_id)
        self._tell(connection, today, events.TICKET_CALLED_BACK, called, by)
        if key is not None:
            self._day.keep_key(connection, owner, key, "call_back", ticket_id, today.at)
        return called

    # -- the number in hand -------------------------------------------------------------------

    def serve(self, connection: Connection, window_id: int, ticket_id: int, *, by: str = "") -> None:
        """到了: the service begins."""
        self._step(connection, _SERVE, window_id, ticket_id, by)

    def finish(self, connection: Connection, window_id: int, ticket_id: int, *, by: str = "") -> None:
        """办完, and call nobody yet; also after midnight, and while the window pauses."""
        self._step(connection, _FINISH, window_id, ticket_id, by)

    def no_show(self, connection: Connection, window_id: int, ticket_id: int, *, by: str = "") -> None:
        """过号: nobody came. The hall's policy says how long the number is kept."""
        self._step(connection, _NO_SHOW, window_id, ticket_id, by)

    def hold(self, connection: Connection, window_id: int, ticket_id: int, reason: str = "", *, by: str = "") -> None:
        """挂起: the visitor comes back today; any window may call the number back."""
        self._of_today(connection, ticket_id)
        self._step(connection, _HOLD, window_id, ticket_id, by, {"reason": reason})

    def return_to_queue(self, connection: Connection, window_id: int, ticket_id: int, *, by: str = "") -> None:
        """Back to its old place: who came first is called first."""
        self._of_today(connection, ticket_id)
        self._step(connection, _RETURN, window_id, ticket_id, by)

    def transfer(
        self,
        connection: Connection,
        window_id: int,
        ticket_id: int,
        *,
        to_service: int | None = None,
        to_window: int | None = None,
        by: str = "",
    ) -> None:
        """转移 to another service, to one window, or both; it waits there by the time it was taken.

        Raises UnknownService, UnknownWindow, AlreadyWaiting, DayOver, and as every step does.
        """
        plan = self._day.plan(connection)
        if to_window is not None and to_window not in plan.windows:
            raise queue.UnknownWindow(str(to_window))
        state = self._of_today(connection, ticket_id)
        service_id = state[4] if to_service is None else to_service
        if service_id not in plan.services:
            raise queue.UnknownService(str(service_id))
        if service_id != state[4] and self._has_another(connection, state, service_id):
            raise queue.AlreadyWaiting(plan.services[service_id].name)
        where = {"service": service_id, "to_window": to_window}
        self._step(connection, _TRANSFER, window_id, ticket_id, by, where)

    # -- the window itself --------------------------------------------------------------------

    def pause(
        self, connection: Connection, window_id: int, reason: str, *, until: str | None = None, by: str = ""
    ) -> None:
        """暂停: calls nobody; what it has in hand may still be finished. ``until``: "10:40", as visitors read it."""
        self._window(connection, window_id)
        values = {"state": PAUSED, "pause_reason": reason, "paused_until": until}
        self._set_window(connection, window_id, values, events.WINDOW_PAUSED, reason, by)

    def resume(self, connection: Connection, window_id: int, *, by: str = "") -> None:
        self._window(connection, window_id)
        values = {"state": OPEN, "pause_reason": None, "paused_until": None}
        self._set_window(connection, window_id, values, events.WINDOW_RESUMED, None, by)

    def now(self, connection: Connection, window_id: int) -> AtWindow:
        """Everything the clerk at this window sees. Raises UnknownWindow."""
        return read_window.read(connection, self, self._day, self._window(connection, window_id))

    def left(self, connection: Connection, service_id: int, kept_at: str, today: Today) -> int:
        """Calls or minutes a number that was not there is still kept for; 0: no longer."""
        calls = statements.CALLS_SINCE.run(connection, day=today.day, service=service_id, since=kept_at).fetchone()[0]
        minutes = (today.now - datetime.fromisoformat(kept_at)).total_seconds() / 60
        return self.policy.left(calls, minutes)

    def normal_since_priority(self, connection: Connection, window_id: int, day: str) -> int:
        return int(statements.NORMAL_SINCE_PRIORITY.run(connection, window=window_id, day=day).fetchone()[0])

    # -- steps --------------------------------------------------------------------------------

    def _claim_next(self, connection: Connection, window: Window, today: Today, by: str) -> Called | None:
        heads = dict(statements.HEADS.run(connection, window=window.id, day=today.day).fetchall())
        since = self.normal_since_priority(connection, window.id, today.day) if len(heads) == 2 else 0
        ratio = self._day.hall.normal_per_priority
        lane = queue.next_lane(NORMAL in heads, PRIORITY in heads, since, ratio)
        if lane is None:
            return None
        claimed = statements.CLAIM.run(connection, ticket_id=heads[lane], window=window.id, at=today.at).fetchall()
        ticket_id, series, number, service_id, _ = claimed[0]
        service = self._day.service_name(connection, service_id)
        called = Called(ticket_id, ticket_number(series, number), service, window.id, window.name, today.at)
        self._tell(connection, today, events.TICKET_CALLED, called, by)
        return called

    def _finish_all(self, connection: Connection, window_id: int, at: str, by: str) -> None:
        for (done_id,) in statements.FINISH_AT_WINDOW.run(connection, window=window_id, at=at).fetchall():
            events.append(connection, at, events.TICKET_DONE, ticket_id=done_id, window_id=window_id, by=by)

    def _tell(self, connection: Connection, today: Today, kind: str, called: Called, by: str) -> None:
        events.append(
            connection,
            today.at,
            kind,
            ticket_id=called.ticket_id,
            window_id=called.window_id,
            number=called.number,
            window=called.window,
            service=called.service,
            by=by,
        )

    def _step(
        self,
        connection: Connection,
        step: _Step,
        window_id: int,
        ticket_id: int,
        by: str,
        values: Mapping[str, str | int | None] = _NOTHING,
    ) -> None:
        """One change of the number in hand; said again it changes nothing, and what moved on is refused by name."""
        self._window(connection, window_id)
        today = self._day.begin(connection)
        done = step.change.run(connection, ticket_id=ticket_id, window=window_id, at=today.at, **values).rowcount
        if not done:
            state = self._state(connection, ticket_id)
            if state[1] == step.becomes and state[2] in (window_id, None):
                return
            raise _refusal(state, window_id)
        events.append(
            connection,
            today.at,
            step.kind,
            ticket_id=ticket_id,
            window_id=window_id,
            service_id=values.get("service"),
            to_window=values.get("to_window"),
            reason=values.get("reason"),
            by=by,
        )

    def _called(self, connection: Connection, window: Window, ticket_id: int) -> Called:
        row = statements.CALLED.run(connection, ticket_id=ticket_id).fetchone()
        service = self._day.service_name(connection, row[2])
        return Called(ticket_id, ticket_number(row[0], row[1]), service, window.id, window.name, row[3] or "")

    def _current(self, connection: Connection, window_id: int) -> int | None:
        row = statements.CURRENT_AT_WINDOW.run(connection, window=window_id).fetchone()
        return None if row is None else row[0]

    def _state(self, connection: Connection, ticket_id: int) -> _State:
        row: _State | None = statements.STATE.run(connection, ticket_id=ticket_id).fetchone()
        if row is None:
            raise queue.UnknownTicket(str(ticket_id))
        return row

    def _of_today(self, connection: Connection, ticket_id: int) -> _State:
        state = self._state(connection, ticket_id)
        _of_today(state, self._day.begin(connection))
        return state

    def _has_another(self, connection: Connection, state: _State, service_id: int) -> bool:
        held = statements.OPEN_OF_PERSON.run(connection, person=state[9], service=service_id)
        return state[9] is not None and held.fetchone() is not None

    def _window(self, connection: Connection, window_id: int) -> Window:
        window = self._day.plan(connection).windows.get(window_id)
        if window is None:
            raise queue.UnknownWindow(str(window_id))
        return window

    def _open_window(self, connection: Connection, window_id: int) -> Window:
        window = self._window(connection, window_id)
        if not window.is_open:
            raise queue.WindowPaused(window.name)
        return window

    def _set_window(
        self,
        connection: Connection,
        window_id: int,
        values: dict[str, str | None],
        kind: str,
        reason: str | None,
        by: str,
    ) -> None:
        at = self._day.begin(connection).at
        connection.execute(update(windows).where(windows.c.id == window_id).values(**values))
        events.append(connection, at, kind, window_id=window_id, reason=reason, by=by)
        self._day.plan_changed()


def _of_today(state: _State, today: Today) -> None:
    if state[3] != today.day:
        raise queue.DayOver(ticket_number(state[7], state[8]))


def _refusal(state: _State, window_id: int) -> queue.TicketRefused:
    number = ticket_number(state[7], state[8])
    if state[1] in ("called", "serving") and state[2] != window_id:
        return queue.ServedElsewhere(number)
    return queue.WrongState(f"{number} is {state[1]}")
