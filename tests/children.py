"""The processes that this one has started and not yet waited for."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path


def children() -> set[int]:
    """Their ids. By the parent that each of the machine's processes names, not by `/proc/self/task/*/children`: those
    are told by thread, and the children of a thread that ends meanwhile go to one that was read before.
    """
    own, found = os.getpid(), set[int]()
    for place in Path("/proc").iterdir():
        if place.name.isdigit():
            with suppress(FileNotFoundError, ProcessLookupError):  # it ended while this was read
                told = (place / "stat").read_bytes().rpartition(b")")[2]  # its name may have spaces and brackets
                if int(told.split()[1]) == own:
                    found.add(int(place.name))
    return found
