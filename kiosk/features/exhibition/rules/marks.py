"""Marks on a picture: none lies over another, whatever a keeper wrote, and a card lies where no mark is.

Lengths are of one unit, y counts from the top. A mark that has to give way is drawn beside its place, near enough for a
line between the two.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

DIRECTIONS = 16
STEP = 0.25  # of a mark, from one ring of tries to the next


@dataclass(frozen=True, slots=True)
class Rect:
    """``x`` and ``y`` are its left and its upper edge."""

    x: float
    y: float
    wide: float
    high: float

    @property
    def area(self) -> float:
        return self.wide * self.high

    @property
    def centre(self) -> tuple[float, float]:
        return self.x + self.wide / 2, self.y + self.high / 2

    def meets(self, other: Rect, gap: float = 0.0) -> bool:
        """Whether they lie over one another, or nearer than ``gap``."""
        return (
            self.x < other.x + other.wide + gap and other.x < self.x + self.wide + gap
            and self.y < other.y + other.high + gap and other.y < self.y + self.high + gap
        )  # fmt: skip

    def shared(self, other: Rect) -> float:
        """The area that both have."""
        wide = min(self.x + self.wide, other.x + other.wide) - max(self.x, other.x)
        high = min(self.y + self.high, other.y + other.high) - max(self.y, other.y)
        return max(0.0, wide) * max(0.0, high)


Size = tuple[float, float]
Point = tuple[float, float]


def around(point: Point, size: Size, room: Size) -> Rect:
    """A mark of that size at its place, moved in where it would reach out of the room."""
    x = min(max(point[0] - size[0] / 2, 0.0), max(0.0, room[0] - size[0]))
    y = min(max(point[1] - size[1] / 2, 0.0), max(0.0, room[1] - size[1]))
    return Rect(x, y, *size)


def spread(
    points: Sequence[Point], sizes: Sequence[Size], room: Size, gap: float = 0.0, taken: Sequence[Rect] = ()
) -> tuple[Rect, ...]:
    """Where each mark is drawn: at its place, or as near as it can be without lying over an earlier one or what is
    ``taken``. Where there is no room at all, it covers as little as it can.
    """
    placed: list[Rect] = list(taken)
    for point, size in zip(points, sizes, strict=True):
        placed.append(_free(point, size, room, gap, placed))
    return tuple(placed[len(taken) :])


def _free(point: Point, size: Size, room: Size, gap: float, placed: Sequence[Rect]) -> Rect:
    best, least = around(point, size, room), math.inf
    for tried in _tries(point, size, room):
        if not any(tried.meets(other, gap) for other in placed):
            return tried
        covered = sum(tried.shared(other) for other in placed)
        if covered < least:
            best, least = tried, covered
    return best


def _tries(point: Point, size: Size, room: Size) -> Iterator[Rect]:
    """Its place, then rings about it as far as the room reaches."""
    yield around(point, size, room)
    step = STEP * min(size)
    for ring in range(1, math.ceil(math.hypot(*room) / step) + 1):
        for direction in range(DIRECTIONS):
            angle = 2 * math.pi * direction / DIRECTIONS
            at = point[0] + ring * step * math.cos(angle), point[1] + ring * step * math.sin(angle)
            if -step <= at[0] <= room[0] + step and -step <= at[1] <= room[1] + step:
                yield around(at, size, room)


def beside(mark: Rect, size: Size, room: Size, gap: float, placed: Sequence[Rect]) -> Rect:
    """Where a word about a mark stands: above it, below it, at a side; where it covers least, and not its own mark."""
    x, y = mark.centre
    tries = [
        around((x, mark.y - gap - size[1] / 2), size, room),
        around((x, mark.y + mark.high + gap + size[1] / 2), size, room),
        around((mark.x + mark.wide + gap + size[0] / 2, y), size, room),
        around((mark.x - gap - size[0] / 2, y), size, room),
    ]
    return min(
        tries, key=lambda tried: (tried.shared(mark), sum(tried.shared(other) for other in placed), tries.index(tried))
    )


def corner(size: Size, room: Size, inset: float, placed: Sequence[Rect]) -> Rect | None:
    """The first corner of the room, from the upper left, where such a card covers nothing; None: none is free."""
    right, low = room[0] - inset - size[0], room[1] - inset - size[1]
    if right < inset or low < inset:
        return None
    for x, y in ((inset, inset), (right, inset), (inset, low), (right, low)):
        card = Rect(x, y, *size)
        if not any(card.meets(other, inset) for other in placed):
            return card
    return None


def contained(shape: Size, room: Size) -> Size:
    """The largest that a picture of that shape is in the room."""
    scale = min(room[0] / shape[0], room[1] / shape[1])
    return shape[0] * scale, shape[1] * scale
