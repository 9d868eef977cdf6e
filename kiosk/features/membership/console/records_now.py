"""The records of the hall as the console's pages find them at the moment of a request: open, or shut."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from kiosk.core.database.clock import Clock
from kiosk.core.database.owner import Database
from kiosk.core.sealing.desk import KeyDesk
from kiosk.features.membership.hall.desk import MembershipDesk
from kiosk.features.membership.hall.person import PersonDesk
from kiosk.features.membership.hall.scans.approval import Letters

T = TypeVar("T")


@dataclass(frozen=True)
class RecordsNow:
    """``desk`` gives None, and ``people`` raises RecordsShut, while the records are shut."""

    desk: Callable[[], MembershipDesk | None]
    people: Callable[[], PersonDesk]
    keys: KeyDesk
    database: Database
    data_dir: Path
    clock: Clock

    @property
    def are_shut(self) -> bool:
        """No key: nothing sealed can be read."""
        return self.keys.vault is None

    def letters(self) -> Letters:
        """The verbs on scanned pages. Raises RecordsShut."""
        return Letters(self.database, self.keys.needed, self.data_dir, self.clock)

    async def at_desk(self, work: Callable[[PersonDesk], T]) -> T:
        """Verbs on one person, on a thread of their own. Raises RecordsShut."""
        return await asyncio.to_thread(lambda: work(self.people()))
