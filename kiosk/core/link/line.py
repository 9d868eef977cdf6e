"""A terminal's or a board's line to the hall service: one thread, a deadline for each question.

    line = Line(HallLink.load(path), Look("/api/services", services_of, on_services), on_state=…)
    line.start(); …; line.stop()
    line.ask("POST", "/api/help", ASK_SECONDS, {"screen": page}, key=key)      # on any worker thread; raises HallAway

The thread runs one event loop, so a slow request never holds up another. It keeps one small answer fresh, the look:
it asks for it at every movement of the event stream, and now and then without one. **The hall is there when it
answers the look**, whether or not a stream can be held: behind a proxy that swallows streams the look alone goes on,
every POLL_SECONDS. A question that got no answer in time makes it look at once. httpx is imported on that thread,
after the first frame.
"""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Awaitable, Callable, Coroutine
from concurrent.futures import Future
from concurrent.futures import TimeoutError as FutureTimeout
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from kiosk.core.link.answers import HallAway, HallRefused, content_of, reason_of, understood
from kiosk.core.link.enrolment import HallLink
from kiosk.core.link.event_stream import SILENCE_SECONDS, EventStream
from kiosk.core.link.http import ANSWER_BYTES, broken_tls_named, fetch, open_http, whole

if TYPE_CHECKING:
    import httpx

log = logging.getLogger(__name__)

ASK_SECONDS = 3.0  # a commit may stall 100 ms on a tired disk; a visitor does not wait longer than this
POLL_SECONDS = 2.0  # between two looks while there is no stream, or no answer
LOOK_AGAIN_SECONDS = 5.0  # with both: doors open and close without an event, and a frozen hall is silent
_PARTIAL = 206
GATHER_SECONDS = 0.05  # events of one commit arrive together; ask once for all of them


class UpToEvent(Protocol):
    """An answer that says which event is the newest it contains."""

    @property
    def event_id(self) -> int: ...


T = TypeVar("T")
N = TypeVar("N", bound=UpToEvent)


@dataclass(frozen=True)
class Look(Generic[N]):
    """What is kept fresh: GET ``path``, made into a value by ``content`` and handed to ``told``, on the line's thread.

    Told is every answer, also one that is like the last.
    """

    path: str
    content: Callable[[httpx.Response], N]
    told: Callable[[N], None]


async def gathered() -> None:
    """A moment, until the other events of the same commit have come."""
    await asyncio.sleep(GATHER_SECONDS)


