"""Counts of visitors as they may be read: under 5 none is told, and none can be worked out from the others.

    told = released({"all": 12, "1": 9, "2": 3}, [("all", ("1", "2"))])
    told["2"].value, told["2"].few        # None, True: it reads 少于 5
    told["1"].value, told["1"].few        # None, False: left out as well, since 12 less 9 would tell the other

What is read of one week are counts and their sums. A count of 1 to 4 is hidden; a 0 is told, it is nobody, but not
where the sum itself is hidden for being small. Where the rest would leave a hidden one fewer than three possible
values, the smallest count beside it is hidden too, or else the sum. What anybody can work out of what is told is
computed here (`_bounds`): the sums form no circle, so the bounds are exact.

Longer times are sums of whole weeks, in which a hidden count stands with the middle of what is known of it
(`Told.estimate`): they are made of what is told alone, and so tell nothing more. Therefore only weeks that are over are
read, and no day by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

FEW = 5
"""Counts under it are hidden."""
LEAST_POSSIBLE = 3
"""So many values at least stay possible for a hidden count."""
_NO_END = 1 << 40

Key = TypeVar("Key")
Sums = Sequence[tuple[Key, Sequence[Key]]]
"""The key of a sum, and those of its parts."""


@dataclass(frozen=True, slots=True)
class Told:
    """One count as it may be read. `value` None: hidden, then `few` says whether for being small or to cover another.

    `estimate`: what stands for it in a longer time.
    """

    value: int | None
    few: bool
    estimate: int


NOTHING = Told(0, False, 0)


def released(counts: Mapping[Key, int], sums: Sums[Key]) -> dict[Key, Told]:
    """What may be told of these. `sums` must hold in `counts`; no key is part of two."""
    return _Release(counts, sums).told()


def together(weeks: Iterable[Told]) -> Told:
    """The same count over several weeks; one week alone stays as it is."""
    several = list(weeks)
    if len(several) == 1:
        return several[0]
    total = sum(one.estimate for one in several)
    if 0 < total < FEW or (total == 0 and any(one.value is None for one in several)):
        return Told(None, True, total)
    return Told(total, False, total)


def is_about(weeks: Iterable[Told]) -> bool:
    """Whether a hidden count stands in their sum by its middle."""
    several = list(weeks)
    return len(several) > 1 and any(one.value is None for one in several)


class _Release(Generic[Key]):
    def __init__(self, counts: Mapping[Key, int], sums: Sums[Key]) -> None:
        self._counts, self._sums = counts, sums
        self._above = {part: whole for whole, parts in sums for part in parts}
        self._parts: dict[Key, list[Sequence[Key]]] = {}
        for whole, parts in sums:
            self._parts.setdefault(whole, []).append(parts)
        self._covered: set[Key] = set()
        self._few = {key for key, count in counts.items() if 0 < count < FEW}
        self._maybe_none = self._below(self._few)  # hidden with their sum, also where they are 0
        self._few |= self._maybe_none

    def told(self) -> dict[Key, Told]:
        bounds = self._bounds()
        while (bare := self._bare(bounds)) is not None and self._cover(bare):
            bounds = self._bounds()
        return {key: self._of(key, bounds[key]) for key in self._counts}

    def _of(self, key: Key, bound: tuple[int, int]) -> Told:
        if key not in self._few and key not in self._covered:
            return Told(self._counts[key], False, self._counts[key])
        low, high = bound
        return Told(None, key in self._few, (low + high) // 2 if high < _NO_END // 2 else low + 2)

    def _below(self, wholes: set[Key]) -> set[Key]:
        found: set[Key] = set()
        waiting = list(wholes)
        while waiting:
            for parts in self._parts.get(waiting.pop(), ()):
                found.update(parts)
                waiting.extend(parts)
        return found

    # -- what anybody can work out --------------------------------------------------------------

    def _bounds(self) -> dict[Key, tuple[int, int]]:
        """For each, the least and the most it can be, by what is told."""
        found = {key: self._said(key, count) for key, count in self._counts.items()}
        changed = True
        while changed:
            changed = False
            for whole, parts in self._sums:
                low, high = (sum(found[part][side] for part in parts) for side in (0, 1))
                changed |= _narrow(found, whole, low, high)
                least, most = found[whole]
                for part in parts:
                    own_low, own_high = found[part]
                    changed |= _narrow(found, part, least - (high - own_high), most - (low - own_low))
        return found

    def _said(self, key: Key, count: int) -> tuple[int, int]:
        if key in self._few:
            return (0 if key in self._maybe_none else 1, FEW - 1)
        return (FEW, _NO_END) if key in self._covered else (count, count)

    def _bare(self, bounds: Mapping[Key, tuple[int, int]]) -> Key | None:
        """One that can be worked out, or nearly, and still can be covered."""
        for key in self._few:
            low, high = bounds[key]
            if high - low + 1 < LEAST_POSSIBLE and self._cover_of(key) is not None:
                return key
        return None

    # -- what is hidden to cover it -------------------------------------------------------------

    def _cover(self, key: Key) -> bool:
        cover = self._cover_of(key)
        if cover is None:
            return False
        self._hide(cover)
        return True

    def _cover_of(self, key: Key) -> Key | None:
        """The smallest count beside it, or the sum; further up where those are hidden."""
        while (whole := self._above.get(key)) is not None:
            beside = self._smallest(part for parts in self._parts[whole] if key in parts for part in parts)
            if beside is not None:
                return beside
            if self._is_open(whole):
                return whole
            key = whole
        return None

    def _hide(self, key: Key) -> None:
        """It, and of each of its parts one, or it would be their sum."""
        self._covered.add(key)
        for parts in self._parts.get(key, ()):
            hidden = any(part in self._few or part in self._covered for part in parts)
            smallest = self._smallest(parts)
            if not hidden and smallest is not None:
                self._hide(smallest)

    def _smallest(self, keys: Iterable[Key]) -> Key | None:
        return min((key for key in keys if self._is_open(key)), key=lambda key: self._counts[key], default=None)

    def _is_open(self, key: Key) -> bool:
        return self._counts[key] >= FEW and key not in self._covered


def _narrow(found: dict[Key, tuple[int, int]], key: Key, low: int, high: int) -> bool:
    was = found[key]
    found[key] = (max(was[0], low), min(was[1], high))
    return found[key] != was
