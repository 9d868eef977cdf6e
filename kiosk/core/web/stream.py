"""Server-sent events: that something changed, never what.

A board's token lies on a wall, a pad's on a counter: who logged in, which page a visitor asked for help on and what a
clerk wrote must not be heard there. A listener is woken, asks for what it may know, and is answered by its own right.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable

from fastapi import Request
from fastapi.responses import StreamingResponse

from kiosk.core.database.events import KEEP_ALIVE_SECONDS, Event, EventHub
from kiosk.core.web.requests import BadRequest

HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}

CHANGED, CALLED, CONTENT, OVER, HERE = "changed", "called", "content", "over", "here"

BEAT_SECONDS = 2.0
"""How often a page hears that the service is there: a frozen one holds its connections, and sends nothing."""

HERE_SSE = f"event: {HERE}\ndata:\n\n".encode()


async def never() -> bool:
    """For a listener whose right cannot end while it listens."""
    return False


def event_stream(
    hub: EventHub,
    who: str,
    since: int | None,
    over: Callable[[], Awaitable[bool]] = never,
    *,
    for_page: bool = False,
) -> StreamingResponse:
    """What follows `since` (None: from now on) until the server stops, or `over` says that the right has ended.

    Args:
        who: whose token opens it; one token holds a few streams (`EventHub.listen`).
        for_page: a script hears no comment, so silence is broken by events, and sooner.
    """
    quiet, quiet_seconds = (HERE_SSE, BEAT_SECONDS) if for_page else (b": still here\n\n", KEEP_ALIVE_SECONDS)

    async def lines() -> AsyncIterator[bytes]:
        yield b"retry: 1000\n\n"
        async for event in hub.listen(who, since, quiet_seconds):
            if await over():
                yield f"event: {OVER}\ndata:\n\n".encode()
                return
            yield quiet if event is None else as_sse(event, hub.calls, hub.content)

    return StreamingResponse(lines(), media_type="text/event-stream", headers=HEADERS)


def as_sse(event: Event, calls: frozenset[str], content: frozenset[str] = frozenset()) -> bytes:
    """The event's id, which the listener sends back as Last-Event-ID, and of what it says only whether it calls, and
    whether other content shall show.
    """
    name = CALLED if event.kind in calls else CONTENT if event.kind in content else CHANGED
    return f"id: {event.id}\nevent: {name}\ndata:\n\n".encode()


def since_of(request: Request) -> int | None:
    """Where a listener left off: ``Last-Event-ID``, or ``?since=``. Raises BadRequest."""
    given = request.headers.get("last-event-id") or request.query_params.get("since")
    if given is None:
        return None
    if not (given.isascii() and given.isdigit() and len(given) < 19):
        raise BadRequest("Last-Event-ID")
    return int(given)