class Line:
    """``ask`` blocks its caller, never longer than its deadline; call it on worker threads.

    Args:
        link: where the hall is and how to prove who we are.
        look: see ``Look``.
        on_state: told True or False whenever the hall comes or goes; on the line's thread, as are the others.
        on_missed: told why, whenever a look was due and its answer did not come.
        on_event: told the name of each event of the stream.
        gather: awaited between a movement and the look that follows it.
    """

    def __init__(
        self,
        link: HallLink,
        look: Look[Any],
        *,
        on_state: Callable[[bool], None] = lambda online: None,
        on_missed: Callable[[str], None] = lambda reason: None,
        on_event: Callable[[str], None] = lambda name: None,
        gather: Callable[[], Awaitable[None]] = gathered,
    ) -> None:
        self._link, self._look, self._gather = link, look, gather
        self._on_state, self._on_missed, self._on_event = on_state, on_missed, on_event
        self._thread: threading.Thread | None = None
        self._loop = asyncio.new_event_loop()
        self._online = False
        self._problem = ""
        self._http: Future[httpx.AsyncClient] = Future()
        self._stopping = asyncio.Event()
        self._moved = asyncio.Event()
        self._stream = EventStream(self._heard)
        self._beside: list[Callable[[], Coroutine[Any, Any, None]]] = []

    # -- life ---------------------------------------------------------------------------------

    def beside(self, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Run this on the line's loop too, as long as the line lives; before ``start``."""
        self._beside.append(work)

    def start(self) -> None:
        """Start the thread and return at once."""
        self._thread = threading.Thread(target=self._run, name="hall-line", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End the thread."""
        if self._thread is not None:
            self.soon(self._stopping.set)
            self._thread.join()
            self._thread = None

    @property
    def online(self) -> bool:
        """Whether the hall answered last; may be read on any thread."""
        return self._online

    @property
    def problem(self) -> str:
        """Why the hall is away, for staff; empty while it is there."""
        return self._problem

    @property
    def streaming(self) -> bool:
        """Whether the event stream is held now; for tests and for staff."""
        return self._stream.held

    def soon(self, call: Callable[[], None]) -> None:
        """Run this on the line's loop; from any thread, and it never waits."""
        with suppress(RuntimeError):  # the loop has ended: nothing is left to wake
            self._loop.call_soon_threadsafe(call)

    # -- questions ----------------------------------------------------------------------------

    def ask(
        self,
        verb: str,
        path: str,
        seconds: float,
        body: Any = None,
        *,
        key: str = "",
        again: bool = True,
        content: Callable[[httpx.Response], T] = content_of,
        most_bytes: int = ANSWER_BYTES,
    ) -> T:
        """Ask on the line's thread and wait for the answer, at most ``seconds``; otherwise as ``request``."""
        if self._thread is None:
            raise HallAway("the line to the hall is not running", sent=False)
        asked = self.request(verb, path, seconds, body, key=key, again=again, content=content, most_bytes=most_bytes)
        future = asyncio.run_coroutine_threadsafe(asked, self._loop)
        try:
            return future.result(seconds + 0.2)  # the loop itself may be busy importing
        except FutureTimeout:
            future.cancel()
            raise HallAway("no answer in time", sent=True) from None
        except HallAway as away:
            if away.sent:
                self.soon(self._doubt)
            raise

    async def request(
        self,
        verb: str,
        path: str,
        seconds: float,
        body: Any = None,
        *,
        key: str = "",
        again: bool = True,
        content: Callable[[httpx.Response], T] = content_of,
        most_bytes: int = ANSWER_BYTES,
    ) -> T:
        """One question, on the line's loop. Raises HallAway, also after ``seconds``, and HallRefused.

        ``key``: its idempotency key. ``again`` False: asked once, whatever becomes of the connection. ``content``:
        what is made of the answer; what cannot be made of it is HallAway.
        """
        try:
            async with asyncio.timeout(seconds):
                answer = await self._fetch(verb, path, body, key, again=again, most_bytes=most_bytes)
        except TimeoutError:
            raise HallAway("no answer in time", sent=True) from None
        return understood(content, answer)

    async def download(self, path: str, start: int, take: Callable[[int, bytes], Awaitable[None]]) -> None:
        """GET a long answer from its byte ``start``, on the line's loop; ``take`` hears where each piece stands.

        The first place is 0 where whoever answers keeps to no range. Raises HallAway: nothing came for
        SILENCE_SECONDS, or it broke off; HallRefused.
        """
        import httpx

        http = await asyncio.wrap_future(self._http)
        headers = {"Range": f"bytes={start}-"} if start else {}
        try:
            with broken_tls_named():
                async with http.stream("GET", path, headers=headers) as answer:
                    if not answer.is_success:
                        understood(content_of, await whole(answer))
                    at = start if answer.status_code == _PARTIAL else 0
                    async for piece in answer.aiter_raw():
                        await take(at, piece)
                        at += len(piece)
        except httpx.HTTPError as error:
            raise HallAway(reason_of(error), sent=True) from error

    async def _fetch(
        self, verb: str, path: str, body: Any, key: str, *, again: bool, most_bytes: int
    ) -> httpx.Response:
        import httpx

        http = await asyncio.wrap_future(self._http)
        headers = {"Idempotency-Key": key} if key else {}
        try:
            return await fetch(http, verb, path, body, headers=headers, most_bytes=most_bytes)
        except httpx.ConnectError as error:
            raise HallAway(reason_of(error), sent=False) from error
        except (httpx.RemoteProtocolError, httpx.ReadError, httpx.WriteError) as error:
            if again:  # an idle connection the hall had closed; every repeated verb is harmless by its key
                return await self._fetch(verb, path, body, key, again=False, most_bytes=most_bytes)
            raise HallAway(reason_of(error), sent=True) from error
        except httpx.HTTPError as error:
            raise HallAway(reason_of(error), sent=True) from error

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
        timeout = httpx.Timeout(SILENCE_SECONDS, connect=ASK_SECONDS)
        async with open_http(self._link.url, self._link.trust(), timeout, self._link.token) as http:
            self._http.set_result(http)
            works = (lambda: self._stream.follow(http), self._keep_looking, *self._beside)
            tasks = [asyncio.ensure_future(self._kept_up(work)) for work in works]
            await self._stopping.wait()
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _kept_up(self, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """A mistake of ours stands in the journal and costs a pause; a line that ended would stay away for ever."""
        while True:
            try:
                await work()
            except Exception as error:
                log.exception("the line to the hall made a mistake, and goes on")
                self._say(False, reason_of(error))
            await asyncio.sleep(POLL_SECONDS)

    def _heard(self, event: str) -> None:
        self._moved.set()
        if event:
            self._on_event(event)

    # -- the look and the hall's presence -----------------------------------------------------

    async def _keep_looking(self) -> None:
        self._moved.set()
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(LOOK_AGAIN_SECONDS if self.streaming and self._online else POLL_SECONDS):
                    await self._moved.wait()
            await self._gather()
            self._moved.clear()
            await self._look_once()

    async def _look_once(self) -> None:
        look = self._look
        try:
            now = await self.request("GET", look.path, ASK_SECONDS, content=look.content)
        except (HallAway, HallRefused) as error:
            self._say(False, reason_of(error))
            self._on_missed(reason_of(error))
        else:
            self._stream.resume_after(now.event_id)
            self._say(True, "")
            look.told(now)

    def _doubt(self) -> None:
        """A question got no answer: the hall is away until the look says otherwise."""
        self._say(False, "no answer in time")
        self._moved.set()

    def _say(self, online: bool, problem: str) -> None:
        self._problem = problem
        if online != self._online:
            self._online = online
            log.info("hall service %s%s", "there" if online else "away: ", problem)
            if online:
                self._stream.open_soon()
            self._on_state(online)
