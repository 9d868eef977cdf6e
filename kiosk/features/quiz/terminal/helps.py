"""What this terminal has to an item besides its words: choices for its blanks, the file of its picture."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from content.banks.model import Item, Kind
from content.pack.open import Pack
from kiosk.features.quiz.rules.choices import Fills, choices


class Helps:
    """``packs``: as they are now."""

    def __init__(self, packs: Callable[[], Sequence[Pack]]) -> None:
        self._packs = packs
        self._fills: tuple[tuple[Pack, ...], Fills] = ((), Fills(()))

    def prepare(self) -> None:
        """Look the banks through; any thread, so that a question waits for nothing."""
        packs = tuple(self._packs())
        if len(packs) != len(self._fills[0]) or any(map(_differ, packs, self._fills[0])):
            self._fills = packs, Fills(item for pack in packs for bank in pack.banks for item in bank)

    def choices(self, item: Item, seed: str) -> tuple[tuple[str, ...], ...]:
        """Of each blank of a fill item; of another nothing."""
        if item.kind is not Kind.FILL:
            return ()
        self.prepare()
        return choices(item, self._fills[1].near(item), seed)

    def picture(self, item: Item) -> Callable[[], bytes] | None:
        """What reads it, on a worker."""
        if not item.picture:
            return None
        packs = (pack for pack in self._packs() if any(one is item for bank in pack.banks for one in bank))
        pack = next(packs, None)
        return partial(_read, pack.root, item.picture) if pack else None


def _differ(one: Pack, other: Pack) -> bool:
    return one is not other


def _read(root: Path, name: str) -> bytes:
    """Raises OSError; a name that leads out of the pack is none of its files."""
    path = (root / name).resolve()
    if not path.is_relative_to(root.resolve()):
        raise FileNotFoundError(name)
    return path.read_bytes()
