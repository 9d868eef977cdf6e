"""The root side of the first start: `python -m kiosk.apps.first_start.root`, which systemd starts when first asked.

One request a connection, as `wire` says; the socket comes from kiosk-first-start-root.socket. Who asks is an ordinary
user that touches what strangers bring, so nothing it sends is believed: a line has a length and a deadline, a verb a
shape, a disk or a port must be one that is seen here. Whatever a request does, it is answered, and the next one is
heard. It ends by itself once the flag file is gone.
"""

from __future__ import annotations

import json
import logging
import os
import selectors
import socket
import struct
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Any

from kiosk.apps.first_start import applying, facts
from kiosk.apps.first_start import root_words as words
from kiosk.apps.first_start.system import PROJECT, Refused, System
from kiosk.apps.first_start.wire import FLAG, TURNS, Answers
from kiosk.core.process import journal

LISTEN_FD = 3  # sd_listen_fds(3)
MOST_BYTES = 64 * 1024
LINE_SECONDS = 10.0  # for the whole request line, however it trickles
SEND_SECONDS = 5.0
MOST_CONNECTIONS = 8
LOOK_SECONDS = 1.0  # how soon it ends when the flag is gone
ASKER = "kiosk-terminal"  # User of kiosk-first-start.service
WRITE_DISK = PROJECT / "deploy/write-disk"

log = logging.getLogger(__name__)

Told = dict[str, Any]
Send = Callable[[Told], None]


class Verbs:
    """What may be asked. `install` and `finish` change the whole machine, so one of them runs at a time."""

    def __init__(self, system: System) -> None:
        self._system = system
        self._working = threading.Lock()

    @property
    def is_working(self) -> bool:
        return self._working.locked()

    def answer(self, told: Told, send: Send) -> Any:
        """What stands behind "ok". Raises Refused."""
        if not self._system.path(FLAG).exists():
            raise Refused(words.OVER)
        match told:
            case {"verb": "facts", **rest} if not rest:
                return facts.facts_of(self._system).to_json()
            case {"verb": "turn", "turned": str(turned), **rest} if not rest:
                return self._turn(turned)
            case {"verb": "restart", **rest} if not rest:
                return self._alone(self._restart)
            case {"verb": "install", "disk": str(disk), **rest} if not rest:
                return self._alone(partial(self._install, disk, send))
            case {"verb": "finish", "answers": dict(answers), **rest} if not rest:
                return self._alone(partial(self._finish, answers, send))
        raise Refused(words.NOT_A_REQUEST)

    def _alone(self, work: Callable[[], None]) -> None:
        if not self._working.acquire(blocking=False):
            raise Refused(words.BUSY)
        try:
            work()
        finally:
            self._working.release()

    def _turn(self, turned: str) -> None:
        if turned not in TURNS:
            raise Refused(words.NO_SUCH_TURN)
        self._system.write(facts.TURNED, f"{turned}\n")

    def _restart(self) -> None:
        ran = self._system.run(["systemctl", "reboot"])
        if ran.status:
            raise Refused(ran.last_words)

    def _install(self, disk: str, send: Send) -> None:
        _, disks = facts.disks_of(self._system)
        if disk not in {one.path for one in disks}:
            raise Refused(words.NO_SUCH_DISK)
        try:
            for line in self._system.follow([str(WRITE_DISK), "/", disk]):
                if step := _progress(line):
                    send(step)
        except Refused as refused:
            raise Refused(words.not_installed(refused.reason)) from refused

    def _finish(self, told: Told, send: Send) -> None:
        role = facts.role_of(self._system)
        try:
            answers = Answers.from_json(told)
        except TypeError:
            raise Refused(words.NOT_A_REQUEST) from None
        applying.finish(self._system, role, answers, lambda step, done: send({"step": step, "done": done}))


def _progress(line: str) -> Told | None:
    """A line of deploy/write-disk: `progress 0.42 copy`."""
    match line.split(maxsplit=2):
        case ["progress", part, what]:
            with suppress(ValueError):
                return {"step": words.WRITING.get(what.strip(), what.strip()), "done": min(1.0, max(0.0, float(part)))}
    return None


