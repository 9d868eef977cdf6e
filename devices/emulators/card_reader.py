"""A card reader with a SAM module, as its driver sees it, with faults on command."""

import random
import time
from collections import deque
from enum import StrEnum
from pathlib import Path
from typing import Final, Self

from devices.emulators.people import DemoCard
from devices.emulators.pty_device import PtyDevice
from devices.emulators.sdt import PREAMBLE, Request, RequestReader, reply

SAM_ID: Final = "05.01-20200101-0000000001-0000000002"
_SAM_ID_BYTES: Final = b"".join(
    value.to_bytes(size, "little") for value, size in ((5, 2), (1, 2), (20200101, 4), (1, 4), (2, 4))
)
# A photo begins so; the rest is invented noise, since nobody may decode it.
_PHOTO: Final = bytes.fromhex("574C66007E0032") + random.Random(2).randbytes(1024 - 7)
_FINGERS: Final = (0, 512, 1024)
_LOG_LINES: Final = 200


class Damage(StrEnum):
    """What can happen to a reply on its way."""

    PREAMBLE = "preamble"  # AA 00 AA AA 96 69 …, as logged in the field
    NOISE = "noise"  # stray bytes in front
    CUT = "cut"  # only the first half arrives
    OVERLONG = "overlong"  # LEN says more than there is
    CHECKSUM = "checksum"
    FLIPPED = "flipped"  # one bit in the middle
    MERGED = "merged"  # a foreign frame in the same read
    SPLIT = "split"  # one byte at a time
    LATE = "late"  # kept back and sent in front of the next reply


