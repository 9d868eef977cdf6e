"""Files outside a hall's folder that a command was told of: a ledger in /root, a report beside it, a copy on a stick.

    outside = as_owner_of(hall.data_dir, ledger, report)    # this process is the hall's user now
    content = outside.open(ledger).read()                   # … and reads what only root may
    outside.place(report, BytesIO(made), new=True)

Where root runs the command, the process that may still open these files touches nothing of the hall: it waits for the
other one, which became the hall's user (`owner`), and hands it opened files for the paths it was given at the
start and for nothing else. What lies in that user's own hands it does not open: a planted link would lead root.
"""

from __future__ import annotations

import ctypes
import errno
import json
import os
import shutil
import signal
import socket
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO, NoReturn

from kiosk.core.process.owner import NotToBeTouched, Owner, become, is_in_hands_of, owner_of, refuse_planted

LONGEST_REQUEST = 16 * 1024  # bytes; a path has at most 4096
PR_SET_PDEATHSIG = 1  # prctl(2)
_NO_LINK = os.O_NOFOLLOW | os.O_CLOEXEC


class Outside:
    """As this process may open them. `base` of a path: the file or folder the command was told of; links are followed
    to it, and never below it.
    """

    def open(self, path: Path, base: Path | None = None) -> BinaryIO:
        """For reading; a regular file. Raises OSError."""
        return os.fdopen(_opened(path, base or path), "rb")

    def place(self, path: Path, content: BinaryIO, base: Path | None = None, *, new: bool = False) -> None:
        """Write a file, readable by its owner only, on the disk when this returns, with the folders below `base` that
        lead to it: whole or not at all. `new`: raises FileExistsError rather than replace one. Raises OSError.
        """
        _place(path, content, base or path, new=new)

    def names_below(self, folder: Path) -> list[str]:
        """The regular files below `folder`, relative to it and sorted; no link is followed. Raises OSError."""
        return _names_below(folder)

    def free_bytes(self, path: Path) -> int:
        """How much may still be written where `path` is to lie. Raises OSError."""
        return _free_bytes(path)


def as_owner_of(folder: Path, *told: Path) -> Outside:
    """Become the owner of `folder` for good, and keep a way to what the command was `told` of: files, or folders with
    all that lies below. Raises NotToBeTouched, OSError.
    """
    owner = owner_of(folder) if os.geteuid() == 0 else None
    if owner is None or not told:
        if owner is not None:
            become(owner)
        if os.geteuid() == 0 or owner is not None:
            refuse_planted(folder)
        return Outside()
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    mine, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    root = os.getpid()
    child = os.fork()
    if child:
        mine.close()
        _Root(theirs, owner, tuple(path.absolute() for path in told)).serve_until_end_of(child)
    theirs.close()
    become(owner)
    _end_with(root)
    refuse_planted(folder)
    return _Asking(mine)


class _Asking(Outside):
    """The hall's user, who asks root's process for what it may not open itself."""

    def __init__(self, channel: socket.socket) -> None:
        self._channel = channel

    def open(self, path: Path, base: Path | None = None) -> BinaryIO:
        given = self._ask({"do": "open"}, path, base)
        return super().open(path, base) if given is None else os.fdopen(given[0], "rb")

    def place(self, path: Path, content: BinaryIO, base: Path | None = None, *, new: bool = False) -> None:
        with _as_descriptor(content) as descriptor:
            if self._ask({"do": "place", "new": new}, path, base, descriptor) is None:
                super().place(path, content, base, new=new)

    def names_below(self, folder: Path) -> list[str]:
        given = self._ask({"do": "names"}, folder, None)
        if given is None:
            return super().names_below(folder)
        with os.fdopen(given[0], "rb") as listed:
            return list(json.load(listed))

    def free_bytes(self, path: Path) -> int:
        given = self._ask({"do": "free"}, path, None)
        if given is None:
            return super().free_bytes(path)
        with os.fdopen(given[0], "rb") as told:
            return int(json.load(told))

    def _ask(self, what: dict[str, Any], path: Path, base: Path | None, *descriptors: int) -> list[int] | None:
        """The descriptors that root's process gives; None where it leaves the path to this one."""
        told = what | {"path": str(path.absolute()), "base": str((base or path).absolute())}
        socket.send_fds(self._channel, [json.dumps(told).encode()], [*descriptors])
        said, given, _, _ = socket.recv_fds(self._channel, LONGEST_REQUEST, 1)
        answer = json.loads(said) if said else {"errno": errno.EPIPE}
        if "errno" in answer:
            raise OSError(answer["errno"], os.strerror(answer["errno"]), str(path))
        return None if "yours" in answer else given


