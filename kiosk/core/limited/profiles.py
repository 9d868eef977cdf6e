"""The profiles, and the doors they close. Import everything first: afterwards not even a module's file opens."""

from __future__ import annotations

import errno
import os
import resource
import stat
from contextlib import suppress
from pathlib import Path

from kiosk.core.limited import landlock, seccomp
from kiosk.core.limited.given import given
from kiosk.core.limited.kernel import drop_capabilities, prctl

_FIRST_USER, _USERS = 61_184, 4_336
"""Users that systemd lends to services for a while (DynamicUser=): never a person's, owner of nothing."""
_STANDARD = 3  # stdin, stdout, stderr
_OF_A_FOLDER = _STANDARD + 8  # a library holds a workbook and its parts open at once
_PR_SET_DUMPABLE, _PR_SET_NO_NEW_PRIVS = 4, 38  # linux/prctl.h


class NotAlone(Exception):
    """Another thread runs already, and would stay outside the doors."""


def bytes_only(*, memory_bytes: int, cpu_seconds: int) -> None:
    """Its input comes on descriptors that it already has; it gains none, for good.

    Raises ValueError where a limit of the system is lower already (setrlimit(2)), NotAlone, OSError.
    """
    _close_doors(memory_bytes, cpu_seconds, None)


def one_file(path: Path, *, memory_bytes: int, cpu_seconds: int) -> None:
    """`path`, no link, may be opened for reading, by as many handles as one; nothing else may, for good.

    Where root starts it the file must be readable for everybody, since the child is another user then. Without Landlock
    whatever that user may read can be opened. Raises as `bytes_only`.
    """
    _close_doors(memory_bytes, cpu_seconds, path)


def one_folder(path: Path, *, memory_bytes: int, cpu_seconds: int) -> None:
    """What lies in `path`, a folder and no link, may be opened for reading, a few files at a time; nothing else may.

    A link in it that leads elsewhere opens nothing: Landlock asks where a file is, not by which way it was come to.
    Where root starts it the folder must be readable for everybody. Raises as `bytes_only`.
    """
    _close_doors(memory_bytes, cpu_seconds, path, descriptors=_OF_A_FOLDER)


def _close_doors(memory_bytes: int, cpu_seconds: int, path: Path | None, descriptors: int = _STANDARD + 1) -> None:
    kernel = given()
    with suppress(OSError), open("/proc/self/oom_score_adj", "w", encoding="ascii") as file:  # noqa: PTH123
        file.write("1000")  # where memory runs out, this process goes and the hall stays
    _be_alone()
    os.closerange(_STANDARD, os.sysconf("SC_OPEN_MAX"))
    os.environ.clear()
    prctl(_PR_SET_NO_NEW_PRIVS, 1)
    leave_root()
    drop_capabilities()
    prctl(_PR_SET_DUMPABLE, 0)
    readable = None if path is None else _opened(path, folder=descriptors == _OF_A_FOLDER)
    if kernel.landlock:
        landlock.restrict(kernel.landlock, readable)
    if readable is not None:
        os.close(readable)
    _limit(memory_bytes, cpu_seconds, descriptors=0 if path is None else descriptors)
    if kernel.seccomp:
        seccomp.restrict(paths=path is not None)


def _be_alone() -> None:
    """Landlock and the filter hold for one thread. Raises NotAlone."""
    with suppress(FileNotFoundError):  # no /proc here
        if len(os.listdir("/proc/self/task")) > 1:  # noqa: PTH208
            raise NotAlone


def leave_root() -> None:
    """Another user for each child, so that one cannot signal the next where the kernel gives no more than that."""
    if 0 not in os.getresuid():
        return
    os.seteuid(0)
    own = lent_user()
    os.setgroups(())
    os.setresgid(own, own, own)
    os.setresuid(own, own, own)


def lent_user() -> int:
    """The user that this process becomes where root starts it."""
    return _FIRST_USER + os.getpid() % _USERS


def _opened(path: Path, *, folder: bool) -> int:
    """A descriptor of the file itself: a folder's stands for all that lies in it. Raises OSError."""
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    mode = os.fstat(descriptor).st_mode
    if not (stat.S_ISDIR(mode) if folder else stat.S_ISREG(mode)):
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL), str(path))
    return descriptor


def _limit(memory_bytes: int, cpu_seconds: int, *, descriptors: int) -> None:
    for what, most in (
        (resource.RLIMIT_AS, memory_bytes),
        (resource.RLIMIT_CPU, cpu_seconds),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NPROC, 0),
        (resource.RLIMIT_NOFILE, descriptors),  # of numbers, so that closing one that is open frees none below it
    ):
        resource.setrlimit(what, (most, most))
