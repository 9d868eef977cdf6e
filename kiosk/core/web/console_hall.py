"""The hall as all pages of the console know it. What one feature's pages need beyond it, the app hands their router."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.core.access.accounts import Accounts
from kiosk.core.access.log_in import LogIns
from kiosk.core.access.security_counts import Count
from kiosk.core.access.sessions import Sessions
from kiosk.core.database.clock import Clock
from kiosk.core.database.events import EventHub
from kiosk.core.database.owner import Database


@dataclass(frozen=True, slots=True)
class ConsoleHall:
    """``address`` as the settings say it; ``secure``: served over TLS; ``count`` is told of each refusal."""

    name: str
    address: str
    secure: bool
    demo: bool
    database: Database
    accounts: Accounts
    sessions: Sessions
    log_ins: LogIns
    count: Count
    hub: EventHub
    clock: Clock
