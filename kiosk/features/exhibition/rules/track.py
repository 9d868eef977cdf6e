"""Who of many is on at an instant, found without asking each: every turn in order, and the whole state now and then.

    track = Track(3, on_first=[2], turns=[(time(8), 0), (time(17), 0), (time(9), 1)])
    track.at(time(9))           # an integer with a byte a thing: all three

States are integers, so that two of them are joined by one `&` or `|` whatever the number of things.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from datetime import datetime, time
from typing import Generic, TypeVar

Instant = TypeVar("Instant", datetime, time)

KEPT_EVERY = 256
"""Turns between two whole states: replaying them takes about 20 µs; 20,000 turns of 10,000 things take 800 kB."""


def mask(size: int, numbers: Iterable[int]) -> int:
    """Those numbers of ``size`` things, as a state."""
    flags = bytearray(size)
    for number in numbers:
        flags[number] = 1
    return int.from_bytes(flags, "little")


class Track(Generic[Instant]):
    """``on_first`` are on before any turn; a thing's turns switch it on and off by turns."""

    def __init__(self, size: int, on_first: Iterable[int], turns: Iterable[tuple[Instant, int]]) -> None:
        ordered = sorted(turns)
        self.instants: list[Instant] = [instant for instant, _ in ordered]
        self._numbers = [number for _, number in ordered]
        flags = bytearray(size)
        for number in on_first:
            flags[number] = 1
        self._kept = [bytes(flags)]
        for place, number in enumerate(self._numbers, start=1):
            flags[number] ^= 1
            if place % KEPT_EVERY == 0:
                self._kept.append(bytes(flags))

    def at(self, instant: Instant) -> int:
        """Who is on, turns at that very instant included."""
        turned = bisect_right(self.instants, instant)
        nearest = turned // KEPT_EVERY
        flags = bytearray(self._kept[nearest])
        for number in self._numbers[nearest * KEPT_EVERY : turned]:
            flags[number] ^= 1
        return int.from_bytes(flags, "little")
