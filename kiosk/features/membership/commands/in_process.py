"""The records while no hall service runs: this process opens the hall for a block, and takes its database's lock."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import TYPE_CHECKING

from kiosk.core.sealing.key_file import KeyMissing
from kiosk.features.membership.hall.scans.intake import ScanIntake
from kiosk.settings import HallSettings

if TYPE_CHECKING:
    from kiosk.features.membership.hall.desk import MembershipDesk
    from kiosk.features.membership.hall.module import Hall

OpenHall = Callable[[HallSettings], AbstractContextManager["Hall"]]
"""Raises DatabaseOwned, DatabaseDamaged."""

_NO_KEY = "the records' key is missing or wrong; see `kiosk doctor`"


@contextmanager
def records_opened(place: HallSettings, open_hall: OpenHall) -> Iterator[MembershipDesk]:
    """Raises KeyMissing, and as `open_hall` does."""
    with open_hall(place) as hall:
        if hall.membership is None:
            raise KeyMissing(_NO_KEY)
        yield hall.membership


@contextmanager
def scans_opened(place: HallSettings, open_hall: OpenHall) -> Iterator[ScanIntake]:
    """The way in for scans; raises as `records_opened`."""
    with open_hall(place) as hall:
        if hall.keys.vault is None:
            raise KeyMissing(_NO_KEY)
        yield ScanIntake(hall.database, hall.keys.vault, place.data_dir, hall.clock)
