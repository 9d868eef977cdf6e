"""Server-sent events: that something changed, never what.

A board's token lies on a wall, a pad's on a counter: who logged in, which page a visitor asked for help on and what a
clerk wrote must not be heard there. A listener is woken, asks for what it may know, and is answered by its own right.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable

from fastapi import Request
from fastapi.responses import StreamingResponse

from kiosk.core.database.events import Event, EventHub
from kiosk.core.web.requests import BadRequest

HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}

CHANGED, CALLED, OVER = "changed", "called", "over"


async def never() -> bool:
    """For a listener whose right cannot end while it listens."""
    return False


def event_stream(
    hub: EventHub, who: str, since: int | None, over: Callable[[], Awaitable[bool]] = never
) -> StreamingResponse:
    """What follows `since` (None: from now on) until the server stops, or `over` says that the right has ended.

    Args:
        who: whose token opens it; one token holds a few streams (`EventHub.listen`).
    """

    async def lines() -> AsyncIterator[bytes]:
        yield b"retry: 1000\n\n"
        async for event in hub.listen(who, since):
            if await over():
                yield f"event: {OVER}\ndata:\n\n".encode()
                return
            yield b": still here\n\n" if event is None else as_sse(event, hub.calls)

    return StreamingResponse(lines(), media_type="text/event-stream", headers=HEADERS)


def as_sse(event: Event, calls: frozenset[str]) -> bytes:
    """The event's id, which the listener sends back as Last-Event-ID, and of its content only whether it calls."""
    name = CALLED if event.kind in calls else CHANGED
    return f"id: {event.id}\nevent: {name}\ndata:\n\n".encode()


def since_of(request: Request) -> int | None:
    """Where a listener left off: ``Last-Event-ID``, or ``?since=``. Raises BadRequest."""
    given = request.headers.get("last-event-id") or request.query_params.get("since")
    if given is None:
        return None
    if not (given.isascii() and given.isdigit() and len(given) < 19):
        raise BadRequest("Last-Event-ID")
    return int(given)
