"""Devices made to harm: a pty that talks without being asked, and a reader whose cards hold what no card holds."""

import random
from collections.abc import Callable
from pathlib import Path

from devices.emulators import CardReaderEmulator, DemoCard
from devices.emulators.pty_device import PtyDevice

PIECE_BYTES = 4096


class Babbler(PtyDevice):
    """Sends what `piece` makes whenever the driver has room for it, and hears nothing."""

    def __init__(self, piece: Callable[[], bytes]) -> None:
        super().__init__(None, "babbler")
        self.piece: Callable[[], bytes] | None = piece

    def received(self, data: bytes) -> None:
        pass

    def tick(self) -> float | None:
        if self.piece is None:
            return None
        self.send(self.piece())
        return 0.0005


def noise(seed: int = 1) -> Callable[[], bytes]:
    """What a reader at another speed sends."""
    chance = random.Random(seed)
    return lambda: chance.randbytes(PIECE_BYTES)


class BabblingReader(CardReaderEmulator):
    """A well reader that can be made to babble on top of its answers."""

    piece: Callable[[], bytes] | None = None

    def babble(self, piece: Callable[[], bytes] | None) -> None:
        with self.changed:
            self.piece = piece
            self.wake()

    def tick(self) -> float | None:
        pause = super().tick()
        if self.piece is None:
            return pause
        self.send(self.piece())
        return 0.0005


class PatchedCard(DemoCard):
    """A card with other bytes in the place of its own."""

    __slots__ = ("patches",)
    patches: dict[int, bytes]

    def text(self) -> bytes:
        data = bytearray(DemoCard.text(self))
        for at, patch in self.patches.items():
            data[at : at + len(patch)] = patch
        return bytes(data)


def patched(patches: dict[int, bytes]) -> PatchedCard:
    """An invented card; `patches`: place in the 256 bytes -> bytes."""
    card = PatchedCard()
    object.__setattr__(card, "patches", patches)
    return card


def resident_bytes(pid: str = "self") -> int:
    """How much memory a process holds now (RSS)."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * 4096
