"""Which five questions of a bank are looked at before it is asked: of each type one, those with the longest stems."""

from __future__ import annotations

from content.banks.model import Bank, Item, Status

MOST = 5


def samples(bank: Bank) -> tuple[Item, ...]:
    """The longest of all is among them: a page that has room for it has room for the others. In the bank's order."""
    ranked = sorted(bank, key=lambda one: (one.status is not Status.READY, -_letters(one)))
    first = {one.kind: one for one in reversed(ranked)}  # of each type the one that stands first
    chosen = sorted(first.values(), key=ranked.index)
    chosen += [one for one in ranked if one not in chosen]
    kept = {one.id for one in chosen[:MOST]}
    return tuple(one for one in bank if one.id in kept)


def _letters(item: Item) -> int:
    return len(item.stem)
