"""The terminal's line to the hall service: one thread, typed verbs, a deadline for each.

    client = HallClient(HallLink.load(path), outbox=outbox, on_state=…, on_services=…)
    client.start()
    ticket = client.take_ticket(service_id, key)      # from any worker thread; raises HallAway, TicketRefused

The thread runs one event loop, so a slow request never holds up another, and follows the hall's event stream:
the stream says whether the hall is there, and when the queue moved. httpx is imported on that thread, after the
first frame. What is asked about records is in `hall_records`.
"""

import asyncio
import logging
import threading
from collections.abc import Awaitable, Callable, Coroutine
from concurrent.futures import Future
from concurrent.futures import TimeoutError as FutureTimeout
from contextlib import AsyncExitStack, suppress
from typing import TYPE_CHECKING, Any, TypeVar

from kiosk.core.link.answers import HallAway, HallRefused, content_of, reason_of, ticket_content_of, understood
from kiosk.core.link.enrolment import HallLink
from kiosk.core.link.http import ANSWER_BYTES, fetch, lines_of, open_http, whole
from kiosk.core.link.outbox import Outbox
from kiosk.features.tickets.rules.card_age import CardProof
from kiosk.features.tickets.rules.queue import PRIORITY
from kiosk.features.tickets.wire import (
    HallToday,
    ServicesNow,
    Ticket,
    hall_from_json,
    services_from_json,
    ticket_from_json,
)

if TYPE_CHECKING:
    import httpx

__all__ = ["HallAway", "HallClient", "HallRefused"]

T = TypeVar("T")
log = logging.getLogger(__name__)

TAKE_SECONDS = 3.0  # a commit may stall 100 ms on a tired disk; a visitor does not wait longer than this
ASK_SECONDS = 3.0
REPORT_SECONDS = 10.0
SILENCE_SECONDS = 20.0  # the hall sends a line at least every 15 s
RETRY_FIRST_SECONDS, RETRY_MOST_SECONDS = 0.25, 2.0
TOKEN_REFUSED = "TokenRefused"
GATHER_SECONDS = 0.05  # events of one commit arrive together; ask once for all of them


