"""What this kernel gives a limited child, and how it is asked: by the C library, without a package for it."""

from __future__ import annotations

import ctypes
import errno
import os
from dataclasses import dataclass
from functools import cache

LANDLOCK_CREATE_RULESET = 444  # landlock(7); the same number on every architecture
_CREATE_RULESET_VERSION = 1
_PR_GET_SECCOMP = 21
_CAPABILITY_VERSION_3 = 0x20080522  # linux/capability.h
_LACKING = (errno.ENOSYS, errno.EOPNOTSUPP, errno.EINVAL, errno.EPERM)
"""Not built in, switched off at boot, or kept from us by a filter around this process (a container, a unit)."""


@dataclass(frozen=True)
class Given:
    """landlock: the version of its interface, 0 without it. seccomp: whether system calls can be filtered."""

    landlock: int
    seccomp: bool


@cache
def given() -> Given:
    from kiosk.limited import seccomp

    return Given(_landlock_version(), seccomp.machine() is not None and _has_seccomp())


def call(number: int, *arguments: object) -> int:
    """A system call by its number. Raises OSError."""
    # Through a va_list: an int would be passed as 32 bits, with whatever stood above it.
    plain = [ctypes.c_long(one) if isinstance(one, int) else one for one in arguments]
    return _checked(_libc().syscall(ctypes.c_long(number), *plain))


def prctl(option: int, *arguments: object) -> int:
    """prctl(2) with all five arguments: the kernel refuses some options when the unused ones are not 0."""
    plain = [ctypes.c_ulong(one) if isinstance(one, int) else one for one in arguments]
    return _checked(_libc().prctl(ctypes.c_int(option), *plain, *[ctypes.c_ulong(0)] * (4 - len(plain))))


def drop_capabilities() -> None:
    """All of this thread. Raises OSError."""
    header = (ctypes.c_uint32 * 2)(_CAPABILITY_VERSION_3, 0)
    held = (ctypes.c_uint32 * 6)()  # effective, permitted, inheritable; twice 32 bits
    _checked(_libc().capget(header, held))
    if any(held):  # kiosk-hall.service has none, and its filter refuses the call that gives them up
        _checked(_libc().capset(header, (ctypes.c_uint32 * 6)()))


@cache
def _libc() -> ctypes.CDLL:
    libc = ctypes.CDLL(None, use_errno=True)
    libc.syscall.restype = ctypes.c_long
    return libc


def _checked(result: int) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    return result


def _landlock_version() -> int:
    try:
        return call(LANDLOCK_CREATE_RULESET, None, 0, _CREATE_RULESET_VERSION)
    except OSError as error:
        if error.errno not in _LACKING:
            raise
        return 0


def _has_seccomp() -> bool:
    try:
        return prctl(_PR_GET_SECCOMP) >= 0
    except OSError:
        return False
