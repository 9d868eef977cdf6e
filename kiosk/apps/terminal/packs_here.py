"""What plays on this machine, for the maintenance pages: its packs, the release before, and what a stick brings.

here = FolderPacks(machine.packs, settings.terminal.packs_dir)
here.shown()        # on a worker
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal, Protocol

from content.pack.open import STARTER, Pack
from kiosk.apps.terminal import words

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


class FolderPacks:
    """Packs that somebody laid into the folder, and the starter: nothing is known of a release, so none is changed."""

    def __init__(self, packs: tuple[Pack, ...], folder: Path) -> None:
        self._packs, self._folder = packs, folder

    def shown(self) -> tuple[ShownPack, ...]:
        return tuple(_shown(pack) for pack in self._packs)

    def lag(self) -> str:
        return ""

    def can_go_back(self) -> bool:
        return False

    def back(self) -> None:
        raise PacksRefused(words.NO_RELEASE_BEFORE)

    def take_from(self, tree: Path, done: Callable[[int, int], None]) -> str:
        raise PacksRefused(words.NO_PACKS_FROM_STICK)


def _shown(pack: Pack) -> ShownPack:
    if pack.root == STARTER.resolve():
        return ShownPack(pack.name, pack.title, pack.version, None, "starter")
    since = datetime.fromtimestamp(pack.root.stat().st_mtime).astimezone()
    return ShownPack(pack.name, pack.title, pack.version, since, "folder")
