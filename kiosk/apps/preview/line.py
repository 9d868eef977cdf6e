"""The worker's end of the stream: what is asked, the files it comes with, and the answer."""

from __future__ import annotations

import json
import os
import select
import socket
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

from kiosk.core.link.shapes import WrongShape
from kiosk.features.exhibition.wire_preview import (
    A_BATCH,
    FAILED,
    HEAD,
    HEARD,
    MOST_ASKED,
    MOST_FILES,
    TOO_SLOW,
    Answer,
    Asked,
)

LOOK_SECONDS = 0.2


@dataclass(frozen=True)
class Given:
    """What is asked, and the opened files it is to be drawn from: by name, or one archive without one."""

    asked: Asked
    files: tuple[tuple[str, int], ...]

    @property
    def archive(self) -> int | None:
        return self.files[0][1] if self.files and not self.files[0][0] else None


class Line:
    """One hall, one picture."""

    def __init__(self, stream: socket.socket) -> None:
        self._stream = stream
        self._answering = threading.Lock()

    def hear(self) -> Given:
        """Raises WrongShape, OSError, EOFError."""
        self._say(HEARD)
        (length,) = HEAD.unpack(self._exactly(HEAD.size))
        if length > MOST_ASKED:
            raise WrongShape("too long")
        told = json.loads(self._exactly(length))
        if not isinstance(told, dict) or not isinstance(told.get("names"), list):
            raise WrongShape("no request")
        names = told["names"]
        if len(names) > MOST_FILES or not all(isinstance(name, str) for name in names):
            raise WrongShape("names")
        asked = Asked.from_json(told.get("asked"))
        return Given(asked, tuple(zip(names, self._descriptors(len(names)), strict=True)))

    def _descriptors(self, count: int) -> list[int]:
        """All of them, or none. Raises EOFError, WrongShape."""
        held: list[int] = []
        while len(held) < count:
            said, given, flags, _ = socket.recv_fds(self._stream, 1, A_BATCH)
            held += given
            if not said:
                raise EOFError
            if not given or flags & socket.MSG_CTRUNC:
                raise WrongShape("files are lacking")
        return held

    def _exactly(self, count: int) -> bytes:
        got = b""
        while len(got) < count:
            part = self._stream.recv(min(count - len(got), 1 << 16))
            if not part:
                raise EOFError
            got += part
        return got

    def begins(self, title: str) -> None:
        """What is drawn now: said first, since what it is drawn from may end this process."""
        with self._answering:
            self._say({"step": "drawing", "title": title[:200]})

    def answer(self, answer: Answer, picture: bytes = b"") -> None:
        """The last word; a second one is not heard."""
        with self._answering:
            self._say(replace(answer, size=len(picture)).to_json())
            self._stream.sendall(picture)
            self._stream.shutdown(socket.SHUT_WR)

    def _say(self, told: dict[str, Any]) -> None:
        self._stream.sendall(json.dumps(told).encode() + b"\n")

    # -- who waits ------------------------------------------------------------------------------------------------

    def watch(self, seconds: float) -> None:
        """From now on: this process ends when the hall has gone, and with a word when it has worked for so long.

        A thread of its own: what hangs in a decoder holds no lock of Python's, and Kivy's thread waits for nobody.
        """
        watching = threading.Thread(
            target=self._watch, args=(time.monotonic() + seconds,), name="preview-watch", daemon=True
        )
        watching.start()

    def _watch(self, until: float) -> None:
        gone = select.poll()
        gone.register(self._stream, select.POLLRDHUP | select.POLLHUP | select.POLLERR)
        while time.monotonic() < until:
            if gone.poll(LOOK_SECONDS * 1000):
                os._exit(0)
        self.give_up(TOO_SLOW)

    def give_up(self, why: str = FAILED) -> None:
        """Say why, and end at once, whatever runs."""
        if self._answering.acquire(timeout=LOOK_SECONDS):  # else the answer is on its way, and nobody takes it
            with suppress(OSError):
                self._say(Answer(refused=why).to_json())
        os._exit(1)


def of_stdin() -> Line:
    """Whoever started this process gave it the stream as its standard input; nothing else may read from there.

    Raises OSError where that is no stream.
    """
    stream = socket.socket(fileno=os.dup(0))
    null = os.open(os.devnull, os.O_RDWR)
    os.dup2(null, 0)
    os.close(null)
    if stream.family != socket.AF_UNIX:
        raise OSError("no Unix socket")
    return Line(stream)
