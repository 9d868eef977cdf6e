"""What a window can do, as verbs: call, recall, serve, finish, hold, transfer, undo, pause.

Works of ``hall.database``, as in ``desk``. A number is claimed in one statement that asks its state again, so two
clerks never get the same one. A verb said twice by the same window changes nothing the second time; a verb for a
number that moved on is refused by name. 到了 (`serve`) starts the service; finished without it, the service
counts from the call.
"""

from collections.abc import Mapping
from enum import Enum
from functools import partial
from typing import Final

from sqlalchemy import Connection, update

from kiosk.core.database import events
from kiosk.features.tickets.hall import read_window
from kiosk.features.tickets.hall import window_statements as statements
from kiosk.features.tickets.hall.boards import said_calls
from kiosk.features.tickets.hall.day import Today
from kiosk.features.tickets.hall.plan import OPEN as OPEN_WINDOW
from kiosk.features.tickets.hall.plan import PAUSED, Window
from kiosk.features.tickets.hall.rows import StandingRow
from kiosk.features.tickets.hall.schema import windows
from kiosk.features.tickets.hall.undo import Moved, before
from kiosk.features.tickets.hall.window_steps import WindowSteps, of_today, refusal
from kiosk.features.tickets.rules import event_names, queue, refusals
from kiosk.features.tickets.rules.queue import NORMAL, PRIORITY, UNSAID, ticket_number
from kiosk.features.tickets.rules.states import STEPS, Verb, stage_of
from kiosk.features.tickets.wire import AtWindow, Called


class Whatever(Enum):
    """The caller does not say which number it saw."""

    ANY = 0


ANY: Final = Whatever.ANY

_NOTHING: Mapping[str, str | int | None] = {}


