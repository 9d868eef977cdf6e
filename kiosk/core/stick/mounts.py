"""mount(2) and umount(2), with fixed flags: no program is started, so no helper of a file system's own either."""

from __future__ import annotations

import ctypes
import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kiosk.core.stick.file_systems import FileSystem
from kiosk.core.stick.wire import StickRefused

# linux/mount.h
RDONLY, NOSUID, NODEV, NOEXEC, NOSYMFOLLOW, NOATIME = 1, 2, 4, 8, 256, 1024
ALWAYS = NOSUID | NODEV | NOEXEC | NOSYMFOLLOW | NOATIME
DETACH, NOFOLLOW = 2, 8

_REASONS = {
    errno.ENODEV: "foreign",  # this kernel has no such driver
    errno.EROFS: "read_only", errno.EACCES: "read_only",
    errno.EIO: "pulled_out", errno.ENXIO: "pulled_out", errno.ENOMEDIUM: "pulled_out", errno.EBUSY: "in_use",
}  # fmt: skip


def mount(device: str, at: Path, file_system: FileSystem, *, writable: bool = False) -> None:
    """Raises StickRefused."""
    options = file_system.writing if writable else file_system.reading
    if options is None:
        raise StickRefused("read_only")
    flags = ALWAYS | (0 if writable else RDONLY)
    failed = _libc().mount(
        os.fsencode(device), os.fsencode(at), file_system.kind.encode(), ctypes.c_ulong(flags), options.encode()
    )
    if failed:
        raise StickRefused(_REASONS.get(ctypes.get_errno(), "broken"))


def unmount(at: Path) -> None:
    """Everything written has reached the stick when this returns. One that is gone is let go. Raises OSError."""
    if _libc().umount2(os.fsencode(at), NOFOLLOW) and _libc().umount2(os.fsencode(at), NOFOLLOW | DETACH):
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number), str(at))


@contextmanager
def mounted(device: str, at: Path, file_system: FileSystem, *, writable: bool = False) -> Iterator[int]:
    """A descriptor of the root folder of what is mounted, for as long as it is. Raises StickRefused, OSError."""
    mount(device, at, file_system, writable=writable)
    try:
        root = os.open(at, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
        try:
            yield root
        finally:
            os.close(root)
    finally:
        unmount(at)


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)
