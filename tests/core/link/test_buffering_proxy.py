"""A proxy that keeps event streams back until they end: terminal and board serve on, and know when the hall is gone.

The terminal took the event stream for the hall: here it called itself away within seconds and shut 忆初心, though
every question it asked was answered, and nothing that moved in the hall reached its screens.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Self

import httpx
import pytest

from kiosk.core.link.enrolment import HallLink, enrol
from tests.apps.board.ear import Ear
from tests.apps.board.halls import enrol_board
from tests.apps.hall.process import HallProcess
from tests.core.link.terminal import Terminal

LISTENERS = 2  # behind each proxy
PATIENCE_SECONDS = 20


class BufferingProxy:
    """Passes every answer on, but the body of an event stream (or its head too) only when it has ended.

    Args:
        port: the hall's.
        head: pass a stream's head on at once, as nginx does; otherwise nothing comes at all.
    """

    def __init__(self, port: int, *, head: bool) -> None:
        self._port, self._head = port, head
        self._streams = threading.Semaphore(0)
        self._listens = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._run()), daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        assert self._listens.wait(PATIENCE_SECONDS)
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._stopping.set)
        self._thread.join()

    def wait_for_streams(self, count: int) -> None:
        """Until so many were asked for, since the last time."""
        for _ in range(count):
            assert self._streams.acquire(timeout=PATIENCE_SECONDS)

    async def _run(self) -> None:
        self._loop, self._stopping = asyncio.get_running_loop(), asyncio.Event()
        server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        self._listens.set()
        await self._stopping.wait()

    async def _serve(self, visitor: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        with suppress(OSError, asyncio.IncompleteReadError):
            asked = await visitor.readuntil(b"\r\n\r\n")
            body = await visitor.readexactly(_length(asked))
            try:
                hall, onward = await asyncio.open_connection("127.0.0.1", self._port)
            except OSError:
                back.write(b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
            else:
                onward.write(asked.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n") + body)
                await self._answer(hall, visitor, back)
                onward.close()
        back.close()

    async def _answer(
        self, hall: asyncio.StreamReader, visitor: asyncio.StreamReader, back: asyncio.StreamWriter
    ) -> None:
        head = await hall.readuntil(b"\r\n\r\n")
        streams = b"text/event-stream" in head
        if self._head or not streams:
            back.write(head)
        body = asyncio.ensure_future(hall.read())
        if streams:
            self._streams.release()
            left = asyncio.ensure_future(visitor.read())
            await asyncio.wait((body, left), return_when=asyncio.FIRST_COMPLETED)
            left.cancel()
        if streams and not body.done():
            body.cancel()
            return
        back.write((b"" if self._head or not streams else head) + await body)
        await back.drain()


def _length(head: bytes) -> int:
    lines = (line.partition(b":") for line in head.lower().split(b"\r\n"))
    return next((int(value) for name, _, value in lines if name == b"content-length"), 0)


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[HallProcess]:
    process = HallProcess(tmp_path).start()
    yield process
    process.stop()


@pytest.fixture
def opened() -> Iterator[ExitStack]:
    with ExitStack() as stack:
        yield stack


def test_terminal_and_board_serve_on_behind_it(hall: HallProcess, opened: ExitStack, tmp_path: Path) -> None:
    proxies = [opened.enter_context(BufferingProxy(hall.settings.port, head=head)) for head in (True, False)]
    terminals = [terminal_behind(proxy, hall, tmp_path / str(n), opened) for n, proxy in enumerate(proxies)]
    boards = [board_behind(proxy, hall, tmp_path / str(n), opened) for n, proxy in enumerate(proxies)]
    for terminal, board in zip(terminals, boards, strict=True):
        terminal.wait(partial(bool, terminal.seen))
        board.wait(partial(bool, board.told))
    for proxy in proxies:
        proxy.wait_for_streams(2 * LISTENERS)  # the first of each has failed

    ticket(hall)
    for terminal, board in zip(terminals, boards, strict=True):
        terminal.wait(waits_at(terminal))
        board.wait(waits_on(board))
        assert terminal.states == [True] and not board.away, "the hall was there all the time"
        assert not terminal.line.streaming and not board.line.streaming

    hall.stop()
    for terminal, board in zip(terminals, boards, strict=True):
        terminal.wait(lambda told=terminal.states: told == [True, False])  # type: ignore[misc]
        board.wait(partial(bool, board.away))
    hall.start()
    heard = [len(board.told) for board in boards]
    for terminal, board, before in zip(terminals, boards, heard, strict=True):
        terminal.wait(lambda told=terminal.states: told == [True, False, True])  # type: ignore[misc]
        board.wait(lambda told=board.told, before=before: len(told) > before)  # type: ignore[misc]


def terminal_behind(proxy: BufferingProxy, hall: HallProcess, folder: Path, opened: ExitStack) -> Terminal:
    link = enrol(hall.url, hall.code(f"{folder.name} 号终端"), folder / "terminal" / "hall.json")
    terminal = Terminal(replace(link, url=proxy.url), folder)
    opened.callback(terminal.close)
    return terminal


def board_behind(proxy: BufferingProxy, hall: HallProcess, folder: Path, opened: ExitStack) -> Ear:
    board = Ear(replace(HallLink.load(enrol_board(hall, folder, f"{folder.name} 号大屏")), url=proxy.url))
    opened.callback(board.line.stop)
    return board


def ticket(hall: HallProcess) -> None:
    """Somebody takes a number elsewhere."""
    headers = {"Authorization": f"Bearer {hall.token('9 号终端')}", "Idempotency-Key": "taken-elsewhere"}
    assert httpx.post(f"{hall.url}/api/tickets", headers=headers, json={"service_id": 1}).is_success


def waits_at(terminal: Terminal) -> Callable[[], bool]:
    """The services' page shows one more who waits."""
    before = terminal.seen[0].services[0].ahead
    return lambda: terminal.seen[-1].services[0].ahead > before


def waits_on(board: Ear) -> Callable[[], bool]:
    before = sum(line.people for line in board.told[0].waiting)
    return lambda: sum(line.people for line in board.told[-1].waiting) > before
