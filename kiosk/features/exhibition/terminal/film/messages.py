"""What a film's process and its player say to each other: records of one length either way.

Nothing of it needs Kivy or libav; both ends import it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from struct import Struct

SLOTS = 4
"""Pictures in the memory that both see: one is drawn from, one is the next, two are made ahead."""
CREDIT = Struct("<d")
"""To the process: one slot is free, and the film is at so many seconds; what is older need not be drawn any more."""
_RECORD = Struct("<BBHHHd")
LENGTH = _RECORD.size
MOST_SIDE = 4096


class Kind(IntEnum):
    HEAD = 1
    FRAME = 2
    END = 3
    REFUSED = 4


class NoMessage(Exception):
    """Not what a film's process says."""


@dataclass(frozen=True, slots=True)
class Message:
    """HEAD: ``width`` and ``height`` in pixels of each picture, by how many degrees it is to be turned clockwise when
    it is drawn, the film's ``seconds`` as its file says, and in ``slot`` 1 where it has sound. FRAME: ``seconds`` from
    the first, and its slot.
    """

    kind: Kind
    slot: int = 0
    turned: int = 0
    width: int = 0
    height: int = 0
    seconds: float = 0.0

    @property
    def has_sound(self) -> bool:
        """Of a HEAD."""
        return self.slot == 1

    def to_bytes(self) -> bytes:
        return _RECORD.pack(self.kind, self.slot, self.turned, self.width, self.height, self.seconds)

    @classmethod
    def of(cls, record: bytes, slot_bytes: int) -> Message:
        """A stranger's word: the process has read a file that may have been made to take it over. Raises NoMessage."""
        kind, slot, turned, width, height, seconds = _RECORD.unpack(record)
        if kind not in tuple(Kind) or slot >= SLOTS or turned not in (0, 90, 180, 270):
            raise NoMessage
        if not 0 <= seconds < 1e9:  # nor is it NaN
            raise NoMessage
        if kind == Kind.HEAD and (not (0 < width <= MOST_SIDE and height) or width * height * 4 > slot_bytes):
            raise NoMessage
        return cls(Kind(kind), slot, turned, width, height, seconds)