class Door:
    """Listens until the flag file is gone; a thread a connection, and few of them.

    Args:
        askers: user ids that may ask, by the kernel's word (SO_PEERCRED).
    """

    def __init__(self, listening: socket.socket, system: System, askers: set[int]) -> None:
        self._listening, self._system, self._askers = listening, system, askers
        self._verbs = Verbs(system)
        self._places = threading.Semaphore(MOST_CONNECTIONS)

    def serve(self) -> None:
        self._listening.setblocking(False)
        with selectors.DefaultSelector() as waiting:
            waiting.register(self._listening, selectors.EVENT_READ)
            while self._verbs.is_working or self._system.path(FLAG).exists():
                if waiting.select(LOOK_SECONDS):
                    self._let_in()
            for _ in range(MOST_CONNECTIONS):  # who knocked before the flag was gone is answered
                if waiting.select(0):
                    self._let_in()
        self._wait_for_the_last()

    def _let_in(self) -> None:
        with suppress(OSError):  # who asked is gone already, or there is no descriptor left: the next one is heard
            connection, _ = self._listening.accept()
            if self._places.acquire(blocking=False):
                # Its answer must not be lost when the process ends: not a daemon, and it has deadlines.
                threading.Thread(target=self._hear, args=(connection,)).start()
            else:
                _send(connection, {"refused": words.TOO_MANY})
                connection.close()

    def _wait_for_the_last(self) -> None:
        for _ in range(MOST_CONNECTIONS):
            self._places.acquire(timeout=LINE_SECONDS + SEND_SECONDS)

    def _hear(self, connection: socket.socket) -> None:
        try:
            with connection:
                _send(connection, self._said(connection))
        finally:
            self._places.release()

    def _said(self, connection: socket.socket) -> Told:
        try:
            told = _request(connection)  # first: closed unread, the line would break before the answer is heard
            if _peer(connection) not in self._askers:
                raise Refused(words.NOT_ALLOWED)
            return {"ok": self._verbs.answer(told, partial(_send, connection))}
        except Refused as refused:
            return {"refused": refused.reason, "field": refused.field}
        except OSError as error:
            log.error("%s", error)
            return {"refused": words.because(error), "field": ""}
        except Exception:  # whatever else: the screen hears of it, and may ask again
            log.exception("a request went wrong")
            return {"refused": words.WENT_WRONG, "field": ""}


def _peer(connection: socket.socket) -> int:
    """The user id of whoever connected."""
    size = struct.calcsize("3i")
    _pid, uid, _gid = struct.unpack("3i", connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, size))
    return int(uid)


def _request(connection: socket.socket) -> Told:
    """Raises Refused: too long, too slow, cut off, or not one JSON object."""
    content, until = bytearray(), time.monotonic() + LINE_SECONDS
    try:
        while b"\n" not in content:
            connection.settimeout(max(0.01, until - time.monotonic()))
            part = connection.recv(min(4096, MOST_BYTES + 1 - len(content)))
            content += part
            if not part or len(content) > MOST_BYTES or time.monotonic() > until:
                raise Refused(words.NOT_A_REQUEST)
        told = json.loads(content.partition(b"\n")[0], parse_constant=_no_number)
    except (OSError, ValueError, RecursionError):
        raise Refused(words.NOT_A_REQUEST) from None
    if not isinstance(told, dict):
        raise Refused(words.NOT_A_REQUEST)
    return told


def _no_number(word: str) -> None:
    """NaN and Infinity are no JSON, and no TOML that settings could take."""
    raise ValueError(word)


def _send(connection: socket.socket, told: Told) -> None:
    """A screen that is gone or stuck stops nothing: it asks anew when it is back."""
    with suppress(OSError):
        connection.settimeout(SEND_SECONDS)
        connection.sendall(json.dumps(told, ensure_ascii=False).encode() + b"\n")


def main() -> None:
    """Ends with 0 when the first start is done."""
    journal.begin()
    if os.environ.get("LISTEN_PID") != str(os.getpid()) or os.environ.get("LISTEN_FDS") != "1":
        raise SystemExit("no socket: systemd starts this, for kiosk-first-start-root.socket")
    for name in ("LISTEN_PID", "LISTEN_FDS", "LISTEN_FDNAMES"):
        os.environ.pop(name, None)  # not for its children
    system = System()
    with socket.socket(fileno=LISTEN_FD) as listening:
        os.set_inheritable(LISTEN_FD, False)
        Door(listening, system, {0, system.uid_gid(ASKER)[0]}).serve()


if __name__ == "__main__":
    main()