class CardReaderEmulator(PtyDevice):
    """A reader on a pty.

    `silent` and `slow_seconds` may be set at any time; `damage` and `refuse` count replies. `fingers` is the number of
    finger bytes that `30 10` brings (0, 512 or 1024). `log` keeps the last exchanges without any card's data.
    """

    def __init__(self, link: Path | None = None, *, fingers: int = 0) -> None:
        super().__init__(link, "card-reader")
        if fingers not in _FINGERS:
            raise ValueError(f"{fingers} finger bytes: a card has {_FINGERS}")
        self.silent = False
        self.slow_seconds = 0.0
        self.baud_code = 0
        self.log: deque[str] = deque(maxlen=_LOG_LINES)
        self.requests: dict[bytes, int] = {}  # command → how often it was asked
        self._fingers = fingers
        self._reader = RequestReader()
        self._outgoing: list[tuple[float, bytes]] = []
        self._damages: deque[tuple[bytes, Damage]] = deque()  # of which command (empty: any)
        self._refusals: dict[bytes, int] = {}
        self._late = b""
        self._card: DemoCard | None = None
        self._power_up()

    def _power_up(self) -> None:
        self._spent = False  # a card read well or read wrongly is not found again until it is lifted
        self._selected = False

    def plug_in(self) -> None:
        """Make a new pty. The module starts afresh and finds a card that still lies there once more."""
        with self.changed:
            if not self.plugged:
                self._power_up()
            super().plug_in()

    @property
    def card(self) -> DemoCard | None:
        """What lies on the reader."""
        return self._card

    def put(self, card: DemoCard) -> Self:
        """Lay a card on the reader (in place of another one)."""
        with self.changed:
            self._power_up()
            self._card = card
            self.log.append("放上")
            self.changed.notify_all()
        return self

    def lift(self) -> None:
        """Take the card away."""
        with self.changed:
            self._power_up()
            self._card = None
            self.log.append("拿开")
            self.changed.notify_all()

    def damage(self, kind: Damage, replies: int = 1, command: str = "") -> None:
        """Spoil the next replies, or the next ones to that command (hex, "3001")."""
        with self.changed:
            self._damages.extend([(bytes.fromhex(command), kind)] * replies)

    def refuse(self, command: str, sw3: int) -> None:
        """Answer the next such command (hex, "3001") with an error."""
        with self.changed:
            self._refusals[bytes.fromhex(command)] = sw3

    def due(self, command: str) -> Damage | int | None:
        """What awaits the next such command (hex): an error code, a damage, or nothing."""
        with self.changed:
            code = bytes.fromhex(command)
            waiting = (kind for wanted, kind in self._damages if wanted in (b"", code))
            return self._refusals.get(code) or next(waiting, None)

    def end_damage(self) -> None:
        """Spoil and refuse nothing any more."""
        with self.changed:
            self._damages.clear()
            self._refusals.clear()
            self._late = b""

    def well(self) -> None:
        """End every fault."""
        with self.changed:
            self.silent = False
            self.slow_seconds = 0.0
            self.end_damage()
        self.plug_in()

    def asked(self, command: str) -> int:
        """How often that command (hex) was asked."""
        with self.changed:
            return self.requests.get(bytes.fromhex(command), 0)

    def received(self, data: bytes) -> None:
        for request in self._reader.feed(data):
            self.requests[request.command] = self.requests.get(request.command, 0) + 1
            if not self.silent:
                self._answer(request)

    def tick(self) -> float | None:
        now = time.monotonic()
        while self._outgoing and self._outgoing[0][0] <= now:
            self.send(self._outgoing.pop(0)[1])
        return self._outgoing[0][0] - now if self._outgoing else None

    def _answer(self, request: Request) -> None:
        sw3, data = (request.fault, b"") if request.fault else self._decide(request.command)
        self.log.append(f"收 {request.command.hex(' ').upper()} 发 {sw3:02X}，{len(data)} 字节")
        whole = reply(sw3, data, sw1=0x01 if sw3 == 0x41 else 0)
        damage = self._next_damage(request.command)
        due = time.monotonic() + self.slow_seconds
        pieces = _damaged(whole, damage)
        if damage is Damage.LATE:
            self._late += whole
            return
        pieces[0] = self._late + pieces[0]
        self._late = b""
        self._outgoing.extend((due + 0.001 * place, piece) for place, piece in enumerate(pieces))

    def _next_damage(self, command: bytes) -> Damage | None:
        if not self._damages or self._damages[0][0] not in (b"", command):
            return None
        return self._damages.popleft()[1]

    def _decide(self, command: bytes) -> tuple[int, bytes]:
        refused = self._refusals.pop(command, 0)
        if refused:
            self._spent = self._spent or command[0] == 0x30
            return refused, b""
        match command:
            case b"\x10\xff" | b"\x11\xff":
                return 0x90, b""
            case b"\x12\xff":
                return 0x90, _SAM_ID_BYTES
            case b"\x20\x01":
                return (0x9F, bytes(4)) if self._card and not self._spent else (0x80, b"")
            case b"\x20\x02":
                self._selected = bool(self._card) and not self._spent
                return (0x90, bytes(8)) if self._selected else (0x81, b"")
            case b"\x30\x01" | b"\x30\x10" | b"\x30\x03":
                return self._read(command[1])
        if command[:1] == b"\x60" and len(command) == 2 and command[1] <= 4:
            self.baud_code = command[1]
            return 0x90, b""
        return 0x21, b""

    def _read(self, parameter: int) -> tuple[int, bytes]:
        if self._card is None or not self._selected:
            self._spent = True
            return 0x41, b""
        if parameter == 0x03:
            address = self._card.newest_address.encode("utf-16-le")
            return (0x90, address + b" \0" * (35 - len(address) // 2)) if address else (0x91, b"")
        self._spent = True
        text = self._card.text()
        if parameter == 0x01:
            return 0x90, b"\x01\x00\x04\x00" + text + _PHOTO
        head = b"\x01\x00\x04\x00" + self._fingers.to_bytes(2, "big")
        return 0x90, head + text + _PHOTO + bytes(self._fingers)


def _damaged(whole: bytes, damage: Damage | None) -> list[bytes]:
    """The reply as it arrives, in pieces."""
    match damage:
        case Damage.PREAMBLE:
            return [b"\xaa\x00\xaa\xaa" + whole[3:]]
        case Damage.NOISE:
            return [b"\x00\x96\xaa\x69\xff\xaa\xaa" + whole]
        case Damage.CUT:
            return [whole[: len(whole) // 2]]
        case Damage.OVERLONG:
            return [PREAMBLE + b"\xff\xf0" + whole[7:]]
        case Damage.CHECKSUM:
            return [whole[:-1] + bytes((whole[-1] ^ 0x55,))]
        case Damage.FLIPPED:
            middle = len(whole) // 2
            return [whole[:middle] + bytes((whole[middle] ^ 0x10,)) + whole[middle + 1 :]]
        case Damage.MERGED:
            return [reply(0x77) + whole]
        case Damage.SPLIT:
            return [whole[place : place + 1] for place in range(min(64, len(whole)))] + [whole[64:]]
    return [whole]
