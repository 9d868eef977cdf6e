"""Packs on their way to every screen, and what shows them."""

from __future__ import annotations

from tests.benchmarks import delivery_fetch, player_rows
from tests.benchmarks.table import Row

NAME = "delivery"


def rows() -> list[Row]:
    """Takes about eight minutes; needs Xvfb."""
    return [*delivery_fetch.rows(), *player_rows.rows()]
