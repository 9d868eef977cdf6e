"""What a printer sends back, sorted: status bytes, barrier answers, and strays.

10 04 n        → one byte 0xx1xx10
1D 72 01       → one byte 0xx0xxxx                  (GS r, without an id)
1D 28 48 …     → 37 22 d1 d2 d3 d4 00               (GS ( H, with the job's four characters)
automatic      → four bytes, the first 0xx1xx00     (GS a; switched off, yet some printers start with it on)
XON, XOFF      → 11, 13
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from devices.printer.status import is_status_byte

_JOB_HEAD: Final = b"\x37\x22"
_JOB_BYTES: Final = 7
_AUTOMATIC_BYTES: Final = 4
# The job's characters are chosen so that none of them can be taken for a status byte or a GS r answer if the head of
# its reply was lost.
TAG_LETTERS: Final = b"1359QSUWYqsuwy"


@dataclass(frozen=True, slots=True)
class StatusByte:
    """An answer to `10 04 n`."""

    value: int


@dataclass(frozen=True, slots=True)
class BarrierByte:
    """An answer to `1D 72 01`."""

    value: int


@dataclass(frozen=True, slots=True)
class JobDone:
    """An answer to `1D 28 48`: all before it is done."""

    tag: bytes


Reply = StatusByte | BarrierByte | JobDone


def tag_of(count: int) -> bytes:
    """The four characters of a job's barrier; they repeat after 38,416 jobs."""
    return bytes(TAG_LETTERS[count // len(TAG_LETTERS) ** place % len(TAG_LETTERS)] for place in range(4))


class ReplySorter:
    """Bytes in, replies out; unknown bytes are dropped. Holds at most six bytes."""

    def __init__(self) -> None:
        self._held = bytearray()

    def forget(self) -> None:
        """Drop a reply that was begun."""
        self._held.clear()

    def feed(self, data: bytes) -> Iterator[Reply]:
        """The replies that are complete now, in order."""
        for byte in data:
            self._held.append(byte)
            reply = self._sort()
            if reply is not None:
                yield reply

    def _sort(self) -> Reply | None:
        held = self._held
        if held[:1] == _JOB_HEAD[:1] and held == (_JOB_HEAD + held[2:])[: len(held)]:
            return self._job()
        if held[0] & 0x93 == 0x10:
            if len(held) == _AUTOMATIC_BYTES:
                held.clear()
            return None
        byte = held.pop()
        held.clear()
        if is_status_byte(byte):
            return StatusByte(byte)
        return BarrierByte(byte) if byte & 0x90 == 0 else None

    def _job(self) -> JobDone | None:
        if len(self._held) < _JOB_BYTES:
            return None
        tag, end = bytes(self._held[2:6]), self._held[6]
        self._held.clear()
        return JobDone(tag) if end == 0 else None
