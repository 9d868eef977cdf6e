"""The processes that this one has started and not yet waited for.

In a container the /proc in front may be the machine's own: it counts processes as the machine does, the process itself
as its container does.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

PROC = Path("/proc")


def children() -> set[int]:
    """Their ids, as `os.kill` takes them. By the parent that each of the machine's processes names, not by
    `/proc/self/task/*/children`: those are told by thread, and the children of a thread that ends meanwhile go to one
    that was read before.
    """
    own = os.readlink(PROC / "self")  # noqa: PTH115
    return {_own_id(status) for _, status in _statuses() if status["PPid"] == own}


def proc_of(pid: int) -> Path:
    """Its folder in /proc."""
    parent = os.readlink(PROC / "self")  # noqa: PTH115
    return next(
        place for place, status in _statuses() if _own_id(status) == pid and parent in (status["PPid"], place.name)
    )


def _statuses() -> Iterator[tuple[Path, dict[str, str]]]:
    for place in PROC.iterdir():
        if place.name.isdigit():
            with suppress(FileNotFoundError, ProcessLookupError):  # it ended while this was read
                lines = (place / "status").read_text(encoding="utf-8", errors="replace").splitlines()
                yield place, dict(line.split(":\t", 1) for line in lines if ":\t" in line)


def _own_id(status: dict[str, str]) -> int:
    return int(status["NSpid"].split()[-1])
