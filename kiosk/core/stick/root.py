"""The root side of sticks: `python -m kiosk.core.stick.root`, started by kiosk-stick.socket, a process a connection.

Standard input is the connection. Who asks is an ordinary user that touches what strangers bring, so nothing it sends
is believed: a line has a length and a deadline, a verb a shape, a stick must be one that is seen here, and the folder
a tree is copied to goes by who asks. What is mounted stands in this process's own mount namespace (PrivateMounts=yes)
and goes with it.
"""

from __future__ import annotations

import errno
import json
import logging
import os
import pwd
import signal
import socket
import stat
import struct
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack, suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from kiosk.core.process import journal
from kiosk.core.process.owner import Owner, become
from kiosk.core.stick import tree
from kiosk.core.stick.mounts import mounted
from kiosk.core.stick.plugged import Plugged
from kiosk.core.stick.tree import Bounds, Walk, opened
from kiosk.core.stick.wire import MOST_SAVED_BYTES, TREE, StickRefused

MOST_LINE_BYTES = 4096
LINE_SECONDS = 10.0  # for one request, however it trickles
IDLE_SECONDS = 120.0  # between two: one connection keeps others out
SAVED_SECONDS = 60.0
SAVED_MODE = 0o644  # a technician's own machine has to read it
COPY_SECONDS = 900  # for a child, whatever it does

_NOT_WRITTEN = {
    errno.ENOSPC: "full", errno.EDQUOT: "full", errno.EROFS: "read_only", errno.EACCES: "read_only",
    errno.EPERM: "read_only", errno.EEXIST: "went_wrong",
}  # fmt: skip

log = logging.getLogger("kiosk.stick")

Told = dict[str, Any]


def _askers() -> dict[int, Path]:
    """Who may ask, and where their copy goes: in their own folder, so that root writes nothing into it."""
    found = {}
    for name, folder in (("kiosk-terminal", "terminal"), ("kiosk-hall", "hall")):
        with suppress(KeyError):  # a machine has one or both
            found[pwd.getpwnam(name).pw_uid] = Path("/var/lib/kiosk", folder, "stick")
    return found


@dataclass(frozen=True)
class Places:
    """Where the helper looks and mounts; a test gives others."""

    plugged: Plugged = field(default_factory=Plugged)
    at: Path = Path("/mnt")  # every Debian has it; what the machine itself may have there stays as it is outside
    askers: Mapping[int, Path] = field(default_factory=_askers)
    bounds: Bounds = field(default_factory=Bounds)


class Session:
    """One connection, until it ends or is silent for too long."""

    def __init__(self, connection: socket.socket, places: Places) -> None:
        self._connection, self._places = connection, places
        self._came = bytearray()
        self._mounted = ExitStack()
        self._root: int | None = None  # the root folder of what is mounted
        self._asker: int | None = None

    def serve(self) -> None:
        with self._mounted:
            while (line := self._line()) is not None:
                self._send(self._said(line))

    # -- verbs --------------------------------------------------------------------------------

    def _said(self, line: bytes) -> Told:
        try:
            told = _request(line)
            if self._user() not in self._places.askers:
                raise StickRefused("not_allowed")
            return self._answer(told)
        except StickRefused as refused:
            return {"refused": refused.reason}
        except OSError as error:
            log.error("%s: %s", type(error).__name__, os.strerror(error.errno or 0))
            return {"refused": "pulled_out" if error.errno in (errno.EIO, errno.ENXIO) else "went_wrong"}

    def _answer(self, told: Told) -> Told:
        match told:
            case {"verb": "list", **rest} if not rest:
                return {"ok": [asdict(volume) for volume in self._places.plugged.volumes()]}
            case {"verb": "mount", "stick": str(stick), **rest} if not rest:
                return self._mount(stick)
            case {"verb": "files", **rest} if not rest:
                return self._in_child(self._files)
            case {"verb": "copy", **rest} if not rest:
                return self._in_child(self._copy)
            case {"verb": "unmount", **rest} if not rest:
                return self._unmount()
            case {"verb": "save", "stick": str(stick), "bytes": int(size), **rest} if not rest and size is not True:
                return self._save(stick, size)
        raise StickRefused("not_a_request")

    def _mount(self, stick: str) -> Told:
        self._unmount()
        with self._places.plugged.opened(stick) as device:
            self._root = self._mounted.enter_context(mounted(device.path, self._places.at, device.file_system))
        return {"ok": None}

    def _unmount(self) -> Told:
        self._root = None
        self._mounted.close()
        return {"ok": None}

    def _files(self, found: int) -> Told:
        walk = Walk(self._places.bounds).over(found)
        return {"ok": {"files": walk.files, "left_out": walk.left_out}}

    def _copy(self, found: int) -> Told:
        told = _Seldom(self._tell)
        copied = tree.copy(found, self._places.askers[self._user()], told, self._places.bounds)
        return {"ok": {"folder": str(copied.folder), "files": copied.files, "bytes": copied.bytes}}

    def _tell(self, done: int, of: int) -> None:
        if not self._send({"copied": done, "of": of}):  # nobody waits for it any more
            raise StickRefused("went_wrong")

    def _save(self, stick: str, size: int) -> Told:
        if not 0 < size <= MOST_SAVED_BYTES:
            raise StickRefused("not_a_request")
        content = self._exactly(size)
        self._unmount()
        name = time.strftime("kiosk-diagnosis-%Y%m%d-%H%M%S.zip")
        with (
            self._places.plugged.opened(stick) as device,
            mounted(device.path, self._places.at, device.file_system, writable=True) as root,
        ):
            _written(root, name, content)
        return {"ok": name}

    def _in_child(self, work: Callable[[int], Told]) -> Told:
        """What `work` says of the tree's folder, in a child that has become who asks."""
        with self._tree() as found:
            return _as_asker(self._user(), lambda: work(found))

    def _tree(self) -> opened:
        if self._root is None:
            raise StickRefused("no_stick")
        try:
            return opened(TREE, self._root, os.O_DIRECTORY)
        except StickRefused as refused:
            raise StickRefused("no_tree" if refused.reason == "broken" else refused.reason) from refused

    # -- the wire -----------------------------------------------------------------------------

    def _user(self) -> int:
        if self._asker is None:
            size = struct.calcsize("3i")
            told = self._connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, size)
            self._asker = int(struct.unpack("3i", told)[1])
        return self._asker

    def _line(self) -> bytes | None:
        """The next request; None: whoever asked has gone, sent too much, or is too slow."""
        until = time.monotonic() + IDLE_SECONDS
        while b"\n" not in self._came:
            if len(self._came) > MOST_LINE_BYTES or not self._more(until):
                return None
            until = min(until, time.monotonic() + LINE_SECONDS)
        line, _, rest = bytes(self._came).partition(b"\n")
        self._came = bytearray(rest)
        return line

    def _exactly(self, size: int) -> bytes:
        until = time.monotonic() + SAVED_SECONDS
        while len(self._came) < size:
            if not self._more(until):
                raise StickRefused("not_a_request")
        content, self._came = bytes(self._came[:size]), self._came[size:]
        return content

    def _more(self, until: float) -> bool:
        try:
            self._connection.settimeout(max(0.01, until - time.monotonic()))
            part = self._connection.recv(1 << 16)
        except OSError:
            return False
        self._came += part
        return bool(part) and time.monotonic() < until

    def _send(self, told: Told) -> bool:
        """Whether anybody listens; the next look at the connection ends it otherwise."""
        try:
            self._connection.settimeout(LINE_SECONDS)
            self._connection.sendall(json.dumps(told).encode() + b"\n")
        except OSError:
            return False
        return True


