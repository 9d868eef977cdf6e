"""What the page 题库 is handed by the app: what is published, and the verbs of whoever keeps it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from content.banks.model import Bank

Question = tuple[str, str]
"""Name of the bank, number of the question."""


@dataclass(frozen=True, slots=True)
class Given:
    """All of it blocks, and is asked for on a worker.

    `banks`: of the packs that play, and the starter's; the same objects as long as nothing has changed. `titles`: how
    banks and papers are called, by name. `withdrawn`: what is asked no more, and `withdraw` the verb for it (bank,
    number, account), which raises `kiosk.core.web.keeper_room.NotDone` with the reason.
    """

    banks: Callable[[], Sequence[Bank]]
    titles: Callable[[], Mapping[str, str]]
    withdrawn: Callable[[], Collection[Question]]
    withdraw: Callable[[str, str, int], None]
