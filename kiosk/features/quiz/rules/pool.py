"""The items that can be drawn on one day, made ready once, so that a draw touches few of them.

    pool = Pool(banks, day)                       # 100,000 items: a second, away from what draws
    pool.row(tag, kind, level).walk(random)       # all stems once, in an order by the seed; take what is needed

Of each topic, type and difficulty the items stand in a table of two to four times as many places, each in one by a
hash of its bank and id; those of one stem share the place of the first. A walk looks at places by the seed's numbers:
every stem is as likely as any other to come next, and one item more changes what comes only where its own place is
looked at. A row that grows past a power of two gets a table twice as large, and from then on the same seed draws
others. A draw that has asked a stem passes all its items at one step, however often a keeper pasted it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from operator import itemgetter
from random import Random

from content.banks.model import Bank, Difficulty, Item, Kind
from content.banks.papers import bare

Key = tuple[str, str]
"""Name of its bank, and its id there."""
Stored = tuple[str, Item]
"""Name of its bank, and the item."""


def key_of(stored: Stored) -> Key:
    return stored[0], stored[1].id


class Row:
    """Items of one kind, those of one stem together, each stem in a place of its own; they come with their hash."""

    def __init__(self, items: Iterable[tuple[int, Stored]]) -> None:
        stems: dict[str, list[Stored]] = {}
        first: dict[str, int] = {}
        for digest, stored in sorted(items, key=itemgetter(0)):
            stem = bare(stored[1].stem)
            stems.setdefault(stem, []).append(stored)
            first.setdefault(stem, digest)
        self.count = len(stems)
        self._mask = (1 << (2 * self.count).bit_length()) - 1
        self._places: list[tuple[Stored, ...] | None] = [None] * (self._mask + 1)
        for stem, found in stems.items():
            at = first[stem] & self._mask
            while self._places[at] is not None:
                at = (at + 1) & self._mask
            self._places[at] = tuple(found)

    def walk(self, random: Random) -> Iterator[tuple[Stored, ...]]:
        """The items of every stem, each stem once."""
        places, bits = self._places, self._mask.bit_length()
        come: set[int] = set()
        for _ in range(2 * len(places)):
            if len(come) == self.count:
                return
            at = random.getrandbits(bits)
            found = places[at]
            if found is not None and at not in come:
                come.add(at)
                yield found
        rest = [at for at, found in enumerate(places) if found is not None and at not in come]
        random.shuffle(rest)
        yield from (found for at in rest if (found := places[at]) is not None)


class Pool:
    """What of ``banks`` can be asked on ``day``: ready and valid."""

    def __init__(self, banks: Iterable[Bank], day: date) -> None:
        self.day = day
        self._until: date | None = None
        self._of: dict[tuple[str, Kind, Difficulty], list[tuple[int, Stored]]] = {}
        self._rows: dict[tuple[str | None, Kind | None, Difficulty], Row] = {}
        for bank in banks:
            for item in bank:
                self._until = min(filter(None, (self._until, _changes(item, day))), default=None)
                if item.is_valid(day):
                    placed = hash_of((bank.name, item.id)), (bank.name, item)
                    self._of.setdefault((item.tag, item.kind, item.difficulty), []).append(placed)

    def __len__(self) -> int:
        return sum(map(len, self._of.values()))

    def stored(self) -> Iterator[Stored]:
        """All of it, in no order that means anything."""
        return (stored for found in self._of.values() for _, stored in found)

    def holds_on(self, day: date) -> bool:
        """The same items can be asked then."""
        return self.day <= day and (self._until is None or day < self._until)

    def row(self, tag: str | None, kind: Kind | None, level: Difficulty) -> Row:
        """None leaves a side open. Made when it is asked for first, and kept."""
        wanted = tag, kind, level
        if wanted not in self._rows:
            self._rows[wanted] = Row(
                placed
                for (one_tag, one_kind, one_level), found in self._of.items()
                if tag in (None, one_tag) and kind in (None, one_kind) and level is one_level
                for placed in found
            )
        return self._rows[wanted]


def _changes(item: Item, day: date) -> date | None:
    """The first day after ``day`` on which it is valid, or no longer; None: never."""
    if item.valid_from is not None and day < item.valid_from:
        return item.valid_from
    if item.valid_until is None or item.valid_until < day or item.valid_until == date.max:
        return None
    return item.valid_until + timedelta(days=1)


def hash_of(key: Key) -> int:
    """64 bits, the same on every machine."""
    return int.from_bytes(hashlib.blake2b("\0".join(key).encode(), digest_size=8).digest())
