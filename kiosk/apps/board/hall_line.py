"""The board's line to the hall service: one thread that fetches the state whenever the hall's event stream moves.

    line = HallLine(HallLink.load(path), on_now=…, on_away=…)      # both are called on the line's thread
    line.start(); …; line.stop()

The stream says only that something happened; what a board shows comes from one small answer, so nothing depends on
having heard every event. The stream is resumed by its last id and opened again after a pause that doubles. Where it
cannot be held (a proxy that swallows streams) the state is asked for every POLL_SECONDS all the same. httpx is
imported on the thread, after the first frame.
"""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Callable
from contextlib import AsyncExitStack, suppress
from typing import TYPE_CHECKING

from kiosk.core.link.answers import HallAway, HallRefused, content_of, reason_of, understood
from kiosk.core.link.enrolment import HallLink
from kiosk.core.link.http import fetch, lines_of, open_http, whole
from kiosk.features.tickets.wire_board import BoardNow, board_from_json

if TYPE_CHECKING:
    import httpx

log = logging.getLogger("kiosk.board")

ASK_SECONDS = 3.0
SILENCE_SECONDS = 20.0  # the hall sends a line at least every 15 s
RETRY_FIRST_SECONDS, RETRY_MOST_SECONDS = 0.25, 4.0
POLL_SECONDS = 2.0  # while there is no stream, or no answer
LOOK_AGAIN_SECONDS = 5.0  # with both: doors open and close without an event, and a frozen hall is silent
CALM_SECONDS = 0.1  # between two answers that nobody was called by; a call is fetched at once
LONGEST_ID = 19  # digits of an event's number
REPORT_SECONDS = 30.0  # the hall calls a board silent that says nothing for three of these
CALLED = "called"  # of the two things a stream says; what was called is in the answer


