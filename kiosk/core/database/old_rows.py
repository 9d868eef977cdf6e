"""What a feature keeps for some days only: its rows go when the hall's day begins.

OLD = (OldRows(look_ups.c.at, days=3),)
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Column, Connection, delete

from kiosk.core.database.clock import stamp


@dataclass(frozen=True, slots=True)
class OldRows:
    """Rows of one table whose time `at` (ISO, hall time) lies more than `days` days back."""

    at: Column[Any]
    days: int

    def forget(self, connection: Connection, now: datetime) -> None:
        connection.execute(delete(self.at.table).where(self.at < stamp(now - timedelta(days=self.days))))
