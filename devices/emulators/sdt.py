"""The reader's side of the SDT protocol: requests taken apart, replies put together."""

from dataclasses import dataclass
from typing import Final

PREAMBLE: Final = b"\xaa\xaa\xaa\x96\x69"
_LONGEST_REQUEST: Final = 64


@dataclass(frozen=True, slots=True)
class Request:
    """One request; `fault` is the SW3 to answer at once (10 checksum, 11 length), or 0."""

    command: bytes
    fault: int = 0


def reply(sw3: int, data: bytes = b"", sw1: int = 0, sw2: int = 0) -> bytes:
    """The bytes of one reply."""
    body = bytearray((len(data) + 4).to_bytes(2, "big"))
    body += bytes((sw1, sw2, sw3)) + data
    check = 0
    for byte in body:
        check ^= byte
    return PREAMBLE + bytes(body) + bytes((check,))


class RequestReader:
    """Takes bytes one by one and tells each whole request."""

    def __init__(self) -> None:
        self._matched = 0
        self._body = bytearray()

    def feed(self, data: bytes) -> list[Request]:
        return [request for byte in data if (request := self._take(byte)) is not None]

    def _take(self, byte: int) -> Request | None:
        if self._matched < len(PREAMBLE):
            self._match(byte)
            return None
        self._body.append(byte)
        if len(self._body) < 2:
            return None
        length = int.from_bytes(self._body[:2], "big")
        if length < 3 or length > _LONGEST_REQUEST:
            return self._whole(0x11)
        if len(self._body) < 2 + length:
            return None
        check = 0
        for value in self._body:
            check ^= value
        return self._whole(0x10 if check else 0)

    def _match(self, byte: int) -> None:
        if byte == PREAMBLE[self._matched]:
            self._matched += 1
        elif not (byte == 0xAA and self._matched == 3):  # a fourth AA still ends in three
            self._matched = 1 if byte == 0xAA else 0

    def _whole(self, fault: int) -> Request:
        request = Request(bytes(self._body[2:4]), fault)
        self._matched = 0
        self._body.clear()
        return request
