"""One round of the loop: in which order what is on is shown, how often each, and what stays together. Pure.

The items of one playlist are a block, in the pack's order, where its first item stands. A block comes as often in a
round as the largest weight in it says, spread evenly: of ``length`` places, copy k (from 0) of a block of weight w
lies in [⌊k·length/w⌋, ⌈(k+1)·length/w⌉), give or take half of such a window: the earliest deadline first among those
whose window has begun, which gives each its own (the fair schedule of Baruah et al., 1996). None follows itself, also
from one round to the next, unless it has more than half of the places.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Sequence
from math import gcd
from typing import Protocol, TypeVar


class InRound(Protocol):
    @property
    def pack(self) -> str: ...
    @property
    def playlist(self) -> str: ...
    @property
    def weight(self) -> int: ...


Thing = TypeVar("Thing", bound=InRound)


def round_of(things: Iterable[Thing]) -> tuple[Thing, ...]:
    """Of what is on, in the packs' order. The same things give the same round."""
    found = blocks(things)
    weights = [max(thing.weight for thing in block) for block in found]
    return tuple(thing for number in spread(weights) for thing in found[number])


def blocks(things: Iterable[Thing]) -> list[list[Thing]]:
    """Each thing alone, or all of a playlist together."""
    found: list[list[Thing]] = []
    lists: dict[tuple[str, str], list[Thing]] = {}
    for thing in things:
        name = (thing.pack, thing.playlist)
        if thing.playlist and name in lists:
            lists[name].append(thing)
            continue
        found.append([thing])
        if thing.playlist:
            lists[name] = found[-1]
    return found


def spread(weights: Sequence[int]) -> list[int]:
    """The numbers of ``weights``, each as often as it says when all are divided by what divides them all."""
    common = gcd(*weights) or 1
    shares = [weight // common for weight in weights]
    if all(share == 1 for share in shares):
        return list(range(len(shares)))
    return _parted(_around_heaviest(shares))


def _around_heaviest(shares: list[int]) -> list[int]:
    """One that has a third of the places or more gets them first, or too little room is left between its copies."""
    length, most = sum(shares), max(shares)
    if 3 * most < length:
        return _by_deadline(shares)
    heaviest = shares.index(most)
    others = [number for number in range(len(shares)) if number != heaviest]
    own = {copy * length // most for copy in range(most)}
    rest = iter(_by_deadline([shares[number] for number in others]))
    return [heaviest if place in own else others[next(rest)] for place in range(length)]


def _by_deadline(shares: list[int]) -> list[int]:
    length = sum(shares)
    coming: list[list[tuple[int, int]]] = [[] for _ in range(length)]
    for number, share in enumerate(shares):
        for copy in range(share):
            coming[copy * length // share].append((-(-(copy + 1) * length // share), number))
    ready: list[tuple[int, int]] = []
    placed: list[int] = []
    for begun in coming:
        for one in begun:
            heapq.heappush(ready, one)
        placed.append(_most_urgent(ready, placed[-1] if placed else -1))
    return placed


def _most_urgent(ready: list[tuple[int, int]], last: int) -> int:
    """Of equally urgent ones not the one that was shown just now."""
    deadline, number = heapq.heappop(ready)
    if number == last and ready and ready[0][0] == deadline:
        return heapq.heapreplace(ready, (deadline, number))[1]
    return number


def _parted(placed: list[int]) -> list[int]:
    """Who follows itself changes places with the nearest with whom that helps both."""
    for here in range(len(placed)):
        if placed[here] == placed[here - 1]:
            away = (step for far in range(1, len(placed)) for step in (here + far, here - far))
            next((step for step in away if _change_places(placed, here, step % len(placed))), None)
    return placed


def _change_places(placed: list[int], here: int, there: int) -> bool:
    """Unless one of them would follow itself then."""
    placed[here], placed[there] = placed[there], placed[here]
    if all(placed[place] not in (placed[place - 1], placed[(place + 1) % len(placed)]) for place in (here, there)):
        return True
    placed[here], placed[there] = placed[there], placed[here]
    return False
