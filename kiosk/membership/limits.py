"""What a child that reads a stranger's file gives up before its first byte: memory, time, files, children.

Import everything first: afterwards no file opens, not even that of a module.
"""

from __future__ import annotations

import resource
from contextlib import suppress


def limit_this_process(*, memory_bytes: int, cpu_seconds: int) -> None:
    """For good. Raises ValueError where a limit of the system is lower already (setrlimit(2))."""
    with suppress(OSError), open("/proc/self/oom_score_adj", "w", encoding="ascii") as file:  # noqa: PTH123
        file.write("1000")  # where memory runs out, this process goes and the hall stays
    for what, most in (
        (resource.RLIMIT_AS, memory_bytes),
        (resource.RLIMIT_CPU, cpu_seconds),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 3),
        (resource.RLIMIT_NPROC, 0),
    ):
        resource.setrlimit(what, (most, most))
