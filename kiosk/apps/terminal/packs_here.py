"""What plays on this machine, for the maintenance pages: its packs, the release before, and what a stick brings.

here = DeliveredPacks(machine.delivered)
here.shown()        # on a worker
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal, Protocol

from content.distribution.store import NothingBefore
from content.distribution.tree import TreeRefused
from content.pack.open import STARTER, Pack
from kiosk.apps.terminal import words
from kiosk.features.exhibition.terminal import module as exhibition

Source = Literal["hall", "stick", "folder", "starter"]


class PacksRefused(Exception):
    """It is not done; the text says why, to whoever stands at the machine."""


@dataclass(frozen=True, slots=True)
class ShownPack:
    """One pack that plays. `since`: when it was put in place, in the machine's own time; None where nobody knows."""

    name: str
    title: str
    version: str
    since: datetime | None
    source: Source


class PacksHere(Protocol):
    """All of it blocks: for a worker."""

    def shown(self) -> tuple[ShownPack, ...]: ...

    def lag(self) -> str:
        """Why it is not what the hall published; empty when it is."""

    def can_go_back(self) -> bool: ...

    def back(self) -> None:
        """To the release before. Raises PacksRefused."""

    def take_from(self, tree: Path, done: Callable[[int, int], None]) -> str:
        """Take what was copied out of a stick. `done`: how much of how much. What was taken, in words.

        Raises PacksRefused.
        """


class DeliveredPacks:
    """What the hall delivered, what somebody laid into the folder, and the starter."""

    def __init__(self, delivered: exhibition.Delivered) -> None:
        self._delivered = delivered

    def shown(self) -> tuple[ShownPack, ...]:
        here = self._delivered
        active = here.state.active
        since = datetime.fromisoformat(active.since) if active else None
        source: Source = "stick" if active and active.source == "stick" else "hall"
        count = here.from_hall
        of_hall = tuple(ShownPack(one.name, one.title, one.version, since, source) for one in here.packs[:count])
        return (*of_hall, *map(_own, here.packs[count:]))

    def lag(self) -> str:
        trouble = self._delivered.trouble
        return exhibition.lag(trouble, self._delivered.percent) if trouble else ""

    def can_go_back(self) -> bool:
        return self._delivered.can_go_back()

    def back(self) -> None:
        try:
            self._delivered.back()
        except NothingBefore as error:
            raise PacksRefused(words.NO_RELEASE_BEFORE) from error
        except OSError as error:
            raise PacksRefused(words.DISK_REFUSES) from error

    def take_from(self, tree: Path, done: Callable[[int, int], None]) -> str:
        try:
            release = self._delivered.take_from(tree, done)
        except TreeRefused as refused:
            raise PacksRefused(words.TREE_REFUSED[refused.reason]) from refused
        except exhibition.NotShown as error:
            raise PacksRefused(words.TREE_REFUSED["refused"]) from error
        except OSError as error:
            raise PacksRefused(words.DISK_REFUSES) from error
        return words.taken_from_stick(len(release.packs))


def _own(pack: Pack) -> ShownPack:
    if pack.root == STARTER.resolve():
        return ShownPack(pack.name, pack.title, pack.version, None, "starter")
    since = datetime.fromtimestamp(pack.root.stat().st_mtime).astimezone()
    return ShownPack(pack.name, pack.title, pack.version, since, "folder")
