"""The event log: every change as an append-only row, and the stream that follows it.

A row is written in the transaction of the change it tells of, so nobody ever hears of what did not happen.
After a commit the hub reads the new rows once and hands them to every listener; what these are told: `core.web.stream`.
"""

import asyncio
import json
import math
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlalchemy import Connection, bindparam, func, insert, select

from kiosk.core.database.hot import HotStatement
from kiosk.core.database.owner import Database
from kiosk.core.database.schema import events

# What no single feature writes; the others are named beside who writes them (`event_names.py`).
DISK_FULL = "disk_full"
HALL_RESTORED = "hall_restored"
DEVICE_CHANGED = "device_changed"

NAMES = frozenset({DISK_FULL, HALL_RESTORED, DEVICE_CHANGED})

# A listener that cannot keep up is cut off; it comes back with its Last-Event-ID and misses nothing.
MAX_BEHIND = 1000

# One browser opens six connections at most; a board and a terminal hold one stream. 1,500 of one token were served.
MOST_STREAMS = 8

# An index by kind would cost every change a page; about a busy day of rows is scanned in a millisecond.
LOOKED_BACK = 4000

# Proxies drop silent connections after 30 s at the earliest.
KEEP_ALIVE_SECONDS = 15

_APPEND = HotStatement(
    insert(events).values(
        at=bindparam("at"),
        kind=bindparam("kind"),
        ticket_id=bindparam("ticket_id"),
        terminal_id=bindparam("terminal_id"),
        window_id=bindparam("window_id"),
        detail=bindparam("detail"),
    )
)
_COLUMNS = select(events.c.id, events.c.at, events.c.kind, events.c.ticket_id, events.c.terminal_id).add_columns(
    events.c.window_id, events.c.detail
)
_LATEST = HotStatement(
    _COLUMNS.where((events.c.kind == bindparam("kind")) & (events.c.id > bindparam("since")))
    .order_by(events.c.id.desc())
    .limit(bindparam("most"))
)
_AFTER = HotStatement(_COLUMNS.where(events.c.id > bindparam("after")).order_by(events.c.id).limit(bindparam("most")))
_NEWEST = HotStatement(select(func.coalesce(func.max(events.c.id), 0)))


@dataclass(frozen=True, slots=True)
class Event:
    """One row of the log. ``detail`` never holds anything personal."""

    id: int
    at: str
    kind: str
    ticket_id: int | None
    terminal_id: int | None
    window_id: int | None
    detail: dict[str, Any]


def append(
    connection: Connection,
    at: str,
    kind: str,
    *,
    ticket_id: int | None = None,
    terminal_id: int | None = None,
    window_id: int | None = None,
    **detail: str | int | None,
) -> int:
    """Write one event inside the current work, without the details that are None or empty; returns its id."""
    told = {name: value for name, value in detail.items() if value not in (None, "")}
    words = json.dumps(told, ensure_ascii=False) if told else None
    cursor = _APPEND.run(
        connection, at=at, kind=kind, ticket_id=ticket_id, terminal_id=terminal_id, window_id=window_id, detail=words
    )
    return int(cursor.lastrowid or 0)


def after(connection: Connection, event_id: int, most: int = MAX_BEHIND) -> list[Event]:
    """The events that follow ``event_id``, oldest first."""
    return _events(_AFTER.run(connection, after=event_id, most=most).fetchall())


def _events(rows: Sequence[tuple[Any, ...]]) -> list[Event]:
    return [
        Event(number, at, kind, ticket_id, terminal_id, window_id, json.loads(detail) if detail else {})
        for number, at, kind, ticket_id, terminal_id, window_id, detail in rows
    ]


def latest(connection: Connection, kind: str, most: int) -> list[Event]:
    """The newest events of one kind, newest first, as far as they lie within the last ``LOOKED_BACK`` rows."""
    since = newest_id(connection) - LOOKED_BACK
    return _events(_LATEST.run(connection, kind=kind, since=since, most=most).fetchall())


