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


def place_of(pid: int) -> Path:
    """The folder in /proc of a process of this container."""
    return _here()[pid][0]


def below(pid: int | None) -> set[int]:
    """The children of a process of this container, and theirs."""
    here = _here()
    outer = {place.name: own for own, (place, _) in here.items()}
    parents = {own: outer.get(status["PPid"]) for own, (_, status) in here.items()}
    found, more = set[int](), {pid or -1}
    while more := {child for child, parent in parents.items() if parent in more}:
        found |= more
    return found


def is_running(pid: int) -> bool:
    """Of a process of this container; one that has ended and is not waited for is not."""
    here = _here()
    return pid in here and not here[pid][1]["State"].startswith("Z")


def _here() -> dict[int, tuple[Path, dict[str, str]]]:
    """By its own id: what is as deep in containers as this process."""
    found = {place.name: (place, status) for place, status in _statuses()}
    depth = len(found[os.readlink(PROC / "self")][1]["NSpid"].split())  # noqa: PTH115
    return {_own_id(one[1]): one for one in found.values() if len(one[1]["NSpid"].split()) == depth}


def _statuses() -> Iterator[tuple[Path, dict[str, str]]]:
    for place in PROC.iterdir():
        if place.name.isdigit():
            with suppress(FileNotFoundError, ProcessLookupError):  # it ended while this was read
                lines = (place / "status").read_text(encoding="utf-8", errors="replace").splitlines()
                yield place, dict(line.split(":\t", 1) for line in lines if ":\t" in line)


def _own_id(status: dict[str, str]) -> int:
    return int(status["NSpid"].split()[-1])
