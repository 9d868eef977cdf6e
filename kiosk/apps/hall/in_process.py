"""The hall in this process, while no service runs: for root's commands on the hall machine, and the demonstration."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from kiosk.apps.hall.service import HallService, open_service
from kiosk.core.sealing.verbs import Verbs
from kiosk.settings import HallSettings


@contextmanager
def hall_opened(hall: HallSettings) -> Iterator[HallService]:
    """Takes the database's lock for the block. Raises DatabaseOwned, DatabaseDamaged."""
    service = open_service(hall, serves=False)
    try:
        yield service
    finally:
        service.close()


@contextmanager
def verbs_opened(hall: HallSettings) -> Iterator[Verbs]:
    """The verbs on keys and single people. Raises as `hall_opened`."""
    with hall_opened(hall) as service:
        yield service.verbs()