def _request(line: bytes) -> Told:
    try:
        told = json.loads(line)
    except (ValueError, RecursionError):
        raise StickRefused("not_a_request") from None
    if not isinstance(told, dict):
        raise StickRefused("not_a_request")
    return told


def _as_asker(uid: int, work: Callable[[], Told]) -> Told:
    """Raises StickRefused: what the child refused, or that it came to no end."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _child(uid, work, writing)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        said = pipe.read()
    _, status = os.waitpid(child, 0)
    if not said:
        raise StickRefused("slow" if os.WIFSIGNALED(status) else "went_wrong")
    told: Told = json.loads(said)
    if "refused" in told:
        raise StickRefused(str(told["refused"]))
    return told


def _child(uid: int, work: Callable[[], Told], writing: int) -> None:
    """Never returns: nothing of the parent's runs twice."""
    told: Told = {"refused": "went_wrong"}
    try:
        signal.alarm(COPY_SECONDS)
        account = pwd.getpwuid(uid)
        become(Owner(account.pw_uid, account.pw_gid, account.pw_name, account.pw_dir))
        told = work()
    except StickRefused as refused:
        told = {"refused": refused.reason}
    except Exception:  # whatever a stick can bring about: the parent says that it went wrong
        log.exception("a stick could not be read")
    with suppress(OSError), os.fdopen(writing, "wb") as pipe:
        pipe.write(json.dumps(told).encode())
    os._exit(0)


def _written(root: int, name: str, content: bytes) -> None:
    """One new file; on the stick when this returns. Raises StickRefused."""
    try:
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
        descriptor = os.open(name, flags, SAVED_MODE, dir_fd=root)
        try:
            with os.fdopen(descriptor, "wb") as file:
                if stat.S_IMODE(os.fstat(descriptor).st_mode) != SAVED_MODE:  # whatever the unit's umask
                    os.fchmod(descriptor, SAVED_MODE)
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
        except OSError:
            os.unlink(name, dir_fd=root)  # half a file is none
            raise
        os.fsync(root)
    except OSError as error:
        raise StickRefused(_NOT_WRITTEN.get(error.errno or 0, "pulled_out")) from error


class _Seldom:
    """Tells how far it is four times a second, and at the end."""

    def __init__(self, told: tree.Told) -> None:
        self._told, self._next = told, 0.0

    def __call__(self, done: int, of: int) -> None:
        if time.monotonic() >= self._next or done == of:
            self._next = time.monotonic() + 0.25
            self._told(done, of)


def main() -> None:
    """Ends with the connection."""
    journal.begin()
    with socket.socket(fileno=os.dup(0)) as connection:
        Session(connection, Places()).serve()


if __name__ == "__main__":
    main()
