"""The way in of one server: takes connections in, and ends those that stand still or are too many.

uvicorn knows no deadline before a first request is whole, and asyncio, out of descriptors, writes a traceback for each
connection that waits (1,024 silent ones: nobody else got in, the admin socket included, and 268 MB of log in 75 s).
Below TLS on purpose: a handshake that never comes is a silent connection too. Who speaks plain HTTP where TLS is spoken
is told so (`plain_page`), and whatever is neither is closed.
"""

from __future__ import annotations

import asyncio
import logging
import math
import socket
import ssl
import struct
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from uvicorn import Config
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.server import ServerState

from kiosk.core.web import first_byte
from kiosk.core.web.connections import Connection, Connections, Limits, state_of

WAITING = 2048  # in the kernel's own queue
# A turn of the loop. A first request is heard about six turns after its connection came: few at once, and a terminal is
# out of the strangers' count before a flood behind it could make it the oldest of them.
AT_ONCE = 4
ROOM_MADE = 16  # where descriptors ran out: enough for the owner's commands to get in too
_NO_LINGER = struct.pack("ii", 1, 0)
SWEEP_SECONDS = 0.5
BREATH_SECONDS = 0.1

log = logging.getLogger(__name__)


class Protocol(H11Protocol):
    """uvicorn's HTTP/1.1 on one connection, with a deadline for whatever its other end owes."""

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        connection: Connection,
        limits: Limits,
    ) -> None:
        super().__init__(config, server_state, app_state | state_of(connection))
        self._connection, self._deadlines = connection, limits.deadlines

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._connection.close = self._cut

    def connection_lost(self, exc: Exception | None) -> None:
        self._connection.gone()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        before = self.cycle
        super().data_received(data)
        if self.cycle is not None and self.cycle is before and self._body_is_due():
            self._connection.due += len(data) / self._deadlines.body_bytes_a_second
        elif self.cycle is not None and not self.cycle.response_complete:
            self._owes(self._deadlines.body if self._body_is_due() else math.inf)

    def on_response_complete(self) -> None:
        self._owes(self._deadlines.next_request)
        super().on_response_complete()

    def pause_writing(self) -> None:
        self._owes(self._deadlines.unread)
        super().pause_writing()

    def resume_writing(self) -> None:
        super().resume_writing()
        answering = self.cycle is not None and not self.cycle.response_complete
        self._owes(math.inf if answering else self._deadlines.next_request)

    def _owes(self, seconds: float) -> None:
        """What the other end has to do next; who does not take the answer owes that, whatever it sends meanwhile."""
        if not self.flow.write_paused:
            self._connection.within(seconds)

    def _cut(self) -> None:
        """At once: what the other end did not take must not stay in the kernel's buffers either."""
        if not self.transport.is_closing():
            self.transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _NO_LINGER)
        self.transport.abort()

    def _body_is_due(self) -> bool:
        return not self.cycle.response_complete and self.cycle.more_body


@dataclass(frozen=True)
class Tls:
    """What a port speaks that speaks TLS. `context` is asked at each connection, when the certificate may be another;
    `plain` answers who speaks HTTP without it."""

    context: Callable[[], ssl.SSLContext]
    plain: first_byte.Answer


class Acceptor:
    """Takes connections from `listening` into `book`, from `open` to `close`."""

    def __init__(
        self,
        listening: socket.socket,
        tls: Tls | None,
        limits: Limits,
        protocol_for: Callable[[Connection], Protocol],
    ) -> None:
        self._listening, self._tls, self._limits, self._protocol_for = listening, tls, limits, protocol_for
        self.book = Connections(limits.caps, count=limits.count)
        self._loop = asyncio.get_running_loop()
        self._coming: set[asyncio.Task[None]] = set()
        self._is_open = False
        self._shed_told = 0

    def open(self) -> None:
        self._is_open = True
        self._listening.setblocking(False)
        self._listening.listen(WAITING)
        self._listen()
        self._sweep()

    def close(self) -> None:
        """Take nobody in any more: who is in stays, who was still coming goes."""
        self._is_open = False
        self._loop.remove_reader(self._listening)
        for task in list(self._coming):
            task.cancel()

    # -- coming in ----------------------------------------------------------------------------

    def _listen(self) -> None:
        if self._is_open:
            self._loop.add_reader(self._listening, self._accept)

    def _accept(self) -> None:
        for _ in range(AT_ONCE):
            try:
                sock, address = self._listening.accept()
            except (BlockingIOError, InterruptedError, ConnectionAbortedError):
                return
            except OSError as error:  # out of descriptors or of memory, though room for them is kept
                self._exhausted(error)
                return
            self._take_in(sock, address[0] if isinstance(address, tuple) else "")

    def _take_in(self, sock: socket.socket, address: str) -> None:
        connection = self.book.came(address, sock.close)
        connection.within(self._limits.deadlines.first_request)
        protocol = self._protocol_for(connection)
        task = asyncio.ensure_future(self._connect(sock, protocol))
        connection.close = task.cancel  # until the protocol has a transport of its own

        def came(task: asyncio.Task[None]) -> None:
            self._coming.discard(task)
            if protocol.transport is None:
                connection.gone()
                sock.close()

        self._coming.add(task)
        task.add_done_callback(came)

    async def _connect(self, sock: socket.socket, protocol: Protocol) -> None:
        with suppress(OSError):  # gone again, or no TLS: nothing that anybody here could mend
            if self._tls is None:
                await self._loop.connect_accepted_socket(lambda: protocol, sock)
            else:
                await self._secure(sock, protocol, self._tls)

    async def _secure(self, sock: socket.socket, protocol: Protocol, tls: Tls) -> None:
        sock.setblocking(False)
        byte = await first_byte.first_byte(sock)
        if byte == first_byte.TLS:
            seconds = self._limits.deadlines.first_request
            await self._loop.connect_accepted_socket(
                lambda: protocol, sock, ssl=tls.context(), ssl_handshake_timeout=seconds
            )
        elif first_byte.begins_http(byte):
            await first_byte.answer_plain(sock, tls.plain)

    def _exhausted(self, error: OSError) -> None:
        """The older half goes, at most `ROOM_MADE`, and is free a turn later: nobody is taken in till then."""
        log.error("no connection can be taken in: %s", error)
        for _ in range(min(ROOM_MADE, (len(self.book) + 1) // 2)):
            self.book.make_room()
        self._loop.remove_reader(self._listening)
        self._loop.call_later(BREATH_SECONDS, self._listen)

    # -- going --------------------------------------------------------------------------------

    def _sweep(self) -> None:
        late = self.book.late()
        for connection in late:
            connection.gone()
            connection.close()
        shed, self._shed_told = self.book.shed - self._shed_told, self.book.shed
        if late or shed:
            log.warning("connections closed: %d stood still, %d were too many", len(late), shed)
        if self._is_open:
            self._loop.call_later(SWEEP_SECONDS, self._sweep)
