"""How much more a hall's drafts may take: what the hall allows them, and never the disk's last room, in which the hall
gives out its numbers.

    room = Room(home / "packs" / "drafts", quota_bytes).now()
    room.left, room.used, room.quota
"""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

KEPT_FREE_BYTES = 512 << 20
"""For the hall's own database and its copies."""


@dataclass(frozen=True, slots=True)
class RoomNow:
    """In bytes. `left`: what may still come, never below 0."""

    used: int
    quota: int
    left: int


class Room:
    """`quota` 0: as much as the disk has."""

    def __init__(self, folder: Path, quota_bytes: int = 0, kept_free_bytes: int = KEPT_FREE_BYTES) -> None:
        self._folder, self._quota, self._kept_free = folder, quota_bytes, kept_free_bytes

    def now(self) -> RoomNow:
        """Blocks for as long as it takes to look at each file's size. Raises OSError."""
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        used, free = _used(self._folder), shutil.disk_usage(self._folder).free
        left = free - self._kept_free
        if self._quota:
            left = min(left, self._quota - used)
        return RoomNow(used, self._quota or used + max(0, left), max(0, left))


def _used(folder: Path) -> int:
    """A file of several names counts once."""
    sizes: dict[int, int] = {}
    for place, _, names in os.walk(folder):
        for name in names:
            try:
                found = Path(place, name).stat(follow_symlinks=False)
            except FileNotFoundError:  # it was on its way, and has arrived
                continue
            sizes[found.st_ino] = found.st_size
    return sum(sizes.values())