class HallClient:
    """Every method blocks its caller, never longer than its deadline; call them on worker threads.

    Args:
        link: where the hall is and how to prove who we are.
        outbox: reports to deliver whenever the hall is there.
        on_state: told True or False whenever the hall comes or goes; on the client's thread.
        on_services: told the newest state of the queue whenever it moved; on the client's thread.
    """

    def __init__(
        self,
        link: HallLink,
        *,
        outbox: Outbox | None = None,
        on_state: Callable[[bool], None] = lambda online: None,
        on_services: Callable[[ServicesNow], None] = lambda now: None,
    ) -> None:
        self._link, self._outbox = link, outbox
        self._on_state, self._on_services = on_state, on_services
        self._thread: threading.Thread | None = None
        self._loop = asyncio.new_event_loop()
        self._online = False
        self._problem = ""
        self._http: Future[httpx.AsyncClient] = Future()
        self._stopping = asyncio.Event()
        self._moved = asyncio.Event()
        self._deliver = asyncio.Event()
        self._doubt = asyncio.Event()

    # -- life ---------------------------------------------------------------------------------

    def start(self) -> None:
        """Start the thread and return at once."""
        self._thread = threading.Thread(target=self._run, name="hall-client", daemon=True)
        self._thread.start()
        if self._outbox is not None:
            self._outbox.on_put(lambda: self._soon(self._deliver.set))

    def stop(self) -> None:
        """End the thread; what waits in the outbox stays there."""
        if self._thread is not None:
            self._soon(self._stopping.set)
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

    # -- verbs --------------------------------------------------------------------------------

    def hall_today(self) -> HallToday:
        """The doors. Raises HallAway, HallRefused."""
        return self.ask("GET", "/api/hall", ASK_SECONDS, content=lambda answer: hall_from_json(content_of(answer)))

    def services_now(self) -> ServicesNow:
        """The queue as it is. Raises HallAway, HallRefused."""
        return self.ask("GET", "/api/services", ASK_SECONDS, content=_services)

    def take_ticket(
        self,
        service_id: int,
        key: str,
        *,
        priority: bool = False,
        card: CardProof | None = None,
        deadline_seconds: float = TAKE_SECONDS,
    ) -> Ticket:
        """The next number. Raises TicketRefused by name; after HallAway with ``sent``, send ``abandon``.

        A priority number needs the card of who is old enough, or else a clerk's grant for this terminal.
        """
        body: dict[str, Any] = {"service_id": service_id}
        if priority:
            body["lane"] = PRIORITY
        if card is not None:
            body["card"] = {"id_number": card.id_number}
        return self.ask("POST", "/api/tickets", deadline_seconds, body, key=key, content=_ticket)

    def give_back(self, ticket_id: int) -> None:
        """Raises AlreadyCalled, UnknownTicket, HallAway."""
        self.ask("POST", f"/api/tickets/{ticket_id}/give-back", ASK_SECONDS, content=ticket_content_of)

    def reprint(self, ticket_id: int, key: str) -> Ticket:
        """Raises NotReprintable, UnknownTicket, HallAway."""
        return self.ask("POST", f"/api/tickets/{ticket_id}/reprint", ASK_SECONDS, key=key, content=_ticket)

    def call_for_help(self, screen: str, key: str) -> None:
        """Raises HallAway: then the visitor is told where to find people."""
        self.ask("POST", "/api/help", ASK_SECONDS, {"screen": screen}, key=key)

    def report_devices(self, printer: str, *, reader_online: bool) -> None:
        """How this terminal's devices stand; said again soon, so never queued. Raises HallAway, HallRefused."""
        self.ask("POST", "/api/devices", ASK_SECONDS, {"printer": printer, "reader": reader_online})

    # -- one request --------------------------------------------------------------------------

    def ask(
        self,
        verb: str,
        path: str,
        seconds: float,
        body: Any = None,
        *,
        key: str = "",
        again: bool = True,
        content: "Callable[[httpx.Response], T]" = content_of,
        most_bytes: int = ANSWER_BYTES,
    ) -> T:
        """Run one request on the client's thread and wait for its answer, at most ``seconds``.

        ``again`` False: asked once, whatever becomes of the connection. ``content``: what is made of the answer; what
        cannot be made of it is HallAway.
        """
        if self._thread is None:
            raise HallAway("the hall client is not running", sent=False)
        request = self._request(verb, path, body, key, content, again=again, most_bytes=most_bytes)
        future = asyncio.run_coroutine_threadsafe(_within(seconds, request), self._loop)
        try:
            return future.result(seconds + 0.2)  # the loop itself may be busy importing
        except FutureTimeout:
            future.cancel()
            raise HallAway("no answer in time", sent=True) from None
        except HallAway as away:
            if away.sent:
                self._soon(self._doubt.set)
            raise

    async def _request(
        self,
        verb: str,
        path: str,
        body: Any,
        key: str,
        content: "Callable[[httpx.Response], T]",
        *,
        again: bool = True,
        most_bytes: int = ANSWER_BYTES,
    ) -> T:
        import httpx

        http = await asyncio.wrap_future(self._http)
        headers = {"Idempotency-Key": key} if key else {}
        try:
            answer = await fetch(http, verb, path, body, headers=headers, most_bytes=most_bytes)
        except httpx.ConnectError as error:
            raise HallAway(reason_of(error), sent=False) from error
        except (httpx.RemoteProtocolError, httpx.ReadError, httpx.WriteError) as error:
            if again:  # an idle connection the hall had closed; every repeated verb is harmless by its key
                return await self._request(verb, path, body, key, content, again=False, most_bytes=most_bytes)
            raise HallAway(reason_of(error), sent=True) from error
        except httpx.HTTPError as error:
            raise HallAway(reason_of(error), sent=True) from error
        return understood(content, answer)

    # -- the thread ---------------------------------------------------------------------------

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        try:
            self._loop.run_until_complete(self._live())
        finally:
            self._loop.run_until_complete(self._loop.shutdown_asyncgens())
            self._loop.close()

    def _soon(self, call: Callable[[], None]) -> None:
        with suppress(RuntimeError):  # the loop has ended: nothing is left to wake
            self._loop.call_soon_threadsafe(call)

    async def _live(self) -> None:
        import httpx

        logging.getLogger("httpx").setLevel(logging.WARNING)  # it tells every request otherwise
        timeout = httpx.Timeout(SILENCE_SECONDS, connect=ASK_SECONDS)
        async with open_http(self._link.url, self._link.trust(), timeout, self._link.token) as http:
            self._http.set_result(http)
            tasks = [asyncio.ensure_future(self._follow(http)), asyncio.ensure_future(self._refresh())]
            tasks.append(asyncio.ensure_future(self._empty_outbox()))
            stopping = asyncio.ensure_future(self._stopping.wait())
            ended, _ = await asyncio.wait((stopping, *tasks), return_when=asyncio.FIRST_COMPLETED)
            for task in (stopping, *tasks):
                task.cancel()
            await asyncio.gather(stopping, *tasks, return_exceptions=True)
            for task in ended:
                task.result()  # a mistake of ours must not look like a hall that is away

    async def _follow(self, http: "httpx.AsyncClient") -> None:
        """Keep the event stream open; its life is the hall's presence."""
        import httpx

        wait = RETRY_FIRST_SECONDS
        while True:
            self._doubt.clear()
            try:
                await self._stream(http)
            except (httpx.HTTPError, HallAway, HallRefused) as error:
                wait = RETRY_FIRST_SECONDS if self._online else min(wait * 2, RETRY_MOST_SECONDS)
                self._say(False, reason_of(error))
            else:
                self._say(False, "the hall service ended the stream")
                wait = RETRY_FIRST_SECONDS
            await asyncio.sleep(wait)

    async def _stream(self, http: "httpx.AsyncClient") -> None:
        async with AsyncExitStack() as stack:
            answer = await _within(ASK_SECONDS, stack.enter_async_context(http.stream("GET", "/api/events")))
            if answer.status_code != 200:
                understood(content_of, await _within(ASK_SECONDS, whole(answer)))
                raise HallAway(f"HTTP {answer.status_code} is no event stream", sent=False)
            self._say(True, "")
            self._moved.set()
            self._deliver.set()
            lines = asyncio.ensure_future(self._read(answer))
            doubt = asyncio.ensure_future(self._doubt.wait())
            try:
                await asyncio.wait((lines, doubt), return_when=asyncio.FIRST_COMPLETED)
                if lines.done():
                    lines.result()
            finally:
                lines.cancel()
                doubt.cancel()
                await asyncio.gather(lines, doubt, return_exceptions=True)

    async def _read(self, answer: "httpx.Response") -> None:
        async for line in lines_of(answer):
            if line.startswith("event:"):
                self._moved.set()

    async def _refresh(self) -> None:
        """After every movement ask once for the queue as it is."""
        while True:
            await self._moved.wait()
            await asyncio.sleep(GATHER_SECONDS)
            self._moved.clear()
            with suppress(HallAway, HallRefused):  # the stream tells of that
                request = self._request("GET", "/api/services", None, "", _services)
                self._on_services(await _within(ASK_SECONDS, request))

    async def _empty_outbox(self) -> None:
        while True:
            await self._deliver.wait()
            self._deliver.clear()
            if self._outbox is not None:
                try:
                    await self._send_all(self._outbox)
                except HallAway:
                    await asyncio.sleep(RETRY_MOST_SECONDS)
                    self._deliver.set()

    async def _send_all(self, outbox: Outbox) -> None:
        while (report := outbox.first()) is not None:
            try:
                request = self._request("POST", report.path, report.body, report.key, content_of)
                await _within(REPORT_SECONDS, request)
            except HallRefused as refused:
                if refused.name == TOKEN_REFUSED:
                    return  # the reports are sound; enrolling anew lets them through
                log.warning("the hall refused %s: %s", report.path, refused.name)
                outbox.refused(report, refused.name)
            else:
                outbox.delivered(report)

    def _say(self, online: bool, problem: str) -> None:
        self._problem = problem
        if online != self._online:
            self._online = online
            log.info("hall service %s%s", "there" if online else "away: ", problem)
            self._on_state(online)


def _services(answer: "httpx.Response") -> ServicesNow:
    return services_from_json(content_of(answer))


def _ticket(answer: "httpx.Response") -> Ticket:
    return ticket_from_json(ticket_content_of(answer))


async def _within(seconds: float, request: Coroutine[Any, Any, T] | Awaitable[T]) -> T:
    try:
        async with asyncio.timeout(seconds):
            return await request
    except TimeoutError:
        raise HallAway("no answer in time", sent=True) from None
