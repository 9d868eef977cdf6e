"""What of everything that is offered at this moment stands where: the small tiles of home, the groups of 全部服务.

Home has three small tiles and 全部服务 as the fourth. 全部服务 has four rows of three (lying, four columns of three):
each group has one, and what empty groups leave goes to those that have more. What finds no room there is reached
otherwise: an exhibit through 展厅, a way of answering through 党性体检.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from kiosk.features.home.rules.arrangement import Arrangement, Row

SMALL = 3
ROWS, A_ROW = 4, 3


class Offered(Protocol):
    """A tile: its key, its group, whether it is a main function's, and whether it stands on home by itself."""

    @property
    def key(self) -> str: ...

    @property
    def group(self) -> str: ...

    @property
    def is_main(self) -> bool: ...

    @property
    def is_small(self) -> bool: ...


T = TypeVar("T", bound=Offered)


@dataclass(frozen=True)
class Plan(Generic[T]):
    """`small` of home, in their order; `groups` of 全部服务 that hold something, in theirs, and what stands in each."""

    small: tuple[T, ...]
    groups: tuple[tuple[str, tuple[T, ...]], ...]

    @property
    def count(self) -> int:
        """So many stand in 全部服务."""
        return sum(len(tiles) for _, tiles in self.groups)


def planned(offered: Sequence[T], arrangement: Arrangement, groups: Sequence[str]) -> Plan[T]:
    """`offered`: what works now, the most wanted first; `groups` in their order."""
    others = [one for one in offered if not one.is_main and arrangement.place_of(one.key) != "off"]
    # Those that nobody named as they are offered, and behind them what has another way to it.
    others.sort(key=lambda one: (arrangement.rank_of(one.key), not one.is_small))
    mains = [one for one in offered if one.is_main]
    by_group = [(group, [one for one in (*mains, *others) if one.group == group]) for group in groups]
    return Plan(_small(others, arrangement, groups), _laid([(group, tiles) for group, tiles in by_group if tiles]))


def usual(offered: Sequence[T], groups: Sequence[str]) -> tuple[Row, ...]:
    """The rows of all that may be offered, as they stand by themselves."""
    others = [one for one in offered if not one.is_main]
    small = _in_turn([one for one in others if one.is_small], groups)
    listed = [one for one in others if not one.is_small]
    return (*(Row(one.key, "home") for one in small), *(Row(one.key, "all") for one in listed))


def _small(others: Sequence[T], arrangement: Arrangement, groups: Sequence[str]) -> tuple[T, ...]:
    chosen = [one for one in others if arrangement.place_of(one.key) == "home"]
    unnamed = [one for one in others if arrangement.place_of(one.key) is None and one.is_small]
    return tuple([*chosen, *_in_turn(unnamed, groups)][:SMALL])


def _in_turn(tiles: Sequence[T], groups: Sequence[str]) -> list[T]:
    """The first of each group, then the second of each: three of one group would tell a stranger less."""
    place = {group: at for at, group in enumerate(groups)}
    seen: dict[str, int] = {}
    turns = []
    for tile in tiles:
        turn = seen[tile.group] = seen.get(tile.group, -1) + 1
        turns.append((turn, place.get(tile.group, len(place)), tile))
    return [tile for _, _, tile in sorted(turns, key=lambda one: one[:2])]


def _laid(groups: list[tuple[str, list[T]]]) -> tuple[tuple[str, tuple[T, ...]], ...]:
    rows = {group: 1 for group, _ in groups}
    for _ in range(ROWS - len(rows)):
        group, tiles = max(groups, key=lambda one: len(one[1]) - rows[one[0]] * A_ROW, default=("", []))
        if len(tiles) > rows.get(group, 0) * A_ROW:
            rows[group] += 1
    return tuple((group, tuple(tiles[: rows[group] * A_ROW])) for group, tiles in groups)