class _Root:
    """The process that stays root. It believes nothing that the other one says: that one reads what strangers wrote."""

    def __init__(self, channel: socket.socket, owner: Owner, told: tuple[Path, ...]) -> None:
        self._channel, self._owner, self._told = channel, owner, told

    def serve_until_end_of(self, child: int) -> NoReturn:
        """Leaves as the child leaves; Ctrl-C is the child's to hear, other endings are passed on to it."""
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        for number in (signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, lambda told, _frame: os.kill(child, told))
        with suppress(OSError):  # it ended in the middle of a word
            while self._answer_one():
                pass
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        os._exit(status if status >= 0 else 128 - status)

    def _answer_one(self) -> bool:
        said, given, _, _ = socket.recv_fds(self._channel, LONGEST_REQUEST, 1)
        if not said:
            return False
        answer, descriptors = self._answered(said, given)
        socket.send_fds(self._channel, [json.dumps(answer).encode()], descriptors)
        for one in (*given, *descriptors):
            os.close(one)
        return True

    def _answered(self, said: bytes, given: list[int]) -> tuple[dict[str, Any], list[int]]:
        try:
            told = json.loads(said)
            path, base = self._granted(told["path"], told["base"])
            if is_in_hands_of(self._owner, path):
                return {"yours": True}, []
            return {}, self._done(told, path, base, given)
        except (OSError, NotToBeTouched) as error:
            return {"errno": getattr(error, "errno", None) or errno.ELOOP}, []
        except (ValueError, KeyError, TypeError, IndexError, RecursionError):
            return {"errno": errno.EINVAL}, []

    def _granted(self, path: str, base: str) -> tuple[Path, Path]:
        wanted, told = Path(path), Path(base)
        if told not in self._told or not wanted.is_relative_to(told) or ".." in wanted.relative_to(told).parts:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return wanted, told

    def _done(self, told: dict[str, Any], path: Path, base: Path, given: list[int]) -> list[int]:
        match told["do"]:
            case "open":
                return [_opened(path, base)]
            case "names":
                return [_as_json(_names_below(path))]
            case "free":
                return [_as_json(_free_bytes(path))]
            case "place":
                with os.fdopen(os.dup(given[0]), "rb") as content:
                    _place(path, content, base, new=bool(told["new"]))
                return []
        raise ValueError(told["do"])


# -- the files themselves ---------------------------------------------------------------------


