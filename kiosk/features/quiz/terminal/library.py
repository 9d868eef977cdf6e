"""The papers of this terminal and what each is drawn from, as its packs are now.

    library = Library(packs, held, now, "station")
    library.sources()            # cheap while nothing has changed; a new day or another pack is read in anew

A paper is drawn from the banks of its own pack; from all that are here where its pack brings none. A bank for which its
pack brings no paper has one of its own (`rules/usual.py`). Of two papers of one name the first pack's counts: those
that the hall has delivered come before the machine's own, the starter is last.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from content.banks.model import Bank
from content.banks.papers import Plan, Who
from content.pack.open import Pack
from kiosk.features.exhibition.rules.showing import Screen, is_on
from kiosk.features.quiz.rules.pool import Pool
from kiosk.features.quiz.rules.usual import usual_plan

log = logging.getLogger("kiosk.quiz")


@dataclass(frozen=True)
class Source:
    """A paper and what it is drawn from."""

    plan: Plan
    pool: Pool


_Here = tuple[tuple[Pack, tuple[tuple[Bank, str], ...]], ...]
"""Each pack with its banks that are open, and the number of each bank's item."""


class Library:
    """``packs`` and ``held`` (keys of what was taken down) are asked every time; ``profile`` is what the hall is."""

    def __init__(
        self, packs: Callable[[], Sequence[Pack]], held: Callable[[], frozenset[str]], now: Callable[[], datetime],
        profile: str = "",
    ) -> None:  # fmt: skip
        self._packs, self._held, self._now = packs, held, now
        self._screen = Screen("terminal", profile)
        self._known: tuple[object, ...] = ()
        self._here: _Here = ()  # kept, so that no other pack gets the same id
        self._pools: dict[tuple[int, ...], tuple[tuple[Bank, ...], Pool]] = {}
        self._sources: tuple[Source, ...] = ()

    def sources(self) -> tuple[Source, ...]:
        """In the packs' order. The same tuple as before while nothing has changed."""
        packs, at = tuple(self._packs()), self._now().replace(tzinfo=None)
        held = self._held()
        here = tuple((pack, tuple(_open(pack, held, at, self._screen))) for pack in packs)
        known = (at.date(), *((id(pack), *(id(bank) for bank, _ in banks)) for pack, banks in here))
        if known != self._known:
            self._sources = self._made(here, at.date())
            self._known, self._here = known, here
        return self._sources

    def _made(self, here: _Here, day: date) -> tuple[Source, ...]:
        found: dict[str, Source] = {}
        pools: dict[tuple[int, ...], tuple[tuple[Bank, ...], Pool]] = {}

        def pool_of(banks: tuple[Bank, ...]) -> Pool:
            key = tuple(map(id, banks))
            before = self._pools.get(key)
            if key not in pools:
                pools[key] = before if before and before[1].holds_on(day) else (banks, Pool(banks, day))
            return pools[key][1]

        every = tuple(bank for _, banks in here for bank, _ in banks)
        for pack, banks in here:
            own = tuple(bank for bank, _ in banks) if pack.banks else every
            plans = [(plan, own) for plan in pack.papers if plan.who is Who.EVERYONE and plan.is_valid(day)]
            if not pack.papers:
                plans = [(usual_plan(bank, f"{pack.name}/{item}", _title(pack, bank)), (bank,)) for bank, item in banks]
            for plan, drawn_of in plans:
                if plan.name in found:
                    log.warning("paper left out, its name is taken: %s in %s", plan.name, pack.name)
                elif plan.quotas:
                    found[plan.name] = Source(plan, pool_of(drawn_of))
        self._pools = pools
        return tuple(found.values())


def _open(pack: Pack, held: frozenset[str], at: datetime, screen: Screen) -> Iterator[tuple[Bank, str]]:
    """The banks of a pack that are open here and now, each with the number of its item."""
    for bank, entry in zip(pack.banks, pack.bank_entries, strict=True):
        if entry.key not in held and is_on(entry, at, screen):
            yield bank, entry.id


def _title(pack: Pack, bank: Bank) -> str:
    return next(entry.title for one, entry in zip(pack.banks, pack.bank_entries, strict=True) if one is bank)
