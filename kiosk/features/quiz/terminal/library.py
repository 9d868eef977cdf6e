"""The papers of this terminal and what each is drawn from, as its packs are now.

    library = Library(packs, held, now, "station")
    library.sources()            # cheap while nothing has changed; a new day or another pack is read in anew

A paper is drawn from the banks of its own pack, or from the one it names; from all that are here where its pack brings
none. A bank for which its pack brings no paper has one of its own (`rules/usual.py`). Of two papers of one name the
first pack's counts: those that the hall has delivered come before the machine's own, the starter is last. A paper for
members is among them (it begins with a card); a challenge or a question of the day for members is not.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from content.banks.model import Bank
from content.banks.papers import Plan, Way, Who, is_drawn_of
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
_Pools = dict[tuple[int, ...], tuple[tuple[Bank, ...], Pool]]
"""By the banks they are of, which are kept with them."""


class Library:
    """``packs`` and ``held`` (keys of what was taken down) are asked every time; ``profile`` is what the hall is."""

    def __init__(
        self, packs: Callable[[], Sequence[Pack]], held: Callable[[], frozenset[str]], now: Callable[[], datetime],
        profile: str = "",
    ) -> None:  # fmt: skip
        self._packs, self._held, self._now = packs, held, now
        self._screen = Screen("terminal", profile)
        # One tuple, set at once: a worker and Kivy's thread may both find that something is another.
        self._state: tuple[tuple[object, ...], _Here, tuple[Source, ...]] = ((), (), ())
        self._pools: _Pools = {}

    def sources(self) -> tuple[Source, ...]:
        """In the packs' order. The same tuple as before while nothing has changed."""
        at, held = self._now().replace(tzinfo=None), self._held()
        here = tuple((pack, tuple(_open(pack, held, at, self._screen))) for pack in self._packs())
        known = (at.date(), *((id(pack), *(id(bank) for bank, _ in banks)) for pack, banks in here))
        if known != self._state[0]:  # what it knows is kept with it, so that no other pack gets the same id
            self._state = known, here, tuple(self._made(here, at.date()))
        return self._state[2]

    def _made(self, here: _Here, day: date) -> Iterator[Source]:
        every = tuple(bank for _, banks in here for bank, _ in banks)
        before, self._pools = self._pools, {}
        taken: set[str] = set()
        for pack, banks in here:
            for plan, drawn_of in _plans(pack, banks, every, day):
                if plan.name in taken:
                    log.warning("paper left out, its name is taken: %s in %s", plan.name, pack.name)
                elif plan.quotas:
                    taken.add(plan.name)
                    yield Source(plan, self._pool(drawn_of, day, before))

    def _pool(self, banks: tuple[Bank, ...], day: date, before: _Pools) -> Pool:
        key = tuple(map(id, banks))
        if key not in self._pools:
            known = before.get(key)
            self._pools[key] = known if known and known[1].holds_on(day) else (banks, Pool(banks, day))
        return self._pools[key][1]


def _plans(
    pack: Pack, banks: tuple[tuple[Bank, str], ...], every: tuple[Bank, ...], day: date
) -> Iterator[tuple[Plan, tuple[Bank, ...]]]:
    """What a pack offers on that day, each with the banks it is drawn from."""
    if not pack.papers:
        for bank, item in banks:
            yield usual_plan(bank, f"{pack.name}/{item}", _title(pack, bank), day), (bank,)
    own = tuple(bank for bank, _ in banks) if pack.banks else every
    for plan in pack.papers:
        if plan.is_valid(day) and (plan.who is Who.EVERYONE or plan.way is Way.CHECKUP):  # no card is asked elsewhere
            yield plan, _named(plan, pack, banks) if plan.bank else own


def _named(plan: Plan, pack: Pack, banks: tuple[tuple[Bank, str], ...]) -> tuple[Bank, ...]:
    """The one bank that the paper names; none while it is not open, or not there."""
    return tuple(bank for bank, item in banks if is_drawn_of(plan, item, _title(pack, bank)))


def _open(pack: Pack, held: frozenset[str], at: datetime, screen: Screen) -> Iterator[tuple[Bank, str]]:
    """The banks of a pack that are open here and now, each with the number of its item."""
    for bank, entry in zip(pack.banks, pack.bank_entries, strict=True):
        if entry.key not in held and is_on(entry, at, screen):
            yield bank, entry.id


def _title(pack: Pack, bank: Bank) -> str:
    return next(entry.title for one, entry in zip(pack.banks, pack.bank_entries, strict=True) if one is bank)
