"""The hall's event stream, kept open: it says that something moved, never what.

    stream = EventStream(moved)                          # moved(name) at each event; moved("") when it opens or breaks
    await stream.follow(http)                            # for ever

It is resumed by its last id and opened again after a pause that doubles. Held is a stream of which something came:
a proxy that keeps the body back passes the head on at once.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from contextlib import AsyncExitStack, aclosing, suppress
from typing import TYPE_CHECKING

from kiosk.core.link.answers import HallAway, HallRefused, content_of, reason_of, understood
from kiosk.core.link.http import broken_tls_named, lines_of, whole

if TYPE_CHECKING:
    import httpx

log = logging.getLogger(__name__)

OPENING_SECONDS = 3.0  # until its first line, which the hall sends at once
SILENCE_SECONDS = 20.0  # the hall sends a line at least every 15 s
# Nobody waits for the stream: what moved is asked for without it, and an answer of a hall that was away ends the
# pause. Behind a proxy that swallows streams each try costs one of the hall's few for this token, so they are rare.
RETRY_FIRST_SECONDS, RETRY_MOST_SECONDS = 0.25, 4.0
LONGEST_ID = 19  # digits of an event's number
_OK = 200


class EventStream:
    """Everything on one event loop. ``held``: whether the stream is open now and says something."""

    def __init__(self, moved: Callable[[str], None]) -> None:
        self._moved = moved
        self._last_id: int | None = None
        self._soon = asyncio.Event()
        self._problem = ""
        self.held = False

    def resume_after(self, event_id: int) -> None:
        """An answer contains everything up to this event: the first one, or of a hall restored, which counts anew."""
        if self._last_id is None or event_id < self._last_id:
            self._last_id = event_id

    def open_soon(self) -> None:
        """The hall is there again: no pause is waited out."""
        self._soon.set()

    async def follow(self, http: httpx.AsyncClient) -> None:
        import httpx

        wait = RETRY_FIRST_SECONDS
        while True:
            self._soon.clear()
            problem = "the hall service ended it"
            try:
                with broken_tls_named():
                    await self._listen(http)
            except (httpx.HTTPError, HallAway, HallRefused, TimeoutError) as error:
                problem = reason_of(error)
            wait = RETRY_FIRST_SECONDS if self.held else min(wait * 2, RETRY_MOST_SECONDS)
            self._broke(problem)
            with suppress(TimeoutError):
                async with asyncio.timeout(wait):
                    await self._soon.wait()
                    wait = RETRY_FIRST_SECONDS

    def _broke(self, problem: str) -> None:
        if self.held or problem != self._problem:  # behind a proxy it fails alike for years
            log.info("event stream: %s", problem)
        self.held, self._problem = False, problem
        self._moved("")  # is the hall away, or only its stream?

    async def _listen(self, http: httpx.AsyncClient) -> None:
        import httpx

        headers = {} if self._last_id is None else {"Last-Event-ID": str(self._last_id)}
        timeout = httpx.Timeout(OPENING_SECONDS, read=SILENCE_SECONDS)
        async with AsyncExitStack() as stack:
            async with asyncio.timeout(OPENING_SECONDS):
                opening = http.stream("GET", "/api/events", headers=headers, timeout=timeout)
                answer = await stack.enter_async_context(opening)
                if answer.status_code != _OK:
                    understood(content_of, await whole(answer))
                    raise HallAway(f"HTTP {answer.status_code} is no event stream", sent=False)
                lines = await stack.enter_async_context(aclosing(lines_of(answer)))
                if await anext(lines, None) is None:
                    raise HallAway("an event stream without a line", sent=False)
            self.held = True
            self._moved("")
            async for line in lines:
                self._read(line)

    def _read(self, line: str) -> None:
        name, _, value = line.partition(":")
        value = value.strip()
        if name == "id" and value.isascii() and value.isdigit() and len(value) < LONGEST_ID:
            self._last_id = int(value)
        elif name == "event":
            self._moved(value)
