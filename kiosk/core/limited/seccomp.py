"""The system calls that are left to a limited child: a list of what decoding needs, and EPERM for all others.

A list of what is allowed, not of what is forbidden: after its imports a decoder takes memory, reads, writes and ends,
on every Python, glibc and library alike, while the kernel gains a new call with most releases. What a library tries
beyond it fails like a call refused by the system, which they all must bear; only calls of another architecture (32-bit
ones on x86-64) end the process. Numbers: asm/unistd_64.h for x86-64, asm-generic/unistd.h for aarch64.
"""

from __future__ import annotations

import ctypes
import errno
import os
import struct
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kiosk.core.limited.kernel import prctl

_PR_GET_SECCOMP, _PR_SET_SECCOMP, _MODE_FILTER = 21, 22, 2  # linux/prctl.h; a unit's filter lets prctl(2) pass
_ALLOW, _KILL_PROCESS, _REFUSE = 0x7FFF0000, 0x80000000, 0x00050000 | errno.EPERM  # linux/seccomp.h
_LOAD, _EQUAL, _ANY_BIT, _RETURN = 0x20, 0x15, 0x45, 0x06  # linux/bpf_common.h: LD|W|ABS, JMP|JEQ|K, JMP|JSET|K, RET|K
_NUMBER_AT, _ARCHITECTURE_AT, _ARGUMENTS_AT = 0, 4, 16  # struct seccomp_data


@dataclass(frozen=True)
class Machine:
    """AUDIT_ARCH_… of linux/audit.h, and the number of each call."""

    architecture: int
    numbers: Mapping[str, int]


MACHINES = {
    "x86_64": Machine(
        0xC000003E,
        {
            "read": 0, "write": 1, "close": 3, "fstat": 5, "lseek": 8, "mmap": 9, "mprotect": 10, "munmap": 11,
            "brk": 12, "rt_sigreturn": 15, "pread64": 17, "readv": 19, "writev": 20, "sched_yield": 24, "mremap": 25,
            "madvise": 28, "getpid": 39, "exit": 60, "fcntl": 72, "gettimeofday": 96, "gettid": 186, "futex": 202,
            "restart_syscall": 219, "clock_gettime": 228, "clock_getres": 229, "exit_group": 231, "openat": 257,
            "newfstatat": 262, "getrandom": 318, "statx": 332,
        },
    ),
    "aarch64": Machine(
        0xC00000B7,
        {
            "read": 63, "write": 64, "close": 57, "fstat": 80, "lseek": 62, "mmap": 222, "mprotect": 226, "munmap": 215,
            "brk": 214, "rt_sigreturn": 139, "pread64": 67, "readv": 65, "writev": 66, "sched_yield": 124,
            "mremap": 216, "madvise": 233, "getpid": 172, "exit": 93, "fcntl": 25, "gettimeofday": 169, "gettid": 178,
            "futex": 98, "restart_syscall": 128, "clock_gettime": 113, "clock_getres": 114, "exit_group": 94,
            "openat": 56, "newfstatat": 79, "getrandom": 278, "statx": 291,
        },
    ),
}  # fmt: skip

PATHS = ("openat", "newfstatat", "statx", "pread64", "fcntl")
"""Only where one file may be opened. Two of them tell any file's size and times, as Landlock lets them."""

_PROT_EXEC = 4
_READ_ONLY = os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NOCTTY | os.O_NONBLOCK | os.O_NOATIME | 0o100000  # and O_LARGEFILE
_F_GETFD, _F_GETFL = 1, 3

# A call of these passes only when its argument (by place) has none of the bits: flags and protections are 32 bits wide.
_NO_BITS = {"mmap": (2, _PROT_EXEC), "mprotect": (2, _PROT_EXEC), "openat": (2, 0xFFFFFFFF & ~_READ_ONLY)}
# … and of these only when it is one of the values; F_SETOWN, for one, would send signals.
_VALUES = {"fcntl": (1, (_F_GETFD, _F_GETFL))}

