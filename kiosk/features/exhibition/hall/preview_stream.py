"""The hall's end of the stream to the preview worker. What comes over it is a stranger's word: the worker has read
a file that may have been made to take it over. So it is bounded in length and in time, and read by its shape."""

from __future__ import annotations

import array
import json
import select
import time
from collections.abc import Callable, Iterable
from socket import SCM_RIGHTS, SOL_SOCKET, socket
from typing import Any

from kiosk.core.link.shapes import WrongShape, clean
from kiosk.features.exhibition.wire_preview import A_BATCH, HEAD, HEARD, LONGEST_LINE, MOST_PICTURE, WHY, Answer, Asked

LOOK_SECONDS = 0.2
_PNG = b"\x89PNG\r\n\x1a\n"


class Gone(Exception):
    """Nobody waits for the picture any more."""


class Late(Exception):
    """It took too long."""


class Ended(Exception):
    """The worker ended before its answer, or said what it may not."""


class Stream:
    """`until` by the monotonic clock. Every method raises Gone, Late, Ended, OSError."""

    def __init__(self, connection: socket, until: float, gone: Callable[[], bool]) -> None:
        self._connection, self._until, self._gone = connection, until, gone
        connection.setblocking(False)
        self._ready = select.poll()
        self._held = b""
        self.title = ""  # of what the worker has begun to draw

    def is_heard(self) -> bool:
        """False: there was no worker yet, ask again."""
        try:
            return self._line() == HEARD
        except (Ended, ConnectionError):
            return False

    def send(self, asked: Asked, names: list[str], opened: Iterable[int]) -> None:
        told = json.dumps({"asked": asked.to_json(), "names": names}).encode()
        self._write(HEAD.pack(len(told)) + told)
        for one in opened:
            self._pass([one])

    def answer(self) -> tuple[Answer, bytes]:
        while "step" in (told := self._line()):
            self.title = clean(str(told.get("title", "")))[:80]
        try:
            answer = Answer.from_json(told)
        except WrongShape as wrong:
            raise Ended from wrong
        if not 0 <= answer.size <= MOST_PICTURE or (answer.refused and answer.refused not in WHY):
            raise Ended
        png = self._exactly(answer.size)
        if png and not png.startswith(_PNG):
            raise Ended
        return answer, png

    # -- bytes ----------------------------------------------------------------------------------------------------

    def _line(self) -> dict[str, Any]:
        while b"\n" not in self._held:
            if len(self._held) > LONGEST_LINE:
                raise Ended
            self._read()
        line, _, self._held = self._held.partition(b"\n")
        try:
            told = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise Ended from error
        if not isinstance(told, dict):
            raise Ended
        return told

    def _exactly(self, count: int) -> bytes:
        parts, got = [self._held], len(self._held)
        while got < count:
            self._held = b""
            self._read()
            parts.append(self._held)
            got += len(self._held)
        return b"".join(parts)[:count]

    def _read(self) -> None:
        self._wait(select.POLLIN)
        part = self._connection.recv(1 << 16)
        if not part:
            raise Ended
        self._held += part

    def _write(self, told: bytes) -> None:
        view = memoryview(told)
        while view:
            self._wait(select.POLLOUT)
            view = view[self._connection.send(view) :]

    def _pass(self, opened: list[int]) -> None:
        """Descriptors beside one byte; the kernel keeps its own until they are received."""
        assert len(opened) <= A_BATCH
        beside = [(SOL_SOCKET, SCM_RIGHTS, array.array("i", opened).tobytes())]
        while True:
            self._wait(select.POLLOUT)
            try:
                self._connection.sendmsg([b"."], beside)
                return
            except BlockingIOError:
                continue

    def _wait(self, what: int) -> None:
        self._ready.register(self._connection, what)
        while True:
            left = self._until - time.monotonic()
            if left <= 0:
                raise Late
            if self._ready.poll(min(left, LOOK_SECONDS) * 1000):
                return
            if self._gone():
                raise Gone
