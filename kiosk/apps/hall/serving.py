"""The two servers of the hall service on one loop: terminals, and the owner's Unix socket."""

import asyncio
import os
import signal
import socket
import stat
from collections.abc import Callable, Iterator
from contextlib import AbstractAsyncContextManager, contextmanager
from pathlib import Path
from typing import Any, Literal

import uvicorn

from kiosk.core.access.shown_certificate import ShownCertificate
from kiosk.core.database.events import EventHub
from kiosk.core.web.accepting import Acceptor, Protocol, Tls
from kiosk.core.web.connections import Caps, Connection, Limits
from kiosk.core.web.plain_page import PlainPage
from kiosk.settings import HallSettings

# Every command of the owner's is one connection; their descriptors are set aside (`connections.RESERVED`).
_OWNERS = Caps(in_all=32, strangers=32, an_address=32, a_caller=32)
STOP_SECONDS = 3  # for requests under way; event streams are ended at once
READY_POLL_SECONDS = 0.01
KEEP_ALIVE_SECONDS = 75  # longer than a terminal keeps an idle connection, so that it is the one to close it


class Server(uvicorn.Server):
    """One uvicorn that leaves the signals to ``serve_all``: two servers stop together."""

    def __init__(
        self, config: uvicorn.Config, listening: socket.socket, limits: Limits, tls: Tls | None = None
    ) -> None:
        super().__init__(config)
        self.listening, self._limits, self._tls = listening, limits, tls
        self._acceptor: Acceptor | None = None

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets=[])  # none for asyncio's own way in
        self._acceptor = Acceptor(self.listening, self._tls, self._limits, self._protocol_for)
        self._acceptor.open()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        if self._acceptor is not None:
            self._acceptor.close()
        await super().shutdown(sockets=[self.listening])

    def _protocol_for(self, connection: Connection) -> Protocol:
        return Protocol(self.config, self.server_state, self.lifespan.state, connection, self._limits)


def terminal_server(app: Any, hall: HallSettings, shown: ShownCertificate | None, limits: Limits) -> Server:
    """The server for terminals and pages. Raises OSError when the address is taken."""
    tls = Tls(lambda: shown.tls, PlainPage(hall.name, lambda: shown.now).answer) if shown else None
    family = socket.AF_INET6 if ":" in hall.address else socket.AF_INET
    # The protocol by name: asyncio sets TCP_NODELAY only then, and without it every answer waits 40 ms (Nagle).
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listening.bind((hall.address, hall.port))
    return Server(_config(app, lifespan="on"), listening, limits, tls)


def admin_server(app: Any, path: Path) -> Server:
    """The server on a Unix socket that only its owner may open (0600, also while it is being made)."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if path.exists() and stat.S_ISSOCK(path.stat().st_mode):
        path.unlink()  # left by a killed service: the database lock proves that none is running
    listening = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    mask = os.umask(0o177)
    try:
        listening.bind(str(path))
    finally:
        os.umask(mask)
    return Server(_config(app, lifespan="off"), listening, Limits(_OWNERS))


def _config(app: Any, *, lifespan: Literal["on", "off"]) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        http="h11",
        ws="none",
        log_config=None,
        access_log=False,  # a request line tells which terminal looked something up when
        proxy_headers=False,  # else whoever connects over loopback names any address as theirs, and is counted nowhere
        server_header=False,
        date_header=False,
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=STOP_SECONDS,
        lifespan=lifespan,
    )


async def serve_all(
    servers: list[Server], hub: EventHub, alive: AbstractAsyncContextManager[None], on_ready: Callable[[], None]
) -> None:
    """Serve until SIGTERM or SIGINT; then end the streams, finish what is under way, and return.

    ``alive`` is entered, and ``on_ready`` called, once every server answers.
    """
    stopping: set[asyncio.Task[None]] = set()

    def stop() -> None:
        for server in servers:
            server.should_exit = True
        stopping.add(asyncio.ensure_future(hub.stop()))

    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop)
    running = [asyncio.ensure_future(server.serve()) for server in servers]
    while not all(server.started for server in servers) and not any(task.done() for task in running):
        await asyncio.sleep(READY_POLL_SECONDS)
    if not all(server.started for server in servers):
        stop()  # one could not start, and has logged why
        await asyncio.gather(*running)
        return
    async with alive:
        on_ready()
        await asyncio.gather(*running)