Instruction = tuple[int, int, int, int]
"""Code, how far to jump when true and when false, operand (struct sock_filter)."""


def machine() -> Machine | None:
    """Of this process; None where the numbers are not known, and for a 32-bit Python."""
    return MACHINES.get(os.uname().machine) if sys.maxsize > 2**32 else None


def is_there() -> bool:
    """Whether calls can be filtered here, and their numbers are known."""
    try:
        return machine() is not None and prctl(_PR_GET_SECCOMP) >= 0
    except OSError:  # EINVAL: not built in
        return False


def restrict(*, paths: bool) -> None:
    """For good, of this thread; needs no_new_privs. With `paths` files may be opened for reading. Raises OSError."""
    known = machine()
    assert known is not None
    install(program(known, paths=paths))


def install(instructions: Iterable[Instruction]) -> None:
    """For good, of this thread; needs no_new_privs. Raises OSError."""
    code = b"".join(struct.pack("HBBI", *one) for one in instructions)

    class Program(ctypes.Structure):
        """struct sock_fprog."""

        _fields_ = (("length", ctypes.c_ushort), ("code", ctypes.c_char_p))

    prctl(_PR_SET_SECCOMP, _MODE_FILTER, ctypes.byref(Program(len(code) // 8, code)))


def program(known: Machine, *, paths: bool) -> Iterator[Instruction]:
    yield from begin(known)
    for name, number in known.numbers.items():
        if paths or name not in PATHS:
            passing = tuple(_passing(name))
            yield _EQUAL, 0, len(passing), number
            yield from passing
    yield _RETURN, 0, 0, _REFUSE


def begin(known: Machine) -> Iterator[Instruction]:
    """What any filter starts with: calls of another architecture end the process; then the call's number is at hand."""
    yield _LOAD, 0, 0, _ARCHITECTURE_AT
    yield _EQUAL, 1, 0, known.architecture
    yield _RETURN, 0, 0, _KILL_PROCESS
    yield _LOAD, 0, 0, _NUMBER_AT


def refuse(number: int) -> Iterator[Instruction]:
    """The call of this number; on x86-64 also under its second name (x32), which differs by one bit."""
    yield _EQUAL, 0, 1, number
    yield _RETURN, 0, 0, _REFUSE
    yield _EQUAL, 0, 1, number | 0x40000000
    yield _RETURN, 0, 0, _REFUSE


def only_when(number: int, place: int, value: int) -> Iterator[Instruction]:
    """The call passes when its argument (by place) has this value."""
    yield _EQUAL, 0, 4, number
    yield _LOAD, 0, 0, _low_half(place)
    yield _EQUAL, 0, 1, value
    yield _RETURN, 0, 0, _ALLOW
    yield _RETURN, 0, 0, _REFUSE
    yield _EQUAL, 0, 1, number | 0x40000000
    yield _RETURN, 0, 0, _REFUSE


def allow_rest() -> Iterator[Instruction]:
    yield _RETURN, 0, 0, _ALLOW


def _passing(name: str) -> Iterator[Instruction]:
    """What becomes of the call `name`, ending in a return."""
    if name in _NO_BITS:
        place, bits = _NO_BITS[name]
        yield _LOAD, 0, 0, _low_half(place)
        yield _ANY_BIT, 0, 1, bits
        yield _RETURN, 0, 0, _REFUSE
    elif name in _VALUES:
        place, values = _VALUES[name]
        yield _LOAD, 0, 0, _low_half(place)
        for left, value in zip(range(len(values), 0, -1), values, strict=True):
            yield _EQUAL, left, 0, value
        yield _RETURN, 0, 0, _REFUSE
    yield _RETURN, 0, 0, _ALLOW


def _low_half(place: int) -> int:
    """Where the lower 32 bits of an argument lie; both machines are little-endian."""
    return _ARGUMENTS_AT + 8 * place
