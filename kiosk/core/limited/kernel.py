"""The kernel, asked by the C library, where Python has no name for what is asked."""

from __future__ import annotations

import ctypes
import os
from functools import cache

_CAPABILITY_VERSION_3 = 0x20080522  # linux/capability.h


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
