"""A film played by a process of its own, and what of it is due.

    film = Film(path, (1080, 608), told)    # `told` is called by its thread when the state has changed
    film.state                              # BEGUN -> READY -> ENDED, or FAILED
    film.play()                             # from now on its position is watched
    picture = film.due(seconds)             # on Kivy's thread: the newest that is due, or None
    film.close()

The process writes its pictures into memory that both see (a memfd: it has no name and goes with its last user). One
thread owns the process: it starts it, hears it, ends it. What it hears is a stranger's word (`messages`). A film that
makes no way for `STUCK_SECONDS` while it is asked for its next picture has failed, and so has one whose process died.
"""

from __future__ import annotations

import fcntl
import json
import mmap
import os
import select
import socket
import stat
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from content.kinds.picture import NotDecoded
from kiosk.features.exhibition.terminal.film.messages import CREDIT, LENGTH, SLOTS, Kind, Message, NoMessage

STUCK_SECONDS = 2.5
BEGIN_SECONDS = 10.0
"""Until its first picture is there, which nobody waits for: another slide is still shown."""
LONGEST_STILL = 3.0
"""In the loop a picture stands no longer, whatever time the file gives the next one."""
_LOOK_SECONDS = 0.25
_CHILD = Path(__file__).with_name("child.py")


class FilmFailed(NotDecoded):
    """Its process ended, was refused by its file, said what it may not, or stood still. The message is its path."""


class State(Enum):
    BEGUN = "begun"
    READY = "ready"
    ENDED = "ended"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Picture:
    """RGBA, top row first; ``pixels`` are overwritten after `Film.shown`."""

    width: int
    height: int
    pixels: memoryview
    seconds: float