def place_whole(target: Path, write: Callable[[BinaryIO], object]) -> None:
    """Write `target` through a file beside it: whole or not at all, on the disk when this returns. Raises OSError."""
    folder = os.open(target.parent, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        _place_whole(folder, target.name, write)
    finally:
        os.close(folder)


def _opened(path: Path, base: Path) -> int:
    if path == base:
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    else:
        with _folder(path, base) as folder:
            descriptor = os.open(path.name, os.O_RDONLY | os.O_NONBLOCK | _NO_LINK, dir_fd=folder)
    kind = os.fstat(descriptor).st_mode
    if not stat.S_ISREG(kind):  # a pipe would hold us for ever
        os.close(descriptor)
        number = errno.EISDIR if stat.S_ISDIR(kind) else errno.EINVAL
        raise OSError(number, os.strerror(number), str(path))
    return descriptor


@contextmanager
def _folder(path: Path, base: Path, *, make: bool = False) -> Iterator[int]:
    """The folder that holds `path`, opened step by step from `base` down, where no step may be a link."""
    below = path.relative_to(base).parts
    steps = (base.name, *below)[:-1]
    folder = os.open(base.parent, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        for at, name in enumerate(steps):
            if make:
                with suppress(FileExistsError):
                    os.mkdir(name, 0o700, dir_fd=folder)
                    _give_to_owner_of(folder, os.open(name, os.O_RDONLY | os.O_DIRECTORY | _NO_LINK, dir_fd=folder))
            follow = 0 if at == 0 else os.O_NOFOLLOW  # the command was told of the first one, link or not
            deeper = os.open(name, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC | follow, dir_fd=folder)
            os.close(folder)
            folder = deeper
        yield folder
    finally:
        os.close(folder)


def _place(path: Path, content: BinaryIO, base: Path, *, new: bool) -> None:
    with _folder(path, base, make=True) as folder:
        if new:
            _place_new(folder, path.name, content)
        else:
            _place_whole(folder, path.name, lambda to: shutil.copyfileobj(content, to, 1 << 20))


def _place_new(folder: int, name: str, content: BinaryIO) -> None:
    descriptor = os.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _NO_LINK, 0o600, dir_fd=folder)
    try:
        _write(descriptor, folder, lambda to: shutil.copyfileobj(content, to, 1 << 20))
    except BaseException:
        os.unlink(name, dir_fd=folder)
        raise
    os.fsync(folder)


def _place_whole(folder: int, name: str, write: Callable[[BinaryIO], object]) -> None:
    staged = f"{name}.partial"
    with suppress(FileNotFoundError):
        os.unlink(staged, dir_fd=folder)
    descriptor = os.open(staged, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _NO_LINK, 0o600, dir_fd=folder)
    try:
        _write(descriptor, folder, write)
        os.replace(staged, name, src_dir_fd=folder, dst_dir_fd=folder)
    except BaseException:
        with suppress(OSError):
            os.unlink(staged, dir_fd=folder)
        raise
    os.fsync(folder)


def _write(descriptor: int, folder: int, write: Callable[[BinaryIO], object]) -> None:
    with os.fdopen(descriptor, "wb") as to:
        write(to)
        to.flush()
        _give_to_owner_of(folder, os.dup(descriptor))
        os.fsync(descriptor)


def _give_to_owner_of(folder: int, made: int) -> None:
    """What root leaves in somebody's folder is theirs; what was opened is given, whatever has its name by now."""
    owner = os.fstat(folder)
    try:
        if os.geteuid() == 0 and os.fstat(made).st_uid != owner.st_uid:
            os.fchown(made, owner.st_uid, owner.st_gid)
    finally:
        os.close(made)


def _as_json(value: Any) -> int:
    """A descriptor of a file in memory that holds it."""
    held = os.memfd_create("told")
    with os.fdopen(os.dup(held), "w") as to:
        json.dump(value, to)
    os.lseek(held, 0, os.SEEK_SET)
    return held


def _free_bytes(path: Path) -> int:
    room = os.statvfs(path.parent)
    return room.f_bavail * room.f_frsize


def _names_below(folder: Path) -> list[str]:
    if not folder.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(folder))
    found = (Path(place, name) for place, _, files in os.walk(folder) for name in files)
    return sorted(str(path.relative_to(folder)) for path in found if stat.S_ISREG(path.lstat().st_mode))


@contextmanager
def _as_descriptor(content: BinaryIO) -> Iterator[int]:
    """Of a file its own; of what is in memory a file in memory."""
    if not isinstance(content, BytesIO):
        yield content.fileno()
        return
    held = os.memfd_create("content")
    try:
        with os.fdopen(os.dup(held), "wb") as to:
            to.write(content.getbuffer())
        os.lseek(held, 0, os.SEEK_SET)
        yield held
    finally:
        os.close(held)


def _end_with(root: int) -> None:
    """Killed, root's process leaves nobody behind who would go on holding the hall's lock."""
    ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != root:
        os._exit(1)