class WindowDesk(WindowSteps):
    """The windows of one hall; shares its day with the visitors' desk."""

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
        Raises UnknownWindow, WindowPaused, WindowMoved, KeyReused, DateUnsure.
        """
        window = self._open_window(connection, window_id)
        owner = f"w{window_id}"
        if key is not None:
            known, ticket_id = self._day.answered(connection, owner, key, "call")
            if known:
                return None if ticket_id is None else self._called(connection, window, ticket_id)
        today = self._day.begin(connection)
        if not today.goes_on:
            raise refusals.DateUnsure(window.name)
        current = self._current(connection, window_id)
        if finishing is not ANY and finishing != current:
            raise refusals.WindowMoved(window.name)
        moved = list[Moved]()
        if current is not None:
            moved += self._finish_all(connection, window_id, today.at, by)
        called = self._claim_next(connection, window, today, by, moved)
        self.last_steps.did(window_id, today.now, moved)
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
        row, step, most = self._standing(connection, ticket_id), STEPS[Verb.RECALL], self._day.hall.max_calls
        if row.service_state in step.from_service and row.window_id == window_id and row.calls >= most:
            raise refusals.RecallCap(str(most))
        was = before(connection, ticket_id)
        if statements.CHANGES[Verb.RECALL].run(connection, ticket_id=ticket_id, window=window_id).rowcount == 0:
            raise refusal(step, row, window_id)
        called = self._called(connection, window, ticket_id)
        told = self._tell(connection, today, step.event, called, by)
        self.last_steps.did(window_id, today.now, [Moved(was, told, step.event)])
        if key is not None:
            self._day.keep_key(connection, owner, key, "recall", ticket_id, today.at)
        return called

    def call_back(
        self,
        connection: Connection,
        window_id: int,
        ticket_id: int,
        *,
        by: str = "",
        key: str | None = None,
        searched: bool = False,
    ) -> Called:
        """叫回 a number that is held, was not there and is still kept, or is over, to this window.

        ``searched``: a clerk looked for it, so the hall's policy for who was not there does not decide.
        Raises WindowBusy, WindowPaused, KeptNoLonger, AlreadyWaiting, DayOver, WrongState, ServedElsewhere,
        UnknownTicket.
        """
        window, owner = self._open_window(connection, window_id), f"w{window_id}"
        if key is not None and self._day.answered(connection, owner, key, "call_back")[0]:
            return self._called(connection, window, ticket_id)
        today = self._day.begin(connection)
        row = self._standing(connection, ticket_id)
        called = self._call_one(connection, Verb.CALL_BACK, window, row, ticket_id, today, by, kept_only=not searched)
        if key is not None:
            self._day.keep_key(connection, owner, key, "call_back", ticket_id, today.at)
        return called

    def call_number(self, connection: Connection, window_id: int, ticket_id: int, *, by: str = "") -> Called:
        """A number that waits, out of its turn: whoever holds it stands at the window.

        Raises WindowBusy, WindowPaused, DayOver, WrongState, ServedElsewhere, UnknownTicket.
        """
        window, today = self._open_window(connection, window_id), self._day.begin(connection)
        row = self._standing(connection, ticket_id)
        return self._call_one(connection, Verb.CALL_NUMBER, window, row, ticket_id, today, by, kept_only=False)

    def take_back(self, connection: Connection, window_id: int, ticket_id: int, *, by: str = "") -> None:
        """取回 a number that is in no queue any more to its place: who came first is called first.

        Raises AlreadyWaiting, DayOver, WrongState, ServedElsewhere, UnknownTicket, UnknownWindow.
        """
        self._window(connection, window_id)
        today, step = self._day.begin(connection), STEPS[Verb.TAKE_BACK]
        row, was = self._standing(connection, ticket_id), before(connection, ticket_id)
        if not step.starts_from(row.print_state, row.service_state):
            raise refusal(step, row, window_id)
        of_today(row, today)
        self._alone(connection, row)
        statements.TAKE_BACK.run(connection, ticket_id=ticket_id)
        told = events.append(connection, today.at, step.event, ticket_id=ticket_id, window_id=window_id, by=by)
        self.last_steps.did(window_id, today.now, [Moved(was, told, step.event)])

    def undo(
        self, connection: Connection, window_id: int, aimed_at: int | None = None, *, by: str = ""
    ) -> tuple[int, ...]:
        """撤销 what this window did last; returns the numbers that stand as before. See ``LastSteps.undo``."""
        self._window(connection, window_id)
        step = self.last_steps.undo(connection, window_id, aimed_at, self._day.begin(connection), by)
        return tuple(one.before.id for one in step.moved)

    # -- the number in hand -------------------------------------------------------------------

    def serve(self, connection: Connection, window_id: int, ticket_id: int, *, by: str = "") -> None:
        """到了: the service begins."""
        self._step(connection, Verb.SERVE, window_id, ticket_id, by)

    def finish(self, connection: Connection, window_id: int, ticket_id: int, *, by: str = "") -> None:
        """办完, and call nobody yet; also after midnight, and while the window pauses."""
        self._step(connection, Verb.FINISH, window_id, ticket_id, by)

    def no_show(self, connection: Connection, window_id: int, ticket_id: int, *, by: str = "") -> None:
        """过号: nobody came. The hall's policy says how long the number is kept; unsaid, for ever."""
        unsaid = said_calls.waits_to_be_said(connection, ticket_id, self._day.clock())
        self._step(connection, Verb.NO_SHOW, window_id, ticket_id, by, {"reason": UNSAID if unsaid else None})

    def hold(self, connection: Connection, window_id: int, ticket_id: int, reason: str = "", *, by: str = "") -> None:
        """挂起: the visitor comes back today; any window may call the number back."""
        self._step(connection, Verb.HOLD, window_id, ticket_id, by, {"reason": reason})

    def return_to_queue(self, connection: Connection, window_id: int, ticket_id: int, *, by: str = "") -> None:
        """Back to its old place: who came first is called first."""
        self._step(connection, Verb.RETURN_TO_QUEUE, window_id, ticket_id, by)

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

        Raises UnknownService, NoWindow, UnknownWindow, AlreadyWaiting, DayOver, and as every step does.
        """
        plan = self._day.plan(connection)
        if to_window is not None and to_window not in plan.windows:
            raise refusals.UnknownWindow(str(to_window))
        row = self._of_today(connection, ticket_id)
        service_id = row.service_id if to_service is None else to_service
        if service_id != row.service_id and service_id not in plan.services:
            raise refusals.UnknownService(str(service_id))
        if to_window is None and not plan.windows_of(service_id):
            raise refusals.NoWindow(plan.service_name(service_id))
        if service_id != row.service_id and self._has_another(connection, row, service_id):
            raise refusals.AlreadyWaiting(plan.service_name(service_id))
        where = {"service": service_id, "to_window": to_window}
        self._change(connection, Verb.TRANSFER, window_id, ticket_id, by, where)

    # -- the window itself --------------------------------------------------------------------

    def pause(
        self, connection: Connection, window_id: int, reason: str, *, until: str | None = None, by: str = ""
    ) -> None:
        """暂停: calls nobody; what it has in hand may still be finished. ``until``: "10:40", as visitors read it."""
        self._window(connection, window_id)
        values = {"state": PAUSED, "pause_reason": reason, "paused_until": until}
        self._set_window(connection, window_id, values, event_names.WINDOW_PAUSED, reason, by)

    def resume(self, connection: Connection, window_id: int, *, by: str = "") -> None:
        self._window(connection, window_id)
        values = {"state": OPEN_WINDOW, "pause_reason": None, "paused_until": None}
        self._set_window(connection, window_id, values, event_names.WINDOW_RESUMED, None, by)

    def now(self, connection: Connection, window_id: int) -> AtWindow:
        """Everything the clerk at this window sees. Raises UnknownWindow."""
        return read_window.read(
            connection, self._day, self.policy, self.last_steps, self._window(connection, window_id)
        )

    def in_hand(self, connection: Connection, window_id: int) -> tuple[int, str]:
        """The number a window has (0: none) and how it stands (``stage_of``). Raises UnknownWindow."""
        row = statements.IN_HAND.first(connection, window=self._window(connection, window_id).id)
        return (0, "") if row is None else (row.id, stage_of(row.service_state, row.calls))

    def stands(self, connection: Connection, ticket_id: int) -> StandingRow:
        """Where a number stands. Raises UnknownTicket."""
        return self._standing(connection, ticket_id)

    # -- steps --------------------------------------------------------------------------------

    def _claim_next(
        self, connection: Connection, window: Window, today: Today, by: str, moved: list[Moved]
    ) -> Called | None:
        heads = dict(statements.HEADS.run(connection, window=window.id, day=today.day).fetchall())
        since = read_window.normal_since_priority(connection, window.id, today.day) if len(heads) == 2 else 0
        ratio = self._day.hall.normal_per_priority
        lane = queue.next_lane(NORMAL in heads, PRIORITY in heads, since, ratio)
        if lane is None:
            return None
        was = before(connection, heads[lane])
        claimed = statements.CLAIM.run(connection, ticket_id=heads[lane], window=window.id, at=today.at).fetchall()
        ticket_id, series, number, service_id, _ = claimed[0]
        service = self._day.service_name(connection, service_id)
        called = Called(ticket_id, ticket_number(series, number), service, window.id, window.name, today.at)
        event = STEPS[Verb.CALL_NEXT].event
        moved.append(Moved(was, self._tell(connection, today, event, called, by), event))
        return called

    def _call_one(
        self,
        connection: Connection,
        verb: Verb,
        window: Window,
        row: StandingRow,
        ticket_id: int,
        today: Today,
        by: str,
        *,
        kept_only: bool,
    ) -> Called:
        step = STEPS[verb]
        if not step.starts_from(row.print_state, row.service_state):
            raise refusal(step, row, window.id)
        if step.of_today:
            of_today(row, today)
        if self._current(connection, window.id) is not None:
            raise refusals.WindowBusy(window.name)
        if kept_only and not read_window.is_kept(connection, self.policy, row, today):
            raise refusals.KeptNoLonger(row.written)
        self._alone(connection, row)
        was = before(connection, ticket_id)
        statements.CALLS[verb].run(connection, ticket_id=ticket_id, window=window.id, at=today.at)
        called = self._called(connection, window, ticket_id)
        told = self._tell(connection, today, step.event, called, by)
        self.last_steps.did(window.id, today.now, [Moved(was, told, step.event)])
        return called

    def _finish_all(self, connection: Connection, window_id: int, at: str, by: str) -> list[Moved]:
        event = STEPS[Verb.FINISH].event
        current = statements.CURRENT_AT_WINDOW.run(connection, window=window_id).fetchall()
        in_hand = [before(connection, one) for (one,) in current]
        statements.FINISH_AT_WINDOW.run(connection, window=window_id, at=at)
        told = partial(events.append, connection, at, event, window_id=window_id, by=by)
        return [Moved(was, told(ticket_id=was.id), event) for was in in_hand]

    def _step(
        self,
        connection: Connection,
        verb: Verb,
        window_id: int,
        ticket_id: int,
        by: str,
        values: Mapping[str, str | int | None] = _NOTHING,
    ) -> None:
        """One change of the number in hand, of an earlier date only where the table lets it."""
        if STEPS[verb].of_today:
            self._of_today(connection, ticket_id)
        self._change(connection, verb, window_id, ticket_id, by, values)

    def _change(
        self,
        connection: Connection,
        verb: Verb,
        window_id: int,
        ticket_id: int,
        by: str,
        values: Mapping[str, str | int | None] = _NOTHING,
    ) -> None:
        """The same whatever its date; said again it changes nothing, and what moved on is refused by name."""
        self._window(connection, window_id)
        today, step, change = self._day.begin(connection), STEPS[verb], statements.CHANGES[verb]
        was = before(connection, ticket_id)
        done = change.run(connection, ticket_id=ticket_id, window=window_id, at=today.at, **values).rowcount
        if not done:
            row = self._standing(connection, ticket_id)
            if row.service_state in step.again and row.window_id in (window_id, None):
                return
            raise refusal(step, row, window_id)
        told = events.append(
            connection,
            today.at,
            step.event,
            ticket_id=ticket_id,
            window_id=window_id,
            service_id=values.get("service"),
            to_window=values.get("to_window"),
            reason=values.get("reason"),
            by=by,
        )
        self.last_steps.did(window_id, today.now, [Moved(was, told, step.event)])

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
