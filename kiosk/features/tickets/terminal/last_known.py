"""The services and hours the terminal knew last, kept for the time the hall service is away, also after a restart.

Written only when they change, so that a busy queue wears no disk; nothing of the queue itself is kept.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import Any, Protocol

from kiosk.features.tickets.wire import ServiceNow, ServicesNow, services_from_json, to_json

NAME = "services"
log = logging.getLogger(__name__)


class Store(Protocol):
    """What this needs of ``kiosk.core.link.store.TerminalStore``."""

    def remember(self, name: str, value: Any) -> None: ...

    def recall(self, name: str) -> tuple[Any, str] | None: ...


class LastKnown:
    """``keep`` and ``recall`` touch the disk: for threads that may wait."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._kept: ServicesNow | None = None

    def keep(self, now: ServicesNow) -> None:
        lasting = _lasting(now)
        if lasting != self._kept:
            self._store.remember(NAME, to_json(lasting))
            self._kept = lasting

    def recall(self) -> ServicesNow | None:
        """None: nothing was ever known, or another version wrote it."""
        known = self._store.recall(NAME)
        if known is None:
            return None
        try:
            self._kept = services_from_json(known[0])
        except (TypeError, KeyError, ValueError) as error:
            log.warning("the services known last cannot be read: %s", error)
        return self._kept


def _lasting(now: ServicesNow) -> ServicesNow:
    """Without what moves with the queue and the hour."""
    hall = replace(now.hall, state="closed", closes_at=None, next_opening=None, clock_doubted=False, disk_full=False)
    services = tuple(_quiet(service) for service in now.services)
    return replace(now, hall=hall, services=services, windows=(), event_id=0, priority_until=None, reprints=())


def _quiet(service: ServiceNow) -> ServiceNow:
    return replace(
        service,
        state="closed",
        paused_until=None,
        pause_reason=None,
        ahead=0,
        wait_low_minutes=0,
        wait_high_minutes=0,
        priority_ahead=0,
        priority_low_minutes=0,
        priority_high_minutes=0,
    )