def newest_id(connection: Connection) -> int:
    return int(_NEWEST.run(connection).fetchone()[0])


class EventHub:
    """Wakes after commits, reads what is new once, and feeds every listener of this process.

    `on_too_many`: told whenever a token opened more than ``MOST_STREAMS``; `calls`: the kinds that boards fetch without
    the pause they make otherwise; `content`: those after which screens ask what they shall show.
    """

    def __init__(
        self,
        database: Database,
        on_too_many: Callable[[], None] = lambda: None,
        calls: frozenset[str] = frozenset(),
        content: frozenset[str] = frozenset(),
    ) -> None:
        self._database, self._on_too_many, self.calls, self.content = database, on_too_many, calls, content
        self.queue_moved_at = -math.inf  # by the monotonic clock: when a ticket did last
        self._listeners: dict[asyncio.Queue[Event | None], str] = {}  # whose each is; the oldest first
        self._seen = 0
        self._wake = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._closed = False

    async def start(self) -> None:
        """Begin to follow the log; call on the loop that serves the listeners."""
        loop = asyncio.get_running_loop()

        def wake() -> None:
            if self._listeners:
                with suppress(RuntimeError):  # the loop was closed while the owner finished its last commits
                    loop.call_soon_threadsafe(self._wake.set)

        self._database.on_commit(wake)
        self._task = asyncio.create_task(self._follow(), name="event-hub")

    async def stop(self) -> None:
        """End every stream, so that a stopping server need not wait for its listeners."""
        self._closed = True
        for listener in list(self._listeners):
            self._cut_off(listener)
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def listen(
        self, who: str, since: int | None, quiet_seconds: float = KEEP_ALIVE_SECONDS
    ) -> AsyncIterator[Event | None]:
        """Events after ``since`` (None: from now on), then live. None is sent after each `quiet_seconds` of silence.

        Of more than ``MOST_STREAMS`` of the same ``who`` the oldest ends: it may be one whose line is dead.
        """
        newest = await self._database.run(newest_id)
        if self._closed:
            return
        if not self._listeners:
            self._seen = newest  # nobody listened, so nobody read; what came since is read below
        queue: asyncio.Queue[Event | None] = asyncio.Queue(MAX_BEHIND)
        self._listeners[queue] = who
        self._end_oldest_of(who)
        last = newest if since is None else since
        try:
            while missed := await self._database.run(partial(after, event_id=last)):
                for event in missed:
                    yield event
                last = missed[-1].id
            async for news in self._live(queue, quiet_seconds):
                if news is None or news.id > last:
                    yield news
        finally:
            self._listeners.pop(queue, None)

    def _end_oldest_of(self, who: str) -> None:
        theirs = [queue for queue, whose in self._listeners.items() if whose == who]
        for queue in theirs[:-MOST_STREAMS]:
            self._on_too_many()
            self._cut_off(queue)

    async def _live(self, queue: "asyncio.Queue[Event | None]", quiet_seconds: float) -> AsyncIterator[Event | None]:
        while not self._closed:
            try:
                async with asyncio.timeout(quiet_seconds):
                    event = await queue.get()
            except TimeoutError:
                yield None
                continue
            if event is None:
                return
            yield event

    async def _follow(self) -> None:
        while True:
            await self._wake.wait()
            self._wake.clear()
            news = await self._database.run(partial(after, event_id=self._seen))
            if any(event.ticket_id is not None for event in news):
                self.queue_moved_at = time.monotonic()
            for event in news:
                self._seen = event.id
                for listener in list(self._listeners):
                    self._feed(listener, event)
            if len(news) == MAX_BEHIND:
                self._wake.set()

    def _feed(self, listener: "asyncio.Queue[Event | None]", event: Event) -> None:
        try:
            listener.put_nowait(event)
        except asyncio.QueueFull:
            self._cut_off(listener)

    def _cut_off(self, listener: "asyncio.Queue[Event | None]") -> None:
        self._listeners.pop(listener, None)
        while not listener.empty():
            listener.get_nowait()
        listener.put_nowait(None)