class HallLine:
    """Args:
    on_now: told each answer, also one that is like the last.
    on_away: told why, whenever an answer was due and did not come.
    """

    def __init__(self, link: HallLink, *, on_now: Callable[[BoardNow], None], on_away: Callable[[str], None]) -> None:
        self._link, self._on_now, self._on_away = link, on_now, on_away
        self._loop = asyncio.new_event_loop()
        self._stopping = asyncio.Event()
        self._moved = asyncio.Event()
        self._called = asyncio.Event()
        self._voice: bool | None = None  # whether this board can be heard; None: not known yet
        self._voice_told = asyncio.Event()
        self._streams = self._answers = False
        self._last_id: int | None = None
        self._thread = threading.Thread(target=self._run, name="hall-line", daemon=True)

    def start(self) -> None:
        """Start the thread and return at once."""
        self._thread.start()

    def stop(self) -> None:
        """End the thread."""
        if self._thread.is_alive():
            with suppress(RuntimeError):  # the loop has ended by itself
                self._loop.call_soon_threadsafe(self._stopping.set)
            self._thread.join()

    def tell_voice(self, well: bool) -> None:
        """Whether this board can be heard: the clerks' page shows it. Any thread."""
        self._voice = well
        with suppress(RuntimeError):  # the loop has ended
            self._loop.call_soon_threadsafe(self._voice_told.set)

    @property
    def streaming(self) -> bool:
        """Whether the event stream is open now; for tests and for staff."""
        return self._streams

    # -- the thread ---------------------------------------------------------------------------

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        try:
            self._loop.run_until_complete(self._live())
        finally:
            self._loop.run_until_complete(self._loop.shutdown_asyncgens())
            self._loop.close()

    async def _live(self) -> None:
        import httpx

        logging.getLogger("httpx").setLevel(logging.WARNING)  # it tells every request otherwise
        link = self._link
        async with open_http(link.url, link.trust(), httpx.Timeout(ASK_SECONDS), link.token) as http:
            tasks = [
                asyncio.ensure_future(work) for work in (self._follow(http), self._refresh(http), self._report(http))
            ]
            stopping = asyncio.ensure_future(self._stopping.wait())
            ended, _ = await asyncio.wait((stopping, *tasks), return_when=asyncio.FIRST_COMPLETED)
            for task in (stopping, *tasks):
                task.cancel()
            await asyncio.gather(stopping, *tasks, return_exceptions=True)
            for task in ended:
                task.result()  # a mistake of ours must not look like a hall that is away

    # -- the stream ---------------------------------------------------------------------------

    async def _follow(self, http: httpx.AsyncClient) -> None:
        import httpx

        wait = RETRY_FIRST_SECONDS
        while True:
            try:
                await self._stream(http)
            except (httpx.HTTPError, HallAway, HallRefused, TimeoutError) as error:
                log.info("event stream: %s", reason_of(error))
            wait = RETRY_FIRST_SECONDS if self._streams else min(wait * 2, RETRY_MOST_SECONDS)
            self._streams = False
            self._moved.set()  # is the hall away, or only its stream?
            await asyncio.sleep(wait)

    async def _stream(self, http: httpx.AsyncClient) -> None:
        import httpx

        headers = {} if self._last_id is None else {"Last-Event-ID": str(self._last_id)}
        timeout = httpx.Timeout(ASK_SECONDS, read=SILENCE_SECONDS)
        async with AsyncExitStack() as stack:
            async with asyncio.timeout(ASK_SECONDS):
                opening = http.stream("GET", "/api/events", headers=headers, timeout=timeout)
                answer = await stack.enter_async_context(opening)
                if answer.status_code != httpx.codes.OK:
                    understood(content_of, await whole(answer))
                    raise HallAway(f"HTTP {answer.status_code} is no event stream", sent=False)
            self._streams = True
            self._moved.set()
            async for line in lines_of(answer):
                self._read(line)

    def _read(self, line: str) -> None:
        name, _, value = line.partition(":")
        value = value.strip()
        if name == "id" and value.isascii() and value.isdigit() and len(value) < LONGEST_ID:
            self._last_id = int(value)
        elif name == "event":
            self._moved.set()
            if value == CALLED:
                self._called.set()

    # -- the state ----------------------------------------------------------------------------

    async def _refresh(self, http: httpx.AsyncClient) -> None:
        """Ask at every movement, and now and then without one."""
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(LOOK_AGAIN_SECONDS if self._streams and self._answers else POLL_SECONDS):
                    await self._moved.wait()
            self._moved.clear()
            self._called.clear()
            await self._ask(http)
            with suppress(TimeoutError):
                async with asyncio.timeout(CALM_SECONDS):
                    await self._called.wait()

    async def _ask(self, http: httpx.AsyncClient) -> None:
        import httpx

        self._answers = False
        try:
            async with asyncio.timeout(ASK_SECONDS):
                now = understood(_board, await _get(http, "/api/board"))
        except (httpx.HTTPError, HallAway, HallRefused, TimeoutError) as error:
            self._on_away(reason_of(error))
        else:
            self._answers = True
            if self._last_id is None or now.event_id < self._last_id:
                self._last_id = now.event_id  # the first answer, or a hall that was restored and counts anew
            self._on_now(now)

    async def _report(self, http: httpx.AsyncClient) -> None:
        """Say whether this board is heard, at each change and now and then, so that a dead board is missed."""
        import httpx

        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(REPORT_SECONDS):
                    await self._voice_told.wait()
            self._voice_told.clear()
            if self._voice is not None:
                with suppress(httpx.HTTPError, HallAway, TimeoutError):  # said again in half a minute
                    async with asyncio.timeout(ASK_SECONDS):
                        await fetch(http, "POST", "/api/devices", {"voice": self._voice})


async def _get(http: httpx.AsyncClient, path: str) -> httpx.Response:
    """Asked twice where an idle connection turns out to be one that the hall has closed."""
    import httpx

    try:
        return await fetch(http, "GET", path)
    except (httpx.RemoteProtocolError, httpx.ReadError, httpx.WriteError):
        return await fetch(http, "GET", path)


def _board(answer: httpx.Response) -> BoardNow:
    return board_from_json(content_of(answer))