class Film:
    """``room``: width and height in pixels into which it fits, turned as it is to be seen. ``start``: seconds of it
    that are passed over: its times are told from there on, and where it has no more, it has ENDED without a picture.
    """

    def __init__(
        self, path: Path, room: tuple[int, int], told: Callable[[Film], None], start: float = 0.0, *,
        own_times: bool = False,
    ) -> None:  # fmt: skip
        self.state = State.BEGUN
        self.head = Message(Kind.HEAD)
        """Of its pictures; there when READY."""
        self.error: Exception = FilmFailed(str(path))
        """Why it FAILED."""
        self.missed = 0
        """Pictures that came too late to be shown."""
        self._path, self._room, self._told, self._start = path, room, told, start
        self._longest_still = float("inf") if own_times else LONGEST_STILL
        self._slot_bytes = room[0] * room[1] * 4
        self._lock = threading.Lock()
        self._pictures: deque[tuple[float, int]] = deque()
        self._asked_for = 0  # slots that the process may fill
        self._way_since: float | None = None  # monotonic; since when it is waited for
        self._playing = self._closed = False
        self._at = self._said_at = self._position = 0.0
        self._memory: mmap.mmap | None = None
        self._ours, self._theirs = socket.socketpair()
        self._thread = threading.Thread(target=self._run, name="film", daemon=True)
        self._thread.start()

    def play(self) -> None:
        with self._lock:
            self._playing = True
            self._way_since = time.monotonic() if self._asked_for else None

    def due(self, seconds: float) -> Picture | None:
        """The newest picture whose time has come; those before it are missed. Call `shown` when it was used."""
        with self._lock:
            self._position = seconds - self._at + self._said_at  # by the file's own times
            found = None
            while self._pictures and self._pictures[0][0] <= seconds and self._memory:
                if found:
                    self.missed += 1
                    self._give_slot()
                found = self._pictures.popleft()
            if not found or self._memory is None:
                return None
            at, slot = found
            begin = slot * self._slot_bytes
            pixels = memoryview(self._memory)[begin : begin + self.head.width * self.head.height * 4]
            return Picture(self.head.width, self.head.height, pixels, at)

    def shown(self, picture: Picture) -> None:
        """Its pixels are no longer needed."""
        picture.pixels.release()
        with self._lock:
            self._give_slot()

    @property
    def is_over(self) -> bool:
        """Nothing more will come."""
        return self.state in (State.ENDED, State.FAILED) and not self._pictures

    @property
    def is_closed(self) -> bool:
        return self._closed

    def close(self) -> None:
        """Its process ends, soon; nothing more is told. Also a second time."""
        self._closed = True
        with self._lock:
            self._pictures.clear()
            self._memory = None  # given back when no picture of it is drawn from any more
        with suppress(OSError):
            self._ours.shutdown(socket.SHUT_RDWR)

    def join(self) -> None:
        """Until its process is gone."""
        self._thread.join()

    def _give_slot(self) -> None:
        """A few bytes into an empty buffer: it cannot wait."""
        if self._asked_for == 0 or self._way_since is None:
            self._way_since = time.monotonic()
        self._asked_for += 1
        with suppress(OSError):  # its end is heard by the thread
            self._ours.send(CREDIT.pack(self._position), socket.MSG_DONTWAIT | socket.MSG_NOSIGNAL)

    # -- its thread ---------------------------------------------------------------------------------------------------

    def _run(self) -> None:
        process: subprocess.Popen[bytes] | None = None
        try:
            process = self._started()
            with self._lock:
                for _ in range(SLOTS):
                    self._give_slot()
            self._listen()
        except (FilmFailed, NoMessage, OSError) as error:
            self.error.__cause__ = error
            self._become(State.FAILED)
        except Exception as error:  # nobody thought of it: its player says it, with where, and skips the film
            self.error = error
            self._become(State.FAILED)
        finally:
            if process:
                process.kill()
                process.wait()
            self._ours.close()
            self._theirs.close()

    def _started(self) -> subprocess.Popen[bytes]:
        """Raises OSError."""
        file = os.open(self._path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        memory = os.memfd_create("film", os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)
        try:
            if not stat.S_ISREG(os.fstat(file).st_mode):
                raise FilmFailed(str(self._path))
            os.ftruncate(memory, self._slot_bytes * SLOTS)
            fcntl.fcntl(memory, fcntl.F_ADD_SEALS, fcntl.F_SEAL_SHRINK | fcntl.F_SEAL_GROW)
            with self._lock:
                self._memory = None if self._closed else mmap.mmap(memory, self._slot_bytes * SLOTS)
            asked = {"memory": memory, "bytes": self._slot_bytes, "slots": SLOTS, "room": self._room,
                     "start": self._start}  # fmt: skip
            return subprocess.Popen(
                [sys.executable, "-IB", str(_CHILD), json.dumps(asked)], stdin=file, stdout=self._theirs.fileno(),
                stderr=subprocess.DEVNULL, env={}, pass_fds=(memory,),
            )  # fmt: skip
        finally:
            os.close(file)
            os.close(memory)
            self._theirs.close()

    def _listen(self) -> None:
        """Raises FilmFailed, NoMessage, OSError."""
        began, held = time.monotonic(), b""
        ready = select.poll()
        ready.register(self._ours, select.POLLIN)
        while not self._closed:
            self._check_way(began)
            if not ready.poll(_LOOK_SECONDS * 1000):
                continue
            part = self._ours.recv(LENGTH * SLOTS)
            if not part and not self._closed:
                raise FilmFailed(str(self._path))
            held += part
            while len(held) >= LENGTH:
                record, held = held[:LENGTH], held[LENGTH:]
                if self._heard(Message.of(record, self._slot_bytes)):
                    return

    def _check_way(self, began: float) -> None:
        now = time.monotonic()
        with self._lock:
            waited = now - self._way_since if self._way_since is not None and self._playing else 0.0
        if waited > STUCK_SECONDS or (self.state is State.BEGUN and now - began > BEGIN_SECONDS):
            raise FilmFailed(str(self._path))

    def _heard(self, message: Message) -> bool:
        """Whether that was the last. Raises FilmFailed, NoMessage."""
        if message.kind is Kind.REFUSED:
            raise FilmFailed(str(self._path))
        if message.kind is Kind.HEAD:
            if self.head.width:
                raise NoMessage
            self.head = message
        elif message.kind is Kind.FRAME:
            self._heard_frame(message)
        else:
            if self.state is not State.READY and not self._start:
                raise FilmFailed(str(self._path))
            self._become(State.ENDED)
        return message.kind is Kind.END

    def _heard_frame(self, message: Message) -> None:
        with self._lock:
            if not self.head.width or self._asked_for == 0:
                raise NoMessage
            step = min(max(0.0, message.seconds - self._said_at), self._longest_still)
            self._said_at = message.seconds
            self._at += step
            self._asked_for -= 1
            if step > 0 or not self._asked_for:
                self._way_since = time.monotonic() if self._asked_for else None
            self._pictures.append((self._at, message.slot))
        if self.state is State.BEGUN:
            self._become(State.READY)

    def _become(self, state: State) -> None:
        self.state = state
        if not self._closed:
            self._told(self)


def first_picture(path: Path, room: tuple[int, int]) -> tuple[Message, bytes]:
    """Blocks; for a worker. How the picture is to be turned stands in the first. Raises FilmFailed."""
    heard = threading.Event()
    film = Film(path, room, lambda _film: heard.set())
    try:
        heard.wait()
        picture = film.due(0.0)
        if picture is None:
            raise film.error
        pixels = bytes(picture.pixels)
        picture.pixels.release()
        return film.head, pixels
    finally:
        film.close()
        film.join()
