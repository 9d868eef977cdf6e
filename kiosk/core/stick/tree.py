"""The tree on a stick, walked and copied out: regular files alone, nothing through a link, everything bounded.

Runs as the user who asked, never as root: what a stick holds was made by nobody knows whom. A path is walked folder by
folder on opened descriptors, so that what changes under the walk leads nowhere else.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
import stat
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from kiosk.core.stick.wire import Copied, StickRefused

CHUNK_BYTES = 1 << 20
KEPT_FREE_BYTES = 256 << 20  # of the machine's own disk: tickets go on being written
# Names of releases and blobs; whatever a Mac or Windows leaves on a stick has others, and is left out.
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,127}")
_REASONS = {
    errno.EACCES: "unreadable", errno.EPERM: "unreadable", errno.ENOENT: "broken", errno.ELOOP: "broken",
    errno.ENOTDIR: "broken",
}  # fmt: skip
_READING = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC

Told = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much of a stick is looked at and taken. `entries` counts everything that is walked over."""

    entries: int = 20_000
    depth: int = 4
    bytes: int = 4 << 30
    seconds: float = 600.0


@dataclass
class Walk:
    """One walk over a tree. `files`: path in the tree and size; `left_out`: links, devices and odd names."""

    bounds: Bounds = field(default_factory=Bounds)
    files: list[tuple[str, int]] = field(default_factory=list)
    left_out: int = 0
    _entries: int = 0
    _until: float = 0.0

    def over(self, tree: int) -> Walk:
        """`tree`: a descriptor of its folder. Raises StickRefused."""
        self._until = time.monotonic() + self.bounds.seconds
        with _as_refused():
            self._folder(tree, "", 1)
        self.files.sort()
        return self

    @property
    def bytes(self) -> int:
        return sum(size for _, size in self.files)

    def check_time(self) -> None:
        if time.monotonic() > self._until:
            raise StickRefused("slow")

    def _folder(self, folder: int, path: str, depth: int) -> None:
        if depth > self.bounds.depth:
            raise StickRefused("too_deep")
        with os.scandir(folder) as entries:
            for entry in entries:
                self._count()
                found = entry.stat(follow_symlinks=False)
                if not _NAME.fullmatch(entry.name):
                    self.left_out += 1
                elif stat.S_ISREG(found.st_mode):
                    self.files.append((path + entry.name, found.st_size))
                elif stat.S_ISDIR(found.st_mode):
                    with opened(entry.name, folder, os.O_DIRECTORY) as inner:
                        self._folder(inner, f"{path}{entry.name}/", depth + 1)
                else:
                    self.left_out += 1

    def _count(self) -> None:
        self._entries += 1
        if self._entries > self.bounds.entries:
            raise StickRefused("too_many")
        self.check_time()


def copy(tree: int, to: Path, told: Told, bounds: Bounds | None = None) -> Copied:
    """The tree into the folder `to`, in place of what was there. `told`: bytes copied, bytes in all.

    Raises StickRefused; nothing of it is left then.
    """
    walk = Walk(bounds or Bounds()).over(tree)
    if walk.bytes > walk.bounds.bytes:
        raise StickRefused("too_large")
    try:
        _fresh(to)
        _check_room(to, walk.bytes)
        done = 0
        for path, size in walk.files:
            for written in _one(tree, path, size, to):
                done += written
                walk.check_time()
                told(done, walk.bytes)
    except OSError as error:  # of the machine's own disk: those of the stick are refused where they come up
        clear(to)
        raise StickRefused("no_room" if error.errno in (errno.ENOSPC, errno.EDQUOT) else "went_wrong") from error
    except StickRefused:
        clear(to)
        raise
    return Copied(to, len(walk.files), done)


def clear(folder: Path) -> None:
    """Nothing of an earlier copy is left; a link in its place is taken away, not followed. Raises OSError."""
    if folder.is_symlink() or folder.is_file():
        folder.unlink()
    elif folder.exists():
        shutil.rmtree(folder)


def _fresh(folder: Path) -> None:
    clear(folder)
    folder.mkdir(mode=0o700)


def _check_room(folder: Path, wanted: int) -> None:
    found = os.statvfs(folder)
    if found.f_bavail * found.f_frsize < wanted + KEPT_FREE_BYTES:
        raise StickRefused("no_room")


def _one(tree: int, path: str, size: int, to: Path) -> Iterator[int]:
    """Exactly `size` bytes of the file: the walk counted them. Yields how many were written each time."""
    target = to / path
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _along(path.split("/"), tree) as source, target.open("xb") as file:
        if not stat.S_ISREG(os.fstat(source).st_mode):
            raise StickRefused("broken")
        while size:
            part = _read(source, min(CHUNK_BYTES, size))
            size -= len(part)
            file.write(part)
            yield len(part)


def _read(source: int, most: int) -> bytes:
    with _as_refused():
        part = os.read(source, most)
    if not part:  # shorter than it said
        raise StickRefused("broken")
    return part


def _along(parts: list[str], tree: int) -> opened:
    """The file at the end of the way, each folder on it opened by itself."""
    folder, held = tree, []
    try:
        for part in parts[:-1]:
            held.append(opened(part, folder, os.O_DIRECTORY))
            folder = held[-1].descriptor
        return opened(parts[-1], folder)
    finally:
        for one in held:
            one.close()


class opened:  # noqa: N801 - reads as `with opened(…)`
    """A descriptor of something in an opened folder, never of what a link leads to. Raises StickRefused."""

    def __init__(self, name: str, folder: int, flags: int = 0) -> None:
        with _as_refused():
            self.descriptor = os.open(name, _READING | flags, dir_fd=folder)

    def close(self) -> None:
        os.close(self.descriptor)

    def __enter__(self) -> int:
        return self.descriptor

    def __exit__(self, *_: object) -> None:
        self.close()


class _as_refused:  # noqa: N801
    """An error of the stick's own, said by its reason."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, _kind: object, error: object, _trace: object) -> None:
        if isinstance(error, OSError):
            raise StickRefused(_REASONS.get(error.errno or 0, "pulled_out")) from error
