"""What a cell of a spreadsheet may be, and who hears how far a reader is. Standard library only."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

Value = int | float | str | bool | dt.time | dt.date | dt.datetime | dt.timedelta
Tell = Callable[[int, int], None]


def quiet(read: int, of: int) -> None:
    """Nobody listens how far a reader is."""
