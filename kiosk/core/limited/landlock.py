"""Landlock: no file, no TCP, no signal to others, except that one file may be read (landlock(7))."""

from __future__ import annotations

import ctypes
import errno
import os
from collections.abc import Iterable
from pathlib import Path

from kiosk.core.limited.kernel import call

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446  # the same on every architecture
_VERSION = 1
_LACKING = (errno.ENOSYS, errno.EOPNOTSUPP, errno.EPERM)
"""Not built in, not switched on at boot, or kept back by a filter around this process (a container's, a unit's)."""
_PATH_BENEATH = 1
_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR = 1 << 0, 1 << 1, 1 << 2, 1 << 3
_READ_AND_RUN = _EXECUTE | _READ_FILE | _READ_DIR
_OF_FILES = _EXECUTE | _WRITE_FILE | _READ_FILE | 1 << 14 | 1 << 15  # and truncate, ioctl: all else is of folders

# Rights by the version of the interface that brought them; what is named and not granted is refused.
_FILE_RIGHTS = {1: 13, 2: 14, 3: 15, 5: 16}  # the first so many bits: up to MAKE_SYM, REFER, TRUNCATE, IOCTL_DEV
_TCP_SINCE, _TCP = 4, 0b11  # bind, connect
_SCOPE_SINCE, _SCOPE = 6, 0b11  # abstract Unix sockets, signals


class _Ruleset(ctypes.Structure):
    """struct landlock_ruleset_attr, as version 6 has it; an older kernel is given its beginning."""

    _fields_ = (("files", ctypes.c_uint64), ("tcp", ctypes.c_uint64), ("scope", ctypes.c_uint64))


class _PathBeneath(ctypes.Structure):
    """struct landlock_path_beneath_attr."""

    _pack_ = 1
    _layout_ = "ms"  # what packing means; Python 3.14 wants it said
    _fields_ = (("allowed", ctypes.c_uint64), ("descriptor", ctypes.c_int32))


def version() -> int:
    """Of the kernel's interface; 0 where there is none. Raises OSError."""
    try:
        return call(_CREATE_RULESET, None, 0, _VERSION)
    except OSError as error:
        if error.errno not in _LACKING:
            raise
        return 0


def restrict(version: int, readable: int | None = None) -> None:
    """For good, of this thread and what it starts. `readable`: descriptor of a file that may be opened to be read.

    Raises OSError.
    """
    rules = _ruleset(version)
    if readable is not None:
        _allow(rules, readable, _READ_FILE)
    call(_RESTRICT_SELF, rules, 0)
    os.close(rules)


def restrict_to(version: int, allowed: Iterable[tuple[Path, int]]) -> None:
    """As `restrict`, with rights beneath several paths; a file has only rights that files have. Raises OSError."""
    rules = _ruleset(version)
    for path, rights in allowed:
        opened = os.open(path, os.O_PATH | os.O_CLOEXEC)
        _allow(rules, opened, rights)
        os.close(opened)
    call(_RESTRICT_SELF, rules, 0)
    os.close(rules)


def confine(version: int, reading: Iterable[Path], writing: Iterable[Path]) -> None:
    """For good, as `restrict`: files below the folders `reading` may be read and run, those below `writing` changed.

    A folder that is not there is no way in. Needs no_new_privs. Raises OSError.
    """
    every = every_file_right(version)
    restrict_to(version, (
        (path, rights if path.is_dir() else rights & _OF_FILES & every)
        for paths, rights in ((reading, _READ_AND_RUN), (writing, every))
        for path in paths if path.exists()
    ))  # fmt: skip


def every_file_right(version: int) -> int:
    return (1 << next(bits for since, bits in sorted(_FILE_RIGHTS.items(), reverse=True) if version >= since)) - 1


def _ruleset(version: int) -> int:
    """Everything refused. Raises OSError."""
    has_tcp, has_scope = version >= _TCP_SINCE, version >= _SCOPE_SINCE
    asked = _Ruleset(every_file_right(version), _TCP * has_tcp, _SCOPE * has_scope)
    return call(_CREATE_RULESET, ctypes.byref(asked), 8 + 8 * has_tcp + 8 * has_scope, 0)


def _allow(rules: int, opened: int, rights: int) -> None:
    call(_ADD_RULE, rules, _PATH_BENEATH, ctypes.byref(_PathBeneath(rights, opened)), 0)
