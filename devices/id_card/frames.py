"""SDT frames between a terminal and the SAM module of a card reader.

    AA AA AA 96 69 | LEN | SW1 SW2 SW3 DATA… | CHK        LEN: 2 bytes, big-endian, counts all after itself
                                                          CHK: XOR of LEN … last data byte

The parser is fed bytes as they come and never raises. It finds frames again after noise, cut and over-long frames and
after preambles damaged in their first bytes (`AA 00 AA AA 96 69` was logged in the field): a frame is looked for by
the last two bytes of the preamble alone, and must then have a possible length and a right checksum.
"""

from dataclasses import dataclass
from functools import reduce
from operator import xor
from typing import Final

PREAMBLE: Final = bytes.fromhex("AAAAAA9669")
_SYNC: Final = PREAMBLE[3:]
_LEN_BYTES: Final = 2
_SHORTEST: Final = 4  # SW1 SW2 SW3 CHK
LONGEST: Final = 2314  # read base + fingerprint with 1,024 finger bytes is 2,321 bytes from preamble to checksum
_FEED_BYTES: Final = 4096


def checksum(body: bytes) -> int:
    """XOR over LEN and all data bytes."""
    return reduce(xor, body, 0)


def request(command: int, parameter: int, data: bytes = b"") -> bytes:
    """The bytes of one request."""
    length = 3 + len(data)
    body = length.to_bytes(_LEN_BYTES, "big") + bytes((command, parameter)) + data
    return PREAMBLE + body + bytes((checksum(body),))


@dataclass(frozen=True, slots=True, repr=False)
class Frame:
    """One whole reply. `repr` keeps the data back: it may be a person's."""

    sw1: int
    sw2: int
    sw3: int
    data: bytes

    def __repr__(self) -> str:
        return f"<Frame {self.sw1:02X} {self.sw2:02X} {self.sw3:02X}, {len(self.data)} bytes>"


class FrameParser:
    """Bytes in, whole frames out. Holds at most one frame and one piece of input (under 8 KB) at any time."""

    def __init__(self, longest: int = LONGEST) -> None:
        self._longest = longest
        self._held = bytearray()

    @property
    def held_bytes(self) -> int:
        """How many bytes wait for the rest of their frame."""
        return len(self._held)

    def forget(self) -> None:
        """Drop a frame that was begun: its rest will not come any more."""
        self._held.clear()

    def feed(self, data: bytes) -> list[Frame]:
        """The frames that are complete now, in order."""
        frames: list[Frame] = []
        for start in range(0, len(data), _FEED_BYTES):
            self._held += data[start : start + _FEED_BYTES]
            while (frame := self._next()) is not None:
                frames.append(frame)
        return frames

    def _next(self) -> Frame | None:
        """Take the first whole frame off the held bytes; None when more bytes are needed."""
        while self._to_sync():
            length = int.from_bytes(self._held[2:4], "big")
            end = 2 + _LEN_BYTES + length
            if not _SHORTEST <= length <= self._longest or self._another_begins(end):
                del self._held[: len(_SYNC)]
                continue
            if len(self._held) < end:
                return None
            body = bytes(self._held[2:end])
            if checksum(body) == 0:  # the XOR of a body and its own checksum
                # If the frame was cut and passed by accident, its last byte may be the next one's sync: kept for that.
                del self._held[: end - body.endswith(_SYNC[:1])]
                return Frame(body[2], body[3], body[4], body[5:-1])
            del self._held[: len(_SYNC)]
        return None

    def _to_sync(self) -> bool:
        """Drop all before the first sync bytes. False when there is none with its length behind it."""
        at = self._held.find(_SYNC)
        if at < 0:
            keep = 1 if self._held.endswith(_SYNC[:1]) else 0
            del self._held[: len(self._held) - keep]
            return False
        del self._held[:at]
        return len(self._held) >= len(_SYNC) + _LEN_BYTES

    def _another_begins(self, end: int) -> bool:
        """Whether a preamble begins inside this frame: then this one was cut or its length is wrong. By chance it
        happens inside one photo in 10⁹."""
        return self._held.find(PREAMBLE, len(_SYNC), end + len(PREAMBLE) - 1) >= 0
